"""The one Alembic tree: it makes exactly the tables the code has, both ways, for several starters at once."""

from __future__ import annotations

import asyncio
import hmac
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, select, text

from bot.errors import BotError, ErrorCode
from bot.people.accounts.storage import CODES_KEY, InvitationStore
from bot.people.room import open_people
from bot.people.tables import AccountRow
from bot.storage.keys import KEY_BYTES, open_database
from bot.storage.migrate import (
    COPIES_KEPT,
    alembic_config,
    current_revision,
    downgrade,
    known_revisions,
    migrate,
    revision,
)
from knowledge.sql import Database
from tests.support.register.branch import NAMES, Branch
from tests.support.storage.database import TEST_KEY, sqlite_url
from tests.support.storage.schema import BOTH, counts, fill


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
    assert await revision(empty) is None
    await migrate(empty)
    assert await revision(empty) == known_revisions()[-1]
    await downgrade(empty)
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(tables) <= {"alembic_version", "sqlite_sequence"}
    await migrate(empty)
    assert await revision(empty) == known_revisions()[-1]


@pytest.mark.parametrize("since", known_revisions()[:-1])
async def test_a_database_of_any_age_with_a_row_in_every_table_comes_up_with_all_of_them(
    empty: Database, since: str
) -> None:
    """A column that may not be NULL and has no server_default passes on empty tables and stops everybody else."""
    await migrate(empty, since)
    async with empty.engine.begin() as connection:
        before = await connection.run_sync(fill)
    assert sum(before.values()) > 5
    await migrate(empty)
    assert await revision(empty) == known_revisions()[-1]
    async with empty.engine.connect() as connection:
        after = await connection.run_sync(counts)
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("since", known_revisions()[2:-1])
async def test_people_of_an_older_release_are_the_product_s_own(branch: Branch, since: str) -> None:
    """What the code of today wrote stays what it was, from the release on that brought its tables."""
    await downgrade(branch.database, since)
    await migrate(branch.database)
    people = open_people(branch.database, branch.clock)
    listed = [line.member.name for line in (await people.roster(branch.secretary, branch.branch)).lines]
    assert sorted(listed) == sorted(NAMES)
    assert (await branch.opened()).title == "3月主题党日"


async def test_an_sqlite_database_is_copied_before_its_schema_changes(tmp_path: Path) -> None:
    database, copies = open_database(sqlite_url(tmp_path / "zhibu.db"), TEST_KEY), tmp_path / "copies"
    for since in known_revisions():
        await migrate(database, since, copies=copies)
    await migrate(database, copies=copies)
    await database.close()
    kept = known_revisions()[-COPIES_KEPT - 1 : -1]
    assert sorted(await asyncio.to_thread(os.listdir, copies)) == [f"zhibu-{number}.db" for number in kept]
    copy = open_database(sqlite_url(copies / f"zhibu-{kept[0]}.db"), TEST_KEY)
    async with copy.engine.connect() as connection:
        assert await connection.run_sync(current_revision) == kept[0]
        assert await connection.scalar(text("PRAGMA integrity_check")) == "ok"
    await copy.close()


async def test_open_invitation_codes_go_on_working_with_the_key(empty: Database) -> None:
    """Before there was a key, whoever had a copy of the database could try all codes at home."""
    await migrate(empty, "0004")
    salt = b"s" * KEY_BYTES
    code_hash = hmac.digest(salt, b"123456", "sha256").hex()
    async with empty.engine.begin() as connection:
        await connection.run_sync(fill)
        await connection.execute(text("UPDATE invitations SET code_hash = :old"), {"old": code_hash})
        kept = {"name": CODES_KEY, "salt": salt}
        await connection.execute(text("UPDATE service_keys SET name = :name, value = :salt"), kept)
    await migrate(empty)
    async with empty.transaction() as session:
        store = InvitationStore(session)
        assert await store.by_code(await store.hash_code("123456")) is not None
        assert await store.by_code(code_hash) is None


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
