"""Every table of the service: a table counts once its module is imported."""

from __future__ import annotations

import bot.activities.checkin.tables
import bot.activities.register.tables
import bot.activities.requests.tables
import bot.activities.tables
import bot.inbox.tables
import bot.people.tables
import bot.questions.tables
import bot.storage.keys  # noqa: F401
from bot.storage.tables import BotTable
from knowledge.library.tables import LibraryTable

BOTH = (LibraryTable.metadata, BotTable.metadata)
