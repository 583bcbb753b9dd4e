"""A passage made ready for comparing: its sentences with their places, and the character pairs of each."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass

from knowledge.model import Evidence
from knowledge.question.fold import matchable
from knowledge.retrieval.terms import bigrams

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。！？；!?;]*(?:[。！？；!?;]+[”’\"』」）)]*|$)")
_ROW = re.compile(
    r"[^：:。；;]{1,20}[：:][^：:。；;]{1,60}[；;][^：:。；;]{1,20}[：:]"
)  # a table row: 表头：值；表头：值
_LISTED = re.compile(r"^\s*(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]是|\d{1,2}[.、．])")


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence: `start` and `end` are its place in the passage's text, `folded` its form for matching."""

    start: int
    end: int
    folded: str
    grams: frozenset[str]
    chars: frozenset[str]
    is_item: bool


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with its sentences and the pairs of its headings (title, source, path)."""

    evidence: Evidence
    sentences: tuple[SentenceView, ...]
    head_grams: frozenset[str]
    grams: frozenset[str]
    chars: frozenset[str]
    folded: str


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Cut text after 。！？； and line ends; a table row stays whole.

    Spans leave out surrounding blanks and cover all other characters.
    """
    spans = []
    for line in _LINE.finditer(text):
        pieces = [(0, len(line.group()))]
        if not _ROW.match(line.group()):
            pieces = [found.span() for found in _SENTENCE.finditer(line.group())]
        for begin, finish in pieces:
            stripped = line.group()[begin:finish].strip()
            if stripped:
                first = line.start() + begin + line.group()[begin:finish].index(stripped[0])
                spans.append((first, first + len(stripped)))
    return spans


def view_of(evidence: Evidence) -> PassageView:
    """Make a passage ready for comparing."""
    text = evidence.passage.text
    sentences = tuple(_sentence(text, start, end) for start, end in sentence_spans(text))
    source = evidence.regulation.source.rpartition(".")[0]
    head = matchable(" ".join((evidence.regulation.title, source, *evidence.passage.path)))
    grams = frozenset().union(*(sentence.grams for sentence in sentences))
    chars = frozenset().union(*(sentence.chars for sentence in sentences))
    folded = "".join(sentence.folded for sentence in sentences)
    return PassageView(evidence, sentences, frozenset(bigrams(head)), grams, chars, folded)


def _sentence(text: str, start: int, end: int) -> SentenceView:
    folded = matchable(text[start:end])
    listed = bool(_LISTED.match(text[start:end]) or _ROW.match(text[start:end]))
    return SentenceView(start, end, folded, frozenset(bigrams(folded)), frozenset(folded), listed)


class ViewCache:
    """Keeps the views of recently compared passages; a passage's id never names another passage."""

    def __init__(self, size: int = 4096) -> None:
        self._views: OrderedDict[int, PassageView] = OrderedDict()
        self._size = size

    def get(self, evidence: Evidence) -> PassageView:
        """Give the passage's view with the regulation's facts as they are now."""
        key = int(evidence.passage.id)
        kept = self._views.get(key)
        if kept is None:
            kept = view_of(evidence)
            self._views[key] = kept
            if len(self._views) > self._size:
                self._views.popitem(last=False)
        else:
            self._views.move_to_end(key)
        if kept.evidence is not evidence:
            kept = PassageView(evidence, kept.sentences, kept.head_grams, kept.grams, kept.chars, kept.folded)
        return kept
