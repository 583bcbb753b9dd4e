"""Everything a database holds, so that a test can tell that nothing changed."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import URL, Engine, NullPool, Select, Table, create_engine, select

from bot.storage.tables import BotTable
from knowledge.sql import Database

INBOX = frozenset({"telegram_updates", "inbox"})  # they count what came in, whatever became of it
COMING = "last_seen_on"  # says that somebody came that day, whatever became of it
Rows = dict[str, list[tuple[Any, ...]]]


async def everything(database: Database, without: Collection[str] = INBOX) -> Rows:
    """Every row of the service's tables, by table, in the order of their keys."""
    tables = [table for table in BotTable.metadata.sorted_tables if table.name not in without]
    # not through the service's own engine: there each of twenty tables is a trip to another thread and back
    with _beside(database.engine.url).connect() as connection:
        return {table.name: [tuple(row) for row in connection.execute(_rows(table))] for table in tables}


def _rows(table: Table) -> Select[*tuple[Any, ...]]:
    return select(*(column for column in table.columns if column.name != COMING)).order_by(*table.primary_key)


@lru_cache(maxsize=1)
def _beside(url: URL) -> Engine:
    kind = url.get_backend_name()
    return create_engine(url.set(drivername="sqlite" if kind == "sqlite" else url.drivername), poolclass=NullPool)
