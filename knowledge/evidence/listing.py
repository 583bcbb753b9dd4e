"""Does a passage list what it names? 「五个不准」 named in passing is no list of five."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.question.analysis import Question
from knowledge.question.focus import Ask
from knowledge.question.fold import matchable
from knowledge.retrieval.features import WeighedConcept, held
from knowledge.retrieval.search import Ranked

_CLAUSE = re.compile(r"[，,。；;:：？！]")
_ENUMERATORS = (
    re.compile(r"[一二三四五六七八九十](?:是|要)"),
    re.compile(r"[(（][一二三四五六七八九十\d]{1,2}[)）]"),
    re.compile(r"(?<![\d第])\d{1,2}[.、．](?!\d)"),
    re.compile(r"第[一二三四五六七八九十],|第[一二三四五六七八九十]，|首先|其次|再次|最后"),
    re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩]"),
    re.compile(r"[“\"][^”\"]{2,20}[”\"](?=[、和及“\"])"),
)
_NEAR = 0.5  # a sentence that holds this share of the named thing speaks of it


def lists_items(question: Question, concepts: Sequence[WeighedConcept], top: Sequence[Ranked]) -> bool:
    """Tell whether some passage lists the items asked for; true when no number of items is named."""
    wanted = question.focus.items
    if Ask.LIST not in question.focus.asks or wanted < 2:
        return True
    if siblings_of(top, wanted):
        return True
    named = [item for item in concepts if item.concept.weight >= 1.0] or list(concepts)
    windows = [window for ranked in top for window in _windows_about(named, ranked, wanted)]
    return not windows or any(_lists(sentence, text, wanted) for sentence, text in windows)


def siblings_of(ranked: Sequence[Ranked], wanted: int) -> list[Ranked]:
    """Give the passages that are the items of one list, in its order: numbered, under one heading, enough of them."""
    groups: dict[tuple[int, tuple[str, ...]], list[Ranked]] = {}
    for item in ranked:
        passage = item.evidence.passage
        if passage.label and passage.path:
            groups.setdefault((int(passage.regulation_id), passage.path), []).append(item)
    for (_, path), items in groups.items():
        if len(items) >= wanted and any(f"{wanted}" in matchable(heading) for heading in path):
            return sorted(items, key=lambda item: item.evidence.passage.position)
    return []


def _windows_about(named: Sequence[WeighedConcept], ranked: Ranked, wanted: int) -> list[tuple[str, str]]:
    """Give the sentences that speak of the named thing, each alone and with the sentences after it."""
    sentences = ranked.view.sentences
    total = sum(item.weight for item in named) or 1.0
    windows = []
    for at, sentence in enumerate(sentences):
        speaks = sum(item.weight * held(item, sentence.grams, sentence.chars, sentence.folded) for item in named)
        if speaks / total >= _NEAR:
            following = "".join(item.folded for item in sentences[at + 1 : at + 1 + 2 * wanted])
            windows.append((sentence.folded, sentence.folded + following))
    return windows


def _lists(sentence: str, text: str, wanted: int) -> bool:
    return longest_list(sentence) >= wanted or _enumerated(text) >= wanted


def longest_list(sentence: str) -> int:
    """Count the items of the longest 、-list inside one clause of a sentence."""
    longest = 0
    for clause in _CLAUSE.split(sentence):
        items = clause.count("、") + 1
        if items > 1 and re.search(r"[和及与][^、]+$", clause):
            items += 1
        longest = max(longest, items)
    return longest if longest > 1 else 0


def _enumerated(text: str) -> int:
    return max(len(set(pattern.findall(text))) for pattern in _ENUMERATORS)
