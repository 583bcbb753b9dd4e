"""Reads the cells of an .xlsx or .csv file, whatever arrives under that name; the rooms say what they mean."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from zipfile import BadZipFile, ZipFile

from ingest.confined.allowance import MEBIBYTE, Allowance, Overrun
from ingest.confined.process import Confined

LARGEST_UNPACKED = 60_000_000  # 50,000 rows of 12 filled cells take 40 MB
SMALL_UNPACKED = 1_000_000  # 2,000 rows: read in less than a second whatever they hold, so that no process is started
LAST_ROW = 1_048_576  # of Excel
MOST_CELLS_A_ROW = 20  # on the average: what has more is formatting without end
MOST_COLUMNS = 60
ROWS_ABOVE = 50  # a title and notes over the header
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_CELL = re.compile(rb"<(?:\w{1,20}:)?c[\s/>]")
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s/>]")
_ZEROS = re.compile(r"0{2,20}")
_CHUNK = 1_000_000
# Reads what is large, one at a time however many people send it; whoever ends the service closes it. 10,000 rows of 12
# cells with words of their own take 6 s on a busy machine, 50,000 take 35 s.
LARGE = Confined(Allowance(seconds=45, beat_seconds=45, memory_bytes=600 * MEBIBYTE), is_kept=False)


class CellFault(StrEnum):
    """Why a cell has no usable value."""

    FORMULA_EMPTY = "formula_empty"
    CELL_ERROR = "cell_error"


class SheetFault(StrEnum):
    """Why a file as a whole is of no use."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    ENCRYPTED = "encrypted"
    OLD_EXCEL = "old_excel"
    NOT_A_TABLE = "not_a_table"
    NOT_TEXT = "not_text"


class SheetUnreadable(Exception):
    """Raised for a file that is of no use; `limit` is what it goes beyond, in MB or rows, if that is the fault."""

    def __init__(self, fault: SheetFault, limit: int | None = None) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.limit = limit

    def __reduce__(self) -> tuple[type[SheetUnreadable], tuple[SheetFault, int | None]]:
        """Go from one process to another as it is made."""
        return SheetUnreadable, (self.fault, self.limit)


@dataclass(frozen=True, slots=True)
class SheetLimits:
    """How large a file may be: bytes, and rows that hold anything."""

    most_bytes: int
    most_rows: int


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell without a usable value."""

    fault: CellFault


Value = str | float | date | BadCell | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a file: its number, from 1, and its cells from the left."""

    number: int
    cells: tuple[Value, ...]


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


def read_sheet(content: bytes, limits: SheetLimits) -> Sheet:
    """Read the first sheet, judging by the content and not by the name. Errors: SheetUnreadable."""
    if not content.strip():
        raise SheetUnreadable(SheetFault.EMPTY)
    if len(content) > limits.most_bytes:
        raise SheetUnreadable(SheetFault.TOO_LARGE, limits.most_bytes // 1_000_000)
    if content.startswith(_OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        raise SheetUnreadable(SheetFault.ENCRYPTED if is_locked else SheetFault.OLD_EXCEL)
    if content.startswith(b"PK"):
        return _read_excel(content, limits)
    return Sheet(tuple(_csv_rows(_decoded(content), limits)))


def _read_excel(content: bytes, limits: SheetLimits) -> Sheet:
    """Read a workbook: a small one here, a large one in a process that is ended with all that it took."""
    try:
        with ZipFile(io.BytesIO(content)) as package:
            unpacked = _check_package(package, limits)
    except SheetUnreadable:
        raise
    except Exception as unreadable:  # zipfile raises what it likes for a broken directory
        raise SheetUnreadable(SheetFault.NOT_A_TABLE) from unreadable
    if unpacked <= SMALL_UNPACKED:
        return read_workbook(content, limits)
    try:
        sheet: Sheet = LARGE(f"{__name__}:{read_workbook.__name__}", content, limits)
    except Overrun as over:
        raise SheetUnreadable(SheetFault.TOO_LARGE, limits.most_bytes // 1_000_000) from over
    return sheet


def read_workbook(content: bytes, limits: SheetLimits) -> Sheet:
    """Read the first sheet of an .xlsx whose package is sound. Errors: SheetUnreadable."""
    try:
        return _read_workbook(content, limits)
    except SheetUnreadable:
        raise
    except Exception as unreadable:
        # openpyxl and the XML parser below it raise KeyError, ValueError, TypeError, ParseError … for a broken package
        raise SheetUnreadable(SheetFault.NOT_A_TABLE) from unreadable


def _check_package(package: ZipFile, limits: SheetLimits) -> int:
    """Check what a package says of itself, and give its size unpacked: a member that lies is cut at what it said."""
    infos = package.infolist()
    if any(info.flag_bits & 0x1 for info in infos):
        raise SheetUnreadable(SheetFault.ENCRYPTED)
    unpacked = sum(info.file_size for info in infos)
    if unpacked > LARGEST_UNPACKED:
        raise SheetUnreadable(SheetFault.TOO_LARGE, limits.most_bytes // 1_000_000)
    if "[Content_Types].xml" not in package.namelist():
        raise BadZipFile
    return unpacked


def _read_workbook(content: bytes, limits: SheetLimits) -> Sheet:
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second that only the reading of a file pays

    with ZipFile(io.BytesIO(content)) as package:  # before openpyxl looks, which reads a whole sheet to know its size
        formulas_in = [_has_formulas(package, name, limits) for name in package.namelist()]
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
        rows = shown.iter_rows(max_col=MOST_COLUMNS)
        pairs = zip(rows, written.iter_rows(max_col=MOST_COLUMNS), strict=True) if any(formulas_in) else _twice(rows)
        return Sheet(tuple(_limited(_excel_rows(pairs), limits)), merged)
    finally:
        values.close()
        formulas.close()


def _has_formulas(package: ZipFile, part: str, limits: SheetLimits) -> bool:
    """Whether cells hold formulas, which must be read a second time. Errors: TOO_LARGE for cells without end."""
    most, count, found, tail = (limits.most_rows + ROWS_ABOVE) * MOST_CELLS_A_ROW, 0, False, b""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            count += sum(1 for _ in _CELL.finditer(chunk))
            found = found or _FORMULA.search(tail + chunk) is not None
            tail = chunk[-100:]
            if count > most:
                raise SheetUnreadable(SheetFault.TOO_LARGE, limits.most_bytes // 1_000_000)
    return found


def _twice(rows: Any) -> Iterator[tuple[Any, Any]]:
    return ((row, row) for row in rows)


def _excel_rows(pairs: Any) -> Iterator[SheetRow]:
    """Give the rows that hold anything; openpyxl fills the gaps between them with one and the same row of nothing."""
    gap: Any = None
    for number, (shown, written) in enumerate(pairs, start=1):
        if number > LAST_ROW:
            raise SheetUnreadable(SheetFault.NOT_A_TABLE)
        if shown is gap:
            continue
        gap = shown
        cells = tuple(_value(seen, source) for seen, source in zip(shown, written, strict=True))
        if any(cell is not None for cell in cells):
            yield SheetRow(number, cells)


def _value(seen: Any, source: Any) -> Value:
    value = seen.value
    if value is None:
        return BadCell(CellFault.FORMULA_EMPTY) if source.data_type == "f" else None
    if seen.data_type == "e":
        return BadCell(CellFault.CELL_ERROR)
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
            raise SheetUnreadable(SheetFault.NOT_A_TABLE)
        return text
    raise SheetUnreadable(SheetFault.NOT_TEXT)


def _csv_rows(text: str, limits: SheetLimits) -> Iterator[SheetRow]:
    head = "\n".join(text.splitlines()[:10])
    delimiter = max(",\t;，", key=head.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = (
            SheetRow(number, tuple(cell or None for cell in cells[:MOST_COLUMNS]))
            for number, cells in enumerate(lines, start=1)
            if any(cell.strip() for cell in cells)
        )
        yield from _limited(rows, limits)
    except csv.Error as unreadable:
        raise SheetUnreadable(SheetFault.NOT_A_TABLE) from unreadable


def _limited(rows: Iterator[SheetRow], limits: SheetLimits) -> Iterator[SheetRow]:
    for count, row in enumerate(rows, start=1):
        if count > limits.most_rows + ROWS_ABOVE:
            raise SheetUnreadable(SheetFault.TOO_MANY_ROWS, limits.most_rows)
        yield row
