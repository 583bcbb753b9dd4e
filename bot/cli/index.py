"""zhibu index: the derived indexes, compared with the library or made anew."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from bot.cli.running import run
from bot.texts import Text, say

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(help=say(Text.HELP_INDEX), no_args_is_help=True)


@app.command("rebuild", help=say(Text.HELP_INDEX_REBUILD))
def rebuild() -> None:
    """Make both indexes anew from the library."""

    async def action(settings: Settings) -> int:
        from bot.wiring import open_services  # noqa: PLC0415
        from ingest.lock import writer_lock  # noqa: PLC0415

        async with open_services(settings) as services:
            with writer_lock(settings.data_dir):
                count = await services.knowledge.index.rebuild(_progress)
        typer.echo(say(Text.INDEX_REBUILT, passages=count))
        return 0

    run(action)


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{say(Text.INGEST_INDEXING)} {done}/{total}", nl=done == total, err=True)
