"""Documents read in a confined process, so that a hostile file costs seconds and nobody else anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.confined.allowance import MEBIBYTE, Allowance, Overrun, OverrunKind
from ingest.confined.process import Confined
from ingest.model import DocumentRefused, ParsedDocument, RefusalCode

# Measured on two busy cores (docs/decisions.md): the slowest honest file without OCR takes 1 s, a page of OCR 10 s and
# 630 MB. The rest is room for a slower machine; all stays under 20 s and, with the libraries' 70 MB, under 1 GB.
READING = Allowance(seconds=15, beat_seconds=60, memory_bytes=850 * MEBIBYTE)
READER = "ingest.document:read_document"
CODES = {
    OverrunKind.TIME: RefusalCode.TOO_SLOW,
    OverrunKind.MEMORY: RefusalCode.TOO_MUCH_MEMORY,
    OverrunKind.DIED: RefusalCode.READER_DIED,
}


@dataclass(frozen=True, slots=True)
class ConfinedReader:
    """Reads a file as `ingest.document.read_document` does, in another process. Errors: DocumentRefused."""

    confined: Confined
    today: Callable[[], date]

    def __call__(self, file: Path) -> ParsedDocument:
        try:
            document: ParsedDocument = self.confined(READER, file, today=self.today())
        except Overrun as over:
            raise DocumentRefused(CODES[over.kind], str(over.limit)) from over
        return document
