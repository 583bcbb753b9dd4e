"""Facts of the library: what is staged, what is stored, and the errors of its use cases. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge.model import DocumentId, DocumentKind, Flag, PassageKind, Regulation, RegulationId, Status, VersionId


class VersionState(StrEnum):
    """STAGED is stored but unseen, ACTIVE is what everyone reads, RETIRED can be rolled back to."""

    STAGED = "staged"
    ACTIVE = "active"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class StagedPassage:
    """A passage on its way in: knowledge.model.Passage says what the fields mean."""

    label: str
    path: tuple[str, ...]
    text: str
    search_text: str
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class StagedRegulation:
    """A regulation on its way in. `status` is what its own text proves, before version chains."""

    title: str
    kind: DocumentKind
    status: Status
    passages: tuple[StagedPassage, ...]
    doc_number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    version_year: int | None = None
    aliases: tuple[str, ...] = ()
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class StagedDocument:
    """A file on its way in. `checksum` is the sha256 of its bytes, `source` its name without folders."""

    source: str
    checksum: str
    regulations: tuple[StagedRegulation, ...]
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document as lists show it. `version` counts its versions from 1; a retired document has no `active` one."""

    id: DocumentId
    source: str
    checksum: str
    version: int
    active: VersionId | None
    can_roll_back: bool
    ingested_at: datetime
    flags: frozenset[Flag]
    regulation_count: int
    passage_count: int


@dataclass(frozen=True, slots=True)
class RegulationDetail:
    """A regulation with its chain and its labels in order: what a report line and `library show` print."""

    regulation: Regulation
    labels: tuple[str, ...]
    chain: tuple[Regulation, ...]


@dataclass(frozen=True, slots=True)
class Successor:
    """A newer version of a rule. `starts_on` None means it has applied for as long as anyone asks."""

    starts_on: date | None
    name: str


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """All that decides a regulation's status on any day.

    `starts_on` is the first day it applies, as far as known; `successors` come oldest first. `fixed` is a status that
    a person set by hand; it wins over everything.
    """

    own_status: Status
    starts_on: date | None = None
    expires_on: date | None = None
    successors: tuple[Successor, ...] = ()
    fixed: Status | None = None


@dataclass(frozen=True, slots=True)
class ChainMember:
    """A regulation as the version chains see it."""

    id: RegulationId
    title: str
    kind: DocumentKind
    own_status: Status
    issuer: str | None = None
    doc_number: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    version_year: int | None = None
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class ChainPlace:
    """What the chains say about one regulation: `chain` is the smallest id of its chain."""

    chain: RegulationId
    starts_on: date | None
    successors: tuple[Successor, ...]


class LibraryError(Exception):
    """A use case of the library could not be done; `source` is the document it was about."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source


class DocumentNotFound(LibraryError):
    """The library has no document of that name."""


class NoEarlierVersion(LibraryError):
    """There is no retired version to return to."""


class VersionNotStaged(LibraryError):
    """The version was published or discarded before."""
