"""What can be given out of the register, and how its files are named. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.plain import one_line

LONGEST_FILE_NAME = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ICS = "text/calendar; charset=utf-8"
_UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


class ExportKind(StrEnum):
    """What can be exported of one activity."""

    REGISTER_XLSX = "register_xlsx"
    REGISTER_DOCX = "register_docx"
    SHEET_DOCX = "sheet_docx"  # to print and sign
    SHEET_XLSX = "sheet_xlsx"  # to fill in and import
    CALENDAR = "calendar"


class LedgerKind(StrEnum):
    """The forms of a year's ledger."""

    XLSX = "xlsx"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A finished file. `name` is safe on every system, at most 100 characters, and may hold Chinese."""

    name: str
    content: bytes
    media_type: str


def file_name(*parts: str, ending: str) -> str:
    """Join words into a file name without path separators, reserved characters or a leading dot."""
    joined = "_".join(word for part in parts if (word := _UNSAFE_IN_NAMES.sub("_", one_line(part)).strip("._")))
    return f"{joined[: LONGEST_FILE_NAME - len(ending) - 1].rstrip('._') or 'register'}.{ending}"


class PaperProblemKind(StrEnum):
    """What can be wrong with a row of a filled sheet; bot.texts holds a sentence for each."""

    CODE_UNKNOWN = "code_unknown"
    NAME_DIFFERS = "name_differs"
    NAME_UNKNOWN = "name_unknown"
    NAME_SHARED = "name_shared"
    TWICE = "twice"
    MARK_UNKNOWN = "mark_unknown"
    MARK_IMPOSSIBLE = "mark_impossible"
    CELL_UNREADABLE = "cell_unreadable"


@dataclass(frozen=True, slots=True)
class PaperProblem:
    """Something wrong: `row` counts from 1 as Excel does; `facts` are what its sentence needs."""

    row: int
    kind: PaperProblemKind
    facts: Mapping[str, object] = field(default_factory=dict)
