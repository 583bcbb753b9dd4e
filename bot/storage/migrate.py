"""Brings a database to the schema of this release. Safe when several processes start at once."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.storage.keys import KEY
from knowledge.files import sync_folder
from knowledge.sql import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_KEY = 0x5A_48_49_42_55  # "ZHIBU": PostgreSQL's advisory lock while a schema changes
COPIES_KEPT = 2
HEAD = "head"


async def migrate(database: Database, to: str = HEAD, *, copies: Path | None = None, may_begin: bool = True) -> None:
    """Upgrade to the newest schema, or to an older one that is named.

    Errors: BotError DATABASE_NEWER; DATABASE_GONE where none is and none may begin.

    One transaction holds the write lock from before the current revision is read: a second process waits, then finds
    nothing left to do. A database that is up to date costs one query and no import of Alembic. With `copies` an SQLite
    database that holds anything is copied into that folder first, where the last two copies stay.
    """
    found = await revision(database)
    if to == HEAD and found == known_revisions()[-1]:
        return
    if found is None:
        if not may_begin:
            raise BotError(ErrorCode.DATABASE_GONE)
        await asyncio.to_thread(database.make_file)

    def keep(connection: Connection, current: str) -> None:
        if copies is not None and database.is_sqlite:
            keep_copy(connection, copies, current)

    key = database.carried.get(KEY)
    async with database.engine.begin() as connection:
        await connection.run_sync(upgrade, key, to, keep)


async def downgrade(database: Database, revision: str = "base") -> None:
    """Go back to an older schema."""
    async with database.engine.begin() as connection:
        await connection.run_sync(_downgrade, revision)


async def revision(database: Database) -> str | None:
    """Give the schema's revision; None where there is no database or an empty one."""
    if database.file is not None and not await asyncio.to_thread(_holds_something, database.file):
        return None
    async with database.engine.connect() as connection:
        return await connection.run_sync(current_revision)


def known_revisions() -> list[str]:
    """List this release's revisions, oldest first: migration files begin with their number."""
    return sorted(file.stem.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def alembic_config(connection: Connection, key: bytes | None = None) -> Config:
    """Point Alembic at the one tree and at an open connection; `key` is the installation's, for stored secrets."""
    from alembic.config import Config  # noqa: PLC0415 - 0.2 s that only a changing schema should pay

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["key"] = key
    return config


def _holds_something(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def current_revision(connection: Connection) -> str | None:
    """Tell the schema's revision; None for a database without our tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def upgrade(
    connection: Connection,
    key: bytes | None,
    revision: str = HEAD,
    before: Callable[[Connection, str], None] = lambda _connection, _current: None,
) -> None:
    """Upgrade inside the connection's transaction; `before` is called when a schema that is there will change."""
    from alembic import command  # noqa: PLC0415

    _lock(connection)
    current = current_revision(connection)
    if current is not None and current not in known_revisions():
        raise BotError(ErrorCode.DATABASE_NEWER)
    if current is not None and current != known_revisions()[-1]:
        before(connection, current)
        record(Event.SCHEMA_CHANGED, before=int(current), after=int(known_revisions()[-1]))
    command.upgrade(alembic_config(connection, key), revision)


def keep_copy(connection: Connection, folder: Path, current: str) -> None:
    """Copy what an SQLite file holds before its schema changes; older copies than the last two go.

    The writing transaction has begun: what is copied is exactly what will be changed.
    Errors: sqlite3.OperationalError for a full disk.
    """
    name = connection.engine.url.database
    assert name  # an SQLite database in a file
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / "copy.draft"
    draft.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(draft)) as copy:
            source.backup(copy)
    except sqlite3.OperationalError:
        draft.unlink(missing_ok=True)
        raise
    draft.replace(folder / f"zhibu-{current}.db")
    sync_folder(folder)
    for old in sorted(folder.glob("zhibu-*.db"))[:-COPIES_KEPT]:
        old.unlink()


def _downgrade(connection: Connection, revision: str) -> None:
    from alembic import command  # noqa: PLC0415

    _lock(connection)
    command.downgrade(alembic_config(connection), revision)


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
