"""The library's changes. Each runs inside the caller's transaction; those that readers notice raise the revision."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.library.chains import candidates, place
from knowledge.library.model import (
    ChainPlace,
    DocumentNotFound,
    NoEarlierVersion,
    StagedDocument,
    StagedRegulation,
    VersionNotStaged,
    VersionState,
)
from knowledge.library.storage import STATE_ID, is_active, read_hashes, read_members
from knowledge.library.tables import DocumentRow, LibraryStateRow, PassageRow, RegulationRow, VersionRow
from knowledge.library.titles import chain_key, text_hash
from knowledge.model import RegulationId, VersionId


async def store_staged(session: AsyncSession, document: StagedDocument, at: datetime) -> VersionId:
    """Store a version that nobody reads yet."""
    document_id = await session.scalar(select(DocumentRow.id).where(DocumentRow.source == document.source))
    if document_id is None:
        document_id = await _insert_id(session, DocumentRow, source=document.source)
    newest = await session.scalar(select(func.max(VersionRow.number)).where(VersionRow.document_id == document_id))
    version_id = await _insert_id(
        session,
        VersionRow,
        document_id=document_id,
        number=(newest or 0) + 1,
        checksum=document.checksum,
        state=VersionState.STAGED,
        ingested_at=at,
        flags=sorted(document.flags),
    )
    for position, regulation in enumerate(document.regulations):
        await _store_regulation(session, version_id, position, regulation)
    return VersionId(version_id)


async def discard_staged(session: AsyncSession, *versions: VersionId) -> int:
    """Remove staged versions, all of them when none is named, and documents that were never published."""
    condition = VersionRow.id.in_(versions) if versions else VersionRow.id.is_not(None)
    gone = await session.scalars(
        delete(VersionRow).where(VersionRow.state == VersionState.STAGED, condition).returning(VersionRow.id)
    )
    count = len(gone.all())
    await session.execute(delete(DocumentRow).where(DocumentRow.id.not_in(select(VersionRow.document_id).distinct())))
    return count


async def make_active(session: AsyncSession, version_id: VersionId) -> None:
    """Flip the document of a staged version to it. Errors: VersionNotStaged."""
    await raise_revision(session)
    version = await session.get(VersionRow, version_id)
    if version is None or version.state is not VersionState.STAGED:
        raise VersionNotStaged(str(version_id))
    await _carry_corrections(session, version)
    await _flip(session, version.document_id, version_id)


async def earlier_version(session: AsyncSession, source: str) -> VersionId:
    """Name the version a rollback returns to. Errors: DocumentNotFound, NoEarlierVersion."""
    document_id = await session.scalar(select(DocumentRow.id).where(DocumentRow.source == source))
    if document_id is None:
        raise DocumentNotFound(source)
    active = await session.scalar(
        select(VersionRow.number).where(VersionRow.document_id == document_id, VersionRow.state == VersionState.ACTIVE)
    )
    query = select(VersionRow.id).where(VersionRow.document_id == document_id, VersionRow.state == VersionState.RETIRED)
    if active is not None:
        query = query.where(VersionRow.number < active)
    earlier = await session.scalar(query.order_by(VersionRow.number.desc()).limit(1))
    if earlier is None:
        raise NoEarlierVersion(source)
    return VersionId(earlier)


async def roll_back(session: AsyncSession, source: str) -> VersionId:
    """Make the version before the active one active again; a retired document gets its newest version back."""
    await raise_revision(session)
    earlier = await earlier_version(session, source)
    document_id = await session.scalar(select(VersionRow.document_id).where(VersionRow.id == earlier))
    assert document_id is not None  # earlier_version found it a line ago, under the same lock
    await _flip(session, document_id, earlier)
    return earlier


async def retire(session: AsyncSession, source: str) -> None:
    """Take a document out of every answer; its versions stay for a rollback. Errors: DocumentNotFound."""
    await raise_revision(session)
    document_id = await session.scalar(select(DocumentRow.id).where(DocumentRow.source == source))
    if document_id is None:
        raise DocumentNotFound(source)
    await _flip(session, document_id, None)


async def raise_revision(session: AsyncSession) -> None:
    """Count a change that readers notice. It comes first: on PostgreSQL its row lock lets writers in one by one."""
    raised = await session.execute(
        update(LibraryStateRow).where(LibraryStateRow.id == STATE_ID).values(revision=LibraryStateRow.revision + 1)
    )
    assert raised.rowcount == 1, "the first migration puts the row in place"  # type: ignore[attr-defined]


async def recompute_chains(session: AsyncSession) -> None:
    """Find every active regulation's chain again and store what changed."""
    members = await read_members(session, is_active())
    compared = {member.id for pair in candidates(members) for member in pair}
    places = place(members, await read_hashes(session, compared))
    stored = await session.execute(
        select(RegulationRow.id, RegulationRow.chain_id, RegulationRow.starts_on, RegulationRow.successors)
        .join(VersionRow, VersionRow.id == RegulationRow.version_id)
        .where(is_active())
    )
    changed = [
        {"id": row.id, **values}
        for row in stored.all()
        if (values := _columns(places[RegulationId(row.id)]))
        != {"chain_id": row.chain_id, "starts_on": row.starts_on, "successors": row.successors}
    ]
    if changed:
        await session.execute(update(RegulationRow), changed)


def _columns(found: ChainPlace) -> dict[str, object]:
    successors = [[later.starts_on.isoformat() if later.starts_on else None, later.name] for later in found.successors]
    return {"chain_id": found.chain, "starts_on": found.starts_on, "successors": successors}


async def _flip(session: AsyncSession, document_id: int, to: VersionId | None) -> None:
    own = VersionRow.document_id == document_id
    await session.execute(
        update(VersionRow).where(own, VersionRow.state == VersionState.ACTIVE).values(state=VersionState.RETIRED)
    )
    if to is not None:
        await session.execute(update(VersionRow).where(VersionRow.id == to).values(state=VersionState.ACTIVE))
    await recompute_chains(session)


async def _store_regulation(
    session: AsyncSession, version_id: int, position: int, regulation: StagedRegulation
) -> None:
    regulation_id = await _insert_id(
        session,
        RegulationRow,
        version_id=version_id,
        position=position,
        title=regulation.title,
        kind=regulation.kind,
        own_status=regulation.status,
        doc_number=regulation.doc_number,
        issuer=regulation.issuer,
        issued_on=regulation.issued_on,
        effective_on=regulation.effective_on,
        expires_on=regulation.expires_on,
        version_year=regulation.version_year,
        aliases=regulation.aliases,
        flags=sorted(regulation.flags),
        successors=[],
        corrections={},
    )
    rows = [
        {
            "regulation_id": regulation_id,
            "position": at,
            "label": passage.label,
            "path": passage.path,
            "text": passage.text,
            "search_text": passage.search_text,
            "kind": passage.kind,
            "text_hash": text_hash(passage.search_text, passage.label),
        }
        for at, passage in enumerate(regulation.passages)
    ]
    if rows:
        await session.execute(insert(PassageRow), rows)


async def _carry_corrections(session: AsyncSession, version: VersionRow) -> None:
    old = await session.execute(
        select(RegulationRow.title, RegulationRow.corrections)
        .join(VersionRow, VersionRow.id == RegulationRow.version_id)
        .where(VersionRow.document_id == version.document_id, is_active())
    )
    kept = {chain_key(title): corrections for title, corrections in old if corrections}
    if not kept:
        return
    for row in await session.scalars(select(RegulationRow).where(RegulationRow.version_id == version.id)):
        row.corrections = kept.get(chain_key(row.title), {})


async def _insert_id(
    session: AsyncSession, table: type[DocumentRow | VersionRow | RegulationRow], **values: object
) -> int:
    inserted: int | None = await session.scalar(insert(table).values(**values).returning(table.id))
    assert inserted is not None  # RETURNING gives the row it made
    return inserted
