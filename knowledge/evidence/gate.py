"""Is the question answered here at all? The gate that lets evidence through, or says why there is no answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.evidence.listing import lists_items
from knowledge.evidence.naming import names_absent_rule
from knowledge.model import RefusalReason
from knowledge.question.focus import UNIT_WORDS, answers
from knowledge.retrieval.features import WeighedConcept, coverage, held
from knowledge.retrieval.search import Found, Ranked

_LOOKED_AT = 3
_LISTED_AMONG = 12
_DOING = 0.6
_SPOKEN_OF = 0.4  # a passage that covers less of the things asked about does not speak of them
_OURS = re.compile(r"党|支部|组织生活|书记|团员|机关|纪委|纪检|处分|换届|政审|入团|工会")
_EVERYDAY = 0.45  # rarity below which a word is everyday talk in this library


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the gate closes. Chosen on the labelled questions as a whole (docs/decisions.md)."""

    familiar: float = 0.34
    near: float = 0.36
    strange_things: int = 2
    covered: float = 0.42
    thing: float = 0.3
    proof: float = 0.6
    hardly_covered: float = 0.24
    close: float = 0.5
    thinly_covered: float = 0.33
    far: float = 0.2


@dataclass(frozen=True, slots=True)
class Signals:
    """What the gate looks at; `zhibu ask --why` prints it. Shares are between 0 and 1.

    `familiar` is the share of the question's words, rare or not, that the best passages hold; `strange` counts the
    things it names that they do not hold, and `things` is how much they hold of the thing they hold best; `proof` is
    how much of the things asked about stands beside a figure of the kind asked for, against anywhere at all.
    """

    dense: float = 0.0
    passage: float = 0.0
    familiar: float = 0.0
    strange: int = 0
    things: float = 1.0
    proof: float = 0.0
    listed: bool = True
    absent_rule: bool = False


def signals_of(found: Found) -> Signals:
    """Measure the best evidence of a search."""
    if not found.ranked:
        return Signals()
    top = found.ranked[:_LOOKED_AT]
    shares = {item.concept.text: max(_held_by(item, ranked) for ranked in top) for item in found.concepts}
    return Signals(
        dense=max(item.features.dense for item in top),
        passage=max(item.features.passage for item in top),
        familiar=_familiar(found.concepts, shares),
        strange=sum(item.concept.is_name and shares[item.concept.text] < 0.3 for item in found.concepts),
        things=_best_held(found.concepts, shares),
        proof=_proof(found, top),
        listed=lists_items(found.question, found.concepts, found.ranked[:_LISTED_AMONG]),
        absent_rule=names_absent_rule(found.question.text, found.names_rule),
    )


def judge(found: Found, limits: Thresholds | None = None) -> RefusalReason | None:
    """Say why a question has no answer here, or None when it has one."""
    if not found.concepts:
        return RefusalReason.OFF_TOPIC
    if not found.ranked:
        return RefusalReason.NO_EVIDENCE
    limits = limits or Thresholds()
    signals = signals_of(found)
    if signals.absent_rule:
        return RefusalReason.NO_EVIDENCE
    if signals.dense < limits.near and (signals.familiar < limits.familiar or signals.things < limits.thing):
        return RefusalReason.NO_EVIDENCE if _is_ours(found) else RefusalReason.OFF_TOPIC
    if not signals.listed:
        return RefusalReason.NOT_LISTED
    unproven = found.question.focus.wants_number and signals.proof < limits.proof
    lacks_evidence = unproven or _names_strangers(signals, limits)
    return RefusalReason.NO_EVIDENCE if lacks_evidence else None


def _names_strangers(signals: Signals, limits: Thresholds) -> bool:
    if signals.passage < limits.hardly_covered and signals.dense < limits.close:
        return True
    if signals.passage < limits.thinly_covered and signals.dense < limits.far and signals.strange:
        return True
    few_known = signals.passage < limits.covered and signals.dense < limits.near
    return few_known and signals.strange >= limits.strange_things


def _held_by(item: WeighedConcept, ranked: Ranked) -> float:
    view = ranked.view
    return held(item, view.grams | ranked.head, view.chars, view.folded)


def _familiar(concepts: Sequence[WeighedConcept], shares: dict[str, float]) -> float:
    total = sum(item.concept.weight for item in concepts)
    return sum(item.concept.weight * shares[item.concept.text] for item in concepts) / total if total else 0.0


def _proof(found: Found, top: Sequence[Ranked]) -> float:
    """Give how much of the things asked about stand beside a figure of the kind asked for, against anywhere at all.

    A figure proves nothing unless its sentence, the one before it or a heading speaks of the thing counted.
    """
    things = [item for item in found.concepts if _is_thing(item)] or list(found.concepts)
    anywhere = proven = 0.0
    for ranked in top:
        sentences = ranked.view.sentences
        for at, sentence in enumerate(sentences):
            near = sentences[max(0, at - 1) : at + 1]
            grams = ranked.head.union(*(item.grams for item in near))
            chars = frozenset().union(*(item.chars for item in near))
            covered = coverage(things, grams, chars, "".join(item.folded for item in near))
            anywhere = max(anywhere, covered)
            if answers(found.question.focus, sentence.folded):
                proven = max(proven, covered)
    return proven / max(anywhere, _SPOKEN_OF)


def _best_held(concepts: Sequence[WeighedConcept], shares: dict[str, float]) -> float:
    """Give how much is held of the thing held best; of the doing held best when no thing is named."""
    things = [item for item in concepts if _is_thing(item)]
    doings = [item for item in concepts if len(item.concept.text) > 1 and item.concept.weight >= _DOING]
    return max((shares[item.concept.text] for item in things or doings), default=0.0)


def _is_thing(item: WeighedConcept) -> bool:
    concept = item.concept
    return concept.text not in UNIT_WORDS and (concept.is_name or (bool(concept.alternatives) and concept.weight > 0.3))


def _is_ours(found: Found) -> bool:
    """Tell whether a question speaks of Party work, or in the library's everyday words; then it is not off topic."""
    if _OURS.search(found.question.text):
        return True
    return any(item.concept.is_name and item.weight < _EVERYDAY * item.concept.weight for item in found.concepts)
