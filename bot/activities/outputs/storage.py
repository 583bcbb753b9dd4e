"""What a ledger reads: whole years at once, not one activity or one member at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.model import ActivityId, ActivityState
from bot.activities.register.model import EARNS, LineState
from bot.activities.register.tables import LineRow
from bot.activities.tables import ActivityRow
from bot.people.directory import IDS_A_QUERY
from bot.people.model import MemberId
from knowledge.batches import batches


@dataclass(frozen=True, slots=True)
class LedgerStore:
    """Queries over many registers inside one transaction."""

    session: AsyncSession

    async def lines(
        self, activities: Sequence[ActivityId]
    ) -> dict[tuple[ActivityId, MemberId], tuple[LineState, bool]]:
        """Give every line of these registers: its state, and whether that member had a vote."""
        found: dict[tuple[ActivityId, MemberId], tuple[LineState, bool]] = {}
        for some in batches(activities, IDS_A_QUERY):
            query = select(LineRow.activity_id, LineRow.member_id, LineRow.state, LineRow.votes)
            for activity, member, state, votes in await self.session.execute(
                query.where(LineRow.activity_id.in_(some))
            ):
                found[ActivityId(activity), MemberId(member)] = (state, votes)
        return found

    async def earned(self, members: Sequence[MemberId], first: datetime, last: datetime) -> Mapping[MemberId, int]:
        """Give the minutes that locked registers of a time brought each member; who earned nothing is left out."""
        found: dict[MemberId, int] = {}
        for some in batches(members, IDS_A_QUERY):
            query = (
                select(LineRow.member_id, func.sum(ActivityRow.credit_minutes))
                .join(ActivityRow, ActivityRow.id == LineRow.activity_id)
                .where(
                    LineRow.member_id.in_(some),
                    LineRow.state.in_(EARNS),
                    ActivityRow.state == ActivityState.LOCKED,
                    ActivityRow.starts_at.between(first, last),
                )
                .group_by(LineRow.member_id)
            )
            found |= {MemberId(member): int(minutes) for member, minutes in await self.session.execute(query)}
        return found
