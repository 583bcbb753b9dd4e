"""zhibu upgrade: the database brought to the schema of this release. Whatever opens it first does the same."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.backup.files import COPIES
from bot.cli.commands.keeping.backup import told_backup
from bot.cli.progress import counting
from bot.cli.running import alone
from bot.cli.sentences.backup import BackupText
from bot.settings import Settings
from bot.texts import say
from bot.wiring import open_backup, open_library, schema_of


@alone
async def upgrade(
    settings: Settings,
    *,
    backup: Annotated[
        Path | None, typer.Option("--backup", metavar="FILE", help=say(BackupText.HELP_UPGRADE_BACKUP))
    ] = None,
) -> None:
    """Bring the schema up to date, a backup first when a file is named."""
    before, after = await schema_of(settings)
    if before == after:
        typer.echo(say(BackupText.UPGRADE_NONE, after=after))
        return
    typer.echo(say(BackupText.UPGRADING, before=before or "-", after=after, copies=COPIES))
    if backup is not None:
        async with open_backup(settings) as take:
            typer.echo(told_backup(await take(backup, counting(BackupText.TAKING))))
    async with open_library(settings):
        typer.echo(say(BackupText.UPGRADED, after=after))
