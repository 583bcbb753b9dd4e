"""zhibu questions and zhibu suggestions: what people left for somebody at the machine to deal with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import typer

from bot.cli.running import opening
from bot.cli.sentences.asking import AskText
from bot.cli.sentences.helping import HelpText
from bot.cli.terminal import AsJson, print_json
from bot.questions.room import Questions
from bot.texts import Sayable, say
from bot.wiring import open_questions_room

questions = typer.Typer(no_args_is_help=True)
suggestions = typer.Typer(no_args_is_help=True)


@questions.command("list", help=say(HelpText.QUESTIONS_LIST))
@opening(open_questions_room)
async def list_questions(room: Questions, *, as_json: AsJson = False) -> None:
    """List the questions passed on."""
    waiting = await room.passed_on()
    rows = [_row(item.number, "question", item.question, item.contact, item.at) for item in waiting]
    _print_rows(rows, AskText.QUESTION_LINE, AskText.QUESTIONS_NONE, as_json=as_json)


@questions.command("close", help=say(HelpText.QUESTIONS_CLOSE))
@opening(open_questions_room)
async def close_question(
    room: Questions, number: Annotated[int, typer.Argument(metavar="NUMBER", help=say(HelpText.QUESTIONS_NUMBER))]
) -> None:
    """Mark a question as dealt with; its words are forgotten."""
    await room.settle(number)
    typer.echo(say(AskText.QUESTION_CLOSED, number=number))


@suggestions.command("list", help=say(HelpText.SUGGESTIONS_LIST))
@opening(open_questions_room)
async def list_suggestions(room: Questions, *, as_json: AsJson = False) -> None:
    """List the open suggestions."""
    waiting = await room.suggestions()
    rows = [_row(item.number, "words", item.words, item.contact, item.at) for item in waiting]
    _print_rows(rows, AskText.SUGGESTION_LINE, AskText.SUGGESTIONS_NONE, as_json=as_json)


@suggestions.command("close", help=say(HelpText.SUGGESTIONS_CLOSE))
@opening(open_questions_room)
async def close_suggestion(
    room: Questions,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help=say(HelpText.SUGGESTIONS_NUMBER))],
) -> None:
    """Mark a suggestion as dealt with; its words are forgotten."""
    await room.settle_suggestion(number)
    typer.echo(say(AskText.SUGGESTION_CLOSED, number=number))


def _row(number: int, kind: str, words: str, contact: str | None, at: datetime) -> dict[str, object]:
    return {"number": number, kind: words, "contact": contact, "date": at.date().isoformat()}


def _print_rows(rows: Sequence[dict[str, object]], line: Sayable, none: Sayable, *, as_json: bool) -> None:
    for row in rows:
        if as_json:
            print_json(row)
        else:
            typer.echo(say(line, **(row | {"contact": row["contact"] or say(AskText.QUESTION_NO_CONTACT)})))
    if not rows:
        typer.echo(say(none), err=as_json)
