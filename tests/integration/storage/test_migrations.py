"""The one Alembic tree: it makes exactly the tables the code has, both ways, for several starters at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Column, Connection, MetaData, func, inspect, select, text

from bot.errors import BotError, ErrorCode
from bot.storage.keys import open_database
from bot.storage.migrate import alembic_config, downgrade, is_up_to_date, known_revisions, migrate
from knowledge.sql import Database
from tests.support.storage.database import TEST_KEY
from tests.support.storage.schema import BOTH


@pytest.fixture
async def empty(database_url: str) -> AsyncIterator[Database]:
    database = open_database(database_url, TEST_KEY)
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


async def test_the_newest_migration_takes_a_database_with_a_row_in_every_table(empty: Database) -> None:
    """A column that may not be NULL and has no server_default passes on empty tables and stops everybody else."""
    await migrate(empty)
    await downgrade(empty, known_revisions()[-2])
    async with empty.engine.begin() as connection:
        assert await connection.run_sync(fill) > 15
    await migrate(empty)
    assert await is_up_to_date(empty)


def fill(connection: Connection) -> int:
    """Write a row into every table as it stands in the database; each number is 1, so that rows refer to each other."""
    found = MetaData()
    found.reflect(connection)
    written = found.sorted_tables
    for table in (table for table in written if not connection.scalar(select(func.count()).select_from(table))):
        connection.execute(table.insert().values({column.name: value_for(column) for column in table.columns}))
    return len(written)


def value_for(column: Column[Any]) -> object:
    if isinstance(column.type, JSON):
        return {}
    values: dict[type, object] = {int: 1, str: "x", bool: True, bytes: b"x", float: 1.0}
    days = {datetime: datetime(2026, 3, 6, 6, tzinfo=UTC), date: date(2026, 3, 6)}
    return (values | days)[column.type.python_type]


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
