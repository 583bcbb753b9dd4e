"""The text of a file as blocks in reading order: as a reader hands it on, and marked. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ingest.marking.marks import AnnexMark, ArticleMark, Mark, NamedPart, Note, PartMark, SectionMark

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
class MarkedBlock(Block):
    """A block after cleaning, with what its words make of it; `marked` reads that once.

    `mark` is the label it starts with, `note` what it tells as a line under a title. `is_date` says that it is a date
    and nothing else, `is_form_title` that it reads like the title of a form to fill in.
    """

    mark: Mark | None = None
    note: Note | None = None
    is_date: bool = False
    is_form_title: bool = False

    @property
    def article(self) -> ArticleMark | None:
        """Its article label, when it starts with one."""
        return self.mark if isinstance(self.mark, ArticleMark) else None

    @property
    def section(self) -> SectionMark | None:
        """Its section label, when it starts with one."""
        return self.mark if isinstance(self.mark, SectionMark) else None

    @property
    def part(self) -> PartMark | None:
        """The numbered heading that it is, if any."""
        return self.mark if isinstance(self.mark, PartMark) else None

    @property
    def named_part(self) -> NamedPart | None:
        """The heading without a number that it is, if any."""
        return self.mark if isinstance(self.mark, NamedPart) else None

    @property
    def opens_rule(self) -> bool:
        """Whether it is a heading with which a rule can begin though it bears no number."""
        return isinstance(self.mark, NamedPart) and self.mark.opens_rule

    @property
    def is_annex_label(self) -> bool:
        """Whether it starts with 附件1： or the like."""
        return isinstance(self.mark, AnnexMark)

    @property
    def is_doc_number(self) -> bool:
        """Whether it is a 文号 and nothing else."""
        return self.note is Note.NUMBER


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
