"""The one Alembic tree: it makes exactly the tables the code has, both ways, for several starters at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, text

from bot.errors import BotError, ErrorCode
from bot.storage.migrate import alembic_config, downgrade, is_up_to_date, known_revisions, migrate
from knowledge.sql import Database
from tests.support.storage.schema import BOTH


@pytest.fixture
async def empty(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


def both_rooms() -> MetaData:
    together = MetaData()
    for metadata in BOTH:
        for table in metadata.tables.values():
            table.to_metadata(together)
    return together


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), both_rooms()))


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_migrations_make_the_tables_the_code_has(database: Database) -> None:
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_up_down_and_up_again(empty: Database) -> None:
    assert not await is_up_to_date(empty)
    await migrate(empty)
    assert await is_up_to_date(empty)
    await downgrade(empty)
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(tables) <= {"alembic_version", "sqlite_sequence"}
    await migrate(empty)
    assert await is_up_to_date(empty)


async def test_several_processes_may_start_at_once(database_url: str) -> None:
    starters = [Database(database_url) for _ in range(4)]
    async with asyncio.TaskGroup() as group:
        for starter in starters:
            group.create_task(migrate(starter))
    assert await is_up_to_date(starters[0])
    for starter in starters:
        await starter.close()


async def test_a_newer_database_is_left_alone(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BotError) as refused:
        await migrate(database)
    assert refused.value.code is ErrorCode.DATABASE_NEWER


async def test_the_newest_file_is_the_head(database: Database) -> None:
    def head(connection: Connection) -> str | None:
        return ScriptDirectory.from_config(alembic_config(connection)).get_current_head()

    async with database.engine.connect() as connection:
        assert await connection.run_sync(head) == known_revisions()[-1]
