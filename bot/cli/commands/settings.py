"""zhibu settings: every variable with its default and meaning."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.sentences.asking import AskText
from bot.cli.sentences.helping import HelpText
from bot.cli.terminal import print_table
from bot.settings import as_markdown, describe
from bot.texts import Language, say


def show_settings(
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help=say(HelpText.SETTINGS_MARKDOWN))] = False,
    language: Annotated[Language, typer.Option("--language", help=say(HelpText.SETTINGS_LANGUAGE))] = Language.ZH_CN,
) -> None:
    """List all settings."""
    if markdown:
        typer.echo(as_markdown(language))
        return
    heads = (AskText.SETTINGS_VARIABLE, AskText.SETTINGS_DEFAULT, AskText.SETTINGS_MEANING)
    rows = [
        (line.variable, line.default, line.english if language is Language.EN else line.chinese) for line in describe()
    ]
    print_table([say(head) for head in heads], rows)
