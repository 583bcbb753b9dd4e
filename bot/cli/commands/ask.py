"""zhibu ask: one question, or a batch of them for machines."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.running import command
from bot.cli.sentences.asking import AskText
from bot.cli.sentences.helping import HelpText
from bot.cli.terminal import AsJson, print_json
from bot.cli.wording.considered import print_trail
from bot.errors import BotError, ErrorCode
from bot.settings import Settings
from bot.texts import say
from bot.wiring import Services, open_services


@command
async def ask(
    settings: Settings,
    question: Annotated[str | None, typer.Argument(metavar="TEXT", help=say(HelpText.ASK_TEXT))] = None,
    *,
    batch: Annotated[Path | None, typer.Option(metavar="FILE.jsonl", help=say(HelpText.ASK_BATCH))] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help=say(HelpText.ASK_AS_OF))
    ] = None,
    as_json: AsJson = False,
    why: Annotated[bool, typer.Option("--why", help=say(HelpText.ASK_WHY))] = False,
) -> None:
    """Answer a question from the library."""
    if (question is None) == (batch is None):
        raise typer.BadParameter(say(AskText.ASK_ONE_OF))
    async with open_services(settings) as services:
        if batch is not None:
            await _answer_all(services, batch)
            return
        asked, considered = await services.ask.considered(question or "", as_of=as_of.date() if as_of else None)
        if as_json:
            print_json(asked.as_json())
        else:
            typer.echo(asked.text)
        if why:
            print_trail(considered)


@dataclass(frozen=True, slots=True)
class _BatchLine:
    """A question of a batch. Errors, when made: ValueError, TypeError, KeyError, AttributeError."""

    id: str
    question: str
    earlier: list[str]
    as_of: date | None

    @classmethod
    def read(cls, line: str, number: int) -> _BatchLine:
        row: dict[str, Any] = json.loads(line)
        as_of = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
        earlier = [str(item) for item in row.get("earlier", ())]
        return cls(str(row.get("id", number)), str(row["question"]), earlier, as_of)


async def _answer_all(services: Services, file: Path) -> None:
    """Answer each line of a file; a line that is no question gets its refusal too, so that ids stay complete."""
    try:
        content = await asyncio.to_thread(file.read_text, "utf-8-sig")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise BotError(ErrorCode.BATCH_UNREADABLE, file=file) from unreadable
    for line in _lines(content, file):
        asked = await services.ask(line.question, earlier=line.earlier, as_of=line.as_of, noted=False)
        print_json(asked.as_json(line.id))


def _lines(content: str, file: Path) -> Iterator[_BatchLine]:
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield _BatchLine.read(line, number)
        except (ValueError, TypeError, KeyError, AttributeError) as broken:
            raise BotError(ErrorCode.BATCH_LINE_BROKEN, file=file, number=number) from broken
