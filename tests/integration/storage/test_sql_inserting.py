"""Inserting where a row may stand already, on both databases."""

from __future__ import annotations

import asyncio

from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from knowledge.sql import Database, insert_missing, insert_once, new_metadata, put


class Base(DeclarativeBase):
    metadata = new_metadata()


class SeatRow(Base):
    """Somebody's seat: one each, and nobody sits on another's."""

    __tablename__ = "test_seats"

    number: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(unique=True)
    note: Mapped[str] = mapped_column(default="")


async def with_seats(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)


async def seats(database: Database) -> dict[int, tuple[str, str]]:
    async with database.reading() as session:
        return {row.number: (row.person, row.note) for row in await session.scalars(select(SeatRow))}


async def test_the_first_row_of_a_key_stays(database: Database) -> None:
    await with_seats(database)
    async with database.transaction() as session:
        assert await insert_once(session, SeatRow, {"number": 1, "person": "甲", "note": "first"}, "number")
        assert not await insert_once(session, SeatRow, {"number": 1, "person": "乙", "note": "second"}, "number")
    assert await seats(database) == {1: ("甲", "first")}


async def test_without_a_key_any_unique_index_decides(database: Database) -> None:
    await with_seats(database)
    async with database.transaction() as session:
        assert await insert_once(session, SeatRow, {"number": 1, "person": "甲"})
        assert not await insert_once(session, SeatRow, {"number": 2, "person": "甲"})
        assert not await insert_once(session, SeatRow, {"number": 1, "person": "乙"})
        assert await insert_once(session, SeatRow, {"number": 2, "person": "乙"})
    assert await seats(database) == {1: ("甲", ""), 2: ("乙", "")}


async def test_of_two_at_once_one_is_added(database: Database) -> None:
    await with_seats(database)

    async def sit(person: str) -> bool:
        async with database.transaction() as session:
            return await insert_once(session, SeatRow, {"number": 1, "person": person}, "number")

    added = await asyncio.gather(*(sit(f"第{number}人") for number in range(8)))
    assert sorted(added) == [False] * 7 + [True]
    assert len(await seats(database)) == 1


async def test_of_many_rows_only_the_missing_are_added(database: Database) -> None:
    await with_seats(database)
    async with database.transaction() as session:
        session.add(SeatRow(number=3, person="甲", note="here before"))
    rows = [{"number": number, "person": f"第{number}人", "note": ""} for number in range(250)]
    async with database.transaction() as session:
        added = await insert_missing(session, SeatRow, rows, "number")
        assert await insert_missing(session, SeatRow, rows, "number") == set()
        assert await insert_missing(session, SeatRow, [], "number") == set()
    assert added == set(range(250)) - {3}
    assert (await seats(database))[3] == ("甲", "here before")
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(SeatRow)) == 250


async def test_putting_replaces_what_stands(database: Database) -> None:
    await with_seats(database)
    async with database.transaction() as session:
        await put(session, SeatRow, {"number": 1, "person": "甲", "note": "old"}, "number")
        await put(session, SeatRow, {"number": 1, "person": "乙", "note": "new"}, "number")
        await put(session, SeatRow, {"number": 2, "person": "甲", "note": ""}, "number")
    assert await seats(database) == {1: ("乙", "new"), 2: ("甲", "")}
