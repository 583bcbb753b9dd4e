"""Rosters and people for tests."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bot.errors import BotError, ErrorCode
from bot.people.accounts.codes import ALPHABET
from bot.people.accounts.model import Asker, Channel
from bot.people.model import MemberId, OrganisationId
from bot.people.room import People, open_people
from bot.people.roster.model import Names
from bot.people.roster.storage import RosterStore
from knowledge.sql import Database
from tests.support.clock import FixedClock

SAMPLE = Path(__file__).parents[3] / "docs" / "demo" / "roster.csv"
HEADER = ("编号", "姓名", "党组织", "党员身份", "入党日期", "职务", "任职日期", "异动")
FIRST = "示例机关党委/第一党支部"
SECOND = "示例机关党委/第二党支部"
TOP = "示例市直机关工委机关党委（示例）"


def row(code: str, name: str, place: str = FIRST, posts: str = "", **more: Any) -> tuple[Any, ...]:
    """Give a row under HEADER."""
    status, joined = more.get("status", "正式党员"), more.get("joined", "2010-07-01")
    return (code, name, place, status, joined, posts, more.get("since", ""), more.get("leaving", ""))


def as_csv(*rows: Sequence[Any], header: Sequence[str] = HEADER) -> bytes:
    """Make a CSV roster."""
    return "\n".join(",".join(map(str, cells)) for cells in (header, *rows)).encode()


def as_excel(*rows: Sequence[Any], header: Sequence[str] = HEADER, merge: str | None = None) -> bytes:
    """Make an Excel roster."""
    book = Workbook()
    sheet = book.worksheets[0]
    for cells in (header, *rows):
        sheet.append(list(cells))
    if merge:
        sheet.merge_cells(merge)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Give a workbook as a file's content."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def telegram(number: int) -> Asker:
    """Give a Telegram account."""
    return Asker(Channel.TELEGRAM, str(number))


def browser(name: str) -> Asker:
    """Give a browser."""
    return Asker(Channel.BROWSER, name)


def wrong_code(number: int) -> str:
    """Give a code that nobody was given, another one for each number."""
    ending = "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(4))
    return f"2A2A-{ending}"


async def sample_people(database: Database, clock: FixedClock) -> People:
    """Open the people room over the sample branch."""
    people = open_people(database, clock)
    await people.import_roster(None, SAMPLE.read_bytes(), clock.today().replace(month=1, day=1))
    return people


async def numbers(database: Database) -> dict[str, MemberId]:
    """Give every member's id by roster code."""
    async with database.reading() as session:
        return {code: member.id for code, member in (await RosterStore(session).known()).members.items()}


async def places(database: Database) -> dict[Names, OrganisationId]:
    """Give every organisation's id by its names."""
    async with database.reading() as session:
        return {names: place.id for names, place in (await RosterStore(session).known()).places.items()}


@pytest.fixture
async def people(database: Database, clock: FixedClock) -> People:
    """The people room over the sample branch."""
    return await sample_people(database, clock)


@pytest.fixture
async def codes(database: Database, people: People) -> dict[str, MemberId]:
    """Every member's id by roster code."""
    assert people
    return await numbers(database)


async def refused(action: object) -> ErrorCode:
    """Give the code with which something is refused."""
    with pytest.raises(BotError) as error:
        await action  # type: ignore[misc]  # a coroutine of any kind
    return error.value.code
