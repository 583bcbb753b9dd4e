"""zhibu ingest: files and folders into the library."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.progress import watching
from bot.cli.running import command
from bot.cli.sentences.helping import HelpText
from bot.cli.sentences.ingest import OUTCOMES, REFUSALS, IngestText
from bot.cli.terminal import AsJson, print_json
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.questions.render import doubts_about
from bot.settings import Settings
from bot.texts import joined, say
from bot.wiring import open_services
from ingest.document import find_files
from ingest.refresh.report import ReportLine


@command
async def ingest(
    settings: Settings,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=say(HelpText.INGEST_PATHS))],
    *,
    as_json: AsJson = False,
    again: Annotated[bool, typer.Option("--again", help=say(HelpText.INGEST_AGAIN))] = False,
) -> int:
    """Read files and folders into the library."""
    files = find_files(paths)
    if not files:
        raise BotError(ErrorCode.NOTHING_TO_READ, paths="、".join(map(str, paths)))
    with watching() as watcher:
        async with open_services(settings, watcher=watcher) as services:
            lines = await services.refresh(files, again=again)
    for line in lines:
        if as_json:
            print_json(line.as_json())
        else:
            typer.echo(_line(line))
    counts = Counter(line.outcome.value for line in lines)
    typer.echo(_summary(counts), err=as_json)
    record(Event.INGESTED, files=counts.total(), refused=counts["refused"])
    return 1 if counts["refused"] else 0


def _line(line: ReportLine) -> str:
    outcome = say(OUTCOMES[line.outcome])
    if line.reason is not None:
        return say(
            IngestText.REFUSED,
            outcome=outcome,
            source=line.source,
            reason=say(REFUSALS[line.reason], detail=line.detail),
        )
    every_flag = line.flags.union(*(detail.regulation.flags for detail in line.regulations))
    flags = joined(doubts_about(every_flag))
    return say(
        IngestText.LINE,
        outcome=outcome,
        source=line.source,
        regulations=len(line.regulations),
        articles=sum(len(detail.labels) for detail in line.regulations),
        seconds=f"{line.seconds:.1f}",
        flags=f"【{flags}】" if flags else "",
    )


def _summary(counts: Counter[str]) -> str:
    names = ("added", "replaced", "unchanged", "refused")
    return say(IngestText.SUMMARY, total=counts.total(), **{name: counts[name] for name in names})
