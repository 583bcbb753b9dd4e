"""What a person set right about a regulation: kept beside the extracted facts, and carried over to a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from knowledge.library.tables import RegulationRow
from knowledge.model import Status


@dataclass(frozen=True, slots=True)
class Corrections:
    """Facts to put in place of the extracted ones; None leaves a fact as it was read."""

    title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    status: Status | None = None

    def as_json(self) -> dict[str, str]:
        """Give the set facts as plain strings."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class CorrectedFacts:
    """A regulation's facts after corrections."""

    title: str
    doc_number: str | None
    issuer: str | None
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None
    status: Status | None


def corrected(row: RegulationRow) -> CorrectedFacts:
    """Lay a person's corrections over what was read from the text."""
    fixed = row.corrections
    return CorrectedFacts(
        title=fixed.get("title", row.title),
        doc_number=fixed.get("doc_number", row.doc_number),
        issuer=fixed.get("issuer", row.issuer),
        issued_on=_day(fixed, "issued_on", row.issued_on),
        effective_on=_day(fixed, "effective_on", row.effective_on),
        expires_on=_day(fixed, "expires_on", row.expires_on),
        status=Status(fixed["status"]) if "status" in fixed else None,
    )


def _day(fixed: Mapping[str, str], name: str, extracted: date | None) -> date | None:
    return date.fromisoformat(fixed[name]) if name in fixed else extracted
