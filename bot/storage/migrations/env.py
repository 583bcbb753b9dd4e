"""Runs migrations on the connection that bot.storage.migrate hands over; written by hand, so no room is imported."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, render_as_batch=connection.dialect.name == "sqlite", transaction_per_migration=False
)
context.run_migrations()
