"""Who is expected, and the register kept in step with the roster."""

from __future__ import annotations

from datetime import datetime

from bot.activities.door import RoomVisit
from bot.activities.kinds import RULES, ActivityKind, Audience
from bot.activities.model import Activity
from bot.clock import COUNTRY_ZONE
from bot.people.model import Member, OrganisationId


async def audience(
    at: RoomVisit, organisation: OrganisationId, kind: ActivityKind, starts_at: datetime
) -> list[Member]:
    """List who is expected: as of today for what lies ahead, as of its own day for what is entered afterwards."""
    day = min(at.now, starts_at).astimezone(COUNTRY_ZONE).date()
    if RULES[kind].audience is Audience.COMMITTEE:
        return await at.directory.committee_of(organisation, day)
    return await at.directory.members_of(organisation, day)


async def expect_audience(at: RoomVisit, activity: Activity) -> None:
    """Bring the register's lines in step with the roster: new people come in, empty lines of others go."""
    expected = await audience(at, activity.organisation.id, activity.kind, activity.starts_at)
    known = await at.registers.member_ids(activity.id)
    await at.registers.expect(activity.id, [member for member in expected if member.id not in known])
    gone = known - {member.id for member in expected}
    if gone:
        await at.registers.forget(activity.id, gone)
