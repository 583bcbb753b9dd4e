"""The check-in's own queries, for many members at once and built once: a whole hall signs in within a minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.checkin.model import Sitting
from bot.activities.checkin.tables import WrongCheckinRow
from bot.activities.model import ActivityId, ActivityState
from bot.activities.register.model import CAME, LineState, Via
from bot.activities.register.tables import ChangeRow, LineRow
from bot.activities.storage import code_secret
from bot.activities.tables import ActivityRow
from bot.people.model import MemberId

_TRIES = (
    select(func.count())
    .select_from(WrongCheckinRow)
    .where(WrongCheckinRow.member_id == LineRow.member_id, WrongCheckinRow.at > bindparam("since"))
    .correlate(LineRow)
    .scalar_subquery()
)
# the share lock makes a closing activity and a check-in wait for each other: none slips in behind the closing
_SEEN: Select[Any] = (
    select(
        LineRow.member_id,
        ActivityRow.id,
        ActivityRow.title,
        ActivityRow.state,
        ActivityRow.starts_at,
        ActivityRow.secret,
        LineRow.state.label("line"),
        LineRow.at,
        _TRIES.label("tries"),
    )
    .join(LineRow, LineRow.activity_id == ActivityRow.id)
    .where(
        LineRow.member_id.in_(bindparam("members", expanding=True)),
        or_(
            ActivityRow.state == ActivityState.OPEN,
            ActivityRow.id.in_(bindparam("activities", expanding=True)),
        ),
    )
    .order_by(ActivityRow.id)
    .with_for_update(read=True, of=ActivityRow)
)
# the rows themselves decide who was first, not what was read before
_SIGN = (
    update(LineRow)
    .where(
        LineRow.activity_id == bindparam("signed_activity"),
        LineRow.member_id.in_(bindparam("signed", expanding=True)),
        LineRow.state.not_in(CAME),
    )
    .values(
        state=bindparam("new_state"),
        leave=None,
        at=bindparam("now"),
        via=bindparam("how"),
        is_late_code=bindparam("late"),
    )
    .returning(LineRow.member_id)
)


@dataclass(frozen=True, slots=True)
class Seen:
    """An activity as a check-in sees it: with the member's line, and how many wrong codes they gave lately."""

    member: MemberId
    activity: Sitting
    secret: bytes
    line: LineState
    at: datetime | None
    tries: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """What the same statement can write for several members."""

    activity: ActivityId
    state: LineState
    via: Via
    is_late_code: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class CheckinStore:
    """Queries of check-ins inside one transaction."""

    session: AsyncSession

    async def seen(
        self, members: Collection[MemberId], activities: Collection[ActivityId], since: datetime
    ) -> Mapping[MemberId, Sequence[Seen]]:
        """Give each member's open activities and those named, where they expect the member."""
        values = {"members": list(members), "activities": list(activities), "since": since}
        found: dict[MemberId, list[Seen]] = defaultdict(list)
        for row in await (await self.session.connection()).execute(_SEEN, values):
            member = MemberId(row.member_id)
            sitting = Sitting(ActivityId(row.id), row.title, row.state, row.starts_at)
            secret = code_secret(self.session, row.secret)
            found[member].append(Seen(member, sitting, secret, row.line, row.at, row.tries))
        return found

    async def sign(self, stroke: Stroke, lines: Sequence[Seen]) -> set[MemberId]:
        """Write lines and their trace; gives who was signed in by it. Others were signed in a moment ago."""
        members = [seen.member for seen in lines]
        values = {"signed_activity": stroke.activity, "signed": members, "new_state": stroke.state, "now": stroke.at}
        connection = await self.session.connection()
        changed = await connection.execute(_SIGN, values | {"how": stroke.via, "late": stroke.is_late_code})
        signed = {MemberId(member) for member in changed.scalars()}
        notes = [
            {
                "activity_id": stroke.activity,
                "member_id": seen.member,
                "before": seen.line,
                "after": stroke.state,
                "at": stroke.at,
                "by": seen.member,
                "via": stroke.via,
                "reason": None,
            }
            for seen in lines
            if seen.member in signed
        ]
        if notes:
            await connection.execute(insert(ChangeRow), notes)
        return signed

    async def wrong_codes(self, member: MemberId, since: datetime) -> list[datetime]:
        """List when a member gave wrong codes lately."""
        query = select(WrongCheckinRow.at).where(WrongCheckinRow.member_id == member, WrongCheckinRow.at > since)
        return list(await self.session.scalars(query.order_by(WrongCheckinRow.at)))

    async def note_wrong_code(self, member: MemberId, at: datetime) -> None:
        """Keep that a wrong code was given, and forget those older than a day."""
        of_member = WrongCheckinRow.member_id == member
        await self.session.execute(
            delete(WrongCheckinRow).where(of_member, WrongCheckinRow.at < at - timedelta(days=1))
        )
        self.session.add(WrongCheckinRow(member_id=member, at=at))
        await self.session.flush()  # the next round counts without the session
