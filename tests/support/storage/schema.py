"""Every table of the service: whatever module declares one is imported, so that none can be forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Connection, MetaData, func, select

from bot.storage.tables import BotTable
from knowledge.library.tables import LibraryTable

ROOT = Path(__file__).parents[3]
for path in sorted((ROOT / "bot").rglob("*.py")):
    if "(BotTable):" in path.read_text(encoding="utf-8"):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))

BOTH = (LibraryTable.metadata, BotTable.metadata)


def fill(connection: Connection) -> dict[str, int]:
    """Write a row into every table as it stands in the database; gives how many rows each has then.

    Each number is 1, so that rows refer to each other.
    """
    found = MetaData()
    found.reflect(connection)
    empty = [table for table in found.sorted_tables if not connection.scalar(select(func.count()).select_from(table))]
    for table in empty:
        connection.execute(table.insert().values({column.name: value_for(column) for column in table.columns}))
    return counts(connection)


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table of the database has."""
    found = MetaData()
    found.reflect(connection)
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in found.sorted_tables
    }


def value_for(column: Column[Any]) -> object:
    if isinstance(column.type, JSON):
        return {}
    values: dict[type, object] = {int: 1, str: "x", bool: True, bytes: b"x", float: 1.0}
    days = {datetime: datetime(2026, 3, 6, 6, tzinfo=UTC), date: date(2026, 3, 6)}
    return (values | days)[column.type.python_type]
