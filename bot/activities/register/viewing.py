"""Looking at activities: what lies ahead of a member, what a secretary runs, one register, the wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.activities.access import reach, reach_organisation
from bot.activities.checkin.codes import code_at, seconds_left
from bot.activities.model import CAME, Activity, ActivityId, ActivityState, Line, LineState, Quorum, Tally
from bot.activities.own.hours import HoursLedger, bounds, ledger_of
from bot.activities.requests.model import Dispute, DisputeState, Leave, LeaveState, Task, TaskState
from bot.activities.requests.storage import RequestStore
from bot.activities.storage import ActivityStore, Change, RegisterStore
from bot.clock import Clock
from bot.people.directory import Directory
from bot.people.model import Caller, MemberId, OrganisationId, Permission
from knowledge.sql import Database

LOOK_BACK = timedelta(days=1)  # what began yesterday is still at hand
LOOK_AHEAD = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Own:
    """An activity with what the register says of the member who looks."""

    activity: Activity
    state: LineState
    leave: Leave | None = None

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

    database: Database
    clock: Clock

    async def __call__(self, member: MemberId) -> Sequence[Own]:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.reading() as session:
            await Directory(session).caller(member, today)
            found = await ActivityStore(session).of_member(member, now - LOOK_BACK, now + LOOK_AHEAD)
            states = await RegisterStore(session).own(member, [activity.id for activity in found])
            store = RequestStore(session)
            return [
                Own(activity, states[activity.id], await store.leave_of(activity.id, member))
                for activity in found
                if activity.state is not ActivityState.CANCELLED
            ]


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

    database: Database
    clock: Clock

    async def __call__(self, member: MemberId, year: int | None = None) -> Record:
        now, today = self.clock.now(), self.clock.today()
        year = year or today.year
        async with self.database.reading() as session:
            caller = await Directory(session).caller(member, today)
            assert caller.member is not None  # the operator has no record
            span = bounds(date(year, 1, 1), date(year, 12, 31))
            found = await ActivityStore(session).of_member(member, *span)
            states = await RegisterStore(session).own(member, [activity.id for activity in found])
            store = RequestStore(session)
            return Record(
                caller,
                tuple(Own(one, states[one.id]) for one in reversed(found) if one.starts_at <= now),
                await ledger_of(session, caller.member, year),
                tuple(await store.tasks_of(member)),
                tuple(await store.disputes_of(member)),
            )


@dataclass(frozen=True, slots=True)
class Summary:
    """An activity in a secretary's list."""

    activity: Activity
    tally: Tally


@dataclass(frozen=True, slots=True)
class BranchActivities:
    """The activities of an organisation and those below it within days, earliest first.

    Errors: BotError NOT_BOUND, ORGANISATION_NOT_FOUND, NOT_ALLOWED.
    """

    database: Database
    clock: Clock

    async def __call__(
        self, actor: MemberId | None, organisation: OrganisationId, first: date, last: date
    ) -> Sequence[Summary]:
        today = self.clock.today()
        async with self.database.reading() as session:
            await reach_organisation(session, actor, organisation, Permission.SEE_REGISTER, today)
            below = await Directory(session).organisations_under(organisation)
            found = await ActivityStore(session).in_organisations([one.id for one in below], *bounds(first, last))
            tallies = await RegisterStore(session).tallies([activity.id for activity in found])
            return [Summary(activity, tallies[activity.id]) for activity in found]


@dataclass(frozen=True, slots=True)
class Register:
    """A whole register as a secretary sees it, with what waits for a decision."""

    activity: Activity
    lines: tuple[Line, ...]
    tally: Tally
    quorum: Quorum | None
    late_codes: int
    trace: tuple[Change, ...]
    leaves: tuple[Leave, ...]
    tasks: tuple[Task, ...]
    disputes: tuple[Dispute, ...]

    @property
    def silent(self) -> list[Line]:
        """Who has not been spoken for."""
        return [line for line in self.lines if line.state is LineState.EXPECTED]

    @property
    def came(self) -> list[Line]:
        """Who took part."""
        return [line for line in self.lines if line.state in CAME]

    @property
    def waiting(self) -> int:
        """How many decisions wait."""
        return (
            sum(leave.state is LeaveState.ASKED for leave in self.leaves)
            + sum(task.state is TaskState.SUBMITTED for task in self.tasks)
            + sum(dispute.state is DisputeState.ASKED for dispute in self.disputes)
        )


@dataclass(frozen=True, slots=True)
class ViewRegister:
    """A register with names. Errors: as `reach`."""

    database: Database
    clock: Clock
    permission: Permission = Permission.SEE_REGISTER

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> Register:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.reading() as session:
            reached = await reach(session, actor, activity, self.permission, now, today, lock=False)
            lines = tuple(await reached.registers.lines(activity))
            tally = Tally.of((line.state, line.votes) for line in lines)
            rule = reached.activity.quorum
            store = RequestStore(session)
            return Register(
                reached.activity,
                lines,
                tally,
                tally.quorum(rule) if rule else None,
                sum(line.is_late_code for line in lines),
                tuple(await reached.registers.trace(activity)),
                tuple(await store.leaves(activity)),
                tuple(await store.tasks(activity)),
                tuple(await store.disputes(activity)),
            )


@dataclass(frozen=True, slots=True)
class Wall:
    """What the wall screen shows. `names` is empty unless the secretary turned names on."""

    activity: Activity
    tally: Tally
    quorum: Quorum | None
    code: str | None
    seconds_left: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewWall:
    """The wall of an activity; whoever calls has checked the signed link. Errors: BotError ACTIVITY_NOT_FOUND."""

    database: Database
    clock: Clock

    async def __call__(self, activity: ActivityId) -> Wall:
        now = self.clock.now()
        async with self.database.reading() as session:
            store, registers = ActivityStore(session), RegisterStore(session)
            one = await store.get(activity)
            tally = await registers.states(activity)
            lines = await registers.lines(activity) if one.shows_names else []
            came = tuple(line.member.name for line in lines if line.state in CAME)  # in the roster's order
            is_open = one.state is ActivityState.OPEN
            return Wall(
                one,
                tally,
                tally.quorum(one.quorum) if one.quorum else None,
                code_at(await store.secret(activity), now) if is_open else None,
                seconds_left(now),
                came,
            )
