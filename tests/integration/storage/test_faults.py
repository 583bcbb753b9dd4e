"""What has a name is said by its name: a database gone, busy, full, read-only, damaged; and nothing is made anew."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import BotError, ErrorCode
from bot.incidents import explained
from bot.settings import DatabaseSettings, Settings
from bot.storage.migrate import migrate
from bot.storage.presence import MARK
from bot.web.entrance.errors import STATUS
from bot.wiring import open_library
from knowledge.library.library import Library
from knowledge.sql import Database
from tests.support.storage.database import fresh_postgres, sqlite_url

READ = "SELECT revision FROM library_state"
WRITE = "UPDATE library_state SET revision = revision + 1"


async def told(database: Database, *statements: str) -> ErrorCode | None:
    """The code under which the statements fail, run in one transaction."""
    try:
        async with database.transaction() as session:
            for statement in statements:
                await session.execute(text(statement))
    except SQLAlchemyError as error:
        return explained(error).code
    return None


async def told_to_a_reader(database: Database) -> ErrorCode | None:
    try:
        async with database.reading() as session:
            await session.execute(text(READ))
    except SQLAlchemyError as error:
        return explained(error).code
    return None


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(sqlite_url(tmp_path / "资料 %23#" / "zhibu.db"))
    await migrate(database)
    assert await told(database, WRITE) is None
    assert await told_to_a_reader(database) is None
    yield database
    await database.close()


def file_of(database: Database) -> Path:
    assert database.file is not None
    return database.file


def remove_log(file: Path) -> None:
    """SQLite would write the old file's log into the new one: https://sqlite.org/howtocorrupt.html, 1.4."""
    for left in ("-wal", "-shm"):
        file.with_name(file.name + left).unlink(missing_ok=True)


async def test_a_database_deleted_while_it_serves_takes_no_more_writes(sqlite: Database) -> None:
    file = file_of(sqlite)
    kept = file.with_name("kept.db")
    await sqlite.close()  # into the file with the log
    shutil.copyfile(file, kept)
    assert await told(sqlite, WRITE) is None
    file.unlink()
    assert await told(sqlite, WRITE) is ErrorCode.DATABASE_GONE
    assert await told_to_a_reader(sqlite) is ErrorCode.DATABASE_GONE
    assert not file.exists()
    remove_log(file)
    kept.rename(file)
    assert await told(sqlite, WRITE) is None


async def test_a_database_replaced_while_it_serves_is_the_one_that_is_read(sqlite: Database, tmp_path: Path) -> None:
    other = Database(sqlite_url(tmp_path / "other.db"))
    await migrate(other)
    assert await told(other, "UPDATE library_state SET revision = 77") is None
    await other.close()
    (tmp_path / "other.db").rename(file_of(sqlite))
    remove_log(file_of(sqlite))
    async with sqlite.reading() as session:
        assert await session.scalar(text(READ)) == 77


async def test_an_empty_file_in_its_place_is_no_database(sqlite: Database) -> None:
    file = file_of(sqlite)
    file.unlink()
    file.touch()
    assert await told_to_a_reader(sqlite) is ErrorCode.DATABASE_GONE


async def test_busy_full_read_only_and_damaged(sqlite: Database) -> None:
    other = Database(sqlite.url)
    async with other.transaction() as session:
        await session.execute(text(WRITE))
        async with sqlite.engine.connect() as connection:
            await connection.rollback()
        assert await told_soon(sqlite) is ErrorCode.DATABASE_BUSY
    await other.close()
    grow = "INSERT INTO passed_on (question, created_at, state) VALUES (zeroblob(9000000), '2026-11-28', 'open')"
    assert await told(sqlite, "PRAGMA max_page_count = 1", grow) is ErrorCode.DISK_FULL
    assert await told(sqlite, "PRAGMA query_only = ON", WRITE) is ErrorCode.READ_ONLY
    await sqlite.close()
    file_of(sqlite).write_bytes(b"no database" * 1000)
    assert await told_to_a_reader(sqlite) is ErrorCode.DATABASE_DAMAGED


async def told_soon(database: Database) -> ErrorCode | None:
    """As `told`, without the patience of ten seconds."""
    try:
        async with database.engine.connect() as connection:
            raw = await connection.get_raw_connection()
            assert raw.driver_connection is not None
            await raw.driver_connection.execute("PRAGMA busy_timeout = 1")
            await connection.execute(text(WRITE))
    except SQLAlchemyError as error:
        return explained(error).code
    return None


def test_a_full_disk_is_no_incident() -> None:
    with pytest.raises(OSError, match="space") as full:
        Path("/dev/full").write_bytes(b"x")
    assert explained(full.value).code is ErrorCode.DISK_FULL


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (ErrorCode.DATABASE_GONE, 503),
        (ErrorCode.DATABASE_DAMAGED, 503),
        (ErrorCode.DATABASE_BUSY, 503),
        (ErrorCode.DISK_FULL, 507),
        (ErrorCode.READ_ONLY, 503),
    ],
)
def test_a_fault_of_the_machine_is_no_fault_of_the_program(code: ErrorCode, status: int) -> None:
    assert STATUS[code] == status


@pytest.fixture
def settings(tmp_path: Path, database_kind: str, request: pytest.FixtureRequest) -> Settings:
    """Settings of an empty folder, with a database of either kind that is not made yet."""
    if database_kind == "sqlite":
        return Settings(data_dir=tmp_path / "data")
    address = fresh_postgres(request.getfixturevalue("postgres_server"))
    return Settings(data_dir=tmp_path / "data", database=DatabaseSettings(url=address))


async def test_a_database_that_vanished_is_not_made_anew(settings: Settings) -> None:
    for _ in range(2):
        async with open_library(settings) as library:
            assert await library.revision() == 0
    assert (settings.data_dir / MARK).exists()
    await lose(settings)
    for _ in range(2):
        with pytest.raises(BotError) as refused:
            async with open_library(settings):
                pass
        assert refused.value.code is ErrorCode.DATABASE_GONE


async def lose(settings: Settings) -> None:
    database = Database(settings.database_url)
    if database.file is not None:
        await asyncio.to_thread(database.file.unlink)
    else:
        async with database.engine.begin() as connection:
            await connection.execute(text("DROP SCHEMA public CASCADE"))
            await connection.execute(text("CREATE SCHEMA public"))
    await database.close()


async def test_an_index_without_a_database_had_one(tmp_path: Path) -> None:
    """Releases before the mark left an index only."""
    digest = tmp_path / "data" / "index" / "digest.json"
    digest.parent.mkdir(parents=True)
    digest.touch()
    with pytest.raises(BotError) as refused:
        async with open_library(Settings(data_dir=tmp_path / "data")):
            pass
    assert refused.value.code is ErrorCode.DATABASE_GONE
    assert not (tmp_path / "data" / "zhibu.db").exists()


async def test_many_that_begin_at_once_are_not_taken_for_a_loss(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")

    async def begin() -> int:
        async with open_library(settings) as library:
            assert isinstance(library, Library)
            return await library.revision()

    assert await asyncio.gather(*(begin() for _ in range(4))) == [0] * 4
