"""What Chroma and tantivy raise, in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.ports import IndexUnreadable


@contextmanager
def readable(part: str) -> Iterator[None]:
    """Raise IndexUnreadable for whatever is wrong with the files of a part.

    Engines written in Rust say it as an Exception or as a panic, which is none.
    """
    try:
        yield
    except BaseException as damaged:
        if isinstance(damaged, Exception) or type(damaged).__name__ == "PanicException":
            raise IndexUnreadable(part) from damaged
        raise
