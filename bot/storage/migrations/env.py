"""Runs migrations on the connection that bot.storage.migrate hands over: both rooms' tables in one tree."""

from alembic import context

import bot.activities.tables
import bot.inbox.tables
import bot.people.tables
import bot.storage.keys  # noqa: F401 - a table counts once its module is imported
from bot.storage.tables import BotTable
from knowledge.library.tables import LibraryTable

TARGETS = [LibraryTable.metadata, BotTable.metadata]

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=TARGETS,
    compare_type=True,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
)
context.run_migrations()
