"""The engine helpers on both databases."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.questions.tables import FeedbackRow, PassedOnRow, PassedOnState
from knowledge.sql import Database

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=8)))


def waiting(moment: datetime) -> PassedOnRow:
    return PassedOnRow(question="示例问题", created_at=moment, state=PassedOnState.OPEN)


async def test_a_moment_comes_back_in_utc(database: Database) -> None:
    async with database.transaction() as session:
        session.add(waiting(NOON))
    async with database.reading() as session:
        row = await session.get(PassedOnRow, 1)
    assert row is not None
    assert row.created_at == NOON
    assert row.created_at.tzinfo is UTC


async def test_a_moment_without_a_zone_is_a_mistake(database: Database) -> None:
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(StatementError, match="time zone"):
        async with database.transaction() as session:
            session.add(waiting(naive))


async def add_and_fail(session: AsyncSession) -> None:
    session.add(waiting(NOON))
    await session.flush()
    raise ZeroDivisionError


async def test_an_error_rolls_everything_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as session:
            await add_and_fail(session)
    async with database.reading() as session:
        assert (await session.scalars(select(PassedOnRow))).all() == []


async def test_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            session.add(FeedbackRow(answer_id="nobody", useful=True, created_at=NOON))


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.reading() as session:
            await session.execute(text("UPDATE library_state SET revision = 99"))


async def test_writers_that_read_first_wait_for_each_other(database: Database) -> None:
    """Two connections that read and then write lose no step: the lock is taken before the read."""
    other = Database(database.url)

    async def add_one(door: Database) -> None:
        async with door.transaction() as session:
            lock = "" if door.is_sqlite else " FOR UPDATE"
            before = await session.scalar(text(f"SELECT revision FROM library_state WHERE id = 1{lock}"))
            await session.execute(text("UPDATE library_state SET revision = :next"), {"next": (before or 0) + 1})

    async with asyncio.TaskGroup() as group:
        for door in [database, other] * 10:
            group.create_task(add_one(door))
    await other.close()
    async with database.reading() as session:
        assert await session.scalar(text("SELECT revision FROM library_state")) == 20
