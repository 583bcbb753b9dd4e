"""What a refresh tells about each file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from knowledge.library.model import RegulationDetail
from knowledge.model import Flag


class IngestOutcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a file has replaced: the first regulation it held, and since when. A refresh knows files by name alone.

    `is_another` says that title and number are both different: perhaps two files share a name by chance.
    """

    title: str
    doc_number: str | None
    ingested_at: datetime
    is_another: bool

    def as_json(self) -> dict[str, Any]:
        """Give it in the shape that machines read."""
        return {
            "title": self.title,
            "doc_number": self.doc_number,
            "ingested_at": self.ingested_at.isoformat(),
            "is_another": self.is_another,
        }


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One file of a refresh. `reason` is a refusal's code, `detail` a fact about it, never content."""

    source: str
    outcome: IngestOutcome
    seconds: float
    reason: str | None = None
    detail: str = ""
    regulations: tuple[RegulationDetail, ...] = ()
    flags: frozenset[Flag] = frozenset()
    replaced: Replaced | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the line in the shape that machines read."""
        replaced = {"replaced": self.replaced.as_json()} if self.replaced else {}
        return {
            "source": self.source,
            "outcome": self.outcome.value,
            "reason": self.reason,
            "regulations": [regulation_as_json(detail) for detail in self.regulations],
            "flags": sorted(self.flags),
            "seconds": round(self.seconds, 3),
            **replaced,
        }


def regulation_as_json(detail: RegulationDetail) -> dict[str, Any]:
    """Give a regulation of a report line in the shape that machines read."""
    regulation = detail.regulation
    return {
        "title": regulation.title,
        "doc_number": regulation.doc_number,
        "issuer": regulation.issuer,
        "issued_on": _iso(regulation.issued_on),
        "effective_on": _iso(regulation.effective_on),
        "status": regulation.status.value,
        "replaced_by": regulation.replaced_by,
        "labels": list(detail.labels),
        "flags": sorted(regulation.flags),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
