"""Brings a database to the schema of this release. Safe when several processes start at once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.errors import BotError, ErrorCode
from knowledge.sql import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_KEY = 0x5A_48_49_42_55  # "ZHIBU": PostgreSQL's advisory lock while a schema changes


async def migrate(database: Database, *, may_begin: bool = True) -> None:
    """Upgrade to the newest schema. Errors: BotError DATABASE_NEWER; DATABASE_GONE where none is and none may begin.

    One transaction holds the write lock from before the current revision is read: a second process waits, then finds
    nothing left to do. A database that is up to date costs one query and no import of Alembic.
    """
    found = await revision(database)
    if found == known_revisions()[-1]:
        return
    if found is None:
        if not may_begin:
            raise BotError(ErrorCode.DATABASE_GONE)
        await asyncio.to_thread(database.make_file)
    async with database.engine.begin() as connection:
        await connection.run_sync(_upgrade)


async def downgrade(database: Database, revision: str = "base") -> None:
    """Go back to an older schema."""
    async with database.engine.begin() as connection:
        await connection.run_sync(_downgrade, revision)


async def revision(database: Database) -> str | None:
    """Give the schema's revision; None where there is no database or an empty one."""
    if database.file is not None and not await asyncio.to_thread(_holds_something, database.file):
        return None
    async with database.engine.connect() as connection:
        return await connection.run_sync(_current)


def known_revisions() -> list[str]:
    """List this release's revisions, oldest first: migration files begin with their number."""
    return sorted(file.stem.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def alembic_config(connection: Connection) -> Config:
    """Point Alembic at the one tree and at an open connection."""
    from alembic.config import Config  # noqa: PLC0415 - 0.2 s that only a changing schema should pay

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _holds_something(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415

    _lock(connection)
    current = _current(connection)
    if current is not None and current not in known_revisions():
        raise BotError(ErrorCode.DATABASE_NEWER)
    command.upgrade(alembic_config(connection), "head")


def _downgrade(connection: Connection, revision: str) -> None:
    from alembic import command  # noqa: PLC0415

    _lock(connection)
    command.downgrade(alembic_config(connection), revision)


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
