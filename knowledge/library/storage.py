"""Queries of the library. They return domain values, never rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Exists, ScalarSelect, Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from knowledge.batches import batches
from knowledge.library.chains import status_on
from knowledge.library.corrections import CorrectedFacts, corrected
from knowledge.library.model import ChainMember, DocumentSummary, StatusFacts, Successor, VersionState
from knowledge.library.tables import DocumentRow, LibraryStateRow, PassageRow, RegulationRow, VersionRow
from knowledge.model import (
    DocumentId,
    Evidence,
    Flag,
    Passage,
    Regulation,
    RegulationId,
    VersionId,
)

STATE_ID = 1
BATCH = 500
PASSAGE_FIELDS = (  # plain columns in the order of Passage: faster than entities where 60 are read for each question
    PassageRow.id,
    PassageRow.regulation_id,
    PassageRow.label,
    PassageRow.path,
    PassageRow.text,
    PassageRow.search_text,
    PassageRow.kind,
    PassageRow.position,
)
EvidenceQuery = Select[*tuple[Any, ...]]


def regulations_of(*conditions: ColumnElement[bool]) -> Select[RegulationRow, str]:
    """Select regulations with their source, in the order of the files' names and of the files themselves."""
    return (
        select(RegulationRow, DocumentRow.source)
        .join(VersionRow, VersionRow.id == RegulationRow.version_id)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .where(*conditions)
        .order_by(DocumentRow.source, RegulationRow.version_id, RegulationRow.position)
    )


def evidence_of(*conditions: ColumnElement[bool]) -> EvidenceQuery:
    """Select passages with their regulation and source, whatever the state of the version."""
    return (
        select(RegulationRow, DocumentRow.source, *PASSAGE_FIELDS)
        .select_from(PassageRow)
        .join(RegulationRow, RegulationRow.id == PassageRow.regulation_id)
        .join(VersionRow, VersionRow.id == RegulationRow.version_id)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .where(*conditions)
    )


def is_active() -> ColumnElement[bool]:
    """Keep to active versions."""
    return VersionRow.state == VersionState.ACTIVE


async def read_regulations(session: AsyncSession, query: Select[RegulationRow, str], day: date) -> list[Regulation]:
    """Run a query of `regulations_of`, with each status as of the day."""
    return [to_regulation(row, source, day) for row, source in await session.execute(query)]


async def read_evidence(session: AsyncSession, query: EvidenceQuery, day: date) -> list[Evidence]:
    """Run a query of `evidence_of`; regulations are built once and shared."""
    regulations: dict[int, Regulation] = {}
    found = []
    for row, source, *passage in await session.execute(query):
        regulation = regulations.get(row.id)
        if regulation is None:
            regulation = regulations[row.id] = to_regulation(row, source, day)
        found.append(Evidence(Passage(*passage), regulation))
    return found


async def read_members(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[ChainMember]:
    """List regulations as the version chains see them."""
    rows = await session.execute(regulations_of(*conditions))
    return [to_member(row) for row, _ in rows]


async def read_hashes(session: AsyncSession, ids: Iterable[RegulationId]) -> dict[RegulationId, frozenset[str]]:
    """Collect the text hashes of each regulation's passages."""
    wanted = sorted(ids)
    hashes: dict[RegulationId, set[str]] = {}
    for part in batches(wanted, BATCH):
        query = select(PassageRow.regulation_id, PassageRow.text_hash).where(PassageRow.regulation_id.in_(part))
        for regulation_id, text_hash in await session.execute(query):
            hashes.setdefault(RegulationId(regulation_id), set()).add(text_hash)
    return {regulation_id: frozenset(found) for regulation_id, found in hashes.items()}


async def read_labels(session: AsyncSession, regulation_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """List each regulation's labels in order, empty ones left out."""
    query = (
        select(PassageRow.regulation_id, PassageRow.label)
        .where(PassageRow.regulation_id.in_(regulation_ids), PassageRow.label != "")
        .order_by(PassageRow.regulation_id, PassageRow.position)
    )
    labels: dict[int, list[str]] = {}
    for regulation_id, label in await session.execute(query):
        labels.setdefault(regulation_id, []).append(label)
    return {regulation_id: tuple(dict.fromkeys(found)) for regulation_id, found in labels.items()}


async def read_revision(session: AsyncSession) -> int:
    """Read the counter of changes."""
    return await session.scalar(select(LibraryStateRow.revision).where(LibraryStateRow.id == STATE_ID)) or 0


async def read_documents(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[DocumentSummary]:
    """List documents by name, each with its active version, or its newest one when it was retired."""
    query = (
        select(DocumentRow, VersionRow, _can_roll_back(), _count(RegulationRow.id), _count(PassageRow.id))
        .join(VersionRow, VersionRow.id == _shown_version())
        .where(*conditions)
        .order_by(DocumentRow.source)
    )
    return [
        DocumentSummary(
            id=DocumentId(document.id),
            source=document.source,
            checksum=version.checksum,
            version=version.number,
            active=VersionId(version.id) if version.state is VersionState.ACTIVE else None,
            can_roll_back=bool(earlier),
            ingested_at=version.ingested_at,
            flags=frozenset(map(Flag, version.flags)),
            regulation_count=regulations,
            passage_count=passages,
        )
        for document, version, earlier, regulations, passages in await session.execute(query)
    ]


def _shown_version() -> ScalarSelect[int]:
    shown = aliased(VersionRow)
    is_the_active_one = shown.state == VersionState.ACTIVE
    return (
        select(shown.id)
        .where(shown.document_id == DocumentRow.id, shown.state != VersionState.STAGED)
        .order_by(is_the_active_one.desc(), shown.number.desc())
        .limit(1)
        .scalar_subquery()
    )


def _can_roll_back() -> Exists:
    earlier = aliased(VersionRow)
    return exists().where(
        earlier.document_id == DocumentRow.id,
        earlier.state == VersionState.RETIRED,
        (VersionRow.state == VersionState.RETIRED) | (earlier.number < VersionRow.number),
    )


def _count(what: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    counted = select(func.count(what)).select_from(RegulationRow)
    if what is PassageRow.id:
        counted = counted.join(PassageRow, PassageRow.regulation_id == RegulationRow.id)
    return counted.where(RegulationRow.version_id == VersionRow.id).scalar_subquery()


def to_regulation(row: RegulationRow, source: str, day: date) -> Regulation:
    """Turn a row into its regulation, corrected and with its status on the day."""
    facts = corrected(row)
    status, replaced_by = status_on(to_status_facts(row, facts), day)
    return Regulation(
        id=RegulationId(row.id),
        source=source,
        title=facts.title,
        kind=row.kind,
        status=status,
        doc_number=facts.doc_number,
        issuer=facts.issuer,
        issued_on=facts.issued_on,
        effective_on=facts.effective_on,
        expires_on=facts.expires_on,
        replaced_by=replaced_by,
        aliases=row.aliases,
        flags=frozenset(map(Flag, row.flags)),
    )


def to_status_facts(row: RegulationRow, facts: CorrectedFacts) -> StatusFacts:
    """Collect what decides a regulation's status."""
    return StatusFacts(
        own_status=row.own_status,
        starts_on=row.starts_on,
        expires_on=facts.expires_on,
        successors=tuple(
            Successor(date.fromisoformat(day) if day else None, name or "") for day, name in row.successors
        ),
        fixed=facts.status,
    )


def to_member(row: RegulationRow) -> ChainMember:
    """Turn a row into what the version chains look at."""
    facts = corrected(row)
    return ChainMember(
        id=RegulationId(row.id),
        title=facts.title,
        kind=row.kind,
        own_status=facts.status or row.own_status,
        issuer=facts.issuer,
        doc_number=facts.doc_number,
        issued_on=facts.issued_on,
        effective_on=facts.effective_on,
        version_year=row.version_year,
        flags=frozenset(map(Flag, row.flags)),
    )
