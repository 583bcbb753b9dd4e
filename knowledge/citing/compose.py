"""The extractive answer: which passages are cited, in which order, and what is quoted from each."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.citing.spans import Span, best_span
from knowledge.evidence.listing import siblings_of
from knowledge.model import Citation, Evidence, Status
from knowledge.retrieval.search import Found, Ranked

CITED = 5
QUOTED = 3
_BUDGET = 520  # characters of all quotes together: with titles and labels the answer stays within 600
_FIRST = 300
_SOUND = -0.5
_LEAST = 40
_MOST_ITEMS = 10
_CLOSE = 0.8  # a further passage is quoted when it scores this share of the first


def cite(found: Found) -> tuple[Citation, ...]:
    """Cite the best passages, best first; the first ones with their quotes, as far as the answer has room."""
    items = _items(found)
    chosen = [*items, *(item for item in arrange(found) if item not in items)][: max(CITED, len(items))]
    citations: list[Citation] = []
    left = _BUDGET
    for place, item in enumerate(chosen):
        quote = ""
        wanted = place == 0 or place < len(items) or (place < QUOTED and _is_close(item, chosen[0]))
        if wanted and left >= _LEAST:
            limit = min(left, _FIRST if place == 0 else left)
            quote = quote_of(found, item, limit)
            left -= len(quote) + len(item.evidence.regulation.title)
        citations.append(Citation(item.evidence, quote))
    return tuple(citations)


def _items(found: Found) -> list[Ranked]:
    """Give the items of the list asked for when each is a passage of its own."""
    wanted = found.question.focus.items
    return siblings_of(found.ranked, wanted)[:_MOST_ITEMS] if wanted > 1 else []


def _is_close(item: Ranked, first: Ranked) -> bool:
    """Tell whether a further passage answers nearly as well and is as sound as the first."""
    fits = item.features.sentence >= _CLOSE * first.features.sentence
    sound = item.features.trust >= min(first.features.trust, _SOUND) and item.features.focus >= first.features.focus
    return item.score >= _CLOSE * first.score and fits and sound


def quote_of(found: Found, item: Ranked, limit: int) -> str:
    """Quote the span of a passage that answers best, letter for letter."""
    span = best_span(found.question, found.concepts, item.view, item.head, limit=limit)
    return _text(item.evidence, span) if span else ""


def nearest(found: Found) -> tuple[Citation, ...]:
    """Give the articles nearest to a question that has no answer, one a rule where possible."""
    seen: dict[str, Ranked] = {}
    for item in found.ranked:
        seen.setdefault(item.evidence.regulation.title, item)
    return tuple(Citation(item.evidence) for item in list(seen.values())[:3])


def arrange(found: Found) -> list[Ranked]:
    """Order the passages for citing: as ranked, but each document or version that the question names gets its turn."""
    ranked = list(found.ranked)
    if found.question.compares:
        ranked = _versions_apart(ranked)
    return _named_apart(found, ranked)


def _versions_apart(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Put the best passage in force first and the best one of an earlier version second."""
    now = next((item for item in ranked if item.evidence.regulation.status is not Status.SUPERSEDED), None)
    past = next((item for item in ranked if item.evidence.regulation.status is Status.SUPERSEDED), None)
    first = [item for item in (now, past) if item is not None]
    return first + [item for item in ranked if item not in first]


def _named_apart(found: Found, ranked: Sequence[Ranked]) -> list[Ranked]:
    """When the question names several documents, put the best passage of each before second ones."""
    named = [key for key, pull in found.pulls.items() if pull >= 0.5]
    if not 2 <= len(named) <= 3:
        return list(ranked)
    firsts = []
    for key in named:
        best = next((item for item in ranked if item.evidence.regulation.id == key), None)
        if best is not None:
            firsts.append(best)
    firsts.sort(key=lambda item: -item.score)
    return firsts + [item for item in ranked if item not in firsts]


def _text(evidence: Evidence, span: Span) -> str:
    return evidence.passage.text[span.start : span.end].strip()
