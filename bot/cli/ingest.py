"""zhibu ingest: files and folders into the library."""

from __future__ import annotations

import json
import sys
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import run
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.texts import Text, refusal, say

if TYPE_CHECKING:
    from bot.cli.progress import ProgressBar
    from bot.settings import Settings
    from ingest.refresh import Unwatched
    from ingest.report import ReportLine


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=say(Text.HELP_INGEST_PATHS))],
    *,
    as_json: Annotated[bool, typer.Option("--json", help=say(Text.HELP_JSON))] = False,
    again: Annotated[bool, typer.Option("--again", help=say(Text.HELP_INGEST_AGAIN))] = False,
) -> None:
    """Read files and folders into the library."""

    async def action(settings: Settings) -> int:
        from bot.wiring import open_services  # noqa: PLC0415
        from ingest.document import find_files  # noqa: PLC0415

        files = find_files(paths)
        if not files:
            raise BotError(ErrorCode.NOTHING_TO_READ, paths="、".join(map(str, paths)))
        with watching() as watcher:
            async with open_services(settings, watcher=watcher) as services:
                lines = await services.refresh(files, again=again)
        for line in lines:
            typer.echo(json.dumps(line.as_json(), ensure_ascii=False) if as_json else _line(line))
        counts = Counter(line.outcome.value for line in lines)
        typer.echo(_summary(counts), err=as_json)
        record(Event.INGESTED, files=counts.total(), refused=counts["refused"])
        return 1 if counts["refused"] else 0

    run(action)


def watching() -> AbstractContextManager[ProgressBar | Unwatched]:
    """Follow a refresh with a progress bar on a terminal, else with nothing."""
    if sys.stderr.isatty():
        from bot.cli.progress import ProgressBar  # noqa: PLC0415

        return ProgressBar()
    from ingest.refresh import Unwatched  # noqa: PLC0415

    return nullcontext(Unwatched())


def _line(line: ReportLine) -> str:
    outcome = say(Text[f"OUTCOME_{line.outcome.name}"])
    if line.reason is not None:
        return say(Text.INGEST_REFUSED, outcome=outcome, source=line.source, reason=refusal(line.reason, line.detail))
    every_flag = line.flags.union(*(detail.regulation.flags for detail in line.regulations))
    flags = "、".join(say(Text[f"FLAG_{flag.name}"]) for flag in sorted(every_flag))
    return say(
        Text.INGEST_LINE,
        outcome=outcome,
        source=line.source,
        regulations=len(line.regulations),
        articles=sum(len(detail.labels) for detail in line.regulations),
        seconds=f"{line.seconds:.1f}",
        flags=f"【{flags}】" if flags else "",
    )


def _summary(counts: Counter[str]) -> str:
    names = ("added", "replaced", "unchanged", "refused")
    return say(Text.INGEST_SUMMARY, total=counts.total(), **{name: counts[name] for name in names})
