"""From a question to ranked evidence: dense and lexical candidates, measured, weighed, copies folded together."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Evidence, Lacking, PassageId, RegulationId, Status
from knowledge.ports import DenseIndex, Embedder, EmbedderUnavailable, IndexUnreadable, LexicalIndex, Vectors
from knowledge.question.analysis import Question, analyse
from knowledge.retrieval.features import Features, WeighedConcept, Weights, measure, weigh
from knowledge.retrieval.shelf import Generation, Shelf
from knowledge.retrieval.terms import bigrams, words
from knowledge.retrieval.views import PassageView, ViewCache

_AT_ONCE = 4  # searches side by side: more would only wait for each other, while the library moves on under them
_TRIES = 4  # in a library that changes faster than it can be searched, the last try stands
_SLICES = 200
_CANDIDATES = 60
_COPY = 0.82  # share of pairs in common from which two passages are copies of one text


class EvidenceSource(Protocol):
    """Where passages are looked up: the library, or given passages when retrieval alone is measured."""

    async def evidence(self, ids: Sequence[PassageId], as_of: date | None = None) -> dict[PassageId, Evidence]: ...

    async def revision(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its figures. `copies` hold the same text elsewhere in the library."""

    view: PassageView
    features: Features
    score: float
    head: frozenset[str] = frozenset()
    copies: tuple[PassageView, ...] = ()

    @property
    def evidence(self) -> Evidence:
        return self.view.evidence


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: the question as understood, its weighed concepts, the passages best first."""

    question: Question
    concepts: tuple[WeighedConcept, ...]
    ranked: tuple[Ranked, ...]
    pulls: dict[RegulationId, float] = field(default_factory=dict)
    names_rule: Callable[[str], float] = field(default=lambda _: 1.0)
    lacking: frozenset[Lacking] = frozenset()


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Likeness for every candidate of either index, BM25 for those of the lexical one, and what could not be asked."""

    near: dict[PassageId, float]
    hits: dict[PassageId, float]
    lacking: frozenset[Lacking]


@dataclass(frozen=True, slots=True)
class Searcher:
    """Finds the passages that fit a question, best first.

    When one of the two indexes, or the model behind the dense one, is out of order, the other searches alone and
    `Found.lacking` says so; when both are, nothing is found.
    """

    source: EvidenceSource
    embedder: Embedder
    shelf: Shelf
    weights: Weights = field(default_factory=Weights)
    views: ViewCache = field(default_factory=ViewCache)
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    def understand(self, question: str) -> Question:
        """Read a question with the library's own words at hand."""
        known = self.shelf.now().words
        known.refresh()
        return analyse(question, known.vocabulary, known.short_names)

    def retrieve(self, question: Question) -> list[PassageId]:
        """Give the candidates of both indexes, fused, best first: retrieval before anything is reranked."""
        found = self._candidates(question, self.shelf.now())
        return sorted(found.near, key=lambda key: -(found.near[key] + self.weights.lexical * found.hits.get(key, 0.0)))

    async def __call__(self, question: Question, as_of: date | None = None) -> Found:
        async with self.room:
            for _ in range(_TRIES):
                revision, now = await self.source.revision(), self.shelf.now()
                candidates = await asyncio.to_thread(self._candidates, question, now)
                evidence = await self.source.evidence(list(candidates.near), as_of)
                found = await asyncio.to_thread(self._rank, question, evidence, candidates, now)
                # a version that came in between is not among the candidates, and the one before is gone; a generation
                # that was switched away from cannot be read any more
                if revision == await self.source.revision() and now is self.shelf.now():
                    break
        return found

    def _candidates(self, question: Question, now: Generation) -> _Candidates:
        lacking: set[Lacking] = set()
        hits: dict[PassageId, float] = {}
        near: dict[PassageId, float] = {}
        try:
            hits = self._hits(question, now.lexical)
        except IndexUnreadable:
            lacking.add(Lacking.WORDS)
        try:
            near = self._likeness_of(question, now.dense, list(hits)[:_CANDIDATES])
        except IndexUnreadable:
            lacking.add(Lacking.MEANING)
        except EmbedderUnavailable:
            lacking.add(Lacking.MODEL)
        return _Candidates(near or dict.fromkeys(list(hits)[:_CANDIDATES], 0.0), hits, frozenset(lacking))

    def _likeness_of(self, question: Question, dense: DenseIndex, hits: list[PassageId]) -> dict[PassageId, float]:
        """Give the likeness of the nearest passages and of those that the words brought."""
        vector = self.embedder.questions([question.text])[0]
        mean = dense.mean()
        middle = mean if mean is not None else np.zeros_like(vector)
        near = _likeness(*dense.nearest(vector, _SLICES), vector, middle)
        near = dict(list(near.items())[:_CANDIDATES])
        others = [passage for passage in hits if passage not in near]
        return near | _likeness(*dense.of_passages(others), vector, middle)

    def _hits(self, question: Question, lexical: LexicalIndex) -> dict[PassageId, float]:
        """Give passages by BM25 over the question's words and the official words they stand for; the best is 1."""
        official = " ".join(form for concept in question.concepts for form in concept.alternatives)
        asked = {*words(question.text), *words(official)}
        pairs = {*bigrams(question.text), *bigrams(official)}
        found = lexical.search(sorted(asked), sorted(pairs), 2 * _CANDIDATES)
        top = found[0][1] if found else 1.0
        return {PassageId(passage): score / top for passage, score in found}

    def _rank(
        self, question: Question, evidence: dict[PassageId, Evidence], candidates: _Candidates, now: Generation
    ) -> Found:
        known = now.words
        known.refresh()
        concepts = _weighed(question, now.lexical)
        pulls = known.scopes.pull(question.text)
        ranked = []
        for passage_id, item in evidence.items():
            if item.regulation.status is Status.REPEALED or not _is_wanted(item, question):
                continue
            view = self.views.get(item)
            head = view.head_grams | known.scopes.grams(item.regulation.id)
            found = measure(
                question,
                concepts,
                view,
                head,
                dense=candidates.near[passage_id],
                lexical=candidates.hits.get(passage_id, 0.0),
                scope=pulls.get(item.regulation.id, 0.0),
            )
            ranked.append(Ranked(view, found, self.weights.score(found), head))
        ranked.sort(key=lambda item: -item.score)
        return Found(question, concepts, tuple(fold_copies(ranked[:40])), pulls, known.scopes.names, candidates.lacking)


def _rarity(lexical: LexicalIndex, term: str) -> float:
    """Give the rarity of a term: 0 when every passage holds it, 1 when none does."""
    total = lexical.size
    if total == 0:
        return 1.0
    return math.log((total + 1) / (lexical.frequency(term) + 1)) / math.log(total + 1)


def _weighed(question: Question, lexical: LexicalIndex) -> tuple[WeighedConcept, ...]:
    try:
        return weigh(question, partial(_rarity, lexical))
    except IndexUnreadable:
        return weigh(question, lambda _term: 1.0)


def _likeness(owners: NDArray[np.int64], stored: Vectors, vector: Vectors, mean: Vectors) -> dict[PassageId, float]:
    """Give passages by the likeness of their best slice, the library's mean vector taken off both sides."""
    best: dict[PassageId, float] = {}
    if not len(owners):
        return best
    for owner, value in zip(owners.tolist(), _cosine(stored, vector, mean).tolist(), strict=True):
        best[PassageId(owner)] = max(best.get(PassageId(owner), -1.0), value)
    return dict(sorted(best.items(), key=lambda item: -item[1]))


def _is_wanted(item: Evidence, question: Question) -> bool:
    past = item.regulation.status is Status.SUPERSEDED
    return not past or question.wants_history or question.compares or question.version_year is not None


def _cosine(stored: Vectors, vector: Vectors, mean: Vectors) -> Vectors:
    left, right = stored - mean, vector - mean
    norms = np.linalg.norm(left, axis=1) * np.linalg.norm(right)
    return np.asarray(left @ right / np.maximum(norms, 1e-12), dtype=np.float32)


def fold_copies(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Fold copies of one text together under the soundest copy, keeping the place of the first."""
    kept: list[Ranked] = []
    for item in ranked:
        twin = next((at for at, other in enumerate(kept) if _is_copy(item, other)), None)
        if twin is None:
            kept.append(item)
            continue
        first = kept[twin]
        better, other = (item, first) if _soundness(item) > _soundness(first) else (first, item)
        kept[twin] = replace(better, score=max(first.score, item.score), copies=(*first.copies, other.view))
    return kept


def _soundness(item: Ranked) -> float:
    return item.features.trust + item.features.standing


def _is_copy(item: Ranked, other: Ranked) -> bool:
    a, b = item.view.grams, other.view.grams
    if item.evidence.regulation.status is not other.evidence.regulation.status:
        return False
    if min(len(a), len(b)) < _COPY * max(len(a), len(b)):
        return False
    return len(a & b) >= _COPY * len(a | b)
