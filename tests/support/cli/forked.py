"""Runs `zhibu` for tests in processes of their own, forked from one that has imported it: 0.1 s a command, not 2 s.

    python -m tests.support.cli.forked

reads an order a line, {"words", "environment", "stdin", "stdout", "stderr"} with the paths of the three streams, and
answers each with its exit code. A child begins with nothing but the imports, exactly like `python -m bot`.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from importlib import import_module
from typing import Any, NoReturn

from bot.cli import COMMANDS, main

LIGHT = ("activity", "questions", "roster", "suggestions")  # whose modules start no thread that a fork would lose


def serve() -> None:
    """Follow orders until stdin ends."""
    for name in LIGHT:
        import_module(COMMANDS[name][0].partition(":")[0])
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def run(order: dict[str, Any]) -> NoReturn:
    """Run one command and end with its exit code."""
    os.environ.clear()  # noqa: TID251 - the order says all of it
    os.environ.update(order["environment"])  # noqa: TID251
    for number, name, how in ((0, "stdin", os.O_RDWR), (1, "stdout", os.O_WRONLY), (2, "stderr", os.O_WRONLY)):
        os.dup2(os.open(order[name], how | os.O_NOCTTY), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - the old one has read ahead
    sys.argv = ["zhibu", *order["words"]]
    code = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    sys.stdout.flush()
    sys.stderr.flush()
    logging.shutdown()
    os._exit(code)


if __name__ == "__main__":
    serve()
