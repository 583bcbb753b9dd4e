"""One writer at a time, across processes: an OS lock that a crash releases by itself."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AnotherWriter(Exception):
    """Another zhibu process is writing to the library."""

    def __init__(self) -> None:
        super().__init__("another zhibu process is writing")


@contextmanager
def writer_lock(data_dir: Path) -> Iterator[None]:
    """Hold the right to write into `data_dir`. Errors: AnotherWriter at once when another process holds it."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "writer.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise AnotherWriter from busy
        yield  # closing the file releases the lock
