"""Registers and ledgers as .xlsx. Every text is written as text, whatever it begins with."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.activities.outputs.sentences import OutputText
from bot.activities.outputs.views import LedgerView, RegisterView
from bot.activities.outputs.words import (
    CHANGE_COLUMNS,
    HOURS_COLUMNS,
    LEDGER_COLUMNS,
    REGISTER_COLUMNS,
    RegisterWords,
    hours_rows,
    ledger_rows,
    place_of,
    register_words,
)
from bot.clock import minute
from bot.people.model import OrganisationId
from bot.plain import one_line
from bot.texts import say, told

LONGEST_SHEET_NAME = 31
_UNSAFE_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")
_SHEET_COLUMNS = {
    "number": OutputText.OUT_NUMBER,
    "code": OutputText.OUT_CODE,
    "name": OutputText.OUT_NAME,
    "place": OutputText.OUT_PLACE_OF_MEMBER,
    "sign": OutputText.OUT_SIGN,
}
_WIDTHS = {
    "number": 6,
    "name": 14,
    "place": 26,
    "time": 17,
    "at": 17,
    "date": 27,
    "title": 36,
    "organisation": 22,
    "reason": 30,
    "sign": 18,
}
_FORMULA_STARTS = "=+-@"


class Book:
    """A workbook under construction."""

    def __init__(self) -> None:
        from openpyxl import Workbook  # noqa: PLC0415 - half a second that only an export pays
        from openpyxl.styles import Font  # noqa: PLC0415

        self._book = Workbook()
        self._bold = Font(bold=True)
        self._names: set[str] = set()

    def page(self, name: str) -> Page:
        """Begin a sheet; its name is cut and numbered until Excel takes it."""
        first = not self._names
        safe = sheet_name(name, self._names)
        self._names.add(safe.lower())
        sheet: Any = self._book.worksheets[0] if first else self._book.create_sheet()
        sheet.title = safe
        return Page(sheet, self._bold)

    def content(self) -> bytes:
        """Give the file."""
        stream = io.BytesIO()
        self._book.save(stream)
        return stream.getvalue()


class Page:
    """A sheet that grows downwards."""

    def __init__(self, sheet: Any, bold: Any) -> None:
        self._sheet = sheet
        self._bold = bold
        self.row = 0

    def add(self, cells: Iterable[str | float | None], *, is_bold: bool = False) -> None:
        """Write one row."""
        self.row += 1
        for column, value in enumerate(cells, start=1):
            if value is not None and value != "":
                self._put(column, value, is_bold=is_bold)

    def say(self, text: str, columns: int, *, is_bold: bool = False) -> None:
        """Write a text across the columns."""
        self.add([text], is_bold=is_bold)
        self._sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=max(columns, 2))

    def table(self, columns: Mapping[str, OutputText], rows: Iterable[Mapping[str, Any]]) -> None:
        """Write a header and its rows."""
        self.add([say(title) for title in columns.values()], is_bold=True)
        for row in rows:
            self.add([row.get(name) for name in columns])

    def widths(self, columns: Sequence[str]) -> None:
        """Set the widths of columns by their name."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        for index, name in enumerate(columns, start=1):
            self._sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(name, 10)

    def print_as(self, mark: str, *, header_row: int | None = None, is_wide: bool = True) -> None:
        """Set up printing: the mark over each page, page numbers below, the header repeated."""
        sheet = self._sheet
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddHeader.center.text = mark.replace("&", "&&") or None
        sheet.oddFooter.center.text = say(OutputText.OUT_PAGE, page="&P", pages="&N")
        if header_row:
            sheet.print_title_rows = f"{header_row}:{header_row}"
            sheet.freeze_panes = f"A{header_row + 1}"

    def _put(self, column: int, value: str | float, *, is_bold: bool) -> None:
        cell = self._sheet.cell(row=self.row, column=column, value=value)
        if isinstance(value, str):
            cell.data_type = "s"  # openpyxl makes a formula of "=1+1" and an error of "#REF!"
            if value.lstrip()[:1] in _FORMULA_STARTS:
                cell.quotePrefix = True  # and Excel keeps it as text also after somebody has edited it
        if is_bold:
            cell.font = self._bold


def sheet_name(name: str, taken: Iterable[str] = ()) -> str:
    """Give a name that Excel takes for a sheet: 31 characters at most, no brackets or slashes, unique."""
    used = set(taken)
    bare = _UNSAFE_IN_SHEETS.sub(" ", one_line(name)).strip().strip("'")[:LONGEST_SHEET_NAME].strip().strip("'") or "1"
    bare = f"{bare} 1" if bare.lower() == "history" else bare  # Excel keeps this one for itself
    found, number = bare, 1
    while found.lower() in used:
        number += 1
        ending = f" {number}"
        found = bare[: LONGEST_SHEET_NAME - len(ending)] + ending
    return found


def register_book(view: RegisterView, *, is_official: bool) -> bytes:
    """Give a register as a workbook."""
    words = register_words(view, is_official=is_official)
    book = Book()
    page = book.page(say(OutputText.OUT_REGISTER))
    width = len(REGISTER_COLUMNS)
    heading = say(OutputText.OUT_HEADING, organisation=words.organisation, what=say(OutputText.OUT_REGISTER))
    page.say(heading, width, is_bold=True)
    if words.draft:
        page.say(words.draft, width, is_bold=True)
    for label, value in words.facts:
        page.say(say(OutputText.OUT_FACT, label=label, value=value), width)
    header = page.row + 1
    page.table(REGISTER_COLUMNS, words.lines)
    _close(page, words, width)
    page.widths(list(REGISTER_COLUMNS))
    page.print_as(words.draft, header_row=header)
    return book.content()


def _close(page: Page, words: RegisterWords, width: int) -> None:
    for label, value in words.agreed:
        page.say(say(OutputText.OUT_FACT, label=label, value=value), width)
    if words.changes:
        page.say(say(OutputText.OUT_CHANGES), width, is_bold=True)
        page.table(CHANGE_COLUMNS, words.changes)
    page.say(words.official, width)
    page.say(say(OutputText.OUT_HOST), width)
    page.say(say(OutputText.OUT_RECORDER), width)


def sheet_book(view: RegisterView) -> bytes:
    """Give the sheet that is filled in by hand and imported; the marks are empty."""
    words = register_words(view, is_official=False)
    book = Book()
    page = book.page(say(OutputText.OUT_REGISTER))
    width = len(_SHEET_COLUMNS)
    heading = say(OutputText.OUT_HEADING, organisation=words.organisation, what=say(OutputText.OUT_SHEET_FILL))
    page.say(heading, width, is_bold=True)
    page.say(f"{words.title}　{words.time}", width)
    page.say(say(OutputText.OUT_FILL_HELP), width)
    header = page.row + 1
    page.table(_SHEET_COLUMNS, words.lines)
    page.widths(list(_SHEET_COLUMNS))
    page.print_as("", header_row=header, is_wide=False)
    return book.content()


def ledger_book(view: LedgerView) -> bytes:
    """Give a ledger as a workbook: the activities, members by activities for each organisation, hours where allowed."""
    book = Book()
    page = book.page(say(OutputText.OUT_LEDGER_SHEET))
    width = len(LEDGER_COLUMNS)
    what = say(OutputText.OUT_LEDGER, year=view.year)
    page.say(say(OutputText.OUT_HEADING, organisation=one_line(view.organisation.name), what=what), width, is_bold=True)
    page.say(say(OutputText.OUT_MADE_AT, at=minute(view.made_at)), width)
    header = page.row + 1
    page.table(LEDGER_COLUMNS, ledger_rows(view))
    if not view.activities:
        page.say(say(OutputText.OUT_NOTHING), width)
    page.widths(list(LEDGER_COLUMNS))
    page.print_as("", header_row=header)
    holders = {activity.organisation.id: activity.organisation.name for activity, _ in view.activities}
    for organisation, name in holders.items():
        _matrix(book, view, organisation, name)
    if view.hours is not None:
        page = book.page(say(OutputText.OUT_HOURS_SHEET))
        page.table(HOURS_COLUMNS, hours_rows(view.hours))
        page.widths(list(HOURS_COLUMNS))
        page.print_as("", header_row=1, is_wide=False)
    return book.content()


def _matrix(book: Book, view: LedgerView, organisation: OrganisationId, name: str) -> None:
    """Write who was in which state at each activity that this organisation held; members in the roster's order."""
    page = book.page(name)
    held = [activity for activity, _ in view.activities if activity.organisation.id == organisation]
    first = [say(OutputText.OUT_NUMBER), say(OutputText.OUT_NAME), say(OutputText.OUT_PLACE_OF_MEMBER)]
    titles = [f"{minute(activity.starts_at)[5:10]} {one_line(activity.title)}" for activity in held]
    page.add([*first, *titles], is_bold=True)
    spoken = {state: str(told(state)) for state in set(view.states.values())}
    number = 0
    for member in view.members:
        states = [view.states.get((activity.id, member.id)) for activity in held]
        if any(states):
            number += 1
            said = [spoken[state] if state else None for state in states]
            page.add([number, one_line(member.name), place_of(member), *said])
    page.widths(["number", "name", "place", *["" for _ in held]])
    page.print_as("", header_row=1)
