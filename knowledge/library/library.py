"""The library: the one object through which others read and change documents, regulations and passages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from knowledge.clock import Clock
from knowledge.library import storage, writing
from knowledge.library.corrections import Corrections
from knowledge.library.model import (
    DocumentNotFound,
    DocumentSummary,
    RegulationDetail,
    StagedDocument,
)
from knowledge.library.storage import evidence_of, is_active, regulations_of
from knowledge.library.tables import DocumentRow, PassageRow, RegulationRow
from knowledge.model import Evidence, PassageId, Regulation, RegulationId, VersionId
from knowledge.sql import Database

PAGE = 1000


@dataclass(frozen=True, slots=True)
class Library:
    """Documents and their versions. Reads see active versions only, with each status as of `as_of` (today if None)."""

    database: Database
    clock: Clock

    # what readers ask

    async def evidence(self, ids: Sequence[PassageId], as_of: date | None = None) -> dict[PassageId, Evidence]:
        """Look up passages by id, in the order asked; ids that no active version holds are left out."""
        async with self.database.reading() as session:
            query = evidence_of(PassageRow.id.in_(ids), is_active())
            found = {item.passage.id: item for item in await storage.read_evidence(session, query, self._day(as_of))}
        return {passage_id: found[passage_id] for passage_id in ids if passage_id in found}

    async def active_passages(self, as_of: date | None = None) -> AsyncIterator[Evidence]:
        """Walk through every active passage by id, in one snapshot, for building an index; walk to the end."""
        day, last = self._day(as_of), 0
        query = evidence_of(is_active()).order_by(PassageRow.id).limit(PAGE)
        async with self.database.reading() as session:
            while page := await storage.read_evidence(session, query.where(PassageRow.id > last), day):
                for item in page:
                    yield item
                last = page[-1].passage.id

    async def active_ids(self) -> list[PassageId]:
        """List the ids of all active passages in order: what an index should hold."""
        async with self.database.reading() as session:
            query = evidence_of(is_active()).with_only_columns(PassageRow.id).order_by(PassageRow.id)
            return [PassageId(passage_id) for passage_id in await session.scalars(query)]

    async def passages_of(self, version: VersionId) -> list[Evidence]:
        """List the passages of a version in order, staged and retired versions included."""
        return await self._evidence(RegulationRow.version_id == version)

    async def passages_of_regulation(self, regulation: RegulationId, as_of: date | None = None) -> list[Evidence]:
        """List the passages of an active regulation in order."""
        return await self._evidence(RegulationRow.id == regulation, is_active(), as_of=as_of)

    async def neighbours(
        self, passage: PassageId, before: int = 1, after: int = 1, as_of: date | None = None
    ) -> list[Evidence]:
        """Give an active passage with those around it in its regulation, in order; empty when it is not active."""
        at = select(PassageRow.regulation_id, PassageRow.position).where(PassageRow.id == passage).subquery()
        return await self._evidence(
            PassageRow.regulation_id == select(at.c.regulation_id).scalar_subquery(),
            PassageRow.position >= select(at.c.position - before).scalar_subquery(),
            PassageRow.position <= select(at.c.position + after).scalar_subquery(),
            is_active(),
            as_of=as_of,
        )

    async def regulations(self, as_of: date | None = None) -> list[Regulation]:
        """List all active regulations."""
        async with self.database.reading() as session:
            return await storage.read_regulations(session, regulations_of(is_active()), self._day(as_of))

    async def details(self, source: str, as_of: date | None = None) -> list[RegulationDetail]:
        """Describe the active regulations of a document, each with its labels and its chain, newest first."""
        day = self._day(as_of)
        async with self.database.reading() as session:
            rows = (await session.execute(regulations_of(DocumentRow.source == source, is_active()))).all()
            labels = await storage.read_labels(session, [row.id for row, _ in rows])
            chains = await session.execute(
                regulations_of(RegulationRow.chain_id.in_({row.chain_id for row, _ in rows}), is_active())
            )
            by_chain: dict[int | None, list[tuple[date, Regulation]]] = {}
            for row, carrier in chains:
                start = row.starts_on or date.min
                by_chain.setdefault(row.chain_id, []).append((start, storage.to_regulation(row, carrier, day)))
        for chain in by_chain.values():
            chain.sort(key=lambda dated: dated[0], reverse=True)
        return [
            RegulationDetail(
                regulation=storage.to_regulation(row, carrier, day),
                labels=labels.get(row.id, ()),
                chain=tuple(regulation for _, regulation in by_chain[row.chain_id]),
            )
            for row, carrier in rows
        ]

    async def documents(self) -> list[DocumentSummary]:
        """List all documents by name, retired ones included."""
        async with self.database.reading() as session:
            return await storage.read_documents(session)

    async def document(self, source: str) -> DocumentSummary | None:
        """Find a document by its name."""
        async with self.database.reading() as session:
            found = await storage.read_documents(session, DocumentRow.source == source)
        return found[0] if found else None

    async def revision(self) -> int:
        """Count the changes so far: equal counts mean that nothing readers see has changed."""
        async with self.database.reading() as session:
            return await storage.read_revision(session)

    # what changes it

    async def stage(self, document: StagedDocument) -> VersionId:
        """Store a new version that nobody reads yet."""
        async with self.database.transaction() as session:
            return await writing.store_staged(session, document, self.clock.now())

    async def publish(self, version: VersionId) -> None:
        """Make a staged version the active one, in one step for all readers. Errors: VersionNotStaged."""
        async with self.database.transaction() as session:
            await writing.make_active(session, version)

    async def discard(self, *versions: VersionId) -> int:
        """Remove staged versions, all when none is named (what a crash left); says how many."""
        async with self.database.transaction() as session:
            return await writing.discard_staged(session, *versions)

    async def earlier_version(self, source: str) -> VersionId:
        """Name the version that `rollback` would return to. Errors: DocumentNotFound, NoEarlierVersion."""
        async with self.database.reading() as session:
            return await writing.earlier_version(session, source)

    async def rollback(self, source: str) -> VersionId:
        """Return a document to the version before. Errors: DocumentNotFound, NoEarlierVersion."""
        async with self.database.transaction() as session:
            return await writing.roll_back(session, source)

    async def retire(self, source: str) -> None:
        """Take a document out of every answer. Errors: DocumentNotFound."""
        async with self.database.transaction() as session:
            await writing.retire(session, source)

    async def correct(self, regulation: RegulationId, corrections: Corrections) -> None:
        """Put a person's facts in place of extracted ones; they outlive a refresh. Errors: DocumentNotFound."""
        async with self.database.transaction() as session:
            await writing.raise_revision(session)
            row = await session.get(RegulationRow, regulation)
            if row is None:
                raise DocumentNotFound(str(regulation))
            row.corrections = row.corrections | corrections.as_json()
            await session.flush()
            await writing.recompute_chains(session)

    def _day(self, as_of: date | None) -> date:
        return as_of or self.clock.today()

    async def _evidence(self, *conditions: ColumnElement[bool], as_of: date | None = None) -> list[Evidence]:
        query = evidence_of(*conditions).order_by(RegulationRow.position, PassageRow.position)
        async with self.database.reading() as session:
            return await storage.read_evidence(session, query, self._day(as_of))
