"""The data folder: nobody else's to read, and who is working in it."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.errors import BotError, ErrorCode
from bot.logs import Event, record

OTHERS = 0o077  # what the group and everybody else may do
USE_LOCK = "use.lock"


def too_open(folder: Path) -> list[Path]:
    """List what in the folder, itself included, other users of the machine may read or write. Links are not followed.

    While the folder itself is closed nobody gets at what is in it, so nothing is listed.
    """
    if not _is_open(folder):
        return []
    return [folder, *(path for path in _below(folder) if _is_open(path))]


def close_folder(folder: Path) -> None:
    """Take from others what they may do to the folder and what is in it; an older release left it open.

    What is another user's stays as it is, and `too_open` lists it.
    """
    found = too_open(folder)
    closed = sum(_close(path) for path in found)
    if closed:
        record(Event.FOLDER_CLOSED, files=closed)


@contextmanager
def in_use(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """Work in the folder beside others, or `alone`. Errors: BotError FOLDER_IN_USE, at once.

    The operating system takes the lock back from a process that is killed.
    """
    with (folder / USE_LOCK).open("a") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise BotError(ErrorCode.FOLDER_IN_USE, folder=folder) from busy
        yield


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        yield from (Path(place, name) for name in (*folders, *files))


def _is_open(path: Path) -> bool:
    with suppress(FileNotFoundError):  # a draft that has just been put in place
        facts = path.lstat()
        return not stat.S_ISLNK(facts.st_mode) and bool(facts.st_mode & OTHERS)
    return False


def _close(path: Path) -> bool:
    with suppress(FileNotFoundError, PermissionError):
        path.chmod(stat.S_IMODE(path.lstat().st_mode) & ~OTHERS)
        return True
    return False
