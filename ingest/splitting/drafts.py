"""A regulation as cut from its document, before its structure is known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from ingest.marking.blocks import MarkedBlock
from ingest.marking.headlines import TAG
from ingest.marking.marked import reworded
from ingest.splitting.chain import Article
from knowledge.chinese.script import simplified, squeezed

SAME_TITLE = 0.88


@dataclass(frozen=True, slots=True)
class RegulationDraft:
    """One regulation as cut from the document.

    `preface` holds what wraps it: the notice that issues it, the news that announces it. `body` starts after the title.
    `seal` holds 文号 and signature of a notice that issues it but stands on its own. `articles` are places in `body`.
    `title` is empty where the text names none.
    """

    title: str
    body: tuple[MarkedBlock, ...]
    articles: tuple[Article, ...] = ()
    preface: tuple[MarkedBlock, ...] = ()
    seal: tuple[MarkedBlock, ...] = ()
    is_detached: bool = False


@dataclass(slots=True)
class Stretch:
    """A stretch of blocks that will become a draft; `heading` is its title where the file marks it as a heading."""

    start: int
    title: str
    body_start: int
    end: int = 0
    preface: list[MarkedBlock] = field(default_factory=list)
    seal: list[MarkedBlock] = field(default_factory=list)
    heading: str = ""


def same_title(one: str, other: str) -> bool:
    """Whether two titles name the same rule, allowing for brackets such as （试行）, quotes and a missing character."""
    left, right = (re.sub(TAG, "", squeezed(title).strip("《》")) or squeezed(title) for title in (one, other))
    if not left or not right:
        return False
    return left == right or SequenceMatcher(None, left, right, autojunk=False).ratio() >= SAME_TITLE


def plain_draft(draft: RegulationDraft) -> RegulationDraft:
    """Give a draft in simplified characters, for reading facts from it; a simplified one comes back as it is."""
    sample = "".join(block.text for block in draft.body[:40])
    if simplified(sample) == sample:
        return draft
    body, preface = (
        tuple(reworded(block, simplified(block.text)) for block in part) for part in (draft.body, draft.preface)
    )
    return replace(draft, title=simplified(draft.title), body=body, preface=preface)
