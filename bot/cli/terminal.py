"""What commands share at the terminal: printing lines, tables and JSON, asking, files in and out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Column, Table

from bot.backup.files import written
from bot.cli.sentences.helping import HelpText
from bot.errors import BotError, ErrorCode
from bot.texts import Sayable, say

AsJson = Annotated[bool, typer.Option("--json", help=say(HelpText.JSON))]


def print_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Print lines."""
    for line in lines:
        typer.echo(line, err=err)


def print_json(value: object) -> None:
    """Print a value as one line of JSON, Chinese as it is."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; what is too wide is folded, never cut."""
    table = Table(*(Column(head, overflow="fold") for head in heads), box=box.SIMPLE)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def is_agreed(question: Sayable) -> bool:
    """Ask on a terminal; anywhere else the answer is no."""
    return sys.stdin.isatty() and typer.confirm(say(question))


def read_file(file: Path, most: int, missing: ErrorCode) -> bytes:
    """Read a file, but never more than can be of use: a name may lead to something endless. Errors: `missing`."""
    try:
        with file.open("rb") as source:
            return source.read(most + 1)
    except OSError as unreadable:
        raise BotError(missing, file=file) from unreadable


def write_file(file: Path, content: bytes) -> None:
    """Write a new file, whole or not at all; one that is there is left alone.

    Only its owner may read it: registers name people. Errors: BotError FILE_EXISTS, FILE_UNWRITABLE; OSError for a
    full disk.
    """
    with written(file) as target:
        target.write(content)
