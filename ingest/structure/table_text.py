"""Tables as sentences: every row carries its header. Standard library only."""

from __future__ import annotations

import re

from ingest.marking.blocks import Block, Rows

MAX_HEADER_CELL = 30
EMPTY_SHARE = 0.45
FILL_IN = re.compile(r"签名|签字|盖章|年月日|填表|[Xx×]{2,}|□")


def _distinct(row: tuple[str, ...]) -> list[str]:
    """Give the filled cells of a row once each; merged cells come repeated from the readers."""
    return list(dict.fromkeys(cell for cell in row if cell))


def is_form_table(rows: Rows) -> bool:
    """Whether a table is there to be filled in: mostly empty cells, or places for signatures and dates."""
    cells = [cell for row in rows for cell in row]
    if not cells:
        return True
    text = "".join(dict.fromkeys(cells))
    return sum(not cell for cell in cells) >= EMPTY_SHARE * len(cells) or len(FILL_IN.findall(text)) >= 2


def render_table(block: Block, *, as_form: bool = False) -> str:
    """Write a table as lines `表头：值；表头：值` after its caption, one for each row; a form keeps its words."""
    rows = [row for row in block.rows if any(row)]
    lines = [block.text] if block.text else []
    while rows and len(_distinct(rows[0])) == 1 and len(rows[0]) > 1:
        lines.extend(_distinct(rows.pop(0)))
    if not rows:
        return "\n".join(lines)
    header = rows[0]
    if as_form or is_form_table(block.rows) or not _is_header(header, rows[1:]):
        seen: dict[str, None] = {}
        for row in rows:
            fresh = [cell for cell in _distinct(row) if cell not in seen]
            seen.update(dict.fromkeys(fresh))
            if fresh:
                lines.append("；".join(fresh))
        return "\n".join(lines)
    lines.extend(_row_line(header, row) for row in rows[1:])
    return "\n".join(line for line in lines if line)


def _is_header(row: tuple[str, ...], below: list[tuple[str, ...]]) -> bool:
    """Whether a row names the columns: filled, short, and none of its names comes again in another column."""
    names = set(row)
    if not below or len(row) < 2 or len(names) < 2 or any(not cell or len(cell) > MAX_HEADER_CELL for cell in row):
        return False
    return not any(cell in names and cell != name for inner in below for cell, name in zip(inner, row, strict=False))


def _row_line(header: tuple[str, ...], row: tuple[str, ...]) -> str:
    pairs: dict[str, str] = {}
    for name, value in zip(header, row, strict=False):
        if value and value != name:
            pairs[name] = value if name not in pairs or pairs[name] == value else f"{pairs[name]}、{value}"
    extra = [value for value in row[len(header) :] if value]
    return "；".join([*(f"{name}：{value}" for name, value in pairs.items()), *extra])
