"""A progress bar on a terminal, on stderr so that the report stays clean."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.cli.sentences.ingest import IngestText
from bot.texts import say
from ingest.refresh.report import IngestOutcome
from ingest.refresh.usecases import Unwatched


class ProgressBar:
    """Shows the file being read and how far its passages are indexed."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._files = self._progress.add_task("", total=None)
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

    def indexed(self, done: int, total: int) -> None:
        """Move the bar of the file's passages."""
        self._progress.update(self._passages, completed=done, total=total, visible=True)

    def finished(self, source: str, outcome: IngestOutcome) -> None:  # noqa: ARG002 - the bar only counts
        """Count the file."""
        self._progress.advance(self._files)
        self._progress.update(self._passages, visible=False)


def watching() -> AbstractContextManager[ProgressBar | Unwatched]:
    """Follow a refresh with a progress bar on a terminal, else with nothing."""
    return ProgressBar() if sys.stderr.isatty() else nullcontext(Unwatched())
