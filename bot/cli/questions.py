"""zhibu questions: what members passed on, for the secretary to answer in person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import run
from bot.texts import Text, say

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(help=say(Text.HELP_QUESTIONS), no_args_is_help=True)


@app.command("list", help=say(Text.HELP_QUESTIONS_LIST))
def show(*, as_json: Annotated[bool, typer.Option("--json", help=say(Text.HELP_JSON))] = False) -> None:
    """List the questions passed on."""

    async def action(settings: Settings) -> int:
        from bot.wiring import open_questions_room  # noqa: PLC0415

        async with open_questions_room(settings) as room:
            waiting = await room.passed_on()
        for item in waiting:
            day = item.at.date().isoformat()
            facts = {"number": item.number, "question": item.question, "contact": item.contact, "date": day}
            contact = item.contact or say(Text.QUESTION_NO_CONTACT)
            line = say(Text.QUESTION_LINE, **(facts | {"contact": contact}))
            typer.echo(json.dumps(facts, ensure_ascii=False) if as_json else line)
        if not waiting:
            typer.echo(say(Text.QUESTIONS_NONE), err=as_json)
        return 0

    run(action)


@app.command("close", help=say(Text.HELP_QUESTIONS_CLOSE))
def close(number: Annotated[int, typer.Argument(metavar="NUMBER", help=say(Text.HELP_QUESTIONS_NUMBER))]) -> None:
    """Mark a question as dealt with; its words are forgotten."""

    async def action(settings: Settings) -> int:
        from bot.wiring import open_questions_room  # noqa: PLC0415

        async with open_questions_room(settings) as room:
            await room.settle(number)
        typer.echo(say(Text.QUESTION_CLOSED, number=number))
        return 0

    run(action)
