"""zhibu bench ingest: articles a minute from files to a published, indexed library, embedding and OCR apart."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.clock import SystemClock
from bot.storage.migrate import migrate
from ingest.document import read_document
from ingest.refresh.usecases import Refresh
from knowledge.adapters.embeddings import BundledEmbedder
from knowledge.library.library import Library
from knowledge.sql import Database
from knowledge.wiring import open_index
from tests.bench.corpus import write_rules
from tests.bench.sides import both_sides, resident_mb
from tests.bench.standin import StandInPassages
from tests.bench.stock import StockRecipe

_ARTICLES = 50


def bench_ingest(documents: int) -> dict[str, Any]:
    """Measure both sides over `documents` files of 50 articles, then replacing one of them."""
    return both_sides(__name__, documents)


async def _ours(documents: int, folder: Path) -> dict[str, Any]:
    files = write_rules(folder / "rules", documents, _ARTICLES)
    database = Database(f"sqlite+aiosqlite:///{folder / 'bench.db'}")
    await migrate(database)
    clock = SystemClock()
    library = Library(database, clock)
    embedder = StandInPassages(BundledEmbedder())
    index = open_index(folder, None, library, embedder)
    refresh = Refresh(library, index, partial(read_document, today=clock.today()), folder)
    start = perf_counter()
    lines = await refresh(files)
    seconds = perf_counter() - start
    files[0].write_text(files[0].read_text(encoding="utf-8").replace("应当", "应该"), encoding="utf-8")
    start = perf_counter()
    await refresh(files[:1])
    replaced = perf_counter() - start
    await database.close()
    articles = sum(len(detail.labels) for line in lines for detail in line.regulations)
    return {**_figures(documents, articles, seconds), "replace_one_seconds": round(replaced, 2)}


def _peer(documents: int, folder: Path) -> dict[str, Any]:
    files = write_rules(folder / "rules", documents, _ARTICLES)
    recipe = StockRecipe(StandInPassages(BundledEmbedder()), folder / "stock")
    start = perf_counter()
    chunks = recipe.add({file.name: file.read_text(encoding="utf-8") for file in files})
    seconds = perf_counter() - start
    return {"chunks": chunks, **_figures(documents, documents * _ARTICLES, seconds)}


def _figures(documents: int, articles: int, seconds: float) -> dict[str, float]:
    return {
        "documents": documents,
        "articles": articles,
        "seconds": round(seconds, 1),
        "articles_per_minute": round(60 * articles / seconds),
        "rss_mb": resident_mb(),
    }


def _main(side: str, documents: int) -> None:
    with tempfile.TemporaryDirectory(prefix="zhibu-bench-") as name:
        folder = Path(name)
        figures = asyncio.run(_ours(documents, folder)) if side == "ours" else _peer(documents, folder)
    print(json.dumps(figures))  # noqa: T201 - the parent process reads it


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
