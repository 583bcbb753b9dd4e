"""Reads the marks of blocks: the one place that knows how a label, a note or the title of a form is printed.

Cleaning marks every block once; the steps after it look at `block.mark` and its companions and read no label again.
"""

from __future__ import annotations

from ingest.marking.blocks import Block, MarkedBlock
from ingest.marking.headlines import DATE_LINE, is_form_title, note_of
from ingest.marking.labels import article_mark, is_annex_label, part_mark, section_mark, split_label
from ingest.marking.marks import AnnexMark, Mark, NamedPart
from knowledge.chinese.script import squeezed, unspaced

# Headings that open a rule or stand above its articles without a number.
OPENING_PARTS = frozenset({"总则", "总纲", "序言", "前言", "引言", "导言"})
NAMED_PARTS = OPENING_PARTS | {"附则", "分则", "罚则", "法律责任"}
MAX_NAMED_PART = 12  # characters, blanks included

__all__ = ["marked", "reworded", "split_label", "starts_unit"]


def marked(block: Block) -> MarkedBlock:
    """Read the marks of a block. A table is marked by its caption, and no note."""
    return MarkedBlock(
        block.text,
        block.kind,
        block.level,
        block.rows,
        mark=_mark_of(block.text),
        note=None if block.is_table else note_of(block.text),
        is_date=DATE_LINE.fullmatch(block.text) is not None,
        is_form_title=is_form_title(block.text),
    )


def reworded(block: Block, text: str) -> MarkedBlock:
    """Give a block other words; its marks are those of the new words."""
    return marked(Block(text, block.kind, block.level, block.rows))


def starts_unit(line: str) -> bool:
    """Whether a printed line starts like a unit of its own, so that it must not be glued to the line before."""
    return bool(article_mark(line) or section_mark(line) or part_mark(line) or is_annex_label(line))


def _mark_of(text: str) -> Mark | None:
    """Read the mark of a text. No text bears two: each kind begins with its own character."""
    mark = article_mark(text) or section_mark(text) or part_mark(text)
    if mark is not None:
        return mark
    return AnnexMark() if is_annex_label(text) else _named_part(text)


def _named_part(text: str) -> NamedPart | None:
    name = squeezed(text) if len(text) <= MAX_NAMED_PART else ""
    return NamedPart(unspaced(text), name in OPENING_PARTS) if name in NAMED_PARTS else None
