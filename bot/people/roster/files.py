"""Reads a roster's cells out of an .xlsx or .csv file, whatever arrives under that name."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zipfile import BadZipFile, ZipFile

from bot.errors import BotError, ErrorCode
from bot.people.roster.model import BadCell, ProblemKind, SheetRow, Value

LARGEST_BYTES = 20_000_000
LARGEST_UNPACKED = 300_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 60
ROWS_ABOVE = 50  # a title and notes over the header
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ZEROS = re.compile(r"0{2,20}")
_CHUNK = 1_000_000


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells merged into one: first and last row, and how Excel writes it."""

    first: int
    last: int
    cells: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file that hold anything, and where cells are merged."""

    rows: tuple[SheetRow, ...]
    merged: tuple[Merged, ...] = ()


def read_sheet(content: bytes) -> Sheet:
    """Read the first sheet, judging by the content and not by the name.

    Errors: BotError ROSTER_EMPTY, ROSTER_TOO_LARGE, ROSTER_TOO_MANY_ROWS, ROSTER_ENCRYPTED, ROSTER_OLD_EXCEL,
    ROSTER_NOT_A_TABLE, ROSTER_NOT_TEXT.
    """
    if not content.strip():
        raise BotError(ErrorCode.ROSTER_EMPTY)
    if len(content) > LARGEST_BYTES:
        raise BotError(ErrorCode.ROSTER_TOO_LARGE, limit=LARGEST_BYTES // 1_000_000)
    if content.startswith(_OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        raise BotError(ErrorCode.ROSTER_ENCRYPTED if is_locked else ErrorCode.ROSTER_OLD_EXCEL)
    if content.startswith(b"PK"):
        return _read_excel(content)
    return Sheet(tuple(_csv_rows(_decoded(content))))


def _read_excel(content: bytes) -> Sheet:
    try:
        with ZipFile(io.BytesIO(content)) as package:
            _check_package(package)
        return _read_workbook(content)
    except BotError:
        raise
    except Exception as unreadable:
        # openpyxl and the XML parser below it raise KeyError, ValueError, TypeError, ParseError … for a broken package
        raise BotError(ErrorCode.ROSTER_NOT_A_TABLE) from unreadable


def _check_package(package: ZipFile) -> None:
    infos = package.infolist()
    if any(info.flag_bits & 0x1 for info in infos):
        raise BotError(ErrorCode.ROSTER_ENCRYPTED)
    if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise BotError(ErrorCode.ROSTER_TOO_LARGE, limit=LARGEST_BYTES // 1_000_000)
    if "[Content_Types].xml" not in package.namelist():
        raise BadZipFile


def _read_workbook(content: bytes) -> Sheet:
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second that only an import of a roster pays

    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    try:
        shown: Any = values.worksheets[0]
        written: Any = formulas.worksheets[0]
        for sheet in (shown, written):
            sheet.reset_dimensions()  # what a file says of its own size is not to be believed
        part = shown._worksheet_path  # noqa: SLF001 - openpyxl has no public name for a sheet's part
        with ZipFile(io.BytesIO(content)) as package:
            merged = tuple(_merged(package, part))
        pairs = zip(shown.iter_rows(max_col=MOST_COLUMNS), written.iter_rows(max_col=MOST_COLUMNS), strict=True)
        return Sheet(tuple(_limited(_excel_rows(pairs))), merged)
    finally:
        values.close()
        formulas.close()


def _excel_rows(pairs: Any) -> Iterator[SheetRow]:
    for number, (shown, written) in enumerate(pairs, start=1):
        cells = tuple(_value(seen, source) for seen, source in zip(shown, written, strict=True))
        if any(cell is not None for cell in cells):
            yield SheetRow(number, cells)


def _value(seen: Any, source: Any) -> Value:
    value = seen.value
    if value is None:
        return BadCell(ProblemKind.FORMULA_EMPTY) if source.data_type == "f" else None
    if seen.data_type == "e":
        return BadCell(ProblemKind.CELL_ERROR)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _padded(value, seen.number_format)
    return value if isinstance(value, date) else str(value) or None


def _padded(value: float, shape: str) -> Value:
    """Keep the zeros in front that a number such as 0012 shows."""
    if _ZEROS.fullmatch(shape) and value == int(value):
        return f"{int(value):0{len(shape)}}"
    return float(value)


def _merged(package: ZipFile, part: str) -> Iterator[Merged]:
    """Find merged cells in a sheet's XML; openpyxl tells of them only when it loads the whole sheet into memory."""
    tail = b""
    with package.open(part.lstrip("/")) as stream:
        while chunk := stream.read(_CHUNK):
            text = tail + chunk
            end = 0
            for found in _MERGED.finditer(text):
                end = found.end()
                first, last = int(found[2]), int(found[4])
                yield Merged(first, last, f"{found[1].decode()}{first}:{found[3].decode()}{last}")
            tail = text[max(end, len(text) - 200) :]


def _decoded(content: bytes) -> str:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if is_wide else ["utf-8-sig", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise BotError(ErrorCode.ROSTER_NOT_A_TABLE)
        return text
    raise BotError(ErrorCode.ROSTER_NOT_TEXT)


def _csv_rows(text: str) -> Iterator[SheetRow]:
    head = "\n".join(text.splitlines()[:10])
    delimiter = max(",\t;，", key=head.count)
    try:
        yield from _limited(
            SheetRow(number, tuple(cell or None for cell in cells[:MOST_COLUMNS]))
            for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1)
            if any(cell.strip() for cell in cells)
        )
    except csv.Error as unreadable:
        raise BotError(ErrorCode.ROSTER_NOT_A_TABLE) from unreadable


def _limited(rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS + ROWS_ABOVE:
            raise BotError(ErrorCode.ROSTER_TOO_MANY_ROWS, limit=MOST_ROWS)
        yield row
