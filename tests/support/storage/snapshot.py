"""Everything a database holds, so that a test can tell that nothing changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from bot.storage.tables import BotTable
from knowledge.sql import Database

INBOX = frozenset({"telegram_updates", "inbox"})  # they count what came in, whatever became of it
Rows = dict[str, list[tuple[Any, ...]]]


async def everything(database: Database, without: Collection[str] = INBOX) -> Rows:
    """Every row of the service's tables, by table, in the order of their keys."""
    tables = [table for table in BotTable.metadata.sorted_tables if table.name not in without]
    async with database.reading() as session:
        return {
            table.name: [tuple(row) for row in await session.execute(select(table).order_by(*table.primary_key))]
            for table in tables
        }
