"""zhibu index: the derived indexes, compared with the library or made anew."""

from __future__ import annotations

import typer

from bot.cli.progress import counting
from bot.cli.running import command
from bot.cli.sentences.asking import AskText
from bot.cli.sentences.helping import HelpText
from bot.cli.sentences.ingest import IngestText
from bot.settings import Settings
from bot.texts import say
from bot.wiring import open_services

app = typer.Typer(no_args_is_help=True)


@app.command("rebuild", help=say(HelpText.INDEX_REBUILD))
@command
async def rebuild(settings: Settings) -> None:
    """Make both indexes anew from the library."""
    async with open_services(settings) as services:
        count = await services.rebuild(counting(IngestText.INDEXING))
    typer.echo(say(AskText.INDEX_REBUILT, passages=count))
