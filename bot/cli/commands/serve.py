"""zhibu serve: the chat page and Telegram, until Ctrl-C."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.progress import watching
from bot.cli.running import on_loop
from bot.cli.sentences.helping import HelpText
from bot.serving.loop import fast_loop
from bot.serving.process import Process
from bot.settings import Settings
from bot.texts import say


@on_loop(fast_loop)
async def serve(
    settings: Settings,
    *,
    demo: Annotated[bool, typer.Option("--demo", help=say(HelpText.SERVE_DEMO))] = False,
    host: Annotated[str | None, typer.Option(help=say(HelpText.SERVE_HOST))] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help=say(HelpText.SERVE_PORT))] = None,
) -> None:
    """Run the web server."""
    await Process(at_address(settings, host, port), demo, typer.echo, watching)()


def at_address(settings: Settings, host: str | None, port: int | None) -> Settings:
    """Give the settings with the address that was typed in place of theirs."""
    typed = {name: value for name, value in {"host": host, "port": port}.items() if value is not None}
    return settings.model_copy(update={"web": settings.web.model_copy(update=typed)})
