"""The stock recipe on the same documents and questions as `zhibu eval`, in the same run."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from knowledge.evaluation import LabelledQuestion, answer_figures, judge_answer
from knowledge.library.library import Library
from knowledge.ports import Embedder
from tests.bench.stock import StockRecipe


async def peer_figures(library: Library, embedder: Embedder, questions: Sequence[LabelledQuestion]) -> dict[str, Any]:
    """Give the peer the library's cleaned texts, one a file, and judge its answers like ours."""
    texts: dict[str, str] = {}
    async for evidence in library.active_passages():
        source = evidence.regulation.source
        texts[source] = f"{texts.get(source, '')}{evidence.passage.text}\n"
    with tempfile.TemporaryDirectory(prefix="zhibu-peer-") as name:
        recipe = StockRecipe(embedder, Path(name))
        recipe.add(texts)
        judged, times = [], []
        for question in questions:
            start = perf_counter()
            answer = recipe.answer(question.question)
            times.append(round(1000 * (perf_counter() - start)))
            judged.append(judge_answer(question, answer))
    return dict(answer_figures(judged, times))
