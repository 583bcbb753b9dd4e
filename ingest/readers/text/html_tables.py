"""Tables of web pages: tells data tables from tables that only place text, and spreads merged cells."""

from __future__ import annotations

from bs4 import Tag

from ingest.marking.blocks import Rows
from ingest.model import DocumentRefused, RefusalCode
from ingest.readers.limits import MAX_CELLS

LONG_CELL = 300
MAX_SPAN = 50


def is_layout(table: Tag) -> bool:
    """Whether a table only places text: one cell, one column, nested tables, or cells with whole articles in them."""
    rows = _rows(table)
    if table.find("table") or not rows or max(len(row) for row in rows) < 2:
        return True
    cells = [cell for row in rows for cell in row]
    longest = max(len(cell.get_text(strip=True)) for cell in cells)
    return longest > LONG_CELL and len(rows) <= 3


def _rows(table: Tag) -> list[list[Tag]]:
    rows = [list(row.find_all(["td", "th"], recursive=False)) for row in table.find_all("tr")]
    return [row for row in rows if row]


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1").strip()
    return min(max(int(value), 1), MAX_SPAN) if value.isdecimal() else 1


def grid_of(table: Tag) -> Rows:
    """Give the cells as a grid; a merged cell is repeated in every place it covers. Errors: TOO_LARGE."""
    covered = 0
    grid: dict[tuple[int, int], str] = {}
    rows = _rows(table)
    for row_index, row in enumerate(rows):
        column = 0
        for cell in row:
            while (row_index, column) in grid:
                column += 1
            text = " ".join(cell.get_text(" ", strip=True).split())
            covered += _span(cell, "rowspan") * _span(cell, "colspan")
            if covered > MAX_CELLS:
                raise DocumentRefused(RefusalCode.TOO_LARGE, f"a table of more than {MAX_CELLS} cells")
            for down in range(_span(cell, "rowspan")):
                for across in range(_span(cell, "colspan")):
                    if row_index + down < len(rows):
                        grid[row_index + down, column + across] = text
            column += _span(cell, "colspan")
    width = 1 + max((column for _, column in grid), default=-1)
    return tuple(tuple(grid.get((row, column), "") for column in range(width)) for row in range(len(rows)))
