"""zhibu ingest: files and folders into the library."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.progress import telling
from bot.cli.running import command
from bot.cli.sentences.helping import HelpText
from bot.cli.sentences.ingest import OUTCOMES, REFUSALS, IngestText
from bot.cli.terminal import AsJson, print_json
from bot.clock import COUNTRY_ZONE
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.questions.render import doubts_about
from bot.settings import Settings
from bot.texts import joined, say
from bot.wiring import open_services
from ingest.document import find_files, links_outside
from ingest.names import shown_name
from ingest.refresh.report import Replaced, ReportLine


@command
async def ingest(
    settings: Settings,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=say(HelpText.INGEST_PATHS))],
    *,
    as_json: AsJson = False,
    again: Annotated[bool, typer.Option("--again", help=say(HelpText.INGEST_AGAIN))] = False,
) -> int:
    """Read files and folders into the library."""
    files, links = find_files(paths), links_outside(paths)
    if not files and not links:
        raise BotError(ErrorCode.NOTHING_TO_READ, paths="、".join(map(shown_name, paths)))
    # statuses hang on the whole batch, so machines get their lines at the end; people see them as they come
    with telling(lambda line: typer.echo(_line(line), err=as_json)) as watcher:
        async with open_services(settings, watcher=watcher) as services:
            lines = await services.refresh(files, again=again, left_out=links)
    if as_json:
        for line in lines:
            print_json(line.as_json())
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
        replaced=_replaced(line.source, line.replaced) if line.replaced else "",
    )


def _replaced(source: str, replaced: Replaced) -> str:
    facts = {"number": replaced.doc_number or "", "day": replaced.ingested_at.astimezone(COUNTRY_ZONE).date()}
    told = say(IngestText.REPLACED, title=replaced.title, **facts)
    return told + (say(IngestText.ANOTHER, source=source) if replaced.is_another else "")


def _summary(counts: Counter[str]) -> str:
    names = ("added", "replaced", "unchanged", "refused")
    return say(IngestText.SUMMARY, total=counts.total(), **{name: counts[name] for name in names})
