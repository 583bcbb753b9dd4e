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
from bot.people.tables import AccountRow
from bot.storage.migrate import alembic_config, downgrade, known_revisions, migrate, revision
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
    assert await revision(empty) is None
    await migrate(empty)
    assert await revision(empty) == known_revisions()[-1]
    await downgrade(empty)
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(tables) <= {"alembic_version", "sqlite_sequence"}
    await migrate(empty)
    assert await revision(empty) == known_revisions()[-1]


async def test_the_newest_migration_takes_a_database_with_a_row_in_every_table(empty: Database) -> None:
    """A column that may not be NULL and has no server_default passes on empty tables and stops everybody else."""
    await migrate(empty)
    await downgrade(empty, known_revisions()[-2])
    async with empty.engine.begin() as connection:
        assert await connection.run_sync(fill) > 15
    await migrate(empty)
    assert await revision(empty) == known_revisions()[-1]


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


async def test_browsers_whose_token_had_lived_again_have_to_be_invited_anew(empty: Database) -> None:
    """Until 0005 a browser kept its token from one binding to the next, so that a leaked one came back to life."""
    await migrate(empty)
    await downgrade(empty, "0004")
    bound = "INSERT INTO accounts (id, member_id, channel, external_id, bound_at, revoked_at) VALUES "
    at = "'2026-03-06 06:00:00+00:00'" if not empty.is_sqlite else "'2026-03-06 06:00:00.000000'"
    rows = f"(1, 1, 'browser', 'kept', {at}, {at}), (2, 1, 'browser', 'kept', {at}, NULL)"
    others = f"(3, 1, 'browser', 'once', {at}, NULL), (4, 1, 'telegram', 'kept', {at}, NULL)"
    async with empty.engine.begin() as connection:
        await connection.execute(text("INSERT INTO members (id, code, name, status) VALUES (1, 'A', '甲', 'full')"))
        await connection.execute(text(f"{bound} {rows}, {others}"))
    await migrate(empty)
    async with empty.reading() as session:
        accounts = (await session.scalars(select(AccountRow).order_by(AccountRow.id))).all()
    assert [account.external_id for account in accounts] == ["kept#1", "kept#2", "once", "kept"]
    assert [account.revoked_at is None for account in accounts] == [False, False, True, True]


async def test_several_processes_may_start_at_once(database_url: str) -> None:
    starters = [Database(database_url) for _ in range(4)]
    async with asyncio.TaskGroup() as group:
        for starter in starters:
            group.create_task(migrate(starter))
    assert await revision(starters[0]) == known_revisions()[-1]
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
