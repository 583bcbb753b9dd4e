"""Files that may do harm, made when they are needed: each function makes the bytes of one, named by its extension.

What they have in common: small or ordinary to look at, and a reader that trusts them works for ever, takes all the
memory, or falls over.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.support.hostile import prints, texts, webs, words
from tests.support.hostile.listed import HOSTILE, SLOW

__all__ = ["HOSTILE", "SLOW", "prints", "texts", "webs", "words", "write_hostile"]


def write_hostile(folder: Path, names: Iterable[str] = ()) -> list[Path]:
    """Write files into a folder; all of them when none is named."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / name for name in names or HOSTILE]
    for path in written:
        path.write_bytes(HOSTILE[path.name]())
    return written
