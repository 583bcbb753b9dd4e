"""Activities and registers in SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.model import Activity, ActivityId, ActivityState, Change, Draft, LeaveKind, Line, LineState, Tally
from bot.activities.tables import ActivityRow, ChangeRow, LineRow, SeriesRow
from bot.errors import BotError, ErrorCode
from bot.people.directory import Directory
from bot.people.model import Member, MemberId, OrganisationId
from bot.plain import printable


@dataclass(frozen=True, slots=True)
class ActivityStore:
    """Queries on activities inside one transaction."""

    session: AsyncSession

    async def add(
        self,
        organisation: OrganisationId,
        draft: Draft,
        *,
        key: str,
        by: MemberId | None,
        at: datetime,
        secret: bytes,
        series: int | None = None,
    ) -> tuple[ActivityId, bool]:
        """Add an activity unless the same request already did; gives its id and whether it is new.

        `secret` is what the wall's codes will be made from.
        """
        known = await self.session.scalar(select(ActivityRow.id).where(ActivityRow.request_key == key))
        if known is not None:
            return ActivityId(known), False
        row = ActivityRow(
            organisation_id=organisation,
            series_id=series,
            request_key=key,
            kind=draft.kind,
            title=printable(draft.title),
            place=printable(draft.place),
            agenda=printable(draft.agenda),
            starts_at=draft.starts_at,
            ends_at=draft.ends_at,
            credit_minutes=draft.credited,
            state=ActivityState.PLANNED,
            needs_second_person=draft.needs_second_person,
            shows_names=False,
            secret=secret,
            created_at=at,
            created_by=by,
        )
        self.session.add(row)
        await self.session.flush()
        return ActivityId(row.id), True

    async def add_series(self, organisation: OrganisationId, rule: Any, key: str, at: datetime) -> tuple[int, bool]:
        """Add a series unless the same request already did."""
        known = await self.session.scalar(select(SeriesRow.id).where(SeriesRow.request_key == key))
        if known is not None:
            return known, False
        row = SeriesRow(organisation_id=organisation, rule=rule, request_key=key, created_at=at)
        self.session.add(row)
        await self.session.flush()
        return row.id, True

    async def get(self, activity: ActivityId, *, lock: bool = False, share: bool = False) -> Activity:
        """Give one activity. Errors: BotError ACTIVITY_NOT_FOUND.

        With `lock` nobody else changes or shares it until the transaction ends; with `share` nobody else changes it.
        """
        query = select(ActivityRow).where(ActivityRow.id == activity).execution_options(populate_existing=True)
        if lock or share:
            query = query.with_for_update(read=share)
        row = await self.session.scalar(query)
        if row is None:
            raise BotError(ErrorCode.ACTIVITY_NOT_FOUND)
        return await self._as_activity(row)

    async def secret(self, activity: ActivityId) -> bytes:
        """Give the secret of the wall's code."""
        secret = await self.session.scalar(select(ActivityRow.secret).where(ActivityRow.id == activity))
        if secret is None:
            raise BotError(ErrorCode.ACTIVITY_NOT_FOUND)
        return secret

    async def change(self, activity: ActivityId, **values: Any) -> None:
        """Set columns of an activity."""
        await self.session.execute(update(ActivityRow).where(ActivityRow.id == activity).values(**values))

    async def in_organisations(self, ids: Iterable[OrganisationId], first: datetime, last: datetime) -> list[Activity]:
        """List the activities of these organisations that begin within a time, earliest first."""
        return await self._listed(
            select(ActivityRow)
            .where(ActivityRow.organisation_id.in_(list(ids)), ActivityRow.starts_at.between(first, last))
            .order_by(ActivityRow.starts_at, ActivityRow.id)
        )

    async def of_member(self, member: MemberId, first: datetime, last: datetime) -> list[Activity]:
        """List the activities that expect a member and begin within a time, earliest first."""
        return await self._listed(
            select(ActivityRow)
            .join(LineRow, LineRow.activity_id == ActivityRow.id)
            .where(LineRow.member_id == member, ActivityRow.starts_at.between(first, last))
            .order_by(ActivityRow.starts_at, ActivityRow.id)
        )

    async def of_series(self, series: int) -> list[Activity]:
        """List a series, earliest first."""
        return await self._listed(
            select(ActivityRow).where(ActivityRow.series_id == series).order_by(ActivityRow.starts_at)
        )

    async def _listed(self, query: Select[ActivityRow]) -> list[Activity]:
        return [await self._as_activity(row) for row in await self.session.scalars(query)]

    async def _as_activity(self, row: ActivityRow) -> Activity:
        return Activity(
            id=ActivityId(row.id),
            organisation=await Directory(self.session).organisation(OrganisationId(row.organisation_id)),
            kind=row.kind,
            title=row.title,
            place=row.place,
            agenda=row.agenda,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            credit_minutes=row.credit_minutes,
            state=row.state,
            needs_second_person=row.needs_second_person,
            shows_names=row.shows_names,
            confirmed_by=MemberId(row.confirmed_by) if row.confirmed_by is not None else None,
            locked_at=row.locked_at,
            series=row.series_id,
        )


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
        return sorted(lines, key=lambda line: (line.member.home.path if line.member.home else (), line.member.code))

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
