"""Taking a backup while the service is serving, and reading one back without touching anything."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import OperationalError, StatementError

from bot.backup.archive import Archive, ArchiveWriter, new_archive, open_archive
from bot.backup.files import own_files, written
from bot.backup.model import TABLES, BackedUp, Manifest
from bot.backup.rows import dump, go_on_from, load, sequences, tables_of
from bot.errors import BotError, ErrorCode
from bot.logs import Event
from bot.storage.door import Door
from bot.storage.keys import KEY_BYTES, open_database
from bot.storage.migrate import current_revision, known_revisions, upgrade
from knowledge.sql import Database

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class TakeBackup:
    """Write everything that cannot be made anew into one file, as of one moment; others go on working.

    Tables come from one snapshot of the database, files after them. Settings are not in it; the key of the data
    folder is. Errors: BotError BACKUP_INSIDE, NOTHING_TO_BACK_UP, DATABASE_NEWER, FILE_EXISTS, FILE_UNWRITABLE;
    OSError for a full disk.
    """

    door: Door
    data_dir: Path
    product: str

    async def __call__(self, file: Path, progress: Progress, *, replace: bool = False) -> BackedUp:
        if _is_inside(file, self.data_dir):
            raise BotError(ErrorCode.BACKUP_INSIDE, file=file, folder=self.data_dir)
        async with self.door.looking.open() as at:
            connection = await at.session.connection()
            with written(file, replace=replace) as stream, new_archive(stream) as archive:
                facts = await connection.run_sync(self._tables, archive, progress)
                for name, path in own_files(self.data_dir, self.door.database.url):
                    archive.copy(name, path)
                manifest = Manifest(self.product, made_at=at.now, members=archive.members, **facts)
                archive.close(manifest)
            at.note(Event.BACKED_UP, rows=manifest.rows)
        return BackedUp(file, manifest)

    def _tables(self, connection: Connection, archive: ArchiveWriter, progress: Progress) -> dict[str, Any]:
        revision = current_revision(connection)
        if revision is None:
            raise BotError(ErrorCode.NOTHING_TO_BACK_UP, folder=self.data_dir)
        if revision not in known_revisions():
            raise BotError(ErrorCode.DATABASE_NEWER)
        tables = tables_of(connection)
        total = sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
        counts: dict[str, int] = {}
        for table in tables:
            with archive.member(f"{TABLES}{table.name}.jsonl") as member:
                counts[table.name] = dump(connection, table, member.write)
            progress(sum(counts.values()), total)
        kind = connection.dialect.name
        return {
            "revision": revision,
            "database": kind,
            "tables": counts,
            "sequences": sequences(connection, tables),
        }


@dataclass(frozen=True, slots=True)
class CheckBackup:
    """Read a backup back: every byte against its checksum, every row into a database of its own that is then gone.

    Errors: BotError BACKUP_UNREADABLE, BACKUP_DAMAGED, BACKUP_NEWER.
    """

    async def __call__(self, file: Path) -> BackedUp:
        with open_archive(file) as archive, tempfile.TemporaryDirectory(prefix="zhibu-check-") as folder:
            database = open_database(f"sqlite+aiosqlite:///{folder}/check.db", bytes(KEY_BYTES))
            try:
                await fill(database, archive, bytes(KEY_BYTES))
            finally:
                await database.close()
            return BackedUp(file, archive.manifest)


async def fill(database: Database, archive: Archive, key: bytes) -> None:
    """Write what an archive holds into an empty database, in one transaction. Errors: as `fill_in`."""
    await asyncio.to_thread(database.make_file)
    async with database.engine.begin() as connection:
        await connection.run_sync(fill_in, archive, key)


def fill_in(connection: Connection, archive: Archive, key: bytes) -> None:
    """Write what an archive holds where no tables are, and bring them to the schema of this release.

    Errors: BotError BACKUP_NEWER for the schema of a newer release, BACKUP_DAMAGED for rows that do not fit.
    """
    manifest = archive.manifest
    if manifest.revision not in known_revisions():
        raise BotError(ErrorCode.BACKUP_NEWER, file=archive.file)
    upgrade(connection, key, manifest.revision)
    tables = tables_of(connection)
    if {table.name for table in tables} != set(manifest.tables):
        raise BotError(ErrorCode.BACKUP_DAMAGED, file=archive.file, part=TABLES)
    for table in reversed(tables):
        connection.execute(table.delete())  # what migrations wrote
    for table in tables:
        try:
            count = load(connection, table, archive.lines(table.name))
        except OperationalError:  # a full disk is no fault of the archive
            raise
        except (ValueError, KeyError, TypeError, StatementError) as unfit:
            raise BotError(ErrorCode.BACKUP_DAMAGED, file=archive.file, part=table.name) from unfit
        if count != manifest.tables[table.name]:
            raise BotError(ErrorCode.BACKUP_DAMAGED, file=archive.file, part=table.name)
    go_on_from(connection, tables, manifest.sequences)
    upgrade(connection, key)
    if connection.dialect.name == "sqlite" and not _is_sound(connection):
        raise BotError(ErrorCode.BACKUP_DAMAGED, file=archive.file, part=TABLES)


def _is_inside(file: Path, folder: Path) -> bool:
    return file.absolute().resolve().is_relative_to(folder.absolute().resolve())


def _is_sound(connection: Connection) -> bool:
    stray = connection.execute(text("PRAGMA foreign_key_check")).all()
    return not stray and connection.scalar(text("PRAGMA integrity_check")) == "ok"
