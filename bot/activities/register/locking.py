"""Confirming, locking and reopening a register, and the make-up tasks that follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.activities.door import ActivityDoor, ActivityVisit
from bot.activities.kinds import RULES
from bot.activities.model import Activity, ActivityId, ActivityState
from bot.activities.register.model import MISSED, Line, LineState, Via
from bot.activities.requests.model import MAKE_UP_DAYS, Task, TaskState, words_of
from bot.errors import BotError, ErrorCode
from bot.logs import Event
from bot.people.model import MemberId, Permission
from bot.previewing import ensure_seen, mark_of


@dataclass(frozen=True, slots=True)
class LockOutcome:
    """What locking does. `silent` lines become absent; `tasks` members are given make-up study, due on `due_on`.

    `dropped` members have nothing to make up any more. `waiting` requests for leave were not decided.
    """

    activity: Activity
    silent: tuple[Line, ...]
    tasks: tuple[MemberId, ...]
    dropped: tuple[MemberId, ...]
    due_on: date
    waiting: int

    @property
    def seen(self) -> str:
        """The mark that a lock after this preview has to bring."""
        silent = [line.member.id for line in self.silent]
        return mark_of(self.activity.id, silent, self.tasks, self.dropped, self.due_on, self.waiting)


def lock_outcome(
    activity: Activity, lines: Iterable[Line], tasks: Iterable[Task], due_on: date, waiting: int
) -> LockOutcome:
    """Compute what locking would do to a register. `tasks` are all that it ever led to, those dropped included.

    Whoever is absent or on leave gets a task unless one stands; one that was dropped comes back.
    """
    kept, given = list(lines), list(tasks)
    standing = {task.member.id for task in given if task.state is not TaskState.DROPPED}
    unsettled = {task.member.id for task in given if task.is_open}
    silent = tuple(line for line in kept if line.state is LineState.EXPECTED)
    leads = RULES[activity.kind].leads_to_make_up
    missed = [line.member.id for line in kept if line.state in MISSED | {LineState.EXPECTED}] if leads else []
    return LockOutcome(
        activity,
        silent,
        tuple(member for member in missed if member not in standing),
        tuple(line.member.id for line in kept if leads and line.member.id in unsettled - set(missed)),
        due_on,
        waiting,
    )


def ensure_lockable(activity: Activity, now: datetime) -> bool:
    """Tell whether locking moves the activity. Errors: BotError NOT_BEGUN, ACTIVITY_STEP_REFUSED."""
    if activity.starts_at > now:
        raise BotError(ErrorCode.NOT_BEGUN, title=activity.title, starts_at=activity.starts_at)
    return activity.step(ActivityState.LOCKED)


@dataclass(frozen=True, slots=True)
class PlanLock:
    """Tell what locking a register would do. Errors: as `LockRegister`, apart from SECOND_PERSON_NEEDED."""

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> LockOutcome:
        async with self.door.looking.activity(actor, activity, Permission.LOCK_REGISTER) as at:
            at.activity.ensure_locked(is_locked=False)
            ensure_lockable(at.activity, at.now)
            return await outcome_of(at)


@dataclass(frozen=True, slots=True)
class LockRegister:
    """Lock a register: lines that say nothing become absent, make-up tasks are given. A repeat changes nothing.

    `due_on` is the deadline of the tasks, 30 days ahead when not given; `seen` the mark of the preview agreed to.
    Errors: as the door, BotError ACTIVITY_STEP_REFUSED, SECOND_PERSON_NEEDED, NOT_BEGUN, PREVIEW_CHANGED.
    """

    door: ActivityDoor

    async def __call__(
        self, actor: MemberId | None, activity: ActivityId, *, due_on: date | None = None, seen: str | None = None
    ) -> LockOutcome:
        async with self.door.activity(actor, activity, Permission.LOCK_REGISTER) as at:
            outcome = await outcome_of(at, due_on)
            if not ensure_lockable(at.activity, at.now):
                return replace(outcome, silent=(), tasks=(), dropped=())
            _ensure_second_person(at.activity, actor)
            ensure_seen(outcome.seen, seen)
            await _lock(at, outcome)
            return replace(outcome, activity=await at.fresh())


@dataclass(frozen=True, slots=True)
class ConfirmRegister:
    """Agree with a register as the second person; a repeat does nothing. Errors: as the door, ACTIVITY_STEP_REFUSED."""

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> Activity:
        async with self.door.activity(actor, activity, Permission.CONFIRM_REGISTER) as at:
            await at.step(ActivityState.CONFIRMED, confirmed_by=actor)
            return await at.fresh()


@dataclass(frozen=True, slots=True)
class ReopenRegister:
    """Unlock a register, with the reason, which stays in the trace. Errors: as the door, WORDS_MISSING."""

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, activity: ActivityId, reason: str) -> Activity:
        words = words_of(reason)
        async with self.door.activity(actor, activity, Permission.LOCK_REGISTER) as at:
            at.activity.ensure_locked()
            facts = {"confirmed_by": None, "locked_at": None}
            await at.step(ActivityState.CLOSED, reason=words, event=Event.REGISTER_REOPENED, **facts)
            return await at.fresh()


def may_lock_now(at: ActivityVisit) -> bool:
    """Tell whether the caller may lock the register and only has to press."""
    is_over = at.activity.state in {ActivityState.CLOSED, ActivityState.CONFIRMED} and at.activity.starts_at <= at.now
    return is_over and at.caller.may(Permission.LOCK_REGISTER, at.activity.organisation.path)


async def outcome_of(at: ActivityVisit, due_on: date | None = None) -> LockOutcome:
    """Give what locking would do; `due_on` as in `LockRegister`."""
    one = at.activity
    tasks = await at.requests.tasks(one.id, with_dropped=True)
    waiting = sum(leave.is_open for leave in await at.requests.leaves(one.id))
    return lock_outcome(one, await at.lines(), tasks, due_on or at.today + timedelta(days=MAKE_UP_DAYS), waiting)


async def _lock(at: ActivityVisit, outcome: LockOutcome) -> None:
    for line in outcome.silent:
        await at.write(line, LineState.ABSENT, Via.LOCK)
    await at.step(ActivityState.LOCKED, locked_at=at.now)
    await at.requests.drop_tasks(at.activity.id, outcome.dropped)
    await at.requests.give_tasks(at.activity, outcome.tasks, outcome.due_on)
    absent, tasks = len(outcome.silent), len(outcome.tasks)
    at.note(Event.REGISTER_LOCKED, activity=at.activity.id, member=at.caller.id, absent=absent, tasks=tasks)


def _ensure_second_person(activity: Activity, actor: MemberId | None) -> None:
    is_agreed = activity.state is ActivityState.CONFIRMED and activity.confirmed_by is not None
    if activity.needs_second_person and (not is_agreed or activity.confirmed_by == actor):
        raise BotError(ErrorCode.SECOND_PERSON_NEEDED, title=activity.title)
