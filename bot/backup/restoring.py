"""Restoring a backup into the data folder and the database of the settings: wholly, or not at all."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.backup import journal
from bot.backup.archive import Archive, open_archive
from bot.backup.files import ASIDE, STAGE, database_files, own_entries, ready_file
from bot.backup.journal import MARK, Move
from bot.backup.model import Restored
from bot.backup.taking import fill, fill_in
from bot.clock import COUNTRY_ZONE, Clock
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.storage.keys import installation_key, open_database
from knowledge.files import sync_folder
from knowledge.sql import sqlite_file


@dataclass(frozen=True, slots=True)
class RestoreBackup:
    """Put a backup in place of what the data folder and the database hold; what they held is kept beside.

    Whoever calls is alone in the data folder. Errors: BotError BACKUP_UNREADABLE, BACKUP_DAMAGED, BACKUP_NEWER,
    RESTORE_NOT_EMPTY unless `replace`; nothing is changed then.
    """

    data_dir: Path
    url: str
    clock: Clock

    async def __call__(self, file: Path, *, replace: bool = False) -> Restored:
        with open_archive(file) as archive:
            old_tables = await self._has_tables()
            has_old = old_tables or bool(own_entries(self.data_dir, self.url))
            if has_old and not replace:
                raise BotError(ErrorCode.RESTORE_NOT_EMPTY, folder=self.data_dir)
            aside = self._aside()
            try:
                await self._restore(archive, aside)
            finally:
                await asyncio.to_thread(journal.finish, self.data_dir, self.url)
            record(Event.RESTORED, rows=archive.manifest.rows)
            schema = _schema(aside) if old_tables and sqlite_file(self.url) is None else None
            return Restored(archive.manifest, aside if aside.exists() else None, schema)

    def _aside(self) -> Path:
        """Name a folder that is not there, by the moment."""
        moment = self.clock.now().astimezone(COUNTRY_ZONE)
        names = (f"{ASIDE}{moment:%Y%m%d-%H%M%S}{more}" for more in ("", *(f"-{n}" for n in range(2, 100))))
        return next(at for name in names if not (at := self.data_dir.absolute() / name).exists())

    async def _has_tables(self) -> bool:
        file = sqlite_file(self.url)
        if file is not None:
            return any(part.exists() for part in database_files(self.url))
        database = open_database(self.url, b"")
        try:
            async with database.engine.connect() as connection:
                return bool(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
        finally:
            await database.close()

    async def _restore(self, archive: Archive, aside: Path) -> None:
        stage = self.data_dir.absolute() / STAGE
        unpacked = stage / "files"
        taken = {file.absolute() for file in database_files(self.url)}
        for name in archive.manifest.files:
            if self.data_dir.absolute() / name in taken:
                raise BotError(ErrorCode.BACKUP_DAMAGED, file=archive.file, part=name)
            archive.unpack(name, unpacked / name)
        unpacked.mkdir(parents=True, exist_ok=True)
        key = installation_key(unpacked)
        moves = self._moves_of_files(unpacked, aside)
        ready = ready_file(self.url)
        if ready is None:
            _sync(stage)
            await self._into_server(archive, key, aside, moves)
        else:
            await _into_file(archive, key, ready)
            _sync(stage)
            moves += _moves_of_database(self.url, ready, aside.name)
            journal.write(self.data_dir, moves, None)

    def _moves_of_files(self, unpacked: Path, aside: Path) -> list[Move]:
        new = {path.name for path in unpacked.iterdir()}
        old = {path.name for path in own_entries(self.data_dir, self.url)}
        data_dir = self.data_dir.absolute()
        return [
            Move(str(unpacked / name) if name in new else None, str(data_dir / name), str(aside / name))
            for name in sorted(new | old)
        ]

    async def _into_server(self, archive: Archive, key: bytes, aside: Path, moves: list[Move]) -> None:
        """Fill the server's database in one transaction; its old tables move into a schema of their own."""
        schema = _schema(aside)

        def exchange(connection: Connection) -> None:
            _move_tables(connection, schema)
            fill_in(connection, archive, key)
            connection.execute(text(MARK.format(schema)))
            journal.write(self.data_dir, moves, schema)

        database = open_database(self.url, key)
        try:
            async with database.engine.begin() as connection:
                await connection.run_sync(exchange)
        finally:
            await database.close()


def _schema(aside: Path) -> str:
    return aside.name.replace("-", "_")


async def _into_file(archive: Archive, key: bytes, ready: Path) -> None:
    database = open_database(f"sqlite+aiosqlite:///{ready}", key)
    try:
        await fill(database, archive, key)
    finally:
        await database.close()  # the last to leave writes the log into the file and takes it away


def _moves_of_database(url: str, ready: Path, aside: str) -> list[Move]:
    """Move the log first: beside another file it would be taken for that one's."""
    log, shared, file = (path.absolute() for path in database_files(url))
    return [
        *(Move(None, str(path), str(path.parent / aside / path.name)) for path in (log, shared)),
        Move(str(ready), str(file), str(file.parent / aside / file.name)),
    ]


def _move_tables(connection: Connection, schema: str) -> None:
    tables = inspect(connection).get_table_names()
    if not tables:
        return
    quote = connection.dialect.identifier_preparer.quote
    connection.execute(text(f"CREATE SCHEMA {quote(schema)}"))
    for table in tables:
        connection.execute(text(f"ALTER TABLE {quote(table)} SET SCHEMA {quote(schema)}"))


def _sync(folder: Path) -> None:
    """Have everything in a folder survive a power cut."""
    for at, _, names in os.walk(folder):
        for name in names:
            sync_folder(Path(at, name))  # a file is synced as a folder is
        sync_folder(Path(at))
