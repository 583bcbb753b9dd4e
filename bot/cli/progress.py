"""How a refresh is followed: each line of the report at once, and a progress bar where stderr is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Self

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.cli.sentences.ingest import IngestText
from bot.texts import Sayable, say
from ingest.refresh.report import ReportLine
from ingest.refresh.usecases import Unwatched

Tell = Callable[[ReportLine], None]


class Telling(Unwatched):
    """Tells each line of the report as soon as it is there: whatever ends the run, what was told stays told."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def finished(self, line: ReportLine) -> None:
        """Tell it."""
        self._tell(line)


class ProgressBar(Unwatched):
    """Shows the file being read, how far its pages are recognised and its passages indexed; above it, lines."""

    def __init__(self, tell: Tell | None = None) -> None:
        self._tell = tell
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=sys.stdout.isatty(),  # the report itself goes where the operator sends it
        )
        self._files = self._progress.add_task("", total=None)
        self._pages = self._progress.add_task(say(IngestText.RECOGNISING), total=None, visible=False)
        self._passages = self._progress.add_task(say(IngestText.INDEXING), total=None, visible=False)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def started(self, source: str, number: int, total: int) -> None:
        """Show a file's name."""
        description = say(IngestText.PROGRESS, source=source)
        self._progress.update(self._files, description=description, completed=number - 1, total=total)

    def recognised(self, done: int, total: int) -> None:
        """Move the bar of the file's pages."""
        self._progress.update(self._pages, completed=done, total=total, visible=True)

    def indexed(self, done: int, total: int) -> None:
        """Move the bar of the file's passages."""
        self._progress.update(self._passages, completed=done, total=total, visible=True)

    def finished(self, line: ReportLine) -> None:
        """Count the file, and tell its line."""
        self._progress.advance(self._files)
        self._progress.update(self._pages, visible=False)
        self._progress.update(self._passages, visible=False)
        if self._tell is not None:
            self._tell(line)


def watching() -> AbstractContextManager[ProgressBar | Unwatched]:
    """Follow a refresh with a progress bar on a terminal, else with nothing."""
    return ProgressBar() if sys.stderr.isatty() else nullcontext(Unwatched())


def telling(tell: Tell) -> AbstractContextManager[Unwatched]:
    """Follow a refresh by its lines, with a progress bar on a terminal."""
    return ProgressBar(tell) if sys.stderr.isatty() else nullcontext(Telling(tell))


def counting(what: Sayable) -> Callable[[int, int], None]:
    """Count on a terminal how far it is, on one line."""

    def count(done: int, total: int) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r{say(what)} {done}/{total}", nl=done == total, err=True)

    return count
