"""Checks before anything is sent: quotes stand letter for letter, and a model's sentence says what its passages say.

Each clause of a model's sentence must be borne by one place of a passage that it cites: the same figures with unit and
bound, the same dates, every thing it names, and most of its other words. Where a check cannot tell, the sentence fails:
the extractive answer that then stands is plainer, never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from knowledge.citing import facts
from knowledge.citing.facts import Figure
from knowledge.citing.polarity import clauses, content, contradicts
from knowledge.citing.sources import Place, Source, things
from knowledge.model import Citation, Status
from knowledge.question.fold import fold, matchable
from knowledge.question.safety import is_order

_BORNE = 0.6  # share of a clause's pairs that its place must hold
_HISTORY = re.compile(r"取代|废止|失效|原|旧|曾|以前|此前|过去|修订前|修改前|当时")
_REMARK = re.compile(r"\([^()]{1,6}\)$")
_PAIRED = re.compile(r"[《〈]([^《》〈〉]+)[》〉](?:\([^()]*\))?\s*(第\S{1,8}?条(?:之[一二三四五六七八九十\d]+)?)")
_COMMA = re.compile(r"[，,；;。]")
_EDGE = "。；;：:！？!?\n"


class Fault(StrEnum):
    """What is wrong with a sentence."""

    UNCITED = "uncited"
    OUT_OF_RANGE = "out_of_range"
    QUOTE = "quote"
    TITLE = "title"
    LABEL = "label"
    DOC_NUMBER = "doc_number"
    OUTDATED = "outdated"
    POLARITY = "polarity"
    FIGURE = "figure"
    CONTENT = "content"


def unfaithful(citations: Iterable[Citation]) -> list[Citation]:
    """List the citations whose quote does not stand in their passage."""
    return [citation for citation in citations if citation.quote not in citation.evidence.passage.text]


def without_orders(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Leave out quotes that speak to the assistant instead of to members; a sole quote stays, for its source to see."""
    kept = tuple(replace(item, quote="") if is_order(matchable(item.quote)) else item for item in citations)
    return kept if any(item.quote for item in kept) else tuple(citations)


def fault_of(text: str, cited: Sequence[int], sources: Sequence[Source]) -> Fault | None:
    """Say what is wrong with a sentence that cites passages by number from 1, or None when its passages bear it."""
    if not cited:
        return Fault.UNCITED
    if not all(1 <= number <= len(sources) for number in cited):
        return Fault.OUT_OF_RANGE
    chosen = [sources[number - 1] for number in cited]
    is_past = all(source.evidence.regulation.status is Status.SUPERSEDED for source in chosen)
    if is_past and not _HISTORY.search(text):
        return Fault.OUTDATED
    named = _misnamed(text, chosen)
    if named is not None or _is_verbatim(text, chosen):
        return named
    said = _without_names(text, chosen)
    places = [place for source in chosen for place in source.places]
    if contradicts(said, [place.text for place in places]):
        return Fault.POLARITY
    return _unborne(said, places)


def _misnamed(text: str, chosen: Sequence[Source]) -> Fault | None:
    """Check quotes, titles, labels and 文号: what must be there exactly."""
    passages = [facts.letters(source.evidence.passage.text) for source in chosen]
    if not all(any(quote in passage for passage in passages) for quote in facts.quotes(text)):
        return Fault.QUOTE
    if not all(any(_is_titled(title, source) for source in chosen) for title in facts.titles(text)):
        return Fault.TITLE
    if not _labels_hold(text, chosen):
        return Fault.LABEL
    known = [number for source in chosen for number in _numbers_of(source)]
    for number in facts.doc_numbers(text):
        if not any(number.endswith(real) for real in known):
            return Fault.DOC_NUMBER
    return None


def _is_titled(title: str, source: Source) -> bool:
    regulation = source.evidence.regulation
    own = {_bare(fold(name)) for name in (regulation.title, *regulation.aliases)}
    if regulation.replaced_by:
        own.add(_bare(fold(regulation.replaced_by)))
    wanted = _bare(title)
    return wanted in own or title in facts.titles(source.evidence.passage.text)


def _bare(title: str) -> str:
    return _REMARK.sub("", title.strip("《》〈〉")).strip()


def _labels_hold(text: str, chosen: Sequence[Source]) -> bool:
    own = set().union(*(_labels_of(source) for source in chosen))
    items = {label for source in chosen for label in facts.labels(source.evidence.passage.text) if label[0] == "("}
    references = set().union(*(facts.referred_labels(source.evidence.passage.text) for source in chosen))
    strangers = facts.labels(text) - own - items
    referred = {item[2:] for item in facts.referred_labels(text) & references}
    if strangers - referred:
        return False
    return all(
        any(_is_titled(title, source) and facts.labels(label) <= _labels_of(source) for source in chosen)
        for title, label in _PAIRED.findall(fold(text))
    )


def _labels_of(source: Source) -> set[str]:
    passage = source.evidence.passage
    opening = passage.text[: len(passage.label) + 2]
    return facts.labels(" ".join((passage.label, *passage.path, opening)))


def _numbers_of(source: Source) -> list[str]:
    regulation = source.evidence.regulation
    return facts.doc_numbers(f"{regulation.doc_number or ''}\n{source.evidence.passage.text}")


def _without_names(text: str, chosen: Sequence[Source]) -> str:
    """Give a sentence in plain form without the titles and 文号 that were checked already."""
    said = facts.plain(re.sub(r"[《〈][^《》〈〉]+[》〉]", " ", text))
    for source in chosen:
        number = facts.plain(source.evidence.regulation.doc_number or "")
        said = said.replace(number, " ") if number else said
    return said


def _is_verbatim(text: str, chosen: Sequence[Source]) -> bool:
    """Tell whether the whole text is one or more whole sentences of one passage."""
    wanted = re.sub(r"\s+", "", fold(text)).rstrip(_EDGE)
    return len(wanted) >= 6 and any(_has_whole(source, wanted) for source in chosen)


def _has_whole(source: Source, wanted: str) -> bool:
    passage = source.evidence.passage
    whole = re.sub(r"\s+", "", fold(passage.text))
    label = re.sub(r"\s+", "", fold(passage.label))
    at = whole.find(wanted)
    while at >= 0:
        starts = at == 0 or whole[at - 1] in _EDGE or whole[:at] == label
        end = at + len(wanted)
        if starts and (end == len(whole) or whole[end] in _EDGE):
            return True
        at = whole.find(wanted, at + 1)
    return False


def _unborne(said: str, places: Sequence[Place]) -> Fault | None:
    """Check every clause; the things named since the last figure belong to the next one."""
    carried: set[str] = set()
    spoken_of: set[str] = set()
    has_content = False
    for clause in clauses(said):
        own = things(clause)
        counts = bool(facts.figures(clause) or facts.rhythms(clause))
        named = (own | carried or spoken_of) if counts else own
        if counts and not named:
            return Fault.FIGURE
        fault = _fault_of_clause(clause, named, places)
        if fault is not None:
            return fault
        has_content = has_content or bool(content(clause))
        carried = set() if counts else carried | own
        spoken_of = named if counts else spoken_of
    return None if has_content else Fault.CONTENT


def _fault_of_clause(clause: str, named: set[str], places: Sequence[Place]) -> Fault | None:
    pieces = [clause]
    if "、" in clause and not facts.figures(clause) and not any(_bears(place, clause, named) for place in places):
        pieces = [piece for piece in clause.split("、") if piece.strip()]
    for piece in pieces:
        wanted = named if len(pieces) == 1 else things(piece)
        bearing = [place for place in places if _bears(place, piece, wanted)]
        if not bearing:
            return Fault.CONTENT
        if not any(_counts_alike(place, piece, wanted) for place in bearing):
            return Fault.FIGURE
    return None


def _bears(place: Place, clause: str, named: set[str]) -> bool:
    """Tell whether a place holds most words of a clause and every thing it names."""
    wanted = content(facts.without_names(clause))
    text = f"{place.text} {place.around}"
    covered = not wanted or len(wanted & place.pairs) >= _BORNE * len(wanted)
    return covered and all(thing in text for thing in named)


def _counts_alike(place: Place, clause: str, named: set[str]) -> bool:
    """Tell whether a place holds every figure, rhythm and date of a clause, each said of the same things."""
    if not facts.rhythms(clause) <= place.rhythms or not facts.dates(clause) <= place.dates:
        return False
    return all(
        any(figure.agrees(other) and _is_said_of(place, other, named) for other in place.figures)
        for figure in facts.figures(clause)
    )


def _is_said_of(place: Place, figure: Figure, named: set[str]) -> bool:
    """Tell whether no named thing belongs to another figure of the same unit in the sentence."""
    rivals = [other for other in place.figures if other.unit == figure.unit and other.value != figure.value]
    if not rivals:
        return True
    start = max((other.end for other in rivals if other.end <= figure.start), default=0)
    rest = _COMMA.search(place.text, figure.end)
    end = rest.start() if rest else len(place.text)
    end = min([end, *(other.start for other in rivals if other.start >= figure.end)])
    scope, outside = place.text[start:end], place.text[:start] + place.text[end:]
    return all(thing in scope or thing not in outside for thing in named)
