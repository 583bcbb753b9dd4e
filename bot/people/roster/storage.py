"""What is stored of the roster, and the list of its imports."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.directory import Directory
from bot.people.model import MemberId, OrganisationId
from bot.people.roster.model import Known, KnownMember, KnownPlace, KnownPost, Names
from bot.people.roster.writing import Journal
from bot.people.tables import MemberRow, MembershipRow, PostRow, RosterImportRow
from bot.storage.keys import service_salt

ROSTER_KEY = "roster"


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that was made; `by` is the importer's member id, None for the operator."""

    number: int
    at: datetime
    by: int | None
    journal: Journal


@dataclass(frozen=True, slots=True)
class RosterStore:
    """Queries of the roster import inside one transaction."""

    session: AsyncSession

    async def lock(self) -> None:
        """Wait until no other import or undo is under way, and keep others out until the commit."""
        await service_salt(self.session, ROSTER_KEY, locked=True)

    async def known(self) -> Known:
        """Give everything stored: organisations by their names, members by their code."""
        tree = await Directory(self.session).organisations()
        names: dict[OrganisationId, Names] = {
            place.id: tuple(tree[step].name for step in place.path) for place in tree.values()
        }
        posts: dict[int, list[KnownPost]] = {}
        for post in await self.session.scalars(select(PostRow).where(PostRow.to_on.is_(None)).order_by(PostRow.id)):
            place = names[OrganisationId(post.organisation_id)]
            posts.setdefault(post.member_id, []).append(KnownPost(post.id, post.kind, place, post.from_on))
        open_ones = select(MembershipRow).where(MembershipRow.to_on.is_(None))
        homes = {row.member_id: row for row in await self.session.scalars(open_ones)}
        members = {}
        for row in await self.session.scalars(select(MemberRow)):
            home = homes.get(row.id)
            members[row.code] = KnownMember(
                id=MemberId(row.id),
                name=row.name,
                status=row.status,
                joined_on=row.joined_on,
                membership=home.id if home else None,
                place=names[OrganisationId(home.organisation_id)] if home else None,
                posts=tuple(posts.get(row.id, ())),
            )
        places = {names[place.id]: KnownPlace(place.id, place.kind, place.path) for place in tree.values()}
        return Known(places, members)

    async def last_import(self) -> PastImport | None:
        """Give the last import that stands."""
        query = select(RosterImportRow).where(RosterImportRow.undone_at.is_(None)).order_by(RosterImportRow.id.desc())
        row = await self.session.scalar(query.limit(1))
        return PastImport(row.id, row.at, row.by, Journal(**row.undo)) if row else None

    async def note_import(self, journal: Journal, checksum: str, by: MemberId | None, at: datetime) -> int:
        """Keep an import with its journal; gives its number."""
        row = RosterImportRow(at=at, by=by, checksum=checksum, undo=asdict(journal))
        self.session.add(row)
        await self.session.flush()
        return row.id

    async def note_undone(self, number: int, at: datetime) -> None:
        """Mark an import as taken back and forget its journal, which holds names."""
        await self.session.execute(
            update(RosterImportRow).where(RosterImportRow.id == number).values(undone_at=at, undo={})
        )
