"""Folds wrappers into the rules they issue, drops covers, and names what has no title of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.marking.blocks import MarkedBlock
from ingest.marking.headlines import is_title_text
from ingest.marking.marks import Level
from ingest.marking.sentences import ends_sentence
from ingest.splitting.chain import Article
from ingest.splitting.drafts import RegulationDraft, Stretch, same_title
from ingest.splitting.tail import find_tail
from knowledge.chinese.script import squeezed

WHOLLY_QUOTED = re.compile(r"《[^《》]+》")
QUOTED = re.compile(r"《(.{4,80}?)》")
FULL_TEXT_FOLLOWS = re.compile(r"《([^《》]{4,80})》\s*(?:全文)?(?:如下|内容如下|印发如下|公布如下)")
COVER_CHARACTERS = 80
MIN_TITLE_END = 8
MIN_NAME, MAX_NAME = 4, 50
UNFINISHED = "。；;:：，,！？"


def fold(
    blocks: Sequence[MarkedBlock], stretches: Sequence[Stretch], articles: Sequence[Article]
) -> tuple[list[Stretch], str]:
    """Fold wrappers and repeated titles into the rule they precede; drop covers and return the first cover's title.

    A notice with numbered orders of its own stays a regulation; the rule it issues takes only its 文号 and signature.
    """
    numbered = [article.block for article in articles]
    merged: list[Stretch] = []
    cover = ""
    pending: list[MarkedBlock] = []
    seal: list[MarkedBlock] = []
    for index, stretch in enumerate(stretches):
        following = stretches[index + 1] if index + 1 < len(stretches) else None
        own = blocks[stretch.body_start : stretch.end]
        wraps = following is not None and _wraps(stretch, own, following)
        sections = sum(map(_is_first_level, own))
        has_articles = any(stretch.start <= block < stretch.end for block in numbered)
        is_numbered = has_articles or sections > 0
        if wraps and following is not None and not is_numbered:
            pending.extend(blocks[stretch.start : stretch.end])
            if stretch.heading and _repeats(stretch.title, following.title):
                following.heading = following.heading or stretch.heading
            continue
        if following is not None and not following.title and not has_articles and sections <= 1:
            _prepend(stretch, following)  # an untitled run of articles begins with the title and preamble above it
            continue
        if following is not None and not is_numbered and _is_cover(own):
            cover = cover or stretch.title
            seal.extend(block for block in own if block.is_doc_number)
            continue
        stretch.preface, stretch.seal = [*stretch.preface, *pending], seal
        pending, seal = [], _seal_of(blocks[stretch.start : stretch.end]) if wraps else []
        merged.append(stretch)
    return merged, cover


def _prepend(stretch: Stretch, following: Stretch) -> None:
    following.start, following.body_start = stretch.start, stretch.body_start
    following.title, following.heading = stretch.title, stretch.heading


def _repeats(title: str, following: str) -> bool:
    """Whether a title is printed again, whole or, where a line break cut its issuer off, its end."""
    if not title or not following:
        return False
    is_end = len(following) >= MIN_TITLE_END and squeezed(title).endswith(squeezed(following))
    return is_end or same_title(title, following)


def _is_first_level(block: MarkedBlock) -> bool:
    return block.section is not None and block.section.level is Level.FIRST


def _is_cover(own: Sequence[MarkedBlock]) -> bool:
    """Whether a title page holds no more than a few words: no sentence, no table."""
    return sum(len(block.text) for block in own) <= COVER_CHARACTERS and not any(
        block.is_table or ends_sentence(block.text) for block in own
    )


def _seal_of(own: Sequence[MarkedBlock]) -> list[MarkedBlock]:
    """Give the lines of a notice that date and number what it issues."""
    tail = find_tail(own)
    signature = own[tail.body_end : tail.annex_start] if tail.signed_on else []
    return [*(block for block in own if block.is_doc_number), *signature]


def _wraps(stretch: Stretch, own: Sequence[MarkedBlock], following: Stretch) -> bool:
    """Whether a stretch issues or announces the one after it."""
    if _repeats(stretch.title, following.title):
        return True
    if not following.title:
        return not stretch.title and any(QUOTED.search(block.text) for block in own)
    is_title_enough = stretch.title and "《" not in stretch.title
    texts = [stretch.title] if is_title_enough else [stretch.title, *(block.text for block in own)]
    return any(same_title(quoted, following.title) for text in texts for quoted in _quoted(text))


def _quoted(text: str) -> Iterator[str]:
    for match in QUOTED.finditer(text):
        yield match[1]


def draft_of(blocks: Sequence[MarkedBlock], stretch: Stretch, articles: Sequence[Article]) -> RegulationDraft:
    """Turn a stretch into a draft; the places of its articles count from the start of its body."""
    own = tuple(
        replace(article, block=article.block - stretch.body_start)
        for article in articles
        if stretch.body_start <= article.block < stretch.end
    )
    before = [block for block in blocks[stretch.start : stretch.body_start] if block.is_doc_number]
    title = stretch.heading or stretch.title
    return RegulationDraft(
        title=title.strip("《》") if WHOLLY_QUOTED.fullmatch(title) else title,
        body=tuple(blocks[stretch.body_start : stretch.end]),
        articles=own,
        preface=(*stretch.preface, *before),
        seal=tuple(stretch.seal),
    )


def named(drafts: list[RegulationDraft], document_title: str) -> list[RegulationDraft]:
    """Name drafts without a title from what announces them: 《…》全文如下, the page title, the first quoted rule."""
    result: list[RegulationDraft] = []
    for draft in drafts:
        if draft.title:
            result.append(draft)
            continue
        announced = [match[1] for block in draft.preface if (match := FULL_TEXT_FOLLOWS.search(block.text))]
        quoted = [name for text in [document_title, *(block.text for block in draft.preface)] for name in _quoted(text)]
        usable = [name for name in (*announced, *quoted) if is_title_text(name)] if draft.articles else announced
        title = usable[0] if usable else document_title if len(drafts) == 1 else ""
        result.append(replace(draft, title=title) if title else _named_by_first_line(draft))
    return result


def _named_by_first_line(draft: RegulationDraft) -> RegulationDraft:
    """Take a short first line without a full stop as the title, as web articles and notes have it."""
    if len(draft.body) < 2 or (draft.articles and draft.articles[0].block == 0):
        return draft
    first = draft.body[0]
    is_label = first.section or first.part or first.opens_rule
    if first.is_table or is_label or not MIN_NAME <= len(first.text) <= MAX_NAME or first.text[-1] in UNFINISHED:
        return draft
    articles = tuple(replace(article, block=article.block - 1) for article in draft.articles)
    return replace(draft, title=first.text, body=draft.body[1:], articles=articles)
