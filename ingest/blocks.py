"""What a reader hands on: the text of a file as blocks in reading order. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Rows = tuple[tuple[str, ...], ...]


class BlockKind(StrEnum):
    """How a block stands on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table.

    `text` is a single line; a table keeps its cells in `rows` (merged cells repeated in every place they cover) and its
    caption in `text`. `level` is 1 for the topmost heading and 0 for anything else.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    rows: Rows = ()

    @property
    def is_heading(self) -> bool:
        """Whether the file itself marks this block as a heading."""
        return self.kind is BlockKind.HEADING

    @property
    def is_table(self) -> bool:
        """Whether this block is a table."""
        return self.kind is BlockKind.TABLE


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read, before any cleaning.

    `title` is what the container says about itself (the HTML title, a front matter title), never the file name.
    `margins` holds texts of running headers, where a secrecy marking may stand. `is_cut` says pages
    were left unread.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    published_on: date | None = None
    margins: tuple[str, ...] = field(default=())
    used_ocr: bool = False
    is_cut: bool = False
    is_damaged: bool = False
