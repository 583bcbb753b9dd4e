"""The shortest run of sentences that answers: what is quoted from a passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.question.analysis import Question
from knowledge.question.focus import Ask, answers
from knowledge.retrieval.features import WeighedConcept, held, sentence_fits
from knowledge.retrieval.views import PassageView

_WORTH_ADDING = 0.08  # of the question's weight: less than this and a further sentence only dilutes
_SHORT_PASSAGE = 150
_FOCUS_BONUS = 0.12
_PROOF_BONUS = 0.35  # a question for a figure is answered by a sentence with one
_HEADING = 25
_HEADING_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Span:
    """A verbatim stretch of a passage's text. `fit` is the share of the question it covers, 0 to 1."""

    start: int
    end: int
    fit: float
    answers_focus: bool


def best_span(
    question: Question,
    concepts: Sequence[WeighedConcept],
    view: PassageView,
    head: frozenset[str],
    *,
    limit: int = 260,
) -> Span | None:
    """Choose the run of neighbouring sentences that answers best in at most `limit` characters, when any fits."""
    sentences = view.sentences
    if not sentences:
        return None
    fits = sentence_fits(concepts, view, head)
    focused = [answers(question.focus, item.folded) for item in sentences]
    bonus = _PROOF_BONUS if question.focus.wants_number else _FOCUS_BONUS
    weights = [
        fit * (_HEADING_SHARE if _is_heading(view, at) else 1.0) + (bonus if ok else 0.0)
        for at, (fit, ok) in enumerate(zip(fits, focused, strict=True))
    ]
    best = max(range(len(sentences)), key=lambda at: (weights[at], -at))
    first, last = _with_items(question, view, best, limit)
    first, last = _grow(concepts, view, first, last, limit)
    start, end = sentences[first].start, sentences[last].end
    text = view.evidence.passage.text
    if len(text) <= min(_SHORT_PASSAGE, limit):
        start, end = sentences[0].start, sentences[-1].end
    folded = "".join(item.folded for item in sentences[first : last + 1])
    return Span(start, min(end, start + limit), _cover(concepts, view, first, last), answers(question.focus, folded))


def _is_heading(view: PassageView, at: int) -> bool:
    """Tell whether a sentence is but a heading: short, without a full stop, with more text after it."""
    sentence = view.sentences[at]
    return (
        at + 1 < len(view.sentences)
        and len(sentence.folded) <= _HEADING
        and sentence.folded[-1] not in "。；;:：！？!?"
    )


def _with_items(question: Question, view: PassageView, at: int, limit: int) -> tuple[int, int]:
    """Take a list whole: its introduction with its items, as far as the limit goes; a heading with what follows."""
    sentences = view.sentences
    first = last = at
    wants_list = Ask.LIST in question.focus.asks
    if sentences[at].is_item and wants_list:
        while first > 0 and sentences[first].is_item and _room(view, first - 1, last, limit):
            first -= 1
    introduces = ":" in sentences[first].folded or _is_heading(view, first)
    if introduces or (wants_list and sentences[at].is_item):
        while last + 1 < len(sentences) and sentences[last + 1].is_item and _room(view, first, last + 1, limit):
            last += 1
    if introduces and last == first and _is_open(view, first) and _room(view, first, last + 1, limit):
        last += 1
    return first, last


def _is_open(view: PassageView, at: int) -> bool:
    """Tell whether a sentence says nothing without the next one."""
    return at + 1 < len(view.sentences) and (view.sentences[at].folded.endswith(":") or _is_heading(view, at))


def _grow(concepts: Sequence[WeighedConcept], view: PassageView, first: int, last: int, limit: int) -> tuple[int, int]:
    """Add neighbouring sentences while each brings a word of the question that is not covered yet."""
    covered = _cover(concepts, view, first, last)
    while True:
        options = []
        for reach in (1, 2):
            if first - reach >= 0 and _room(view, first - reach, last, limit):
                options.append((first - reach, last))
            if last + reach < len(view.sentences) and _room(view, first, last + reach, limit):
                options.append((first, last + reach))
        gains = [(_cover(concepts, view, a, b) - covered, -(b - a), a, b) for a, b in options]
        if not gains:
            return first, last
        gain, _, a, b = max(gains)
        if gain < _WORTH_ADDING:
            return first, last
        first, last, covered = a, b, covered + gain


def _cover(concepts: Sequence[WeighedConcept], view: PassageView, first: int, last: int) -> float:
    chosen = view.sentences[first : last + 1]
    grams = frozenset().union(*(item.grams for item in chosen))
    chars = frozenset().union(*(item.chars for item in chosen))
    text = "".join(item.folded for item in chosen)
    total = sum(item.weight for item in concepts)
    return sum(item.weight * held(item, grams, chars, text) for item in concepts) / total if total else 0.0


def _room(view: PassageView, first: int, last: int, limit: int) -> bool:
    return view.sentences[last].end - view.sentences[first].start <= limit
