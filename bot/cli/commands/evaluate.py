"""zhibu eval: quality figures, for people and as JSON."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from bot.cli.commands.bench import print_figures, run_in_checkout
from bot.cli.running import command
from bot.cli.sentences.asking import AskText
from bot.cli.sentences.helping import HelpText
from bot.cli.sentences.ingest import IngestText
from bot.cli.terminal import AsJson
from bot.errors import BotError, ErrorCode
from bot.settings import Settings
from bot.texts import say
from bot.wiring import knowledge_settings, open_services
from knowledge.evaluation.figures import answer_figures, judge_answer
from knowledge.evaluation.labelled import LabelledQuestion, read_lines
from knowledge.evaluation.retrieval import GivenPassages, measure_retrieval
from knowledge.wiring import embedder_for

Read = TypeVar("Read")


@command
async def evaluate(
    settings: Settings,
    questions: Annotated[Path | None, typer.Argument(metavar="QUESTIONS.jsonl", help=say(HelpText.EVAL_FILE))] = None,
    *,
    passages: Annotated[Path | None, typer.Option(metavar="P.jsonl.gz", help=say(HelpText.EVAL_PASSAGES))] = None,
    lay: Annotated[Path | None, typer.Option("--questions", metavar="Q.jsonl", help=say(HelpText.EVAL_LAY))] = None,
    peer: Annotated[bool, typer.Option("--peer", help=say(HelpText.EVAL_PEER))] = False,
    as_json: AsJson = False,
) -> None:
    """Measure answers against labelled questions, or retrieval alone over given passages."""
    file = questions or lay
    if file is None:
        raise typer.BadParameter(say(AskText.EVAL_NO_QUESTIONS))
    if passages is not None:
        figures = await _retrieval(settings, passages, file)
    else:
        figures = await _answers(settings, file)
        if peer:
            figures["peer"] = await run_in_checkout("peer", settings.data_dir.absolute(), file.absolute())
    print_figures(figures, as_json=as_json)


async def _retrieval(settings: Settings, passages: Path, questions: Path) -> dict[str, Any]:
    given = _read(passages, GivenPassages.read)
    rows = _read(questions, read_lines)
    embedder = embedder_for(knowledge_settings(settings).embeddings)
    with tempfile.TemporaryDirectory(prefix="zhibu-eval-") as folder:
        return await measure_retrieval(given, rows, embedder, Path(folder), _progress)


async def _answers(settings: Settings, file: Path) -> dict[str, Any]:
    questions = _read(file, _labelled)
    async with open_services(settings) as services:
        asked = [await services.ask(item.question, noted=False) for item in questions]
    judged = [judge_answer(item, answer.as_json()) for item, answer in zip(questions, asked, strict=True)]
    return dict(answer_figures(judged, [answer.latency_ms for answer in asked]))


def _labelled(file: Path) -> list[LabelledQuestion]:
    return [LabelledQuestion.read(row) for row in read_lines(file)]


def _read(file: Path, read: Callable[[Path], Read]) -> Read:
    try:
        return read(file)
    except (OSError, ValueError, KeyError, TypeError) as unreadable:
        raise BotError(ErrorCode.BATCH_UNREADABLE, file=file) from unreadable


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total:
        typer.echo(f"\r{say(IngestText.INDEXING)} {done}/{total}", nl=done == total, err=True)
