"""zhibu ask: one question, or a batch of them for machines."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import run
from bot.errors import BotError, ErrorCode
from bot.texts import Text, say

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.wiring import Services


def ask(
    question: Annotated[str | None, typer.Argument(metavar="TEXT", help=say(Text.HELP_ASK_TEXT))] = None,
    *,
    batch: Annotated[Path | None, typer.Option(metavar="FILE.jsonl", help=say(Text.HELP_ASK_BATCH))] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=say(Text.HELP_ASK_AS_OF))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say(Text.HELP_JSON))] = False,
    why: Annotated[bool, typer.Option("--why", help=say(Text.HELP_ASK_WHY))] = False,
) -> None:
    """Answer a question from the library."""
    if (question is None) == (batch is None):
        raise typer.BadParameter(say(Text.ASK_ONE_OF))

    async def action(settings: Settings) -> int:
        from bot.wiring import open_services  # noqa: PLC0415

        day = as_of.date() if as_of else None
        async with open_services(settings) as services:
            if batch is not None:
                return await _batch(services, batch)
            asked, considered = await services.ask.considered(question or "", as_of=day)
            typer.echo(json.dumps(asked.as_json(), ensure_ascii=False) if as_json else asked.text)
            if why:
                from bot.cli.why import print_trail  # noqa: PLC0415

                print_trail(considered)
        return 0

    run(action)


async def _batch(services: Services, file: Path) -> int:
    """Answer each line of a file; a line that is no question gets its refusal too, so that ids stay complete."""
    from datetime import date  # noqa: PLC0415

    try:
        lines = (await asyncio.to_thread(file.read_text, "utf-8-sig")).splitlines()
    except (OSError, UnicodeDecodeError) as unreadable:
        raise BotError(ErrorCode.BATCH_UNREADABLE, file=file) from unreadable
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            words, line_id = str(row["question"]), str(row.get("id", number))
            day = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
            earlier = [str(item) for item in row.get("earlier", ())]
        except (ValueError, TypeError, KeyError, AttributeError) as broken:
            raise BotError(ErrorCode.BATCH_LINE_BROKEN, file=file, number=number) from broken
        asked = await services.ask(words, earlier=earlier, as_of=day, noted=False)
        typer.echo(json.dumps(asked.as_json(line_id), ensure_ascii=False))
    return 0
