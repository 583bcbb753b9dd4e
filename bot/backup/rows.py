"""Tables as lines of JSON, whatever the database: so a backup of SQLite can be restored into PostgreSQL."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Table,
    bindparam,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.types import TypeEngine

AT_ONCE = 500
NOT_OURS = {"alembic_version"}  # its one row is the manifest's revision
Write = Callable[[bytes], None]
Value = Callable[[Any], Any]


def tables_of(connection: Connection) -> list[Table]:
    """List the tables as they stand in the database, parents before children."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name not in NOT_OURS)
    for table in found.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, JSON):  # nothing stays nothing, and does not become JSON's own null
                column.type.none_as_null = bool(column.nullable)
    return found.sorted_tables


def dump(connection: Connection, table: Table, write: Write) -> int:
    """Write a table: the names of its columns, then its rows in the order of their keys; gives how many."""
    write(_line([column.name for column in table.columns]))
    ways = [_stored(column.type) for column in table.columns]
    ordered = select(table).order_by(*table.primary_key)
    count = 0
    for row in connection.execute(ordered, execution_options={"stream_results": True, "yield_per": AT_ONCE}):
        write(_line([None if value is None else way(value) for way, value in zip(ways, row, strict=True)]))
        count += 1
    return count


def load(connection: Connection, table: Table, lines: Iterator[list[Any]]) -> int:
    """Write rows into an empty table; gives how many. Errors: ValueError, KeyError, TypeError for rows that do not fit.

    Whatever refers to another row of the same table is written last: the other row may come later.
    """
    names = next(lines, [])
    ways = [_read(table.columns[name].type, connection.dialect.name) for name in names]
    inner = [fk.parent.name for fk in table.foreign_keys if fk.column.table is table and fk.parent.nullable]
    later: list[dict[str, Any]] = []
    count = 0
    while part := list(islice(lines, AT_ONCE)):
        rows = [
            {name: None if value is None else way(value) for name, way, value in zip(names, ways, line, strict=True)}
            for line in part
        ]
        later += [{f"row_{name}": value for name, value in row.items()} for row in rows if any(map(row.get, inner))]
        connection.execute(insert(table), [row | dict.fromkeys(inner) for row in rows])
        count += len(rows)
    if later:
        _refer(connection, table, inner, later)
    return count


def _refer(connection: Connection, table: Table, inner: Sequence[str], rows: list[dict[str, Any]]) -> None:
    which = [column == bindparam(f"row_{column.name}") for column in table.primary_key]
    values: dict[str, Any] = {name: bindparam(f"row_{name}") for name in inner}
    connection.execute(update(table).where(*which).values(values), rows)


def sequences(connection: Connection, tables: Sequence[Table]) -> dict[str, int]:
    """Give the largest id that was ever given in each table that counts them."""
    if connection.dialect.name == "sqlite":
        if not inspect(connection).has_table("sqlite_sequence"):
            return {}
        return {row.name: row.seq for row in connection.execute(text("SELECT name, seq FROM sqlite_sequence"))}
    last = text("SELECT pg_sequence_last_value(pg_get_serial_sequence(:name, 'id')::regclass)")
    found = {table.name: connection.scalar(last, {"name": table.name}) for table in tables if "id" in table.columns}
    return {name: int(value) for name, value in found.items() if value}


def go_on_from(connection: Connection, tables: Sequence[Table], last: Mapping[str, int]) -> None:
    """Have each table count on from the largest id there is or ever was."""
    for table in tables:
        if "id" not in table.columns or not issubclass(table.columns["id"].type.python_type, int):
            continue
        highest = max(connection.scalar(select(func.max(table.columns["id"]))) or 0, last.get(table.name, 0))
        if highest and connection.dialect.name == "sqlite":
            values: dict[str, Any] = {"name": table.name, "last": highest}
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)
        elif highest:
            going_on = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
            connection.execute(going_on, {"name": table.name, "last": highest})


def _line(values: Sequence[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _stored(kind: TypeEngine[Any]) -> Value:
    if isinstance(kind, LargeBinary):
        return lambda value: base64.b64encode(value).decode()
    if isinstance(kind, DateTime):
        return lambda value: (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(kind, Date):
        return date.isoformat
    return lambda value: value


def _read(kind: TypeEngine[Any], dialect: str) -> Value:
    if isinstance(kind, LargeBinary):
        return lambda value: base64.b64decode(value, validate=True)
    if isinstance(kind, DateTime):
        zone = None if dialect == "sqlite" else UTC
        return lambda value: datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=zone)
    if isinstance(kind, Date):
        return date.fromisoformat
    return lambda value: value
