"""What a piece of confined work may take, and what is raised when it takes more. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Allowance:
    """Bounds of one call.

    Units: seconds on the clock, bytes of private memory. A beat (`ingest.confined.child.beat`: a page of a scan is
    honest work of its own) may take `beat_seconds`, and the clock of the call stands still meanwhile.
    """

    seconds: float
    beat_seconds: float
    memory_bytes: int


class OverrunKind(StrEnum):
    """How confined work ended without a result."""

    TIME = "time"
    MEMORY = "memory"
    DIED = "died"


class Overrun(Exception):
    """The work was stopped, or its process fell over; nothing of it is left. `limit` is in seconds or MB."""

    def __init__(self, kind: OverrunKind, limit: int = 0) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.limit = limit
