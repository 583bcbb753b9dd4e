"""Files that others read while they are replaced: whole or not at all, and how to tell that one is another now."""

from __future__ import annotations

import os
from pathlib import Path

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


def stamp_of(file: Path) -> Stamp:
    """Give what changes whenever a file is replaced; NO_FILE without one."""
    try:
        facts = file.stat()
    except OSError:
        return NO_FILE
    return facts.st_ino, facts.st_mtime_ns
