"""The outer side: calls a function in another process, watches the clock and the memory, and kills what goes beyond."""

from __future__ import annotations

import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from resource import getpagesize
from threading import Lock
from time import monotonic
from typing import Any

from ingest.confined.allowance import MEBIBYTE, Allowance, Overrun, OverrunKind
from ingest.confined.child import Beat, Call, Gave, Raised, Rest

LOOK_SECONDS = 0.05  # how often the child's memory is looked at
LARGEST_ANSWER = 512 * MEBIBYTE
START = "import sys; sys.path[:] = {path!r}; from ingest.confined.child import serve; serve({handle})"


def _unheard(_done: int, _total: int) -> None:
    """Nobody follows the work."""


class Confined:
    """Calls functions in a process of their own, one at a time.

    The process starts with the first call, is used again for the next (where it `is_kept`), ends by itself when idle,
    and is killed from outside when a call takes more than `allowance`. A program in a loop, a parser of C that asks for
    ever more memory, one that falls over: the caller hears Overrun and goes on.
    Linux: without /proc only the limits that the child sets itself hold its memory.
    """

    def __init__(
        self, allowance: Allowance, heard: Callable[[int, int], None] = _unheard, *, is_kept: bool = True
    ) -> None:
        self._allowance = allowance
        self._is_kept = is_kept
        self._heard = heard
        self._turn = Lock()
        self.peak_mb = 0  # of private memory, as often as it was looked at
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection[Any, Any] | None = None

    def __call__(self, function: str, *args: Any, **kwargs: Any) -> Any:
        """Call `module:name` over there; all is pickled on the way. Errors: Overrun, those of the function."""
        with self._turn:
            try:
                answer = self._answer(Call(function, args, kwargs, self._allowance))
            finally:
                if not self._is_kept:
                    self._drop()
        if isinstance(answer, Raised):
            raise answer.error
        return answer.value

    @property
    def is_idle(self) -> bool:
        """Whether no process of it is there."""
        return self._process is None or self._process.poll() is not None

    def close(self) -> None:
        """End the process, whatever it is doing; whoever waits for it hears Overrun."""
        process = self._process
        if process is not None:
            process.kill()
            process.wait()

    def _answer(self, call: Call) -> Gave | Raised:
        line, process = self._sent(call)
        deadline, left = monotonic() + self._allowance.seconds, 0.0
        while True:
            try:
                if line.poll(LOOK_SECONDS):
                    match _received(line):
                        case Beat(done, total):
                            left = deadline - monotonic()
                            deadline = monotonic() + self._allowance.beat_seconds
                            self._heard(done, total)
                        case Rest():
                            deadline = monotonic() + left
                        case answer:
                            return answer
                    continue
            except (EOFError, OSError):
                raise self._stopped(_kind_of_death(process)) from None
            if monotonic() > deadline:
                raise self._stopped(OverrunKind.TIME)
            held = _resident_bytes(process.pid)
            self.peak_mb = max(self.peak_mb, held // MEBIBYTE)
            if held > self._allowance.memory_bytes:
                raise self._stopped(OverrunKind.MEMORY)

    def _sent(self, call: Call) -> tuple[Connection[Any, Any], subprocess.Popen[bytes]]:
        if self._line is not None and self._process is not None and self._process.poll() is None:
            with suppress(OSError):  # it may be about to end, having been idle
                self._line.send(tuple(call))
                return self._line, self._process
        line, process = self._started()
        line.send(tuple(call))
        return line, process

    def _started(self) -> tuple[Connection[Any, Any], subprocess.Popen[bytes]]:
        self._drop()
        ours, theirs = socket.socketpair()
        with theirs:
            code = START.format(path=sys.path, handle=theirs.fileno())
            process = subprocess.Popen(  # noqa: S603 - this very interpreter with words of ours
                [sys.executable, "-c", code],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self._process, self._line = process, Connection(ours.detach())
        return self._line, process

    def _stopped(self, kind: OverrunKind) -> Overrun:
        self._drop()
        return Overrun(kind, _limit_of(kind, self._allowance))

    def _drop(self) -> None:
        self.close()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None


def _received(line: Connection[Any, Any]) -> Beat | Rest | Gave | Raised:
    answer: Beat | Rest | Gave | Raised = pickle.loads(line.recv_bytes(LARGEST_ANSWER))  # noqa: S301 - from our own process
    return answer


def _limit_of(kind: OverrunKind, allowance: Allowance) -> int:
    match kind:
        case OverrunKind.TIME:
            return round(allowance.seconds)
        case OverrunKind.MEMORY:
            return allowance.memory_bytes // MEBIBYTE
        case OverrunKind.DIED:
            return 0


def _kind_of_death(process: subprocess.Popen[bytes]) -> OverrunKind:
    return OverrunKind.TIME if process.wait() == -signal.SIGXCPU else OverrunKind.DIED


def _resident_bytes(pid: int) -> int:
    """Give what a process holds in memory of its own; 0 where that cannot be told, or it has just ended."""
    try:
        _, resident, shared, *_ = map(int, Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split())
    except (OSError, ValueError):
        return 0
    return (resident - shared) * getpagesize()
