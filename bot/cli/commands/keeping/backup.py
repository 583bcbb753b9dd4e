"""zhibu backup and zhibu restore: everything that cannot be made anew in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.backup.model import BackedUp, Restored
from bot.backup.taking import CheckBackup
from bot.cli.progress import counting
from bot.cli.running import alone, command
from bot.cli.sentences.backup import BackupText
from bot.cli.sentences.ingest import IngestText
from bot.clock import minute
from bot.settings import Settings
from bot.texts import Sayable, say
from bot.wiring import open_backup, open_services, restore_of

File = Annotated[Path, typer.Argument(metavar="FILE", help=say(BackupText.HELP_FILE))]


@command
async def backup(
    settings: Settings,
    file: File,
    *,
    force: Annotated[bool, typer.Option("--force", help=say(BackupText.HELP_FORCE))] = False,
    check: Annotated[bool, typer.Option("--check", help=say(BackupText.HELP_CHECK))] = False,
) -> None:
    """Write a backup, or read one back."""
    if check:
        typer.echo(_told(BackupText.CHECKED, await CheckBackup()(file)))
        return
    async with open_backup(settings) as take:
        taken = await take(file, counting(BackupText.TAKING), replace=force)
    typer.echo(told_backup(taken))
    typer.echo(say(BackupText.LEFT_OUT))
    typer.echo(say(BackupText.KEEP, file=file))


@alone
async def restore(
    settings: Settings,
    file: File,
    *,
    replace: Annotated[bool, typer.Option("--replace", help=say(BackupText.HELP_REPLACE))] = False,
    index: Annotated[bool, typer.Option("--index/--no-index", help=say(BackupText.HELP_INDEX))] = True,
) -> None:
    """Put a backup in place."""
    restored = await restore_of(settings)(file, replace=replace)
    _tell(restored)
    if not index:
        typer.echo(say(BackupText.INDEX_LEFT))
        return
    typer.echo(say(BackupText.INDEXING))
    async with open_services(settings) as services:
        passages = await services.rebuild(counting(IngestText.INDEXING))
    typer.echo(say(BackupText.READY, passages=passages))


def told_backup(taken: BackedUp) -> str:
    """Say what a backup holds."""
    return _told(BackupText.TAKEN, taken)


def _tell(restored: Restored) -> None:
    made_at, rows, files = minute(restored.manifest.made_at), restored.manifest.rows, len(restored.manifest.files)
    typer.echo(say(BackupText.RESTORED, made_at=made_at, rows=rows, files=files))
    if restored.folder is not None:
        typer.echo(say(BackupText.OLD_FOLDER, folder=restored.folder))
    if restored.schema is not None:
        typer.echo(say(BackupText.OLD_SCHEMA, schema=restored.schema))


def _told(text: Sayable, one: BackedUp) -> str:
    manifest = one.manifest
    return say(
        text,
        file=one.file,
        size=_size(one.size),
        made_at=minute(manifest.made_at),
        product=manifest.product,
        database=manifest.database,
        tables=len(manifest.tables),
        rows=manifest.rows,
        files=len(manifest.files),
        members=manifest.tables.get("members", 0),
        activities=manifest.tables.get("activities", 0),
    )


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} KB"
