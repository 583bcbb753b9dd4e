"""The zhibu command as the operator at the machine meets it: words in, text and an exit code out."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

from tests.support.cli.forked import Forked, clean_environment


class Zhibu:
    """Runs commands, or those of a group, on one data folder, each in its own process."""

    def __init__(self, folder: Path, *group: str) -> None:
        self.folder = folder
        self.group = group

    def __call__(self, *words: object, stdin: str = os.devnull, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command; nobody sits at the terminal unless `stdin` names one."""
        environment = clean_environment() | {"ZHIBU_DATA_DIR": str(self.folder / "data"), "COLUMNS": "200"} | variables
        out, err = (self.folder / f"{name}.txt" for name in ("stdout", "stderr"))
        for file in (out, err):
            file.write_bytes(b"")
        arguments = [*self.group, *map(str, words)]
        code = Forked(arguments, environment, (stdin, out, err)).wait()
        said = (file.read_text(encoding="utf-8") for file in (out, err))
        return subprocess.CompletedProcess(arguments, code, *said)

    def killed(self, seconds: float, *words: object, **variables: str) -> bool:
        """Run a command and kill it with SIGKILL after a while; tells whether it was still at work."""
        environment = clean_environment() | {"ZHIBU_DATA_DIR": str(self.folder / "data")} | variables
        out = (os.devnull, os.devnull, os.devnull)
        return Forked([*self.group, *map(str, words)], environment, out).killed_after(seconds)

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
