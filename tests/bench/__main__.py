"""Runs a bench for `zhibu bench` and `zhibu eval --peer`, which need not know where benches lie or what they import.

    python -m tests.bench NAME [SIZE]        python -m tests.bench peer DATA_DIR QUESTIONS.jsonl

Prints one JSON object: {"figures": …}, or {"names": […]} for an unknown NAME, or {"missing": PACKAGE}.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

BENCHES = {
    "ask": 10_000,
    "ingest": 100,
    "checkin": 10_000,
    "refresh": 120,
    "load": 60,
    "files": 1000,
}  # with their usual sizes; `ask` is tests.bench.ask.bench_ask
OURS = {"bot", "knowledge", "ingest", "tests"}


def told(name: str, arguments: Sequence[str]) -> dict[str, Any]:
    """Run a bench and give what is printed."""
    if name not in {*BENCHES, "peer"}:
        return {"names": list(BENCHES)}
    try:
        return {"figures": measured(name, arguments)}
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing in OURS:
            raise
        return {"missing": missing}


def measured(name: str, arguments: Sequence[str]) -> Any:
    """Give the figures of a bench; only its own module is imported, with what it needs."""
    if name == "peer":
        return asyncio.run(import_module("tests.bench.quality").peer_of(*map(Path, arguments)))
    size = int(arguments[0]) if arguments else BENCHES[name]
    return getattr(import_module(f"tests.bench.{name}"), f"bench_{name}")(size)


if __name__ == "__main__":
    print(json.dumps(told(sys.argv[1], sys.argv[2:]), ensure_ascii=False))  # noqa: T201 - the command reads it
