"""zhibu serve: the chat page and Telegram, until Ctrl-C."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.progress import watching
from bot.cli.running import on_loop
from bot.cli.sentences.helping import HelpText
from bot.serving.apart import in_demo_folder
from bot.serving.loop import fast_loop
from bot.serving.process import Process
from bot.settings import Settings
from bot.texts import say


def as_typed(settings: Settings, *, demo: bool, demo_on_network: bool, host: str | None, port: int | None) -> Settings:
    """Give the settings with the address that was typed in place of theirs, and the demonstration's folder."""
    typed = {name: value for name, value in {"host": host, "port": port}.items() if value is not None}
    settings = settings.model_copy(update={"web": settings.web.model_copy(update=typed)})
    return in_demo_folder(settings) if demo or demo_on_network else settings


@on_loop(fast_loop, as_typed)
async def serve(
    settings: Settings,
    *,
    demo: Annotated[bool, typer.Option("--demo", help=say(HelpText.SERVE_DEMO))] = False,
    demo_on_network: Annotated[bool, typer.Option("--demo-on-network", help=say(HelpText.SERVE_DEMO_OPEN))] = False,
    host: Annotated[str | None, typer.Option(help=say(HelpText.SERVE_HOST))] = None,  # noqa: ARG001 - as_typed
    port: Annotated[int | None, typer.Option(min=0, max=65535, help=say(HelpText.SERVE_PORT))] = None,  # noqa: ARG001
) -> None:
    """Run the web server."""
    await Process(settings, demo or demo_on_network, demo_on_network, typer.echo, watching)()
