"""Registers in SQL: their lines and the trace."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.model import ActivityId
from bot.activities.register.model import Change, LeaveKind, Line, LineState, Tally
from bot.activities.register.tables import ChangeRow, LineRow
from bot.activities.tables import ActivityRow
from bot.people.directory import Directory
from bot.people.model import Member, MemberId, OrganisationId


@dataclass(frozen=True, slots=True)
class RegisterStore:
    """Queries on the lines of a register inside one transaction."""

    session: AsyncSession

    async def expect(self, activity: ActivityId, members: Sequence[Member]) -> None:
        """Add a line for each of these members, who have none yet."""
        rows = [
            {
                "activity_id": activity,
                "member_id": member.id,
                "votes": member.votes,
                "state": LineState.EXPECTED,
                "is_late_code": False,
            }
            for member in members
        ]
        if rows:
            await self.session.execute(insert(LineRow), rows)

    async def member_ids(self, activity: ActivityId) -> set[MemberId]:
        """Give who is in the register."""
        ids = await self.session.scalars(select(LineRow.member_id).where(LineRow.activity_id == activity))
        return {MemberId(member) for member in ids}

    async def forget(self, activity: ActivityId, members: Iterable[MemberId]) -> None:
        """Take out lines that still say nothing."""
        query = delete(LineRow).where(
            LineRow.activity_id == activity,
            LineRow.member_id.in_(list(members)),
            LineRow.state == LineState.EXPECTED,
        )
        await self.session.execute(query)

    async def lines(self, activity: ActivityId) -> list[Line]:
        """List a register in the roster's order."""
        rows = list(await self.session.scalars(select(LineRow).where(LineRow.activity_id == activity)))
        members = await Directory(self.session).members(MemberId(row.member_id) for row in rows)
        lines = [_as_line(row, members[MemberId(row.member_id)]) for row in rows]
        return sorted(lines, key=lambda line: line.member.roster_place)

    async def line(self, activity: ActivityId, member: MemberId, *, lock: bool = False) -> Line | None:
        """Give one person's line; None when the person is not expected."""
        query = select(LineRow).where(LineRow.activity_id == activity, LineRow.member_id == member)
        row = await self.session.scalar(query.with_for_update() if lock else query)
        if row is None:
            return None
        return _as_line(row, (await Directory(self.session).members([member]))[member])

    async def states(self, activity: ActivityId) -> Tally:
        """Count a register without reading names."""
        return (await self.tallies([activity]))[activity]

    async def tallies(self, activities: Collection[ActivityId]) -> dict[ActivityId, Tally]:
        """Count several registers in one query."""
        columns = (LineRow.activity_id, LineRow.state, LineRow.votes)
        query = select(*columns, func.count()).where(LineRow.activity_id.in_(list(activities))).group_by(*columns)
        counted: dict[ActivityId, list[tuple[LineState, bool]]] = {activity: [] for activity in activities}
        for activity, state, votes, count in (await self.session.execute(query)).all():
            counted[ActivityId(activity)] += [(state, votes)] * count
        return {activity: Tally.of(lines) for activity, lines in counted.items()}

    async def own(self, member: MemberId, activities: Iterable[ActivityId]) -> Mapping[ActivityId, LineState]:
        """Give a member's own states."""
        query = select(LineRow.activity_id, LineRow.state).where(
            LineRow.member_id == member, LineRow.activity_id.in_(list(activities))
        )
        return {ActivityId(activity): state for activity, state in (await self.session.execute(query)).all()}

    async def put(self, activity: ActivityId, line: Line, change: Change, *, leave: LeaveKind | None = None) -> None:
        """Write a line's new state and the trace of it. `line` is the line as it was."""
        after = LineState(change.after)
        values = {"state": after, "leave": leave, "at": change.at, "via": change.via, "is_late_code": line.is_late_code}
        where = (LineRow.activity_id == activity, LineRow.member_id == line.member.id)
        await self.session.execute(update(LineRow).where(*where).values(**values))
        await self.note(activity, change)

    async def note(self, activity: ActivityId, change: Change) -> None:
        """Add to the trace."""
        await self.session.execute(
            insert(ChangeRow).values(
                activity_id=activity,
                member_id=change.member,
                before=change.before,
                after=change.after,
                at=change.at,
                by=change.by,
                via=change.via,
                reason=change.reason,
            )
        )

    async def trace(self, activity: ActivityId) -> list[Change]:
        """List the trace, oldest first."""
        rows = await self.session.scalars(
            select(ChangeRow).where(ChangeRow.activity_id == activity).order_by(ChangeRow.id)
        )
        return [
            Change(
                MemberId(row.member_id) if row.member_id is not None else None,
                row.before,
                row.after,
                row.at,
                MemberId(row.by) if row.by is not None else None,
                row.via,
                row.reason,
            )
            for row in rows
        ]

    async def holds(self, members: Sequence[MemberId], organisations: Sequence[OrganisationId]) -> bool:
        """Tell whether a register needs one of these members, or an activity one of these organisations."""
        line = select(LineRow.activity_id).where(LineRow.member_id.in_(members)).limit(1)
        activity = (
            select(ActivityRow.id)
            .where(or_(ActivityRow.organisation_id.in_(organisations), ActivityRow.created_by.in_(members)))
            .limit(1)
        )
        return any([await self.session.scalar(query) is not None for query in (line, activity)])


def _as_line(row: LineRow, member: Member) -> Line:
    return Line(member, row.state, row.leave, row.at, row.via, row.is_late_code, row.votes)


async def registers_hold(
    session: AsyncSession, members: Sequence[MemberId], organisations: Sequence[OrganisationId]
) -> bool:
    """Tell whether an import may not be taken back: somebody in it stands in a register (people's `InUse`)."""
    return await RegisterStore(session).holds(members, organisations)
