"""zhibu eval and zhibu bench: quality and speed figures, for people and as JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.running import run
from bot.errors import BotError, ErrorCode
from bot.texts import Text, say

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.evaluation import LabelledQuestion

BENCHES = {
    "ask": ("tests.bench.ask", "bench_ask", 10_000),
    "ingest": ("tests.bench.ingest", "bench_ingest", 100),
    "checkin": ("tests.bench.checkin", "bench_checkin", 10_000),
}


def evaluate(
    questions: Annotated[Path | None, typer.Argument(metavar="QUESTIONS.jsonl", help=say(Text.HELP_EVAL_FILE))] = None,
    *,
    passages: Annotated[Path | None, typer.Option(metavar="P.jsonl.gz", help=say(Text.HELP_EVAL_PASSAGES))] = None,
    lay: Annotated[Path | None, typer.Option("--questions", metavar="Q.jsonl", help=say(Text.HELP_EVAL_LAY))] = None,
    peer: Annotated[bool, typer.Option("--peer", help=say(Text.HELP_EVAL_PEER))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=say(Text.HELP_JSON))] = False,
) -> None:
    """Measure answers against labelled questions, or retrieval alone over given passages."""
    file = questions or lay
    if file is None:
        raise typer.BadParameter(say(Text.EVAL_NO_QUESTIONS))

    async def action(settings: Settings) -> int:
        if passages is not None:
            figures = await _retrieval(settings, passages, file)
        else:
            figures = await _answers(settings, file, with_peer=peer)
        _show(figures, as_json=as_json)
        return 0

    run(action)


def bench(
    name: Annotated[str, typer.Argument(metavar="NAME", help=say(Text.HELP_BENCH_NAME))],
    *,
    size: Annotated[int | None, typer.Option(min=1, help=say(Text.HELP_BENCH_SIZE))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say(Text.HELP_JSON))] = False,
) -> None:
    """Measure speed and memory beside the stock recipe."""
    if name not in BENCHES:
        raise typer.BadParameter(say(Text.BENCH_UNKNOWN, names="、".join(BENCHES)))
    module, function, usual = BENCHES[name]
    _show(_from_checkout(module, function)(size or usual), as_json=as_json)


async def _retrieval(settings: Settings, passages: Path, questions: Path) -> dict[str, Any]:
    from bot.wiring import knowledge_settings  # noqa: PLC0415
    from knowledge.measuring import GivenPassages, measure_retrieval  # noqa: PLC0415
    from knowledge.wiring import embedder_for  # noqa: PLC0415

    given = _read(passages, lambda: GivenPassages.read(passages))
    rows = _lines(questions)
    embedder = embedder_for(knowledge_settings(settings).embeddings)
    with tempfile.TemporaryDirectory(prefix="zhibu-eval-") as folder:
        return await measure_retrieval(given, rows, embedder, Path(folder), _progress)


async def _answers(settings: Settings, file: Path, *, with_peer: bool) -> dict[str, Any]:
    from bot.wiring import open_services  # noqa: PLC0415
    from knowledge.evaluation import LabelledQuestion, answer_figures, judge_answer  # noqa: PLC0415

    questions: list[LabelledQuestion] = _read(file, lambda: [LabelledQuestion.read(row) for row in _lines(file)])
    async with open_services(settings) as services:
        asked = [await services.ask(item.question, noted=False) for item in questions]
        judged = [judge_answer(item, answer.as_json()) for item, answer in zip(questions, asked, strict=True)]
        figures = dict(answer_figures(judged, [answer.latency_ms for answer in asked]))
        if with_peer:
            measure = _from_checkout("tests.bench.quality", "peer_figures")
            figures["peer"] = await measure(services.library, services.knowledge.search.embedder, questions)
    return figures


def _lines(file: Path) -> list[dict[str, Any]]:
    from knowledge.measuring import read_lines  # noqa: PLC0415

    return list(_read(file, lambda: read_lines(file)))


def _read(file: Path, action: Any) -> Any:
    try:
        return action()
    except (OSError, ValueError, KeyError, TypeError) as unreadable:
        raise BotError(ErrorCode.BATCH_UNREADABLE, file=file) from unreadable


def _from_checkout(module: str, function: str) -> Any:
    """Find a part that lives with the tests: benches are not installed with the service."""
    root = str(Path(__file__).parents[2])
    if root not in sys.path:
        sys.path.insert(0, root)
    try:
        return getattr(import_module(module), function)
    except ModuleNotFoundError as missing:
        raise BotError(ErrorCode.BENCH_NOT_INSTALLED) from missing


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total:
        typer.echo(f"\r{say(Text.INGEST_INDEXING)} {done}/{total}", nl=done == total, err=True)


def _show(figures: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        typer.echo(f"{name:24} {json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value}")
