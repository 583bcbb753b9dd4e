"""zhibu settings: every variable with its default and meaning."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.texts import Language, Text, say


def show_settings(
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help=say(Text.HELP_SETTINGS_MARKDOWN))] = False,
    language: Annotated[Language, typer.Option("--language", help=say(Text.HELP_SETTINGS_LANGUAGE))] = Language.ZH_CN,
) -> None:
    """List all settings."""
    from bot.settings import as_markdown, describe  # noqa: PLC0415

    if markdown:
        typer.echo(as_markdown(language))
        return
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Column, Table  # noqa: PLC0415

    heads = (Text.SETTINGS_VARIABLE, Text.SETTINGS_DEFAULT, Text.SETTINGS_MEANING)
    table = Table(*(Column(say(head), overflow="fold") for head in heads), box=box.SIMPLE)
    for line in describe():
        table.add_row(line.variable, line.default, line.english if language is Language.EN else line.chinese)
    Console().print(table)
