"""Joins the inbox from a database and a clock."""

from __future__ import annotations

from bot.clock import Clock
from bot.inbox.pump import Inbox, Progress
from bot.inbox.usecases import ListWaiting, NoteProgress, StoreUpdates
from knowledge.sql import Database


def make_inbox(database: Database, clock: Clock) -> Inbox:
    """Give an inbox that nothing is in yet."""
    progress = Progress(NoteProgress(database, clock))
    return Inbox(StoreUpdates(database, clock), ListWaiting(database), progress)
