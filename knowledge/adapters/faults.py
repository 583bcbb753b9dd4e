"""What Chroma and tantivy raise, in our words."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.ports import IndexUnreadable

_FULL = ("No space left on device", "database or disk is full")


@contextmanager
def readable(part: str) -> Iterator[None]:
    """Raise IndexUnreadable for whatever is wrong with the files of a part; a full disk stays an OSError.

    Engines written in Rust say it as an Exception or as a panic, which is none.
    """
    try:
        yield
    except BaseException as damaged:
        if _is_full(damaged):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from damaged
        if isinstance(damaged, Exception) or type(damaged).__name__ == "PanicException":
            raise IndexUnreadable(part) from damaged
        raise


def _is_full(error: BaseException) -> bool:
    """Engines pass the system's or SQLite's words on, and no number."""
    return getattr(error, "errno", None) == errno.ENOSPC or any(words in str(error) for words in _FULL)
