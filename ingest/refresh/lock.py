"""One writer at a time, across processes: an OS lock that a crash releases by itself."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from time import monotonic

PATIENCE_SECONDS = 600  # another process may embed a large document, or rebuild the indexes
PAUSE_SECONDS = 0.1

LOCK = "writer.lock"


class AnotherWriter(Exception):
    """Another zhibu process is writing to the library."""

    def __init__(self) -> None:
        super().__init__("another zhibu process is writing")


@contextmanager
def writer_lock(data_dir: Path) -> Iterator[None]:
    """Hold the right to write into `data_dir`. Errors: AnotherWriter at once when another process holds it."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise AnotherWriter from busy
        file.truncate(0)
        print(os.getpid(), file=file, flush=True)  # for `who_writes` alone: the lock is what counts
        yield  # closing the file releases the lock


def who_writes(data_dir: Path) -> str | None:
    """Give the process that holds the right to write, by its number as far as it is known; None when nobody does."""
    try:
        with (data_dir / LOCK).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return (data_dir / LOCK).read_text().strip() or "?"
    except OSError:  # no file: nobody ever wrote
        return None
    return None


@asynccontextmanager
async def patient_lock(data_dir: Path, patience: float = PATIENCE_SECONDS) -> AsyncIterator[None]:
    """Hold the same right, having waited for it: for work that is under way. Errors: AnotherWriter after `patience`."""
    last = monotonic() + patience
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(writer_lock(data_dir))
                break
            except AnotherWriter:
                if monotonic() > last:
                    raise
            await asyncio.sleep(PAUSE_SECONDS)
        yield
