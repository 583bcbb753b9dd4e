"""How well a passage fits a question: a handful of figures, each between about 0 and 1, and their weighted sum."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.chinese.kinds import RULES, any_of
from knowledge.model import DocumentKind, Flag, PassageKind, Status
from knowledge.question.analysis import Concept, Question
from knowledge.question.focus import answers
from knowledge.retrieval.views import PassageView, SentenceView

_HEAD_SHARE = 0.6
_BLEMISHES = {  # doubts about the copy, not about what this passage says
    Flag.TRUNCATED,
    Flag.MISSING_ARTICLES,
    Flag.PLACEHOLDERS,
    Flag.DAMAGED_TEXT,
    Flag.OCR,
    Flag.NO_TITLE,
}
_OPENING = 3  # passages: salutation, 文号 and preamble before the first label
_FRAME = 220  # characters; a longer article says more than that
_FRAMES = re.compile(
    rf"制定本(?:{any_of(*RULES, '制度', '意见', '法')})|自.{{2,24}}(?:起)?(?:施行|实施|执行)|由.{{2,30}}负责解释"
)
_ASKS_FRAME = re.compile(r"施行|生效|起算|废止|解释|制定|依据什么|根据什么|目的|什么时候实施|何时实施")
_LABELLED_KINDS = {DocumentKind.REGULATION, DocumentKind.OPINION, DocumentKind.NOTICE}
Rarity = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Features:
    """The figures of one passage. `sentence` is the best single sentence's coverage, with its heading's help."""

    dense: float = 0.0
    lexical: float = 0.0
    passage: float = 0.0
    sentence: float = 0.0
    pair: float = 0.0
    scope: float = 0.0
    focus: float = 0.0
    trust: float = 0.0
    standing: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each figure counts. Fitted on the labelled questions as a whole (docs/decisions.md)."""

    dense: float = 1.0
    lexical: float = 0.06
    passage: float = 0.20
    sentence: float = 0.30
    pair: float = 0.15
    scope: float = 0.05
    focus: float = 0.15
    trust: float = 0.14
    standing: float = 0.40

    def score(self, found: Features) -> float:
        """Add the figures up."""
        return (
            self.dense * found.dense
            + self.lexical * found.lexical
            + self.passage * found.passage
            + self.sentence * found.sentence
            + self.pair * found.pair
            + self.scope * found.scope
            + self.focus * found.focus
            + self.trust * found.trust
            + self.standing * found.standing
        )


@dataclass(frozen=True, slots=True)
class WeighedConcept:
    """A concept with its final weight: the kind of word times its rarity in the library."""

    concept: Concept
    weight: float
    forms: tuple[tuple[str, tuple[str, ...], float], ...]


def weigh(question: Question, rarity: Rarity) -> tuple[WeighedConcept, ...]:
    """Weigh the concepts of a question by their rarity; a word the library never uses weighs like its rarest."""
    return tuple(_weigh(concept, rarity) for concept in question.concepts)


def _weigh(concept: Concept, rarity: Rarity) -> WeighedConcept:
    forms = tuple(
        (form, tuple(f"#{form[at : at + 2]}" for at in range(len(form) - 1)), 1.0 if form == concept.text else 0.9)
        for form in (concept.text, *concept.alternatives)
    )
    rare = max((rarity(gram) for gram in forms[0][1]), default=0.4)
    if concept.alternatives:  # a chat word is as rare as the official word it stands for
        rare = min(rare, max((rarity(gram) for _, grams, _ in forms[1:] for gram in grams), default=rare))
    return WeighedConcept(concept, concept.weight * rare, forms)


def held(item: WeighedConcept, grams: frozenset[str], chars: frozenset[str], text: str) -> float:
    """Tell how much of a concept a text holds, 0 to 1, by its best form."""
    best = 0.0
    for form, pairs, worth in item.forms:
        if not pairs:
            share = 0.6 if form in chars else 0.0
        elif form[0] == "第" and form[-1] in "条款项" and form[1].isdigit():
            share = 1.0 if text.startswith(form) else 0.3 if form in text else 0.0
        elif form[0].isdigit() or not form.isalpha():
            share = 1.0 if form in text else sum(pair in grams for pair in pairs) / len(pairs) * 0.7
        else:
            share = sum(pair in grams for pair in pairs) / len(pairs)
        best = max(best, worth * share)
    return best


def coverage(concepts: Sequence[WeighedConcept], grams: frozenset[str], chars: frozenset[str], text: str) -> float:
    """Give the weighted share of a question's concepts that a text holds."""
    total = sum(item.weight for item in concepts)
    return sum(item.weight * held(item, grams, chars, text) for item in concepts) / total if total else 0.0


def sentence_fit(
    concepts: Sequence[WeighedConcept], sentence: SentenceView, in_head: Sequence[float], total: float
) -> float:
    """Give a sentence's coverage; a concept that only the headings hold (`in_head`) counts in part."""
    fit = 0.0
    for item, head in zip(concepts, in_head, strict=True):
        share = held(item, sentence.grams, sentence.chars, sentence.folded)
        fit += item.weight * max(share, _HEAD_SHARE * head)
    return fit / total if total else 0.0


def head_shares(concepts: Sequence[WeighedConcept], head: frozenset[str]) -> tuple[float, ...]:
    """Give, for each concept, how much of it the headings hold."""
    return tuple(held(item, head, frozenset(), "") for item in concepts)


def sentence_fits(concepts: Sequence[WeighedConcept], view: PassageView, head: frozenset[str]) -> list[float]:
    """Give the coverage of each sentence of a passage."""
    in_head = head_shares(concepts, head)
    total = sum(item.weight for item in concepts)
    head_alone = sum(item.weight * _HEAD_SHARE * share for item, share in zip(concepts, in_head, strict=True))
    bare = head_alone / total if total else 0.0
    grams = frozenset(pair for item in concepts for _, pairs, _ in item.forms for pair in pairs)
    chars = frozenset(form[0] for item in concepts for form, pairs, _ in item.forms if not pairs or not form.isalpha())
    return [
        # most sentences share nothing with the question; measuring them one concept at a time is half of the work
        bare
        if grams.isdisjoint(sentence.grams) and chars.isdisjoint(sentence.chars)
        else sentence_fit(concepts, sentence, in_head, total)
        for sentence in view.sentences
    ]


def measure(
    question: Question,
    concepts: Sequence[WeighedConcept],
    view: PassageView,
    head: frozenset[str],
    *,
    dense: float,
    lexical: float,
    scope: float,
) -> Features:
    """Measure one passage against one question; `head` holds the pairs of its headings and its document's head."""
    fits = sentence_fits(concepts, view, head)
    best = max(range(len(fits)), key=fits.__getitem__, default=-1)
    around = ""
    if best >= 0:
        around = "".join(item.folded for item in view.sentences[max(0, best - 1) : best + 3])
    grams = view.grams | head
    return Features(
        dense=dense,
        lexical=lexical,
        passage=coverage(concepts, grams, view.chars, view.folded),
        sentence=fits[best] if best >= 0 else 0.0,
        pair=max((fits[at] + fits[at + 1] for at in range(len(fits) - 1)), default=sum(fits)) / 2,
        scope=scope,
        focus=1.0 if not question.focus.wants_number or answers(question.focus, around) else 0.0,
        trust=trust_of(view) if not _ASKS_FRAME.search(question.text) else max(trust_of(view), -0.5),
        standing=standing_of(view, question),
    )


def trust_of(view: PassageView) -> float:
    """Give 0 for a sound rule and less for forms, reports and doubtful copies; never below -2."""
    regulation, kind = view.evidence.regulation, view.evidence.passage.kind
    trust = 0.0
    if kind is PassageKind.FORM or regulation.kind is DocumentKind.FORM:
        trust -= 1.5
    if Flag.UNOFFICIAL in regulation.flags:
        trust -= 1.2
    if Flag.ABRIDGED in regulation.flags:
        trust -= 0.3
    trust -= 0.1 * len(regulation.flags & _BLEMISHES)
    if _is_frame(view):
        trust -= 1.0
    return max(trust, -2.0)


def _is_frame(view: PassageView) -> bool:
    """Tell whether a passage only frames its rule: why it was made, from when it applies, who explains it."""
    passage, regulation = view.evidence.passage, view.evidence.regulation
    if not passage.label and passage.position < _OPENING and regulation.kind in _LABELLED_KINDS:
        return True
    return len(passage.text) <= _FRAME and bool(_FRAMES.search(view.folded))


def standing_of(view: PassageView, question: Question) -> float:
    """Give 0 for the version of a rule that the question wants, by default the one in force, and less for others."""
    regulation = view.evidence.regulation
    if question.version_year is not None and not question.compares:
        days = (regulation.effective_on, regulation.issued_on)
        years = {day.year for day in days if day is not None}
        return -1.0 if years and question.version_year not in years else 0.0
    if question.compares:
        return 0.0
    is_past = regulation.status is Status.SUPERSEDED
    if question.wants_history:
        return 0.0 if is_past else -0.5
    if regulation.status is Status.NOT_YET_EFFECTIVE:
        return -0.5
    return -1.0 if is_past else 0.0
