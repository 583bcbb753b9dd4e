"""Engine helpers and column types that knowledge.library and bot.storage share.

SQLite and PostgreSQL behave alike behind `Database`: a writer holds its lock from the first statement (SQLite: BEGIN
IMMEDIATE and a busy timeout, because a lock upgraded in mid-transaction fails at once), a reader sees one snapshot.
An SQLite file is never made by opening it: one that is gone is an error, not an empty register.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Connection, DateTime, Dialect, Enum, MetaData, event, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from knowledge.batches import batches

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

BUSY_TIMEOUT_SECONDS = 10  # whoever waits longer is told that it is busy
_WAL_TRIES = 100
_FILE = "file"  # which file a connection was opened on: device and inode
_ROWS_AT_ONCE = 100  # SQLite allows 32,766 values in a statement
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Database:
    """One database behind two doors: `transaction` writes, `reading` cannot.

    `url` is sqlite+aiosqlite:///file or postgresql+psycopg://…. `carried` is what every session has in its `info`.
    """

    def __init__(self, url: str, *, carried: Mapping[str, Any] | None = None) -> None:
        self.url = url
        self.carried = dict(carried or {})
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.file = sqlite_file(url)
        self._writer = _sqlite_engine(url, read_only=False) if self.is_sqlite else _postgres_engine(url)
        self._reader = (
            _sqlite_engine(url, read_only=True)
            if self.is_sqlite
            else self._writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )
        self._open_writer = async_sessionmaker(self._writer, expire_on_commit=False, info=self.carried)
        self._open_reader = async_sessionmaker(self._reader, expire_on_commit=False, info=self.carried)

    @property
    def engine(self) -> AsyncEngine:
        """The writing engine, for migrations."""
        return self._writer

    def make_file(self) -> None:
        """Make an empty SQLite file where none is, for the schema to come. Errors: OSError."""
        if self.file is not None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.touch(mode=0o600)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Open a session that commits on exit and rolls back on any error."""
        async with self._open_writer.begin() as session:
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a session that sees one snapshot and is refused by the database when it writes."""
        async with self._open_reader() as session:
            yield session

    async def close(self) -> None:
        """Give every connection back."""
        await self._reader.dispose()
        await self._writer.dispose()


def sqlite_file(url: str) -> Path | None:
    """Give the file of an SQLite database; None for other databases."""
    address = make_url(url)
    return Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None


def _sqlite_engine(url: str, *, read_only: bool) -> AsyncEngine:
    # one writing connection: writers of this process wait for each other in the pool, not on the file's lock
    sizes = {"pool_size": 8, "max_overflow": 8} if read_only else {"pool_size": 1, "max_overflow": 0}
    engine = create_async_engine(
        _that_is_there(make_url(url)),
        pool_timeout=BUSY_TIMEOUT_SECONDS,
        json_serializer=_dump_json,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS},
        **sizes,
    )
    file = sqlite_file(url)
    event.listen(engine.sync_engine, "connect", partial(_prepare_sqlite, read_only=read_only, file=file))
    event.listen(engine.sync_engine, "checkout", partial(_refuse_other_file, file=file))
    event.listen(engine.sync_engine, "begin", _begin_reading if read_only else _begin_writing)
    return engine


def _that_is_there(url: URL) -> URL:
    """Open an SQLite file for reading and writing, without the driver's habit of making one."""
    if not url.database:
        return url
    return url.set(database=Path(url.database).absolute().as_uri(), query={"mode": "rw", "uri": "true"})


def _postgres_engine(url: str) -> AsyncEngine:
    return create_async_engine(
        url, pool_pre_ping=True, pool_timeout=BUSY_TIMEOUT_SECONDS, pool_size=10, json_serializer=_dump_json
    )


def _prepare_sqlite(
    connection: DBAPIConnection, record: ConnectionPoolEntry, *, read_only: bool, file: Path | None
) -> None:
    record.info[_FILE] = _file_id(file)
    connection.isolation_level = None  # the driver must not begin by itself: _begin_* do
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}")
    _use_wal(cursor)
    cursor.execute("PRAGMA synchronous = FULL")  # an acknowledged write survives a power cut
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA cache_size = -32768")
    if read_only:
        cursor.execute("PRAGMA query_only = ON")
    cursor.close()


def _refuse_other_file(
    _connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection, *, file: Path | None
) -> None:
    """Open anew when the file was deleted or replaced: what went on into the old one would be lost with it."""
    if record.info[_FILE] != _file_id(file):
        raise DisconnectionError


def _file_id(file: Path | None) -> tuple[int, int] | None:
    if file is None:
        return None
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _use_wal(cursor: Any) -> None:
    """Switch to WAL. On a new file SQLite refuses at once, whatever the busy timeout, while another process switches.

    A write lock does wait for the other process, so each new try comes after one. Errors: OperationalError at last.
    """
    for _ in range(_WAL_TRIES - 1):
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            with suppress(sqlite3.OperationalError):
                cursor.execute("BEGIN IMMEDIATE")
                cursor.execute("ROLLBACK")
        else:
            return
    cursor.execute("PRAGMA journal_mode = WAL")


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _dump_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


async def insert_once(
    session: AsyncSession, table: type[DeclarativeBase], values: Mapping[str, Any], *key: str
) -> bool:
    """Insert a row unless one with the same key stands already; tells whether it was added.

    The unique index over the `key` columns decides, not an earlier SELECT; without `key` any unique index does.
    """
    row = _insert(session, table).values(**values).on_conflict_do_nothing(index_elements=key or None)
    return await session.scalar(row.returning(literal(1))) is not None


async def insert_missing(
    session: AsyncSession, table: type[DeclarativeBase], rows: Sequence[Mapping[str, Any]], key: str
) -> set[Any]:
    """Insert the rows whose `key` is not there yet and give the keys that were added. The unique index decides."""
    row = _insert(session, table).on_conflict_do_nothing(index_elements=[key])
    added: set[Any] = set()
    for part in batches(rows, _ROWS_AT_ONCE):
        added |= set(await session.scalars(row.returning(getattr(table, key)), list(part)))
    return added


async def put(session: AsyncSession, table: type[DeclarativeBase], values: Mapping[str, Any], *key: str) -> None:
    """Insert a row, or bring the one with the same `key` to these values."""
    changed = {name: value for name, value in values.items() if name not in key}
    row = _insert(session, table).values(**values)
    await session.execute(row.on_conflict_do_update(index_elements=key, set_=changed))


def _insert(session: AsyncSession, table: type[DeclarativeBase]) -> sqlite.Insert | postgresql.Insert:
    """Only the dialects' own INSERT knows ON CONFLICT."""
    return (sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert)(table)


def new_metadata() -> MetaData:
    """Give a room its own tables, with constraint names that migrations can rely on."""
    return MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware going in, aware UTC coming out. A naive value is a mistake and raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """Plain JSON values, as JSONB on PostgreSQL."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(JSONB() if dialect.name == "postgresql" else JSON())


class Strings(Json):
    """A tuple of strings in their order."""

    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> list[str]:  # noqa: ARG002
        return [str(item) for item in value or ()]

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> tuple[str, ...]:  # noqa: ARG002
        return tuple(value or ())


def enum_column(values: type[StrEnum]) -> Enum:
    """Store a StrEnum by its values, in a plain text column that needs no migration for a new member."""
    return Enum(
        values,
        native_enum=False,
        length=32,
        create_constraint=False,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
    )
