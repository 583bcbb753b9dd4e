"""The inner side: a process that does one call after the other and holds itself to what it was allowed.

It is no sandbox against code: it bounds what parsers of broken and hostile files take.
"""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing.connection import Connection
from time import process_time
from typing import Any, NamedTuple

from ingest.confined.allowance import MEBIBYTE, Allowance

IDLE_SECONDS = 30  # a service that has read its files does not keep the process
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # malloc.h of glibc


class Call(NamedTuple):
    """A function by its place (`module:name`), and what it is given."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    allowance: Allowance


class Beat(NamedTuple):
    """A sign of work that is going on: so many of so many."""

    done: int
    total: int


class Rest(NamedTuple):
    """The end of such a piece of work: what it took is not counted."""


class Gave(NamedTuple):
    """What a call returned."""

    value: Any


class Raised(NamedTuple):
    """What a call raised."""

    error: Exception


class _Line:
    """The way back to the parent, and the allowance under way; none in a process that is not confined."""

    connection: Connection[Any, Any] | None = None
    allowance: Allowance | None = None


@contextmanager
def beat(done: int, total: int) -> Iterator[None]:
    """Do a piece of work that has an allowance of its own, and tell whoever waits; outside, it is only done."""
    if _Line.connection is None or _Line.allowance is None:
        yield
        return
    _limit_processor(_Line.allowance.beat_seconds)
    _Line.connection.send(Beat(done, total))
    yield
    _limit_processor(_Line.allowance.seconds)
    _Line.connection.send(Rest())


def serve(handle: int) -> None:
    """Do calls until the parent hangs up, or has nothing to do for a while."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole terminal; the parent decides
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # noqa: TID251 - each thread is memory, and nothing here multiplies matrices
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _give_memory_back()
    connection: Connection[Any, Any] = Connection(handle)
    _Line.connection = connection
    try:
        while connection.poll(IDLE_SECONDS):
            call = Call(*connection.recv())
            connection.send(_done(call))
    except (EOFError, OSError):
        sys.exit(0)  # nobody waits any more


def _done(call: Call) -> Gave | Raised:
    _limit_memory(call.allowance.memory_bytes)
    _limit_processor(call.allowance.seconds)
    _Line.allowance = call.allowance
    try:
        module, _, name = call.function.partition(":")
        return Gave(getattr(import_module(module), name)(*call.args, **call.kwargs))
    except Exception as error:  # noqa: BLE001 - it goes on to whoever called
        return Raised(error)
    finally:
        _Line.allowance = None


def _give_memory_back() -> None:
    """Have large pieces of memory go back to the machine when they are freed, so that the process stays small."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(M_MMAP_THRESHOLD, MEBIBYTE)
        libc.mallopt(M_ARENA_MAX, 2)


def _limit_memory(most: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _limit_processor(seconds: float) -> None:
    """Have the system end this process (SIGXCPU) after so long on every processor: the net for when nobody watches."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = process_time() + seconds * (os.cpu_count() or 1)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(most), hard))
