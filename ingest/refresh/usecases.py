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
from ingest.names import has_readable_name, shown_name
from ingest.refresh.lock import patient_lock, writer_lock
from ingest.refresh.ports import PassageIndex
from ingest.refresh.report import IngestOutcome, Replaced, ReportLine
from knowledge.library.library import Library
from knowledge.library.model import StagedDocument, StagedPassage, StagedRegulation
from knowledge.model import VersionId

SAME_NAME = "same_name"  # two files of one batch share a name: a refusal that only a batch can have
_log = logging.getLogger("zhibu.ingest")

ReadDocument = Callable[[Path], ParsedDocument]


class Watcher(Protocol):
    """Follows a refresh as it runs: a file begins, pages are recognised, passages indexed, its line is there."""

    def started(self, source: str, number: int, total: int) -> None: ...

    def recognised(self, done: int, total: int) -> None: ...

    def indexed(self, done: int, total: int) -> None: ...

    def finished(self, line: ReportLine) -> None: ...


class Unwatched:
    """Nobody is looking."""

    def started(self, source: str, number: int, total: int) -> None:
        """Say nothing."""

    def recognised(self, done: int, total: int) -> None:
        """Say nothing."""

    def indexed(self, done: int, total: int) -> None:
        """Say nothing."""

    def finished(self, line: ReportLine) -> None:
        """Say nothing."""


def unnumbered(error: Exception) -> str:
    """Log an unexpected error; its type is all that the report says."""
    _log.error("reader_failed", exc_info=error)
    return type(error).__name__


@dataclass(frozen=True, slots=True)
class Refresh:
    """Bring files into the library; the watcher gets each line at once, the caller all as they stand at the end.

    A file is read without the writer's lock and written under it. A file that is refused changes nothing and stops
    nothing, whatever is wrong with it; `incident` gives the unexpected a number. When indexing fails the file's old
    version stays active and the error goes on to the caller; files before it are in the library. `again` reads
    unchanged files anew; `left_out` are links that lead out of the folders they lie in.
    Errors: AnotherWriter; whatever the index raises.
    """

    library: Library
    index: PassageIndex
    read: ReadDocument
    data_dir: Path
    watcher: Watcher = field(default_factory=Unwatched)
    incident: Callable[[Exception], str] = unnumbered

    async def __call__(
        self, files: Sequence[Path], *, again: bool = False, left_out: Sequence[Path] = ()
    ) -> list[ReportLine]:
        with writer_lock(self.data_dir):
            await self.library.discard()  # what a crash left behind
        lines = [_refused(shown_name(link), RefusalCode.OUTSIDE_LINK) for link in left_out]
        for line in lines:
            self.watcher.finished(line)
        taken: dict[str, str | None] = {}
        for number, file in enumerate(files, start=1):
            self.watcher.started(shown_name(file), number, len(files))
            line = await self._described(await self._refresh(file, taken, again=again))
            self.watcher.finished(line)
            lines.append(line)
        async with patient_lock(self.data_dir):
            await self.index.settle()
        return [await self._described(line) for line in lines]

    async def _refresh(self, file: Path, taken: dict[str, str | None], *, again: bool) -> ReportLine:
        start, source = perf_counter(), shown_name(file)
        if not has_readable_name(file):
            return _refused(source, RefusalCode.BAD_NAME)
        checksum = await asyncio.to_thread(_checksum, file)
        if taken.setdefault(source, checksum) != checksum:
            return ReportLine(source, IngestOutcome.REFUSED, perf_counter() - start, SAME_NAME)
        try:
            outcome, replaced = await self._bring_in(file, source, checksum, again=again)
        except DocumentRefused as refused:
            seconds = perf_counter() - start
            return ReportLine(source, IngestOutcome.REFUSED, seconds, refused.code.value, refused.detail)
        return ReportLine(source, outcome, perf_counter() - start, replaced=replaced)

    async def _bring_in(
        self, file: Path, source: str, checksum: str | None, *, again: bool
    ) -> tuple[IngestOutcome, Replaced | None]:
        if not again and await self._holds(source, checksum):
            return IngestOutcome.UNCHANGED, None
        document = replace(await asyncio.to_thread(self._read, file), source=source)
        async with patient_lock(self.data_dir):
            if not again and await self._holds(source, document.checksum):  # another process was as quick
                return IngestOutcome.UNCHANGED, None
            replaced = await self._replaced_by(document)
            await self._put_in(document)
        return (IngestOutcome.REPLACED if replaced else IngestOutcome.ADDED), replaced

    async def _holds(self, source: str, checksum: str | None) -> bool:
        known = await self.library.document(source)
        return known is not None and known.active is not None and known.checksum == checksum

    async def _replaced_by(self, document: ParsedDocument) -> Replaced | None:
        """Tell what stands under the name of a document, when anything does."""
        known = await self.library.document(document.source)
        if known is None or known.active is None:
            return None
        before = [detail.regulation for detail in await self.library.details(document.source)]
        titles, numbers = {item.title for item in before}, {item.doc_number for item in before if item.doc_number}
        is_another = not any(item.title in titles or item.doc_number in numbers for item in document.regulations)
        return Replaced(before[0].title, before[0].doc_number, known.ingested_at, is_another)

    async def _put_in(self, document: ParsedDocument) -> None:
        try:
            version = await self.library.stage(staged(document))
        except (ValueError, TypeError) as broken:  # words that no database can hold: this file's fault, not the batch's
            raise DocumentRefused(RefusalCode.UNEXPECTED, self.incident(broken)) from broken
        try:
            await self.index.add(version, self.watcher.indexed)
        except BaseException:
            await asyncio.shield(self.library.discard(version))
            raise
        await self.library.publish(version)

    def _read(self, file: Path) -> ParsedDocument:
        try:
            return self.read(file)
        except DocumentRefused:
            raise
        except Exception as broken:  # a reader's own fault must not stop the batch
            raise DocumentRefused(RefusalCode.UNEXPECTED, self.incident(broken)) from broken

    async def _described(self, line: ReportLine) -> ReportLine:
        if line.outcome is IngestOutcome.REFUSED:
            return line
        document = await self.library.document(line.source)
        details = await self.library.details(line.source)
        return replace(line, regulations=tuple(details), flags=document.flags if document else frozenset())


def _refused(source: str, code: RefusalCode) -> ReportLine:
    return ReportLine(source, IngestOutcome.REFUSED, 0.0, code.value)


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
