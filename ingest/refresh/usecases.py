"""Bringing files into the library: read, stage, index, publish, report; and taking such a step back."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Protocol

from ingest.model import DocumentRefused, ParsedDocument, ParsedRegulation, RefusalCode
from ingest.refresh.lock import writer_lock
from ingest.refresh.ports import PassageIndex
from ingest.refresh.report import IngestOutcome, ReportLine
from knowledge.library.library import Library
from knowledge.library.model import StagedDocument, StagedPassage, StagedRegulation
from knowledge.model import VersionId

SAME_NAME = "same_name"  # two files of one batch share a name: a refusal that only a batch can have
_log = logging.getLogger("zhibu.ingest")

ReadDocument = Callable[[Path], ParsedDocument]


class Watcher(Protocol):
    """Follows a refresh as it runs; ids and counts only. The report comes at the end."""

    def started(self, source: str, number: int, total: int) -> None: ...

    def indexed(self, done: int, total: int) -> None: ...

    def finished(self, source: str, outcome: IngestOutcome) -> None: ...


class Unwatched:
    """Nobody is looking."""

    def started(self, source: str, number: int, total: int) -> None:
        """Say nothing."""

    def indexed(self, done: int, total: int) -> None:
        """Say nothing."""

    def finished(self, source: str, outcome: IngestOutcome) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """Read files into the library and report each one once the whole batch is in.

    A file that is refused changes nothing and stops nothing. When indexing fails the file's old version stays active
    and the error goes on to the caller; files before it are in the library. `again` reads unchanged files anew.
    Errors: AnotherWriter; whatever the index raises.
    """

    library: Library
    index: PassageIndex
    read: ReadDocument
    data_dir: Path
    watcher: Watcher = field(default_factory=Unwatched)

    async def __call__(self, files: Sequence[Path], *, again: bool = False) -> list[ReportLine]:
        with writer_lock(self.data_dir):
            await self.library.discard()  # what a crash left behind
            lines = []
            taken: dict[str, str | None] = {}
            for number, file in enumerate(files, start=1):
                self.watcher.started(file.name, number, len(files))
                line = await self._refresh(file, taken, again=again)
                self.watcher.finished(file.name, line.outcome)
                lines.append(line)
            await self.index.settle()
            return [await self._described(line) for line in lines]

    async def _refresh(self, file: Path, taken: dict[str, str | None], *, again: bool) -> ReportLine:
        start = perf_counter()
        checksum = await asyncio.to_thread(_checksum, file)
        if taken.setdefault(file.name, checksum) != checksum:
            return ReportLine(file.name, IngestOutcome.REFUSED, perf_counter() - start, SAME_NAME)
        try:
            outcome = await self._bring_in(file, checksum, again=again)
        except DocumentRefused as refused:
            seconds = perf_counter() - start
            return ReportLine(file.name, IngestOutcome.REFUSED, seconds, refused.code.value, refused.detail)
        return ReportLine(file.name, outcome, perf_counter() - start)

    async def _bring_in(self, file: Path, checksum: str | None, *, again: bool) -> IngestOutcome:
        known = await self.library.document(file.name)
        is_active = known is not None and known.active is not None
        if known and is_active and known.checksum == checksum and not again:
            return IngestOutcome.UNCHANGED
        document = replace(await asyncio.to_thread(self._read, file), source=file.name)
        version = await self.library.stage(staged(document))
        try:
            await self.index.add(version, self.watcher.indexed)
        except BaseException:
            await asyncio.shield(self.library.discard(version))
            raise
        await self.library.publish(version)
        return IngestOutcome.REPLACED if is_active else IngestOutcome.ADDED

    def _read(self, file: Path) -> ParsedDocument:
        try:
            return self.read(file)
        except DocumentRefused:
            raise
        except Exception as broken:  # a reader's own fault must not stop the batch
            _log.exception("reader_failed")
            raise DocumentRefused(RefusalCode.UNREADABLE, type(broken).__name__) from broken

    async def _described(self, line: ReportLine) -> ReportLine:
        if line.outcome is IngestOutcome.REFUSED:
            return line
        document = await self.library.document(line.source)
        assert document is not None  # this batch has just published it
        details = await self.library.details(line.source)
        return replace(line, regulations=tuple(details), flags=document.flags)


@dataclass(frozen=True, slots=True)
class RollBack:
    """Return a document to its version before. Errors: AnotherWriter, DocumentNotFound, NoEarlierVersion."""

    library: Library
    index: PassageIndex
    data_dir: Path

    async def __call__(self, source: str) -> VersionId:
        with writer_lock(self.data_dir):
            earlier = await self.library.earlier_version(source)
            await self.index.add(earlier, Unwatched().indexed)
            await self.library.rollback(source)
            await self.index.settle()
        return earlier


@dataclass(frozen=True, slots=True)
class Retire:
    """Take a document out of every answer. Errors: AnotherWriter, DocumentNotFound."""

    library: Library
    index: PassageIndex
    data_dir: Path

    async def __call__(self, source: str) -> None:
        with writer_lock(self.data_dir):
            await self.library.retire(source)
            await self.index.settle()


@dataclass(frozen=True, slots=True)
class Rebuild:
    """Make the indexes anew from the library, whatever state they are in. Errors: AnotherWriter, as the embedder."""

    index: PassageIndex
    data_dir: Path

    async def __call__(self, progress: Callable[[int, int], None]) -> int:
        with writer_lock(self.data_dir):
            return await self.index.rebuild(progress)


@dataclass(frozen=True, slots=True)
class Mend:
    """Index what an index lacks, for whoever finds it behind the library. Errors: AnotherWriter, as the index."""

    index: PassageIndex
    data_dir: Path

    async def __call__(self) -> int:
        with writer_lock(self.data_dir):
            return await self.index.settle()


def staged(document: ParsedDocument) -> StagedDocument:
    """Turn what was read into what the library stores."""
    regulations = tuple(_staged_regulation(regulation) for regulation in document.regulations)
    return StagedDocument(document.source, document.checksum, regulations, document.flags)


def _staged_regulation(parsed: ParsedRegulation) -> StagedRegulation:
    return StagedRegulation(
        title=parsed.title,
        kind=parsed.kind,
        status=parsed.status,
        passages=tuple(
            StagedPassage(passage.label, passage.path, passage.text, passage.search_text, passage.kind)
            for passage in parsed.passages
        ),
        doc_number=parsed.doc_number,
        issuer=parsed.issuer,
        issued_on=parsed.issued_on,
        effective_on=parsed.effective_on,
        expires_on=parsed.expires_on,
        version_year=parsed.version_year,
        aliases=parsed.aliases,
        flags=parsed.flags,
    )


def _checksum(file: Path) -> str | None:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None  # the reader says what is wrong with it
