"""Checks the rows of a filled sheet one by one: either marks to write, or every mistake with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.activities.outputs.model import PaperProblem, PaperProblemKind
from bot.activities.outputs.sentences import OutputText
from bot.activities.reading.attendance_line import meaning_of
from bot.activities.register.model import CAME, Line, LineState, Mark
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId
from bot.plain import one_line
from bot.sheets import BadCell, Sheet, SheetLimits, SheetRow, SheetUnreadable, Value, read_sheet
from bot.texts.pairs import Sentence

LARGEST_BYTES = 5_000_000
MOST_ROWS = 20_000
HEADER_WITHIN = 20
LONGEST_SHOWN = 30  # characters of a cell that an error repeats
_TICKS = frozenset({"√", "✓", "✔", "☑", "是", "1", "y", "yes", "true", "v", "签名", "签字", "已签", "已签到", "已签字"})
_NAMES_OF = {
    "code": {"编号", "党员编号", "code"},
    "name": {"姓名", "党员姓名"},
    "sign": {"签到", "本人签名", "签名", "签字", "状态", "到会情况"},
}


@dataclass(frozen=True, slots=True)
class PaperRows:
    """The rows of a sheet held against a register."""

    changes: tuple[tuple[Line, Mark], ...]
    unchanged: int
    blank: int
    problems: tuple[PaperProblem, ...]


def read_paper(content: bytes, lines: Sequence[Line]) -> PaperRows:
    """Read a filled sheet. Errors: BotError PAPER_…, where the file as a whole is of no use."""
    try:
        sheet = read_sheet(content, SheetLimits(LARGEST_BYTES, MOST_ROWS))
    except SheetUnreadable as useless:
        facts = {"limit": useless.limit} if useless.limit else {}
        raise BotError(ErrorCode[f"PAPER_{useless.fault.name}"], **facts) from useless
    number, places = _header(sheet)
    reader = _RowReader(places, lines)
    for row in sheet.rows:
        if row.number > number:
            reader.read(row)
    if not reader.people:
        raise BotError(ErrorCode.PAPER_EMPTY)
    return PaperRows(tuple(reader.changes), reader.unchanged, reader.blank, tuple(reader.problems))


def _header(sheet: Sheet) -> tuple[int, Mapping[str, int]]:
    named: tuple[tuple[str, Sentence], ...] = (
        ("code", OutputText.OUT_CODE),
        ("name", OutputText.OUT_NAME),
        ("sign", OutputText.OUT_SIGN),
    )
    columns = {name: _NAMES_OF[name] | {title.words.chinese, title.words.english.lower()} for name, title in named}
    for row in sheet.rows:
        if row.number > HEADER_WITHIN:
            break
        titles = [_text(cell).lower() for cell in row.cells]
        places = {
            name: next(index for index, title in enumerate(titles) if title in known)
            for name, known in columns.items()
            if known & set(titles)
        }
        if {"name", "sign"} <= places.keys():
            return row.number, places
    raise BotError(ErrorCode.PAPER_NO_HEADER)


class _RowReader:
    def __init__(self, places: Mapping[str, int], lines: Sequence[Line]) -> None:
        self._places = places
        self._by_code = {one_line(line.member.code).lower(): line for line in lines}
        self._by_name: dict[str, list[Line]] = {}
        for line in lines:
            self._by_name.setdefault(_solid(line.member.name), []).append(line)
        self._rows: dict[MemberId, int] = {}
        self.people = 0
        self.changes: list[tuple[Line, Mark]] = []
        self.unchanged = 0
        self.blank = 0
        self.problems: list[PaperProblem] = []

    def read(self, row: SheetRow) -> None:
        """Take one row in; a row without a person, such as one for signatures below the table, says nothing."""
        cells = {name: row.cells[place] if place < len(row.cells) else None for name, place in self._places.items()}
        if any(isinstance(cell, BadCell) for cell in cells.values()):
            self.people += 1
            self._wrong(row.number, PaperProblemKind.CELL_UNREADABLE)
            return
        code, name, mark = (_text(cells.get(column)) for column in ("code", "name", "sign"))
        if not code and not name:
            if mark:
                self._wrong(row.number, PaperProblemKind.NAME_UNKNOWN, given="")
            return
        self.people += 1
        line = self._person(row.number, code, name)
        if line is None:
            return
        first = self._rows.setdefault(line.member.id, row.number)
        if first != row.number:
            self._wrong(row.number, PaperProblemKind.TWICE, given=line.member.name, other=first)
        elif not mark:
            self.blank += 1
        else:
            self._mark(row.number, line, mark)

    def _person(self, row: int, code: str, name: str) -> Line | None:
        if code:
            line = self._by_code.get(code.lower())
            if line is None:
                self._wrong(row, PaperProblemKind.CODE_UNKNOWN, code_number=code[:LONGEST_SHOWN])
            elif name and _solid(name) != _solid(line.member.name):
                facts = {"code_number": code, "expected": line.member.name, "given": name[:LONGEST_SHOWN]}
                self._wrong(row, PaperProblemKind.NAME_DIFFERS, **facts)
                return None
            return line
        found = self._by_name.get(_solid(name), [])
        if len(found) == 1:
            return found[0]
        kind = PaperProblemKind.NAME_SHARED if found else PaperProblemKind.NAME_UNKNOWN
        self._wrong(row, kind, given=name[:LONGEST_SHOWN])
        return None

    def _mark(self, row: int, line: Line, text: str) -> None:
        mark = _meaning(text, line)
        if mark is None:
            self._wrong(row, PaperProblemKind.MARK_UNKNOWN, mark=text[:LONGEST_SHOWN])
        elif mark.state is LineState.PRESENT and line.state in CAME:
            self.unchanged += 1  # a tick says that somebody came, not that they were in time or stayed to the end
        else:
            self._note(row, line, mark)

    def _note(self, row: int, line: Line, mark: Mark) -> None:
        try:
            if line.change(mark.state, mark.leave):
                self.changes.append((line, mark))
            else:
                self.unchanged += 1
        except BotError:
            facts = {"given": line.member.name, "state": line.state, "mark": mark.state}
            self._wrong(row, PaperProblemKind.MARK_IMPOSSIBLE, **facts)

    def _wrong(self, row: int, kind: PaperProblemKind, **facts: object) -> None:
        self.problems.append(PaperProblem(row, kind, facts))


def _meaning(text: str, line: Line) -> Mark | None:
    word = unicodedata.normalize("NFKC", text).strip("。.").lower()
    if word in _TICKS or _solid(text) == _solid(line.member.name):
        return Mark(LineState.PRESENT)
    return meaning_of(word)


def _solid(name: str) -> str:
    """Give a name without gaps: 「张 三」 is how two characters are often spread to the width of three."""
    return "".join(one_line(name).split())


def _text(value: Value) -> str:
    """Give a cell as a person reads it, in one line."""
    if value is None or isinstance(value, BadCell):
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:g}"
    return one_line(value) if isinstance(value, str) else value.isoformat()
