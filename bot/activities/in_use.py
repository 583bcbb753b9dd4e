"""What keeps a roster import from being taken back: somebody in it stands in a register."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.tables import ActivityRow, LineRow
from bot.people.model import MemberId, OrganisationId


class RegistersHold:
    """Tells whether a register needs one of these members, or an activity one of these organisations."""

    async def __call__(
        self, session: AsyncSession, members: Sequence[MemberId], organisations: Sequence[OrganisationId]
    ) -> bool:
        line = select(LineRow.activity_id).where(LineRow.member_id.in_(members)).limit(1)
        activity = (
            select(ActivityRow.id)
            .where(or_(ActivityRow.organisation_id.in_(organisations), ActivityRow.created_by.in_(members)))
            .limit(1)
        )
        found = (await session.scalar(line), await session.scalar(activity))
        return any(item is not None for item in found)
