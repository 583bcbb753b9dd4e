"""From a question to ranked evidence: dense and lexical candidates, measured, weighed, copies folded together."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Protocol

import numpy as np

from knowledge.model import Evidence, PassageId, RegulationId, Status
from knowledge.ports import DenseIndex, Embedder, LexicalIndex, Vectors
from knowledge.question.analysis import Question, analyse
from knowledge.question.spelling import Vocabulary
from knowledge.retrieval import digest as digests
from knowledge.retrieval.features import Features, WeighedConcept, Weights, measure, weigh
from knowledge.retrieval.scope import Scopes
from knowledge.retrieval.terms import bigrams, words
from knowledge.retrieval.views import PassageView, ViewCache

_SLICES = 200
_CANDIDATES = 60
_COPY = 0.82  # share of pairs in common from which two passages are copies of one text


class EvidenceSource(Protocol):
    """Where passages are looked up: the library, or given passages when retrieval alone is measured."""

    async def evidence(self, ids: Sequence[PassageId], as_of: date | None = None) -> dict[PassageId, Evidence]: ...


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


class Words:
    """The digest in the forms that a search needs, read again when its file changes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp: tuple[int, int] | None = None
        self.vocabulary = Vocabulary({})
        self.short_names: dict[str, tuple[str, ...]] = {}
        self.scopes = Scopes({})

    def refresh(self) -> None:
        """Read the digest when it is newer than what is held."""
        try:
            facts = self._file.stat()
        except FileNotFoundError:
            return
        stamp = (facts.st_mtime_ns, facts.st_size)
        if stamp != self._stamp:
            digest = digests.load(self._file)
            self.vocabulary = digest.vocabulary()
            self.short_names = digest.short_names
            self.scopes = Scopes(digest.scopes)
            self._stamp = stamp


@dataclass(frozen=True, slots=True)
class Searcher:
    """Finds the passages that fit a question, best first."""

    source: EvidenceSource
    embedder: Embedder
    dense: DenseIndex
    lexical: LexicalIndex
    words: Words
    weights: Weights = field(default_factory=Weights)
    views: ViewCache = field(default_factory=ViewCache)

    def understand(self, question: str) -> Question:
        """Read a question with the library's own words at hand."""
        self.words.refresh()
        return analyse(question, self.words.vocabulary, self.words.short_names)

    def retrieve(self, question: Question) -> list[PassageId]:
        """Give the candidates of both indexes, fused, best first: retrieval before anything is reranked."""
        near, hits = self._candidates(question)
        return sorted(near, key=lambda key: -(near[key] + self.weights.lexical * hits.get(key, 0.0)))

    async def __call__(self, question: Question, as_of: date | None = None) -> Found:
        near, hits = await asyncio.to_thread(self._candidates, question)
        evidence = await self.source.evidence(list(near), as_of)
        return await asyncio.to_thread(self._rank, question, evidence, near, hits)

    def _candidates(self, question: Question) -> tuple[dict[PassageId, float], dict[PassageId, float]]:
        """Give likeness for every candidate of either index, and BM25 for those of the lexical one."""
        vector = self.embedder.questions([question.text])[0]
        near = self._likeness(self.dense.nearest(vector, _SLICES), vector)
        near = dict(list(near.items())[:_CANDIDATES])
        hits = self._hits(question)
        others = [int(key) for key in list(hits)[:_CANDIDATES] if key not in near]
        return near | self._likeness(self.dense.of_passages(others), vector), hits

    def _likeness(self, slices: tuple[list[str], Vectors], vector: Vectors) -> dict[PassageId, float]:
        """Give passages by the likeness of their best slice, the library's mean vector taken off both sides."""
        keys, stored = slices
        if not keys:
            return {}
        mean = self.dense.mean()
        likeness = _cosine(stored, vector, mean if mean is not None else np.zeros_like(vector))
        best: dict[PassageId, float] = {}
        for key, value in zip(keys, likeness, strict=True):
            passage = PassageId(int(key.rpartition("#")[0]))
            best[passage] = max(best.get(passage, -1.0), float(value))
        return dict(sorted(best.items(), key=lambda item: -item[1]))

    def _hits(self, question: Question) -> dict[PassageId, float]:
        """Give passages by BM25 over the question's words and the official words they stand for; the best is 1."""
        official = " ".join(form for concept in question.concepts for form in concept.alternatives)
        asked = {*words(question.text), *words(official)}
        pairs = {*bigrams(question.text), *bigrams(official)}
        found = self.lexical.search(sorted(asked), sorted(pairs), 2 * _CANDIDATES)
        top = found[0][1] if found else 1.0
        return {PassageId(int(key)): score / top for key, score in found}

    def _rank(
        self,
        question: Question,
        evidence: dict[PassageId, Evidence],
        near: dict[PassageId, float],
        hits: dict[PassageId, float],
    ) -> Found:
        concepts = weigh(question, self._rarity)
        pulls = self.words.scopes.pull(question.text)
        ranked = []
        for passage_id, item in evidence.items():
            if item.regulation.status is Status.REPEALED or not _is_wanted(item, question):
                continue
            view = self.views.get(item)
            head = view.head_grams | self.words.scopes.grams(item.regulation.id)
            found = measure(
                question,
                concepts,
                view,
                head,
                dense=near[passage_id],
                lexical=hits.get(passage_id, 0.0),
                scope=pulls.get(item.regulation.id, 0.0),
            )
            ranked.append(Ranked(view, found, self.weights.score(found), head))
        ranked.sort(key=lambda item: -item.score)
        return Found(question, concepts, tuple(fold_copies(ranked[:40])), pulls, self.words.scopes.names)

    def _rarity(self, term: str) -> float:
        """Give the rarity of a term: 0 when every passage holds it, 1 when none does."""
        total = self.lexical.size
        if total == 0:
            return 1.0
        return math.log((total + 1) / (self.lexical.frequency(term) + 1)) / math.log(total + 1)


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
