"""The stock recipe on the same documents and questions as `zhibu eval`, in the same run."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.settings import load_settings
from bot.wiring import knowledge_settings, open_library
from knowledge.evaluation.figures import answer_figures, judge_answer
from knowledge.evaluation.labelled import LabelledQuestion, read_lines
from knowledge.library.library import Library
from knowledge.ports import Embedder
from knowledge.wiring import embedder_for
from tests.bench.stock import StockRecipe


async def peer_of(data_dir: Path, file: Path) -> dict[str, Any]:
    """Measure the peer on the library of a data folder, embedded as the settings say, and a file of questions."""
    settings = load_settings().model_copy(update={"data_dir": data_dir})
    questions = [LabelledQuestion.read(row) for row in read_lines(file)]
    async with open_library(settings) as library:
        return await peer_figures(library, embedder_for(knowledge_settings(settings).embeddings), questions)


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
