"""Files that others read while they are replaced: whole or not at all, and how to tell that one is another now."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

Stamp = tuple[int, int]
NO_FILE: Stamp = (0, 0)


def put_text(file: Path, text: str) -> None:
    """Replace a file in one step that survives a power cut; whoever has the old one open keeps it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.draft")
    with draft.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)


@contextmanager
def whole_file(file: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """Write a file that only its owner reads; it is there when the block has ended, and not before.

    An error leaves nothing behind; a killed process leaves a hidden draft, which the next one takes away. Errors:
    OSError, FileExistsError when the file is there and is not to be replaced.
    """
    if not replace and file.exists():
        raise FileExistsError(file)
    prefix = f".{file.name}."
    _sweep(file.parent, prefix)
    number, name = tempfile.mkstemp(dir=file.parent, prefix=prefix, suffix=".draft")
    draft = Path(name)
    try:
        with open(number, "w+b") as stream:  # noqa: PTH123 - it is open already
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield stream
            stream.flush()
            os.fsync(number)
            _put(draft, file, replace=replace)
        sync_folder(file.parent)
    finally:
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder survive a power cut."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def stamp_of(file: Path) -> Stamp:
    """Give what changes whenever a file is replaced; NO_FILE without one."""
    try:
        facts = file.stat()
    except OSError:
        return NO_FILE
    return facts.st_ino, facts.st_mtime_ns


def _put(draft: Path, file: Path, *, replace: bool) -> None:
    if not replace:
        try:
            file.hardlink_to(draft)  # never over another one, whoever has just put it there
        except FileExistsError:
            raise
        except OSError:  # a memory stick knows no links
            if file.exists():
                raise FileExistsError(file) from None
        else:
            return
    draft.replace(file)


def _sweep(folder: Path, prefix: str) -> None:
    """Take away drafts that nobody is writing any more."""
    for left in [path for path in folder.iterdir() if path.name.startswith(prefix) and path.suffix == ".draft"]:
        with left.open("rb") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            left.unlink(missing_ok=True)
