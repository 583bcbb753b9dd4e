"""Study hours of a year: what was earned, what is asked for. Private to the member and who may see hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.activities.door import RoomVisit
from bot.activities.model import Activity, ActivityState
from bot.activities.register.model import EARNS, LineState
from bot.clock import year_span
from bot.people.model import Member

MEMBER_HOURS = 32  # 中国共产党党员教育管理工作条例: members, each year
COMMITTEE_HOURS = 56  # the same: branch secretaries and committee members


@dataclass(frozen=True, slots=True)
class Earned:
    """One activity of the year and what it brought. `counts` is false until its register is locked."""

    activity: Activity
    state: LineState
    minutes: int
    counts: bool


@dataclass(frozen=True, slots=True)
class HoursLedger:
    """A member's year. Minutes; `asked_minutes` is 32 or 56 hours."""

    member: Member
    year: int
    asked_minutes: int
    entries: tuple[Earned, ...]

    @property
    def earned_minutes(self) -> int:
        """Minutes of locked registers."""
        return sum(entry.minutes for entry in self.entries if entry.counts)

    @property
    def coming_minutes(self) -> int:
        """Minutes that will count once their registers are locked."""
        return sum(entry.minutes for entry in self.entries if not entry.counts)

    @property
    def missing_minutes(self) -> int:
        """Minutes still to be earned."""
        return max(0, self.asked_minutes - self.earned_minutes)


async def ledger_of(at: RoomVisit, member: Member, year: int) -> HoursLedger:
    """Compute a member's year from the registers."""
    served = await at.directory.served_on_committee(member.id, date(year, 1, 1), date(year, 12, 31))
    found = await at.activities.of_member(member.id, *year_span(year))
    states = await at.registers.own(member.id, [activity.id for activity in found])
    entries = tuple(
        Earned(activity, states[activity.id], activity.credit_minutes, activity.state is ActivityState.LOCKED)
        for activity in found
        if states[activity.id] in EARNS and activity.credit_minutes and activity.state is not ActivityState.CANCELLED
    )
    return HoursLedger(member, year, 60 * (COMMITTEE_HOURS if served else MEMBER_HOURS), entries)
