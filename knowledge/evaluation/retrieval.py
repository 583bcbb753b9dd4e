"""Retrieval measured alone, over passages that are given rather than ingested."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from knowledge.evaluation.figures import retrieval_figures
from knowledge.evaluation.labelled import read_lines
from knowledge.model import (
    DocumentKind,
    Evidence,
    Passage,
    PassageId,
    PassageKind,
    Regulation,
    RegulationId,
    Status,
    VersionId,
)
from knowledge.ports import Embedder
from knowledge.question.fold import fold
from knowledge.retrieval.search import Searcher
from knowledge.wiring import open_index


@dataclass(frozen=True, slots=True)
class GivenPassages:
    """Passages of a file in the place of a library: one version, one regulation for each law."""

    by_id: dict[PassageId, Evidence]
    names: dict[PassageId, str]

    @classmethod
    def read(cls, file: Path) -> GivenPassages:
        """Read lines `{"id","law","label","text"}`, plain or gzipped. Errors: OSError, ValueError, KeyError."""
        laws: dict[str, Regulation] = {}
        by_id: dict[PassageId, Evidence] = {}
        names: dict[PassageId, str] = {}
        for number, row in enumerate(read_lines(file), start=1):
            law = str(row["law"])
            rule = laws.setdefault(
                law,
                Regulation(RegulationId(len(laws) + 1), law, law, DocumentKind.REGULATION, Status.IN_FORCE),
            )
            text = str(row["text"])
            passage = Passage(
                PassageId(number), rule.id, str(row["label"]), (), text, fold(text), PassageKind.ARTICLE, number
            )
            by_id[passage.id] = Evidence(passage, rule)
            names[passage.id] = str(row["id"])
        return cls(by_id, names)

    async def evidence(self, ids: Sequence[PassageId], as_of: date | None = None) -> dict[PassageId, Evidence]:  # noqa: ARG002
        """Look up passages by id."""
        return {key: self.by_id[key] for key in ids if key in self.by_id}

    async def passages_of(self, version: VersionId) -> list[Evidence]:  # noqa: ARG002 - there is but one
        """List all passages."""
        return list(self.by_id.values())

    async def active_passages(self) -> AsyncIterator[Evidence]:
        """Walk through all passages."""
        for evidence in self.by_id.values():
            yield evidence

    async def active_ids(self) -> list[PassageId]:
        """List all ids."""
        return list(self.by_id)

    async def revision(self) -> int:
        """Say that nothing ever changes."""
        return 1


async def measure_retrieval(
    passages: GivenPassages,
    questions: Sequence[dict[str, Any]],
    embedder: Embedder,
    folder: Path,
    progress: Callable[[int, int], None],
) -> dict[str, Any]:
    """Index the passages in `folder`, ask every question, and give recall@5, recall@10, ndcg@10, ms_per_question.

    The figures at the top are of retrieval alone: dense and lexical, fused. `reranked` has those of the order in which
    a member would see the passages: measured against the question, copies folded together.
    """
    index = open_index(folder, None, passages, embedder)
    await index.add(VersionId(1), progress)
    await index.settle()
    search = Searcher(passages, embedder, index.shelf)
    fused: list[tuple[list[str], set[str]]] = []
    reranked: list[tuple[list[str], set[str]]] = []
    spent = 0.0
    for row in questions:
        gold = {str(key) for key in row["gold"]}
        start = perf_counter()
        question = search.understand(str(row["question"]))
        first = search.retrieve(question)
        spent += perf_counter() - start
        found = await search(question)
        fused.append(([passages.names[key] for key in first[:10]], gold))
        reranked.append(([passages.names[item.evidence.passage.id] for item in found.ranked[:10]], gold))
    figures: dict[str, Any] = dict(retrieval_figures(fused))
    figures["ms_per_question"] = round(1000 * spent / max(len(questions), 1), 1)
    figures["passages"], figures["questions"] = len(passages.by_id), len(questions)
    figures["reranked"] = retrieval_figures(reranked)
    return figures
