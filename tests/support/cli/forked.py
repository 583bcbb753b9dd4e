"""Runs `zhibu` for tests in processes of their own, forked from one that has imported it: 0.1 s a start, not 4 s.

A child begins with nothing but the imports, exactly like `python -m bot`. The process it is forked from is Python's
own fork server: https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import IO, NoReturn

from bot.cli import COMMANDS, main

PRELOADED = (
    *(place.partition(":")[0] for place, _ in COMMANDS.values()),
    *("alembic.command", "bot.web.app", "chromadb.api.rust", "knowledge.wiring"),  # what commands import later
    __name__,
    "tests.support.cli.frozen",
)
DIRECTIONS = (os.O_RDWR, os.O_WRONLY, os.O_WRONLY)
PATIENCE_SECONDS = 120


class Forked:
    """A running command; what one may do to it is named as in subprocess.Popen."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str], streams: Sequence[Path | str]) -> None:
        order = (list(words), dict(environment), [str(stream) for stream in streams])
        self._process = _server().Process(target=run, args=order)
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None  # it has started
        return self._process.pid

    def send_signal(self, how: int) -> None:
        os.kill(self.pid, how)

    def kill(self) -> None:
        self._process.kill()

    def killed_after(self, seconds: float) -> bool:
        """Let it work for a while, then kill it with SIGKILL; tells whether it was still at work."""
        self._process.join(seconds)
        was_at_work = self._process.exitcode is None
        self.kill()
        self._process.join(PATIENCE_SECONDS)
        return was_at_work

    def wait(self, timeout: float = PATIENCE_SECONDS) -> int:
        """Wait for its end and give the exit code."""
        self._process.join(timeout)
        assert self._process.exitcode is not None, "it does not end"
        return self._process.exitcode


class Served(Forked):
    """A command that runs until it is stopped; `stdout` can be read meanwhile."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        out, self._err = folder / "stdout.pipe", folder / "stderr.txt"
        os.mkfifo(out)
        self._err.touch()
        super().__init__(words, environment, (os.devnull, out, self._err))
        self.stdout: IO[str] = out.open(encoding="utf-8")
        out.unlink()

    def communicate(self) -> tuple[str, str]:
        """Read on until it ends: the rest of what it printed, and all that it complained of."""
        rest = self.stdout.read()
        self.wait()
        return rest, self._err.read_text(encoding="utf-8")

    @property
    def returncode(self) -> int:
        return self.wait()


@contextmanager
def served(folder: Path, *words: str, **variables: str) -> Iterator[Served]:
    """Run `zhibu` with a folder for its streams until the end of the block."""
    process = Served(words, clean_environment() | variables, folder)
    with process.stdout:
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def clean_environment() -> dict[str, str]:
    """Our environment without settings of a service."""
    return {name: value for name, value in os.environ.items() if not name.startswith("ZHIBU_")}  # noqa: TID251


@cache
def _server() -> ForkServerContext:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # noqa: TID251 - importing numpy starts the others, and a fork loses them
    context = get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    return context


def run(words: list[str], environment: dict[str, str], streams: list[str]) -> NoReturn:
    """Run one command in this process and end with its exit code."""
    os.environ.clear()  # noqa: TID251 - the order says all of it
    os.environ.update(environment)  # noqa: TID251
    for number, (stream, how) in enumerate(zip(streams, DIRECTIONS, strict=True)):
        os.dup2(os.open(stream, how | os.O_NOCTTY), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - multiprocessing has closed the old one
    sys.argv = ["zhibu", *words]
    code = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    sys.stdout.flush()
    sys.stderr.flush()
    logging.shutdown()
    os._exit(code)
