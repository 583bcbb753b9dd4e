"""Cuts writing without articles: 一、（一） sections where the numbering is sound, paragraphs elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.marking.blocks import MarkedBlock
from ingest.marking.marks import Level, SectionMark
from ingest.marking.sentences import ends_sentence
from ingest.structure.passages import Unit
from ingest.structure.table_text import is_form_table
from knowledge.model import PassageKind

MAX_HEADING = 50
MAX_RUNNING_HEADING = 30
LONG_PARAGRAPH = 40
GROUP_CHARACTERS = 600
ENOUGH_CHARACTERS = 200
MAX_IRREGULAR_SHARE = 0.2

Marks = Sequence[SectionMark | None]


def section_units(
    blocks: Sequence[MarkedBlock], path: tuple[str, ...] = (), *, is_form: bool = False, is_flat: bool = False
) -> Iterator[Unit]:
    """Yield the units of writing without articles.

    The unit is the deepest of 一、 and （一） that stands at the start of a paragraph; where neither is used, 1. or
    （1）.
    Where the numbering jumps and restarts without headings, every paragraph stands for itself. `path` is put above all
    headings; `is_flat` ignores numbering; `is_form` marks everything as a form to fill in.
    """
    marks = [None if block.is_table or is_flat else block.section for block in blocks]
    levels = frozenset() if is_flat else _unit_levels(blocks, marks)
    walker = _Walker(path, levels, is_form=is_form)
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        yield from walker.take(block, marks[place], following)
    yield from walker.flush()


def _unit_levels(blocks: Sequence[MarkedBlock], marks: Marks) -> frozenset[Level]:
    """Choose which label levels cut the text."""
    found = {
        level: [(place, mark) for place, mark in enumerate(marks) if mark is not None and mark.level is level]
        for level in Level
    }
    official = [level for level in (Level.FIRST, Level.SECOND) if found[level]]
    if official:
        top = found[official[0]]
        return frozenset(official) if _is_regular(blocks, top, marks) else frozenset()
    for level in (Level.THIRD, Level.FOURTH):
        if len(found[level]) >= 2 and _is_regular(blocks, found[level], marks):
            return frozenset({level})
    return frozenset()


def _is_regular(blocks: Sequence[MarkedBlock], numbered: Sequence[tuple[int, SectionMark]], marks: Marks) -> bool:
    """Whether numbers go up by one, apart from a few restarts, which need a heading or a short line before them."""
    irregular, previous = 0, 0
    for place, mark in numbered:
        before = blocks[place - 1] if place else None
        is_restart = mark.number == 1 and before is not None and _is_container(before, marks[place - 1])
        irregular += mark.number != previous + 1 and not is_restart
        previous = mark.number
    return irregular <= max(1, int(MAX_IRREGULAR_SHARE * len(numbered)))


def _is_container(block: MarkedBlock, mark: SectionMark | None) -> bool:
    """Whether a block is a heading above numbered sections."""
    if block.is_table or mark is not None:
        return False
    return block.is_heading or block.part is not None or block.is_form_title or _is_lead_in(block.text)


def _is_lead_in(text: str) -> bool:
    return len(text) <= MAX_RUNNING_HEADING and text[-1:] in ":："


class _Walker:
    """Holds the headings above the current place and the unit being collected."""

    def __init__(self, path: tuple[str, ...], levels: frozenset[Level], *, is_form: bool) -> None:
        self._root = path
        self._levels = levels
        self._headings: dict[int, str] = {}
        self._is_form = is_form
        self._in_form = is_form
        self._first_title = ""
        self._unit = self._new("")

    def _new(self, label: str, *, under_first: bool = False) -> Unit:
        above = tuple(self._headings[rank] for rank in sorted(self._headings))
        if under_first and self._first_title:
            above = (*above, self._first_title)
        kind = PassageKind.FORM if self._in_form else PassageKind.SECTION if label else PassageKind.PARAGRAPH
        return Unit(label, (*self._root, *above), kind)

    def flush(self) -> Iterator[Unit]:
        """Yield the collected unit."""
        if self._unit.blocks:
            yield self._unit
        self._unit = self._new("")

    def take(self, block: MarkedBlock, mark: SectionMark | None, following: MarkedBlock | None) -> Iterator[Unit]:
        """Take one block and yield the units it completes."""
        if block.is_table:
            yield from self._table(block)
        elif mark is not None and mark.level in self._levels and not self._in_form:
            yield from self._section(block, mark)
        elif mark is None and self._opens_new_run(block, following):
            yield from self._heading(_title_of(block).rstrip(":："), 1)
        elif mark is None and (rank := self._heading_rank(block, following)) is not None:
            yield from self._heading(_title_of(block), rank)
        elif mark is not None and not self._levels and not self._in_form:
            yield from self.flush()
            self._unit = self._new(mark.label)
            self._unit.blocks.append(block)
        else:
            yield from self._plain(block)

    def _table(self, block: MarkedBlock) -> Iterator[Unit]:
        label, path, unit_kind = self._unit.label, self._unit.path, self._unit.kind
        yield from self.flush()
        kind = PassageKind.FORM if self._is_form or is_form_table(block.rows) else PassageKind.TABLE
        table_path = (*path, block.text) if block.text else path
        yield Unit(label if kind is PassageKind.TABLE else "", table_path, kind, [block])
        self._unit = Unit(label, path, unit_kind)  # what follows the table still belongs to the section

    def _section(self, block: MarkedBlock, mark: SectionMark) -> Iterator[Unit]:
        is_first = mark.level is Level.FIRST
        if not is_first and [inner.text for inner in self._unit.blocks] == [self._first_title]:
            self._unit.blocks.clear()  # the heading lives on in the path of its sub-sections
        yield from self.flush()
        if is_first:
            self._first_title = ""
        self._unit = self._new(mark.label, under_first=not is_first)
        self._unit.blocks.append(block)
        if is_first:
            self._first_title = _heading_of(block.text, mark)

    def _opens_new_run(self, block: MarkedBlock, following: MarkedBlock | None) -> bool:
        """Whether a short line such as 补充说明： stands over numbering that begins again at 一、."""
        if not self._first_title or self._in_form or following is None or len(block.text) > MAX_RUNNING_HEADING:
            return False
        mark = following.section
        restarts = mark is not None and mark.level is Level.FIRST and mark.number == 1 and Level.FIRST in self._levels
        return restarts and block.text[-1:] not in "。；;，,"

    def _heading_rank(self, block: MarkedBlock, following: MarkedBlock | None) -> int | None:
        if block.part is not None:
            return block.part.rank
        if block.is_form_title and not ends_sentence(block.text):
            return 50
        if block.is_heading:
            return 10 + block.level
        if self._in_form or self._unit.label:
            return None
        return 20 if not self._levels and _is_running_heading(block.text, following) else None

    def _heading(self, title: str, rank: int) -> Iterator[Unit]:
        yield from self.flush()
        for deeper in [key for key in self._headings if key >= rank]:
            del self._headings[deeper]
        self._headings[rank] = title
        self._first_title = ""
        self._in_form = self._is_form or (rank == 50 if rank >= 10 else False)
        self._unit = self._new("")

    def _plain(self, block: MarkedBlock) -> Iterator[Unit]:
        if not self._in_form and not (self._levels and self._unit.label):
            size = sum(len(inner.text) for inner in self._unit.blocks)
            if size >= ENOUGH_CHARACTERS or (size and size + len(block.text) > GROUP_CHARACTERS):
                yield from self.flush()
        self._unit.blocks.append(block)


def _title_of(block: MarkedBlock) -> str:
    return block.part.title if block.part is not None else block.text


def _heading_of(text: str, mark: SectionMark) -> str:
    """Give the heading words of a labelled block: all of it when short, else its first sentence or the label."""
    if len(text) <= MAX_HEADING:
        return text
    head = re.split(r"[。：:]", text, maxsplit=1)[0]
    return head if len(head) <= MAX_HEADING else mark.label


def _is_running_heading(text: str, following: MarkedBlock | None) -> bool:
    if not 4 <= len(text) <= MAX_RUNNING_HEADING or ends_sentence(text) or text[-1] in "，、,":
        return False
    return following is not None and not following.is_table and len(following.text) >= LONG_PARAGRAPH
