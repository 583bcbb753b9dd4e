"""Splits a document into the rules, notices and reports it holds. One file is not one regulation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.cleaning.cleaned import Cleaned
from ingest.marking.blocks import MarkedBlock
from ingest.marking.headlines import ADDRESSEE, STRONG_SUFFIX, Title, title_at
from ingest.marking.marks import Level, Note
from ingest.splitting.chain import Article, find_articles
from ingest.splitting.drafts import RegulationDraft, Stretch
from ingest.splitting.folding import draft_of, fold, named
from knowledge.chinese.script import squeezed

LOOK_AHEAD = 14
NEAR = 3
TOP_OF_DOCUMENT = 8
CAPTIONED = re.compile(r"表格?\d+$")
MIN_DETACHED_TABLES = 3

Titles = Sequence[Title | None]  # the title that starts at each block


def split(cleaned: Cleaned) -> list[RegulationDraft]:
    """Cut cleaned blocks into drafts, in document order; never empty.

    A regulation starts at a title that is followed by its numbering (第一条, 第一章, 一、), its 文号 or its addressees,
    and at a 第一条 that restarts the numbering. A notice that issues a rule becomes the rule's preface; a cover goes.
    """
    blocks = _without_contents(cleaned.blocks)
    articles = find_articles(blocks)
    stretches = _close(_starts(blocks, articles), len(blocks))
    tables_from = _detached_tables(blocks, stretches)
    if tables_from < len(blocks):
        stretches[-1].end = tables_from
    stretches, cover = fold(blocks, stretches, articles)
    drafts = named([draft_of(blocks, stretch, articles) for stretch in stretches], cleaned.title)
    if tables_from < len(blocks):
        drafts.append(RegulationDraft(cover or cleaned.title, tuple(blocks[tables_from:]), is_detached=True))
    return drafts


def _without_contents(blocks: Sequence[MarkedBlock]) -> list[MarkedBlock]:
    """Leave out a table of contents: lines after 目录 that name parts which come again later."""
    kept = list(blocks)
    at = next(
        (place for place, block in enumerate(kept[:60]) if squeezed(block.text) in {"目录", "目次", "contents"}), None
    )
    if at is None:
        return kept
    later = Counter(re.sub(r"[.…·\s]+\d*$", "", squeezed(block.text)) for block in kept[at + 1 :])
    end = at + 1
    while end < len(kept) and len(kept[end].text) <= 80:
        bare = re.sub(r"[.…·\s]+\d*$", "", squeezed(kept[end].text))
        if later[bare] < 2 and not re.search(r"[.…·]{3,}\s*\d*$", kept[end].text):
            break
        later[bare] -= 1
        end += 1
    return kept[:at] + kept[end:]


def _starts(blocks: Sequence[MarkedBlock], articles: Sequence[Article]) -> list[Stretch]:
    solid = _solid_ranges(articles)
    chain_heads = {article.block for article in articles if article.starts_chain}
    siblings = _heading_levels_of_titles(blocks)
    titles = [title_at(blocks, place) for place in range(len(blocks))]
    stretches: list[Stretch] = []
    place = 0
    while place < len(blocks):
        if place in solid:
            place = solid[place]
            continue
        title = _title_from(blocks[place], place, titles)
        if title is not None and not title.is_form:
            line = blocks[title.start]
            is_first = not stretches and place < TOP_OF_DOCUMENT
            if is_first or line.level in siblings or _has_evidence(blocks, title.end, chain_heads, titles):
                stretches.append(Stretch(place, title.text, title.end, heading=title.text if line.is_heading else ""))
                place = title.end
                continue
        place = title.end if title is not None and title.is_form else place + 1
    return _with_untitled_chains(blocks, stretches, articles)


def _solid_ranges(articles: Sequence[Article]) -> dict[int, int]:
    """Map every block inside a run of articles to its last article's block plus one: no rule starts in there."""
    solid: dict[int, int] = {}
    for run in _runs(articles):
        solid.update(dict.fromkeys(range(run[0].block, run[-1].block + 1), run[-1].block + 1))
    return solid


def _runs(articles: Sequence[Article]) -> list[list[Article]]:
    runs: list[list[Article]] = []
    for article in articles:
        if article.starts_chain or not runs:
            runs.append([])
        runs[-1].append(article)
    return runs


def _title_from(block: MarkedBlock, place: int, titles: Titles) -> Title | None:
    """Give the title at a block, also one that follows its own 文号 or 附件 line."""
    if block.is_doc_number or (block.is_annex_label and len(block.text) <= 8):
        return titles[place + 1] if place + 1 < len(titles) else None
    return titles[place]


def _heading_levels_of_titles(blocks: Sequence[MarkedBlock]) -> frozenset[int]:
    """Give the heading levels at which a collection names its rules: two or more end in 制度, 办法 and the like."""
    counts = Counter(
        block.level for block in blocks if block.is_heading and STRONG_SUFFIX.search(block.text) and not block.section
    )
    return frozenset(level for level, count in counts.items() if count >= 2)


def _has_evidence(blocks: Sequence[MarkedBlock], start: int, chain_heads: set[int], titles: Titles) -> bool:
    """Whether what follows a title-like line begins a document: its numbering, its 文号 or its addressees."""
    for place in range(start, min(start + LOOK_AHEAD, len(blocks))):
        block, near = blocks[place], place - start < NEAR
        if place in chain_heads:
            return True
        part, section = block.part, block.section
        if (part and part.number == 1) or block.opens_rule:
            return True
        if section and section.number == 1 and (section.level is Level.FIRST or near):
            return True
        if near and (block.is_doc_number or ADDRESSEE.fullmatch(block.text)):
            return True
        if titles[place] is not None or part or section:
            return False
    return False


def _with_untitled_chains(
    blocks: Sequence[MarkedBlock], stretches: list[Stretch], articles: Sequence[Article]
) -> list[Stretch]:
    """Give every run of articles a start of its own, at its first heading, where no title was found for it."""
    floor = 0
    for run in _runs(articles):
        head = run[0].block
        if not any(floor <= stretch.start <= head for stretch in stretches):
            start = head
            while start > floor and _opens_rule(blocks[start - 1]):
                start -= 1
            stretches.append(Stretch(start, "", start))
        floor = run[-1].block + 1
    return sorted(stretches, key=lambda stretch: stretch.start)


def _opens_rule(block: MarkedBlock) -> bool:
    return block.part is not None or block.opens_rule or block.note is Note.ADOPTION


def _close(stretches: list[Stretch], total: int) -> list[Stretch]:
    """Set the ends; what stands before the first start becomes a stretch of its own."""
    if not stretches or stretches[0].start > 0:
        stretches.insert(0, Stretch(0, "", 0))
    for stretch, following in pairwise(stretches):
        stretch.end = following.start
    stretches[-1].end = total
    return stretches


def _detached_tables(blocks: Sequence[MarkedBlock], stretches: Sequence[Stretch]) -> int:
    """Find where a dump of numbered tables starts at the end of a collection: they belong to no rule in particular."""
    place = len(blocks)
    while place > 0 and blocks[place - 1].is_table and CAPTIONED.match(blocks[place - 1].text):
        place -= 1
    is_dump = len(blocks) - place >= MIN_DETACHED_TABLES and len(stretches) > 1
    return place if is_dump else len(blocks)
