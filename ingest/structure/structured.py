"""Cuts one regulation into citable units: articles where it has them, sections or paragraphs where it has not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.marking.blocks import Block, MarkedBlock
from ingest.marking.marks import Level
from ingest.marking.sentences import ends_sentence
from ingest.splitting.drafts import RegulationDraft, same_title
from ingest.splitting.tail import Tail, find_tail, is_annex_marker, opens_annex
from ingest.structure.passages import Unit
from ingest.structure.sections import section_units
from ingest.structure.table_text import is_form_table
from knowledge.model import PassageKind

PREFACE, NOTES, NOTICE, ANNEXES = "序言", "题注", "印发通知", "附件"
MAX_ANNEX_NAME = 60
MAX_SECTION_TITLE = 30
PLAIN_HEADING = re.compile(r"[\u4e00-\u9fff、“”（）《》]{2,16}")


@dataclass(frozen=True, slots=True)
class Structured:
    """The units of a regulation, what its signature says, and the lines under its title that hold its dates."""

    units: tuple[Unit, ...]
    tail: Tail
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Path:
    """Headings above the current place, by rank: 编 1 … 节 4, headings without a number below them."""

    headings: dict[int, str] = field(default_factory=dict)

    def enter(self, rank: int, title: str) -> None:
        for deeper in [key for key in self.headings if key >= rank]:
            del self.headings[deeper]
        self.headings[rank] = title

    def now(self) -> tuple[str, ...]:
        return tuple(self.headings[rank] for rank in sorted(self.headings))


def structure(draft: RegulationDraft) -> Structured:
    """Cut a draft into units, in order: what issues it, the notes under its title, its body, its annexes."""
    start = 0
    while start < len(draft.body) and draft.body[start].note is not None:
        start += 1
    under: list[Block] = [
        *(block for block in draft.preface if block.note and not block.is_doc_number and not block.is_date),
        *draft.body[:start],
    ]
    notes = tuple(block.text for block in under)
    floor = draft.articles[-1].block if draft.articles else start
    tail = find_tail(draft.body, floor, has_articles=bool(draft.articles))
    units = list(_preface_units(draft))
    if notes:
        units.append(Unit("", (NOTES,), PassageKind.PARAGRAPH, under))
    if draft.articles:
        units.extend(_article_units(draft, start, tail))
    else:
        units.extend(section_units(draft.body[start : tail.body_end], is_form=draft.is_detached))
    units.extend(_annex_units(draft.body[tail.annex_start :]))
    return Structured(tuple(unit for unit in units if unit.blocks), tail, notes)


def _preface_units(draft: RegulationDraft) -> Iterator[Unit]:
    blocks = [
        block
        for block in draft.preface
        if not (block.note and not block.is_date) and not same_title(block.text, draft.title)
    ]
    if blocks:
        yield from section_units(blocks, path=(NOTICE,), is_flat=True)


def _article_units(draft: RegulationDraft, start: int, tail: Tail) -> Iterator[Unit]:
    """Yield a preamble, then one unit for each article with everything that belongs to it."""
    labels = {article.block: article.mark for article in draft.articles}
    has_chapters = any(block.part and block.part.rank > 1 for block in draft.body)
    last = draft.articles[-1].block
    path = _Path()
    current = Unit("", (PREFACE,), PassageKind.PARAGRAPH)
    for place in range(start, tail.body_end):
        block = draft.body[place]
        mark = labels.get(place)
        heading = None if mark else _heading(draft.body, place, labels, has_chapters=has_chapters)
        if mark is not None:
            yield current
            body = block.text[mark.end :].strip()
            current = Unit(mark.label, path.now(), PassageKind.ARTICLE, [Block(f"{mark.label} {body}".strip())])
        elif heading is not None:
            path.enter(*heading)
            if not current.blocks and not current.label:
                current.path = path.now()  # 总纲 stands over a long text of its own
        elif block.is_table and place > last:
            yield current
            yield Unit("", (), PassageKind.FORM if is_form_table(block.rows) else PassageKind.TABLE, [block])
            current = Unit("", (ANNEXES,), PassageKind.PARAGRAPH)
        else:
            current.blocks.append(block)
    yield current


def _heading(
    blocks: Sequence[MarkedBlock], place: int, labels: Collection[int], *, has_chapters: bool
) -> tuple[int, str] | None:
    """Read a block between articles as a heading: (rank, title). Without 第…章 an article must follow at once."""
    block = blocks[place]
    part = block.part
    if part is not None and (block.is_heading or _leads_to_unit(blocks, place, labels)):
        return part.rank, part.title
    if block.named_part is not None:
        return 3, block.named_part.title
    if place + 1 not in labels or block.is_table:
        return None
    return _unnumbered_heading(block, has_chapters=has_chapters)


def _unnumbered_heading(block: MarkedBlock, *, has_chapters: bool) -> tuple[int, str] | None:
    """Read the block right before an article as a heading without 第…章: 一、一般规定, a marked heading, 收缴."""
    section = block.section
    if section is not None:
        is_title = section.level is Level.FIRST and len(block.text) <= MAX_SECTION_TITLE
        return (3, block.text) if is_title and not ends_sentence(block.text) else None
    if block.is_heading and block.article is None:
        return 5, block.text
    is_plain = not has_chapters and PLAIN_HEADING.fullmatch(block.text) is not None
    return (3, block.text) if is_plain else None


def _leads_to_unit(blocks: Sequence[MarkedBlock], place: int, labels: Collection[int]) -> bool:
    """Whether an article follows a chapter line, maybe after further headings; a sentence about 第二章 has none."""
    following = place + 1
    while (
        following < len(blocks)
        and (blocks[following].part or len(blocks[following].text) <= 16)
        and following not in labels
    ):
        following += 1
    return following in labels


def _annex_units(blocks: Sequence[MarkedBlock]) -> Iterator[Unit]:
    """Yield the annexes: a unit at each 附件 line or form title, tables on their own, the annex's name in the path."""
    current = Unit("", (ANNEXES,), PassageKind.PARAGRAPH)
    for place, block in enumerate(blocks):
        follows_marker = place > 0 and len(current.blocks) == 1 and is_annex_marker(blocks[place - 1])
        if block.is_table:
            yield current
            yield Unit("", current.path, PassageKind.FORM if is_form_table(block.rows) else PassageKind.TABLE, [block])
            current = Unit("", current.path, current.kind)
            continue
        if opens_annex(block) and not follows_marker:
            yield current
            current = Unit("", (ANNEXES,), PassageKind.PARAGRAPH)
        if _names_annex(block, follows_marker=follows_marker):
            current.path = (ANNEXES, block.text)
        if block.is_form_title:
            current.kind = PassageKind.FORM
        current.blocks.append(block)
    yield current


def _names_annex(block: MarkedBlock, *, follows_marker: bool) -> bool:
    is_name = follows_marker and not ends_sentence(block.text)
    return len(block.text) <= MAX_ANNEX_NAME and (is_name or block.is_form_title)
