"""zhibu bench files: what hostile files cost, read as `zhibu ingest` reads them: seconds, peak of memory, verdict."""

from __future__ import annotations

import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from ingest.confined.process import Confined
from ingest.model import DocumentRefused
from ingest.refresh.reading import READING, ConfinedReader
from tests.support.hostile import HOSTILE, write_hostile


def bench_files(most: int) -> dict[str, Any]:
    """Read up to `most` hostile files, each in a process of its own; the figures at the top are the worst."""
    runs = {}
    with tempfile.TemporaryDirectory(prefix="zhibu-bench-") as name:
        for file in list(HOSTILE)[:most]:
            [path] = write_hostile(Path(name), [file])
            runs[file] = _read(path)
            path.unlink()
            print(file, runs[file], file=sys.stderr)  # noqa: T201 - whoever waits sees how far it is
    return {
        "files": len(runs),
        "seconds": max(run["seconds"] for run in runs.values()),
        "peak_mb": max(run["peak_mb"] for run in runs.values()),
        "runs": runs,
    }


def _read(path: Path) -> dict[str, Any]:
    with closing(Confined(READING)) as confined:
        start = perf_counter()
        try:
            document = ConfinedReader(confined, lambda: datetime.now(UTC).date())(path)  # noqa: TID251
            verdict = f"{sum(len(rule.passages) for rule in document.regulations)} passages"
        except DocumentRefused as refused:
            verdict = refused.code.value
        return {"seconds": round(perf_counter() - start, 1), "peak_mb": confined.peak_mb, "verdict": verdict}
