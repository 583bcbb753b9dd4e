"""The zhibu command as the operator at the machine meets it: words in, text and an exit code out."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
Follow = Callable[[dict[str, Any]], int]


class Zhibu:
    """Runs the commands of a group on one data folder, each in its own process."""

    def __init__(self, follow: Follow, folder: Path, group: str) -> None:
        self._follow = follow
        self.folder = folder
        self.group = group

    def __call__(self, *words: object, stdin: str = os.devnull) -> subprocess.CompletedProcess[str]:
        """Run a command; nobody sits at the terminal unless `stdin` names one."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("ZHIBU_")}  # noqa: TID251
        environment = kept | {"ZHIBU_DATA_DIR": str(self.folder / "data"), "COLUMNS": "200"}
        streams = {name: self.folder / f"{name}.txt" for name in ("stdout", "stderr")}
        for file in streams.values():
            file.write_bytes(b"")
        places = {"stdin": stdin} | {name: str(file) for name, file in streams.items()}
        arguments = [self.group, *map(str, words)]
        code = self._follow({"words": arguments, "environment": environment} | places)
        said = {name: file.read_text(encoding="utf-8") for name, file in streams.items()}
        return subprocess.CompletedProcess(arguments, code, said["stdout"], said["stderr"])

    def on_a_terminal(self, answer: str, *words: object) -> str:
        """Run with a terminal as standard input and give what was printed."""
        ours, theirs = pty.openpty()
        os.write(ours, f"{answer}\n".encode())
        done = self(*words, stdin=os.ttyname(theirs))
        os.close(ours)
        os.close(theirs)
        return done.stdout

    def said(self, *words: object) -> str:
        """Run and give what was printed; it has to succeed."""
        done = self(*words)
        assert (done.returncode, done.stderr) == (0, ""), done
        return done.stdout

    def refused(self, *words: object) -> str:
        """Run and give what was said on stderr; it has to fail with a sentence."""
        done = self(*words)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), done
        return done.stderr


@pytest.fixture(scope="session")
def follow() -> Iterator[Follow]:
    """Send an order to a process that has imported the commands."""
    command = [sys.executable, "-m", "tests.support.cli.forked"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        orders, codes = server.stdin, server.stdout

        def send(order: dict[str, Any]) -> int:
            orders.write(f"{json.dumps(order)}\n")
            orders.flush()
            return int(codes.readline())

        yield send
        orders.close()
