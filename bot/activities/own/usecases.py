"""What is a member's own: what lies ahead, the year's record, the lines they may object to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.activities.door import ActivityDoor, RoomVisit
from bot.activities.model import Activity, ActivityState
from bot.activities.own.hours import HoursLedger, ledger_of
from bot.activities.register.model import LineState
from bot.activities.requests.model import Dispute, Leave, LeaveState, Task
from bot.clock import year_span
from bot.people.model import Caller, MemberId

LOOK_BACK = timedelta(days=1)  # what began yesterday is still at hand
LOOK_AHEAD = timedelta(days=120)
OBJECTION_LOOK_BACK = timedelta(days=60)
MOST_OBJECTIONS = 8  # more lines would not fit on a phone


@dataclass(frozen=True, slots=True)
class Own:
    """An activity with what the register says of the member who looks."""

    activity: Activity
    state: LineState
    leave: Leave | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is something to object to: the line was written, or the activity has begun without it."""
        is_written = self.state is not LineState.EXPECTED or self.activity.state is not ActivityState.PLANNED
        return is_written and self.activity.state is not ActivityState.CANCELLED

    def takes_leave(self, now: datetime) -> bool:
        """Tell whether asking for leave still makes sense: it lies ahead or goes on, and leave is not granted."""
        is_ahead = self.activity.ends_at > now and not self.activity.is_locked
        return is_ahead and self.state is LineState.EXPECTED

    def may_take_back(self, now: datetime) -> bool:
        """Tell whether a request for leave can be taken back."""
        is_alive = self.leave is not None and self.leave.state in {LeaveState.ASKED, LeaveState.GRANTED}
        return is_alive and self.activity.starts_at > now


@dataclass(frozen=True, slots=True)
class Ahead:
    """A member's activities from yesterday on, earliest first. Errors: BotError NOT_BOUND."""

    door: ActivityDoor

    async def __call__(self, member: MemberId) -> Sequence[Own]:
        async with self.door.looking.member(member) as at:
            found = await at.activities.of_member(member, at.now - LOOK_BACK, at.now + LOOK_AHEAD)
            alive = [one for one in found if one.state is not ActivityState.CANCELLED]
            leaves = await at.requests.leaves_of(member, [one.id for one in alive])
            return [replace(own, leave=leaves.get(own.activity.id)) for own in await _own(at, member, alive)]


@dataclass(frozen=True, slots=True)
class Record:
    """All that the register holds of one member in a year."""

    caller: Caller
    lines: tuple[Own, ...]
    hours: HoursLedger
    tasks: tuple[Task, ...]
    disputes: tuple[Dispute, ...]


@dataclass(frozen=True, slots=True)
class MyRecord:
    """A member's own record of a year, newest first, of what has begun; nobody else's can be asked for.

    Errors: BotError NOT_BOUND.
    """

    door: ActivityDoor

    async def __call__(self, member: MemberId, year: int | None = None) -> Record:
        async with self.door.looking.member(member) as at:
            assert at.caller.member is not None  # the operator has no record
            wanted = year or at.today.year
            found = await at.activities.of_member(member, *year_span(wanted))
            return Record(
                at.caller,
                tuple(await _own(at, member, [one for one in reversed(found) if one.starts_at <= at.now])),
                await ledger_of(at, at.caller.member, wanted),
                tuple(await at.requests.tasks_of(member)),
                tuple(await at.requests.disputes_of(member)),
            )


@dataclass(frozen=True, slots=True)
class Objectionable:
    """List the lines of the last 60 days that a member may object to, newest first. Errors: BotError NOT_BOUND."""

    door: ActivityDoor

    async def __call__(self, member: MemberId) -> Sequence[Own]:
        async with self.door.looking.member(member) as at:
            found = await at.activities.of_member(member, at.now - OBJECTION_LOOK_BACK, at.now)
            begun = await _own(at, member, reversed(found))
        return [own for own in begun if own.says_something][:MOST_OBJECTIONS]


async def _own(at: RoomVisit, member: MemberId, activities: Iterable[Activity]) -> list[Own]:
    found = list(activities)
    states = await at.registers.own(member, [activity.id for activity in found])
    return [Own(activity, states[activity.id]) for activity in found]
