"""Backups taken and restored in tests, and how two databases are held against each other."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from zipfile import ZipFile

from bot.backup.model import MANIFEST, BackedUp, Restored
from bot.backup.restoring import RestoreBackup
from bot.backup.taking import TakeBackup
from bot.storage.door import Door
from knowledge.sql import Database
from tests.support.clock import FixedClock


async def taken(database: Database, data_dir: Path, file: Path, *, replace: bool = False) -> BackedUp:
    """Back up a database and a data folder."""
    take = TakeBackup(Door(database, FixedClock()), data_dir, "test")
    return await take(file, lambda _done, _all: None, replace=replace)


async def restored(file: Path, data_dir: Path, url: str, *, replace: bool = False) -> Restored:
    """Restore into a folder and a database."""
    await asyncio.to_thread(data_dir.mkdir, parents=True, exist_ok=True)
    return await RestoreBackup(data_dir, url, FixedClock())(file, replace=replace)


def parts(file: Path) -> dict[str, str]:
    """Give the checksum of every table and file."""
    with ZipFile(file) as zipped:
        members = json.loads(zipped.read(MANIFEST))["members"]
    return {name: one["sha256"] for name, one in members.items()}


def names(folder: Path) -> set[str]:
    """List everything in a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
