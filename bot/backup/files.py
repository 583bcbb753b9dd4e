"""Which files of the data folder are kept, and files that are given out whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bot.errors import BotError, ErrorCode
from bot.logs import LOGS
from bot.storage.faults import fault_code
from bot.storage.folder import USE_LOCK
from bot.storage.presence import MARK
from ingest.refresh.lock import LOCK
from knowledge.files import whole_file
from knowledge.settings import INDEX
from knowledge.sql import sqlite_file

STAGE, JOURNAL, ASIDE, COPIES = "restoring", "restore.json", "before-restore-", "before-upgrade"
# made anew (index), of no use elsewhere (logs, locks), or a copy itself; whatever else lies in the folder is kept
LEFT_OUT = {INDEX, LOGS, LOCK, MARK, USE_LOCK, STAGE, JOURNAL, COPIES}
LEFT_OUT |= {"zhibu.db", "zhibu.db-wal", "zhibu.db-shm"}  # its tables are kept, whether it is in use or left behind


@contextmanager
def written(file: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """Write a file that is given out, whole or not at all; only its owner may read it, for it names people.

    Errors: BotError FILE_EXISTS, FILE_UNWRITABLE; OSError for a full disk (bot.storage.faults).
    """
    try:
        with whole_file(file, replace=replace) as stream:
            yield stream
    except FileExistsError as there:
        raise BotError(ErrorCode.FILE_EXISTS, file=file) from there
    except OSError as closed:
        if fault_code(closed) is ErrorCode.DISK_FULL:
            raise
        raise BotError(ErrorCode.FILE_UNWRITABLE, file=file) from closed


def database_files(url: str) -> list[Path]:
    """List the files of an SQLite database, its log first: the log belongs to the file and to no other."""
    file = sqlite_file(url)
    return [] if file is None else [file.with_name(file.name + ending) for ending in ("-wal", "-shm", "")]


def ready_file(url: str) -> Path | None:
    """Name the file in which a restored SQLite database lies ready; None for a server's."""
    file = sqlite_file(url)
    return file.absolute().with_name(f".{file.name}.{STAGE}") if file else None


def own_entries(data_dir: Path, url: str) -> list[Path]:
    """List what lies in the data folder and is kept, the database apart."""
    databases = {file.absolute() for file in database_files(url)}
    return sorted(
        path
        for path in data_dir.absolute().iterdir()
        if not (path.name in LEFT_OUT or path.name.startswith((ASIDE, ".")) or path in databases)
    )


def own_files(data_dir: Path, url: str) -> Iterator[tuple[str, Path]]:
    """List the files that are kept with their paths in the data folder. What a link leads to is kept as a file."""
    for entry in own_entries(data_dir, url):
        below = [entry] if not entry.is_dir() else [Path(at, name) for at, _, names in os.walk(entry) for name in names]
        yield from ((path.relative_to(data_dir.absolute()).as_posix(), path) for path in below if path.is_file())
