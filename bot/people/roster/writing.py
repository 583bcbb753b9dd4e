"""Writes a plan, and keeps a journal of it that takes it back exactly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId, MemberStatus, OrganisationId
from bot.people.roster.model import ChangeKind, ImportPlan, Known, Names, Step
from bot.people.tables import AccountRow, InvitationRow, MemberRow, MembershipRow, OrganisationRow, PostRow
from bot.storage.tables import BotTable
from knowledge.batches import batches

Row = dict[str, Any]
Item = TypeVar("Item")
_BATCH = 5_000
_KEPT: dict[str, tuple[type[BotTable], tuple[str, ...]]] = {  # children before parents, and what an import changes
    "posts": (PostRow, ("from_on", "to_on")),
    "memberships": (MembershipRow, ("to_on",)),
    "accounts": (AccountRow, ("revoked_at",)),
    "invitations": (InvitationRow, ("revoked_at",)),
    "members": (MemberRow, ("name", "status", "joined_on")),
    "organisations": (OrganisationRow, ()),
}


@dataclass(slots=True)
class Journal:
    """What an import wrote, by table: ids it made, and what rows it changed were before."""

    made: dict[str, list[int]] = field(default_factory=dict)
    before: dict[str, list[Row]] = field(default_factory=dict)

    def members_made(self) -> list[MemberId]:
        """List the members that the import made."""
        return [MemberId(number) for number in self.made.get("members", ())]

    def organisations_made(self) -> list[OrganisationId]:
        """List the organisations that the import made."""
        return [OrganisationId(number) for number in self.made.get("organisations", ())]


@dataclass(slots=True)
class Writer:
    """Writes inside one transaction; `on` is the first day on which the new state holds."""

    session: AsyncSession
    on: date
    now: datetime
    is_due: bool  # whether that day has come: accounts of those who leave are revoked only then
    journal: Journal = field(default_factory=Journal)

    async def write(self, plan: ImportPlan, known: Known) -> Journal:
        """Do what the plan says and give the journal."""
        places = {names: place.id for names, place in known.places.items()}
        await self._make_places(plan, places)
        members = await self._write_members(plan.steps)
        last = self.on - timedelta(days=1)
        closing = [s.known.membership for s in plan.steps if s.known and s.known.membership and _ends_membership(s)]
        await self._change("memberships", closing, lambda _: {"to_on": last})
        ending = [post.id for step in plan.steps for post in step.ends_posts]
        await self._change("posts", ending, lambda _: {"to_on": last})
        dates = {post.id: day for step in plan.steps for post, day in step.dates_posts}
        await self._change("posts", list(dates), lambda number: {"from_on": dates[number]})
        memberships = [_period(members[s.code], places[s.goes_to], self.on) for s in plan.steps if s.goes_to]
        await self._make("memberships", memberships)
        await self._make(
            "posts",
            [
                _period(members[step.code], places[place], since) | {"kind": kind}
                for step in plan.steps
                for kind, place, since in step.begins_posts
            ],
        )
        if self.is_due:
            await self._close_accounts([step.known.id for step in plan.steps if step.is_leaving and step.known])
        return self.journal

    async def _make_places(self, plan: ImportPlan, places: dict[Names, OrganisationId]) -> None:
        """Make organisations from the top down: a path needs the ids above and its own."""
        paths = {
            OrganisationId(number): path
            for number, path in await self.session.execute(select(OrganisationRow.id, OrganisationRow.path))
        }
        for names, kind in plan.new_places:
            parent = places[names[:-1]] if len(names) > 1 else None
            row = OrganisationRow(parent_id=parent, kind=kind, name=names[-1], path="")
            self.session.add(row)
            await self.session.flush()
            row.path = f"{paths[parent] if parent else '/'}{row.id}/"
            places[names] = OrganisationId(row.id)
            paths[places[names]] = row.path
            self.journal.made.setdefault("organisations", []).append(row.id)
        await self.session.flush()

    async def _write_members(self, steps: Sequence[Step]) -> dict[str, int]:
        new = [step for step in steps if step.known is None]
        rows = [{"code": step.code, **_person(step)} for step in new]
        made = {code: number for number, code in await self._make("members", rows, MemberRow.code)}
        known = {step.code: step for step in steps if step.known}
        kinds = {ChangeKind.NAME, ChangeKind.STATUS, ChangeKind.JOINED}
        changed = {s.known.id: s for s in known.values() if s.known and kinds & {c.kind for c in s.changes}}
        await self._change("members", list(changed), lambda number: _person(changed[MemberId(number)]))
        return made | {code: step.known.id for code, step in known.items() if step.known}

    async def _close_accounts(self, members: list[MemberId]) -> None:
        for table, is_open in (
            ("accounts", AccountRow.revoked_at.is_(None)),
            ("invitations", InvitationRow.revoked_at.is_(None) & InvitationRow.used_at.is_(None)),
        ):
            model: Any = _KEPT[table][0]
            numbers: list[int] = []
            for some in batches(members, _BATCH):
                numbers += await self.session.scalars(select(model.id).where(model.member_id.in_(some), is_open))
            await self._change(table, numbers, lambda _: {"revoked_at": self.now})

    async def _make(self, table: str, rows: list[Row], *told: Any) -> list[Any]:
        """Insert rows, note their ids and give them with the columns `told`; to keep an order costs a query a row."""
        model: Any = _KEPT[table][0]
        made: list[Any] = []
        for some in batches(rows, _BATCH):
            made += await self.session.execute(insert(model).returning(model.id, *told), some)
        self.journal.made.setdefault(table, []).extend(number for number, *_ in made)
        return made

    async def _change(self, table: str, numbers: Sequence[int], values: Callable[[int], Row]) -> None:
        """Update rows by id with what `values` gives for each, and note what they were."""
        model, kept = _KEPT[table]
        before = self.journal.before.setdefault(table, [])
        for some in batches(numbers, _BATCH):
            before += await _rows(self.session, model, kept, some)
            await self.session.execute(update(model), [{"id": number, **values(number)} for number in some])


async def take_back(session: AsyncSession, journal: Journal) -> None:
    """Undo what a journal tells. Errors: BotError ROSTER_IN_USE when a later record points at what would go."""
    try:
        for some in batches(journal.members_made(), _BATCH):
            unused = InvitationRow.member_id.in_(some) & InvitationRow.used_at.is_(None)
            await session.execute(delete(InvitationRow).where(unused))
        for table, (model, _) in _KEPT.items():
            for numbers in batches(journal.made.get(table, ()), _BATCH):
                await session.execute(delete(model).where(_id(model).in_(numbers)))
            for rows in batches(journal.before.get(table, ()), _BATCH):
                await session.execute(update(model), [_revived(row) for row in rows])
    except IntegrityError as pointed_at:
        raise BotError(ErrorCode.ROSTER_IN_USE) from pointed_at


async def _rows(
    session: AsyncSession, model: type[BotTable], columns: Sequence[str], numbers: Sequence[int]
) -> list[Row]:
    query = select(_id(model), *(getattr(model, column) for column in columns)).where(_id(model).in_(numbers))
    return [
        {"id": number, **{column: _plain(value) for column, value in zip(columns, values, strict=True)}}
        for number, *values in await session.execute(query.order_by(_id(model)))
    ]


def _id(model: type[BotTable]) -> Any:
    return model.__table__.c.id


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _revived(row: Row) -> Row:
    """Turn a journal's plain values back into what columns take: names tell days (_on) from moments (_at)."""
    made: Row = dict(row)
    for name, value in row.items():
        if value is not None and name.endswith("_on"):
            made[name] = date.fromisoformat(value)
        elif value is not None and name.endswith("_at"):
            made[name] = datetime.fromisoformat(value)
        elif name == "status":
            made[name] = MemberStatus(value)
    return made


def _person(step: Step) -> Row:
    return {"name": step.name, "status": step.status, "joined_on": step.joined_on}


def _period(member: int, organisation: int, first: date) -> Row:
    return {"member_id": member, "organisation_id": organisation, "from_on": first}


def _ends_membership(step: Step) -> bool:
    return step.is_leaving or step.goes_to is not None
