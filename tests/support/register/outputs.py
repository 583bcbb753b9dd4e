"""Reads produced files back, and makes registers without a database."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

from docx import Document
from openpyxl import Workbook, load_workbook

from bot.activities.kinds import ActivityKind
from bot.activities.model import Activity, ActivityId, ActivityState
from bot.activities.outputs.views import RegisterView
from bot.activities.register.model import Line, LineState, Tally, Via
from bot.people.model import Member, MemberId, MemberStatus, Organisation, OrganisationId, OrganisationKind

MOMENT = datetime(2026, 3, 6, 6, 30, tzinfo=UTC)
PLACE = Organisation(OrganisationId(2), OrganisationKind.BRANCH, "第一党支部", (OrganisationId(2),))


def register_of(*names: str, state: ActivityState = ActivityState.LOCKED, title: str = "3月主题党日") -> RegisterView:
    """Give a register in which everybody came."""
    kind = ActivityKind.GENERAL_MEETING
    activity = Activity(ActivityId(1), PLACE, kind, title, "三楼", "", MOMENT, MOMENT.replace(hour=8), 120, state)
    lines = tuple(line_of(number, name) for number, name in enumerate(names, start=1))
    tally = Tally.of((line.state, line.votes) for line in lines)
    assert activity.quorum is not None  # a general meeting has one
    return RegisterView(activity, lines, tally, tally.quorum(activity.quorum), (), {})


def line_of(number: int, name: str, state: LineState = LineState.PRESENT) -> Line:
    """Give one line of a register."""
    member = Member(MemberId(number), f"A{number:03}", name, MemberStatus.FULL, None, PLACE)
    return Line(member, state, None, MOMENT, Via.CODE)


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """Give the values of every sheet of a workbook, by its name."""
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}


def cells(content: bytes) -> list[Any]:
    """Give every cell of a workbook that holds something."""
    book = load_workbook(io.BytesIO(content))
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows())
    return [cell for row in rows for cell in row if cell.value is not None]


def tables(content: bytes) -> list[list[list[str]]]:
    """Give the tables of a Word file as text."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(content)).tables]


def text_of(content: bytes) -> str:
    """Give the paragraphs of a Word file outside its tables, headers first."""
    document = Document(io.BytesIO(content))
    headers = [part.text for section in document.sections for part in section.header.paragraphs]
    return "\n".join([*headers, *(part.text for part in document.paragraphs)])


def filled_sheet(*rows: Sequence[Any], header: Sequence[str] = ("编号", "姓名", "签到")) -> bytes:
    """Make a filled paper sheet."""
    book = Workbook()
    for row in (header, *rows):
        book.worksheets[0].append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def word_file(*paragraphs: str) -> bytes:
    """Make a Word file of these paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def bomb() -> bytes:
    """Make a small package that unpacks to more than a template may hold."""
    stream = io.BytesIO(word_file("{{ title }}"))
    with ZipFile(stream, "a", compression=8) as package:
        package.writestr("word/media/big.bin", bytes(21_000_000))
    return stream.getvalue()
