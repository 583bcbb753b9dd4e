"""zhibu suggestions: what people suggested, for whoever runs the service."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import run
from bot.texts import Text, say
from bot.texts.chat_register import RegisterChat

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(help=say(RegisterChat.HELP_SUGGESTIONS), no_args_is_help=True)


@app.command("list", help=say(RegisterChat.HELP_SUGGESTIONS_LIST))
def show(*, as_json: Annotated[bool, typer.Option("--json", help=say(Text.HELP_JSON))] = False) -> None:
    """List the open suggestions."""

    async def action(settings: Settings) -> int:
        from bot.wiring import open_questions_room  # noqa: PLC0415

        async with open_questions_room(settings) as room:
            waiting = await room.suggestions()
        for item in waiting:
            day = item.at.date().isoformat()
            facts = {"number": item.number, "words": item.words, "contact": item.contact, "date": day}
            contact = item.contact or say(Text.QUESTION_NO_CONTACT)
            line = say(RegisterChat.SUGGESTION_LINE, **(facts | {"contact": contact}))
            typer.echo(json.dumps(facts, ensure_ascii=False) if as_json else line)
        if not waiting:
            typer.echo(say(RegisterChat.SUGGESTIONS_NONE), err=as_json)
        return 0

    run(action)


@app.command("close", help=say(RegisterChat.HELP_SUGGESTIONS_CLOSE))
def close(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help=say(RegisterChat.HELP_SUGGESTIONS_NUMBER))],
) -> None:
    """Mark a suggestion as dealt with; its words are forgotten."""

    async def action(settings: Settings) -> int:
        from bot.wiring import open_questions_room  # noqa: PLC0415

        async with open_questions_room(settings) as room:
            await room.settle_suggestion(number)
        typer.echo(say(RegisterChat.SUGGESTION_CLOSED, number=number))
        return 0

    run(action)
