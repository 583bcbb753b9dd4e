"""Tells that a file was replaced, without reading it."""

from __future__ import annotations

from pathlib import Path

from knowledge.ports import Stamp


def stamp_of(file: Path) -> Stamp:
    """Give what changes whenever a file is replaced; (0, 0) without one."""
    try:
        facts = file.stat()
    except OSError:
        return 0, 0
    return facts.st_ino, facts.st_mtime_ns
