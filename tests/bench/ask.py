"""zhibu bench ask: how long an answer takes over many passages, and how much memory, beside the stock recipe.

Each side runs in a process of its own, so that its memory is its own. Passages have stand-in vectors; the question's
path is the real one: model, both indexes, SQL, ranking, gate, quotes.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.clock import SystemClock
from bot.questions.usecases import AskQuestion
from bot.storage.door import Door
from bot.storage.migrate import migrate
from ingest.document import read_document
from ingest.refresh.usecases import staged
from knowledge.adapters.embeddings import BundledEmbedder
from knowledge.answering import Answering
from knowledge.library.library import Library
from knowledge.retrieval.search import Searcher
from knowledge.sql import Database
from knowledge.wiring import open_index
from tests.bench.corpus import QUESTIONS, rule_text, write_rules
from tests.bench.sides import both_sides, resident_mb
from tests.bench.standin import StandInPassages
from tests.bench.stock import StockRecipe

_ARTICLES = 50


def bench_ask(passages: int, rounds: int = 4) -> dict[str, Any]:
    """Ask every question `rounds` times over `passages` passages: p50_ms, p95_ms, rss_mb, and the peer's."""
    return both_sides(__name__, passages, rounds)


async def _ours(passages: int, rounds: int, folder: Path) -> dict[str, Any]:
    database = Database(f"sqlite+aiosqlite:///{folder / 'bench.db'}")
    await migrate(database)
    library = Library(database, SystemClock())
    embedder = StandInPassages(BundledEmbedder())
    index = open_index(folder, None, library, embedder)
    for file in write_rules(folder / "rules", max(1, passages // _ARTICLES), _ARTICLES):
        version = await library.stage(staged(read_document(file)))
        await library.publish(version)
    await index.rebuild(lambda _done, _all: None)
    search = Searcher(library, embedder, index.shelf)
    ask = AskQuestion(Answering(search, library.clock, index.report), Door(database, library.clock))
    for question in QUESTIONS[:3]:
        await ask(question)  # the first ones load models and pages
    times = []
    for question in QUESTIONS * rounds:
        start = perf_counter()
        await ask(question)
        times.append(1000 * (perf_counter() - start))
    count = len(await library.active_ids())
    await database.close()
    return {"passages": count, **_figures(times)}


def _peer(passages: int, rounds: int, folder: Path) -> dict[str, Any]:
    recipe = StockRecipe(StandInPassages(BundledEmbedder()), folder)
    documents = {f"{number}.md": rule_text(number, _ARTICLES) for number in range(1, passages // _ARTICLES + 1)}
    chunks = recipe.add(documents)
    recipe.answer(QUESTIONS[0])
    times = []
    for question in QUESTIONS * rounds:
        start = perf_counter()
        recipe.answer(question)
        times.append(1000 * (perf_counter() - start))
    return {"chunks": chunks, **_figures(times)}


def _figures(times: Sequence[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "questions": len(ordered),
        "p50_ms": round(ordered[len(ordered) // 2], 1),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1),
        "rss_mb": resident_mb(),
    }


def _main(side: str, passages: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory(prefix="zhibu-bench-") as name:
        both = (passages, rounds, Path(name))
        figures = asyncio.run(_ours(*both)) if side == "ours" else _peer(*both)
    print(json.dumps(figures))  # noqa: T201 - the parent process reads it


if __name__ == "__main__":
    _main(sys.argv[1], *map(int, sys.argv[2:]))
