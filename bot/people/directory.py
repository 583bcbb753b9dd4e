"""What other rooms may ask of people, inside their own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import BotError, ErrorCode
from bot.people.model import (
    COMMITTEE_POSTS,
    OPERATOR,
    Caller,
    Grant,
    Member,
    MemberId,
    Organisation,
    OrganisationId,
    OrganisationKind,
    Period,
    PostKind,
)
from bot.people.tables import MemberRow, MembershipRow, OrganisationRow, PostRow
from knowledge.batches import batches

IDS_A_QUERY = 10_000  # SQLite takes 32,766 variables in a statement, PostgreSQL 65,535


@dataclass(frozen=True, slots=True)
class Directory:
    """Members, organisations and callers as they are on a given day."""

    session: AsyncSession

    async def caller(self, member: MemberId | None, on: date) -> Caller:
        """Give a member with their posts of that day; None is the operator. Errors: BotError NOT_BOUND when gone."""
        if member is None:
            return OPERATOR
        found = await self._read(people(in_force(MembershipRow, on)).where(MemberRow.id == member))
        posts = await self.session.execute(
            select(PostRow.kind, PostRow.organisation_id).where(PostRow.member_id == member, in_force(PostRow, on))
        )
        grants = tuple(Grant(kind, OrganisationId(organisation)) for kind, organisation in posts)
        if not found or (found[0].home is None and not grants):
            raise BotError(ErrorCode.NOT_BOUND)
        return Caller(found[0], grants)

    async def organisation(self, organisation: OrganisationId) -> Organisation:
        """Give one organisation. Errors: BotError ORGANISATION_NOT_FOUND."""
        row = await self.session.get(OrganisationRow, organisation)
        if row is None:
            raise BotError(ErrorCode.ORGANISATION_NOT_FOUND)
        return organisation_of(row.id, row.kind, row.name, row.path)

    async def organisations(self) -> dict[OrganisationId, Organisation]:
        """Give the whole tree by id, parents before their children."""
        columns = (OrganisationRow.id, OrganisationRow.kind, OrganisationRow.name, OrganisationRow.path)
        tree = [organisation_of(*row) for row in await self.session.execute(select(*columns))]
        return {place.id: place for place in sorted(tree, key=lambda place: place.path)}

    async def organisations_under(self, organisation: OrganisationId) -> list[Organisation]:
        """List an organisation and those below it, parents before their children."""
        return [place for place in (await self.organisations()).values() if organisation in place.path]

    async def members_of(self, organisation: OrganisationId | None, on: date) -> list[Member]:
        """List who belongs to the organisation or one below it that day, by organisation, then roster code.

        None stands for the whole tree.
        """
        place = OrganisationRow.id.is_not(None) if organisation is None else within(organisation)
        return await self._read(people(in_force(MembershipRow, on)).where(place))

    async def committee_of(self, organisation: OrganisationId, on: date) -> list[Member]:
        """List who holds a committee post in exactly this organisation that day; nobody twice."""
        holders = select(PostRow.member_id).where(
            PostRow.organisation_id == organisation, PostRow.kind.in_(COMMITTEE_POSTS), in_force(PostRow, on)
        )
        return await self._read(people(in_force(MembershipRow, on)).where(MemberRow.id.in_(holders)))

    async def members(self, ids: Iterable[MemberId]) -> dict[MemberId, Member]:
        """Give members by id, those who have left included (their home is None)."""
        found: dict[MemberId, Member] = {}
        for some in batches(sorted(set(ids)), IDS_A_QUERY):
            rows = await self._read(people(MembershipRow.to_on.is_(None)).where(MemberRow.id.in_(some)))
            found |= {member.id: member for member in rows}
        return found

    async def named(self, text: str) -> list[Member]:
        """List who belongs now and has this roster number or this whole name."""
        membership = MembershipRow.to_on.is_(None)
        return await self._read(people(membership).where(or_(MemberRow.code == text, MemberRow.name == text)))

    async def posts_of(self, ids: Iterable[MemberId], on: date) -> dict[MemberId, tuple[Grant, ...]]:
        """Give the posts that members hold that day, by member, in the order of the list of posts."""
        held: dict[MemberId, tuple[Grant, ...]] = {}
        for some in batches(sorted(set(ids)), IDS_A_QUERY):
            rows = await self.session.execute(
                select(PostRow.member_id, PostRow.kind, PostRow.organisation_id)
                .where(PostRow.member_id.in_(some), in_force(PostRow, on))
                .order_by(PostRow.organisation_id, PostRow.id)
            )
            for member, kind, place in rows:
                owner = MemberId(member)
                held[owner] = (*held.get(owner, ()), Grant(kind, OrganisationId(place)))
        order = list(PostKind)
        return {owner: tuple(sorted(posts, key=lambda grant: order.index(grant.post))) for owner, posts in held.items()}

    async def by_code(self, code: str) -> Member | None:
        """Find a member by roster number, those who have left included."""
        found = await self._read(people(MembershipRow.to_on.is_(None)).where(MemberRow.code == code))
        return found[0] if found else None

    async def history(self, member: MemberId) -> list[Period]:
        """List where a member belonged and which posts they held, oldest first; corrected periods are left out."""
        places = await self.session.scalars(select(MembershipRow).where(MembershipRow.member_id == member))
        posts = await self.session.scalars(select(PostRow).where(PostRow.member_id == member))
        periods = [Period(OrganisationId(row.organisation_id), None, row.from_on, row.to_on) for row in places]
        periods += [Period(OrganisationId(row.organisation_id), row.kind, row.from_on, row.to_on) for row in posts]
        real = [period for period in periods if period.last is None or period.last >= period.first]
        return sorted(real, key=lambda period: (period.first, period.organisation, period.post or ""))

    async def served_on_committee(self, member: MemberId, first: date, last: date) -> bool:
        """Tell whether the member held a committee post on any day of a period: it decides 56 hours or 32."""
        return bool(await self.served_among([member], first, last))

    async def served_among(self, ids: Iterable[MemberId], first: date, last: date) -> set[MemberId]:
        """Give which of these members held a committee post on any day of a period."""
        served: set[MemberId] = set()
        for some in batches(sorted(set(ids)), IDS_A_QUERY):
            posts = select(PostRow.member_id).where(
                PostRow.member_id.in_(some),
                PostRow.kind.in_(COMMITTEE_POSTS),
                PostRow.from_on <= last,
                or_(PostRow.to_on.is_(None), and_(PostRow.to_on >= first, PostRow.to_on >= PostRow.from_on)),
            )
            served |= {MemberId(member) for member in await self.session.scalars(posts)}
        return served

    async def _read(self, query: Select[*tuple[Any, ...]]) -> list[Member]:
        return sorted(_members(await self.session.execute(query)), key=lambda member: member.roster_place)


def in_force(table: type[MembershipRow | PostRow], on: date) -> ColumnElement[bool]:
    """Say in SQL that a period holds that day."""
    return and_(table.from_on <= on, or_(table.to_on.is_(None), table.to_on >= on))


def within(organisation: OrganisationId) -> ColumnElement[bool]:
    """Say in SQL that an organisation is this one or below it."""
    return OrganisationRow.path.contains(f"/{organisation:d}/")


def people(membership: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Select members with the home that the membership wanted gives them, one row each."""
    return (
        select(
            MemberRow.id,
            MemberRow.code,
            MemberRow.name,
            MemberRow.status,
            MemberRow.joined_on,
            OrganisationRow.id.label("home_id"),
            OrganisationRow.kind,
            OrganisationRow.name.label("home_name"),
            OrganisationRow.path,
        )
        .outerjoin(MembershipRow, and_(MembershipRow.member_id == MemberRow.id, membership))
        .outerjoin(OrganisationRow, OrganisationRow.id == MembershipRow.organisation_id)
    )


def organisation_of(number: int, kind: OrganisationKind, name: str, path: str) -> Organisation:
    """Make the domain value of a row."""
    steps = tuple(OrganisationId(int(step)) for step in path.strip("/").split("/"))
    return Organisation(OrganisationId(number), kind, name, steps)


def _members(rows: Iterable[Row[*tuple[Any, ...]]]) -> Iterator[Member]:
    homes: dict[int | None, Organisation | None] = {None: None}
    for number, code, name, status, joined_on, *home in rows:
        if home[0] not in homes:
            homes[home[0]] = organisation_of(*home)
        yield Member(MemberId(number), code, name, status, joined_on, homes[home[0]])
