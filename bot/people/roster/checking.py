"""Checks a roster's rows one by one: either lines to import, or every mistake with its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.errors import BotError, ErrorCode
from bot.people.model import MemberStatus, OrganisationKind
from bot.people.roster import words
from bot.people.roster.files import MOST_ROWS, read_roster_sheet
from bot.people.roster.model import (
    REQUIRED,
    Column,
    Names,
    Problem,
    ProblemKind,
    RosterEntry,
    RosterFile,
    WantedPost,
)
from bot.sheets import BadCell, Sheet, SheetRow, Value

LONGEST_CODE, LONGEST_NAME, LONGEST_PLACE, DEEPEST = 32, 50, 80, 8
HEADER_WITHIN = 10
FIRST_YEAR = 1921
_CODE = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_CODE}}}")
_SEPARATOR = re.compile(r"[、;；,，]|\s{2,}")
_SLASH = re.compile(r"[/／>＞]")
_RANK = {kind: rank for rank, kind in enumerate(OrganisationKind)}


def read_roster(content: bytes, today: date) -> RosterFile:
    """Read and check a roster file. Errors: BotError ROSTER_…, where the file as a whole is of no use."""
    sheet = read_roster_sheet(content)
    header = _header(sheet)
    if sum(row.number > header.number for row in sheet.rows) > MOST_ROWS:
        raise BotError(ErrorCode.ROSTER_TOO_MANY_ROWS, limit=MOST_ROWS)
    places, problems = _columns(header)
    problems += _merged(sheet, header.number)
    lines: list[RosterEntry] = []
    rows_of: dict[str, int] = {}
    for row in sheet.rows:
        problems += _private(row, header)
        if row.number > header.number:
            reader = _Row(row, places, today, problems)
            if not reader.is_sample():
                lines.append(reader.line(rows_of))
    if not lines:
        raise BotError(ErrorCode.ROSTER_EMPTY)
    checksum = hashlib.sha256(content).hexdigest()
    problems.sort(key=lambda problem: problem.row)
    return RosterFile(tuple(lines), frozenset(places), tuple(problems), checksum)


def _text(value: Value) -> str:
    """Give a cell as a person reads it."""
    if value is None or isinstance(value, BadCell):
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value == int(value) else f"{value:g}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else words.clean(value)


def _header(sheet: Sheet) -> SheetRow:
    for row in sheet.rows:
        if row.number > HEADER_WITHIN:
            break
        known = {words.HEADERS.get(_text(cell)) for cell in row.cells}
        if {Column.CODE, Column.NAME} <= known:
            missing = [column for column in REQUIRED if column not in known]
            if not missing:
                return row
            break
    raise BotError(ErrorCode.ROSTER_NO_HEADER, columns="、".join(REQUIRED))


def _columns(header: SheetRow) -> tuple[dict[Column, int], list[Problem]]:
    places: dict[Column, int] = {}
    problems: list[Problem] = []
    for index, cell in enumerate(header.cells):
        title = _text(cell)
        column = words.HEADERS.get(title)
        if not title:
            continue
        if column is None:
            refused = words.REFUSED_HEADERS.search(title)
            kind = ProblemKind.HEADER_REFUSED if refused else ProblemKind.HEADER_UNKNOWN
            problems.append(Problem(header.number, title[:LONGEST_NAME], kind))
        elif column in places:
            problems.append(Problem(header.number, title, ProblemKind.HEADER_TWICE))
        else:
            places[column] = index
    return places, problems


def _merged(sheet: Sheet, header: int) -> list[Problem]:
    """Refuse merged cells below the header, which leave rows empty; over it they are a title."""
    spans = [merged for merged in sheet.merged if merged.last > header]
    return [Problem(max(m.first, header), m.cells, ProblemKind.MERGED, {"cells": m.cells}) for m in spans]


def _private(row: SheetRow, header: SheetRow) -> Iterator[Problem]:
    """Find identity and mobile numbers anywhere, also beside the table and in its title."""
    for index, cell in enumerate(row.cells):
        text = _text(cell)
        if words.holds_id_number(text):
            yield Problem(row.number, _title(header, index), ProblemKind.ID_NUMBER)
        elif words.holds_phone_number(text):
            yield Problem(row.number, _title(header, index), ProblemKind.PHONE_NUMBER)


def _title(header: SheetRow, index: int) -> str:
    title = _text(header.cells[index]) if index < len(header.cells) else ""
    return title[:LONGEST_NAME] or (chr(ord("A") + index) if index < 26 else str(index + 1))


@dataclass(slots=True)
class _Row:
    """One row under the header; what is wrong goes to `problems`."""

    row: SheetRow
    places: dict[Column, int]
    today: date
    problems: list[Problem]
    bad: set[Column] = field(default_factory=set)

    def is_sample(self) -> bool:
        return _text(self._value(Column.CODE)).startswith(words.SAMPLE)

    def line(self, rows_of: dict[str, int]) -> RosterEntry:
        code, name = self._code(rows_of), self._name()
        is_leaving = self._is_leaving()
        place, kinds = ((), ()) if is_leaving else self._place()
        return RosterEntry(
            row=self.row.number,
            code=code,
            name=name,
            place=place,
            kinds=kinds,
            status=MemberStatus.FULL if is_leaving else self._status(),
            joined_on=None if is_leaving else self._day(Column.JOINED, self._value(Column.JOINED)),
            posts=() if is_leaving else self._posts(),
            is_leaving=is_leaving,
        )

    def _code(self, rows_of: dict[str, int]) -> str:
        code = self._text(Column.CODE)
        if not code:
            self._wrong(Column.CODE, ProblemKind.CODE_MISSING)
        elif not _CODE.fullmatch(code):
            self._wrong(Column.CODE, ProblemKind.CODE_WRONG, limit=LONGEST_CODE)
        elif rows_of.setdefault(code, self.row.number) != self.row.number:
            self._wrong(Column.CODE, ProblemKind.CODE_TWICE, other=rows_of[code])
        return code

    def _name(self) -> str:
        name = self._text(Column.NAME)
        if not name:
            self._wrong(Column.NAME, ProblemKind.NAME_MISSING)
        elif len(name) > LONGEST_NAME:
            self._wrong(Column.NAME, ProblemKind.NAME_LONG, limit=LONGEST_NAME)
        return name

    def _is_leaving(self) -> bool:
        word = self._text(Column.LEAVING)
        if word not in {"", words.LEAVING}:
            self._wrong(Column.LEAVING, ProblemKind.LEAVING_UNKNOWN)
        return word == words.LEAVING

    def _place(self) -> tuple[Names, tuple[OrganisationKind, ...]]:
        written = self._text(Column.PLACE)
        parts = tuple(part.strip() for part in _SLASH.split(written))
        if not all(parts):
            self._wrong(Column.PLACE, ProblemKind.PLACE_MISSING)
            return (), ()
        if len(parts) > DEEPEST or max(map(len, parts)) > LONGEST_PLACE:
            self._wrong(Column.PLACE, ProblemKind.PLACE_LONG, limit=LONGEST_PLACE, depth=DEEPEST)
            return (), ()
        kinds = self._kinds(parts)
        for upper, lower, part in zip(kinds, kinds[1:], parts[1:], strict=False):
            may_repeat = lower is OrganisationKind.COMMITTEE
            if _RANK[lower] < _RANK[upper] or (lower is upper and not may_repeat):
                self._wrong(Column.PLACE, ProblemKind.PLACE_LEVEL_ORDER, part=part)
        return (parts, kinds) if kinds else ((), ())

    def _kinds(self, parts: Names) -> tuple[OrganisationKind, ...]:
        written = self._text(Column.LEVEL)
        if written:
            named = [words.level_named(word.strip()) for word in _SLASH.split(written)]
            known = tuple(kind for kind in named if kind)
            if len(known) == len(parts) == len(named):
                return known
            self._wrong(Column.LEVEL, ProblemKind.PLACE_LEVEL_LIST)
            return ()
        kinds = [words.level_of(part) for part in parts]
        for part, kind in zip(parts, kinds, strict=True):
            if kind is None:
                self._wrong(Column.PLACE, ProblemKind.PLACE_LEVEL_UNKNOWN, part=part)
        return tuple(kind for kind in kinds if kind) if all(kinds) else ()

    def _status(self) -> MemberStatus:
        status = words.STATUSES.get(self._text(Column.STATUS))
        if status is None:
            self._wrong(Column.STATUS, ProblemKind.STATUS_UNKNOWN)
        return status or MemberStatus.FULL

    def _posts(self) -> tuple[WantedPost, ...]:
        written = [word.strip() for word in _SEPARATOR.split(self._text(Column.POSTS)) if word.strip()]
        days = self._days(len(written))
        posts: dict[tuple[object, str | None], WantedPost] = {}
        for word, since in zip(written, days, strict=True):
            kind, place = words.post_of(word)
            if kind is None:
                known = "、".join(names[0] for names in words.POST_WORDS.values())
                self._wrong(Column.POSTS, ProblemKind.POST_UNKNOWN, post=word[:LONGEST_NAME], posts=known)
            else:
                posts.setdefault((kind, place), WantedPost(kind, place, since))
        return tuple(posts.values())

    def _days(self, count: int) -> list[date | None]:
        """Give a date for each post: one for all, or each its own."""
        value = self._value(Column.SINCE)
        parts: list[Value] = [value]
        if isinstance(value, str):
            parts = [word.strip() for word in _SEPARATOR.split(value) if word.strip()]
        if len(parts) > 1 and len(parts) != count:
            self._wrong(Column.SINCE, ProblemKind.DATE_COUNT)
            return [None] * count
        days = [self._day(Column.SINCE, part) for part in parts]
        return days if len(days) == count else (days or [None]) * count

    def _day(self, column: Column, value: Value) -> date | None:
        if value is None or isinstance(value, BadCell) or not _text(value):
            self._text(column)
            return None
        day = words.date_of(words.clean(value) if isinstance(value, str) else value)
        if day is None:
            self._wrong(column, ProblemKind.DATE_UNKNOWN)
        elif day.year < FIRST_YEAR or day > self.today:
            self._wrong(column, ProblemKind.DATE_UNLIKELY)
        return day

    def _value(self, column: Column) -> Value:
        index = self.places.get(column)
        return self.row.cells[index] if index is not None and index < len(self.row.cells) else None

    def _text(self, column: Column) -> str:
        """Give a cell's text; a cell without a usable value is noted once."""
        value = self._value(column)
        if isinstance(value, BadCell):
            self._wrong(column, ProblemKind[value.fault.name])
            self.bad.add(column)
        return _text(value)

    def _wrong(self, column: Column, kind: ProblemKind, **facts: object) -> None:
        if column not in self.bad:
            self.problems.append(Problem(self.row.number, column.value, kind, facts))
