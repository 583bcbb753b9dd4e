"""Confirming, locking and reopening a register, and the make-up tasks that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.activities.access import Reached, reach
from bot.activities.kinds import RULES
from bot.activities.model import MISSED, Activity, ActivityId, ActivityState, LineState, Via
from bot.activities.requests.model import MAKE_UP_DAYS, words_of
from bot.activities.requests.storage import RequestStore
from bot.activities.storage import ActivityStore
from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.model import MemberId, Permission
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class ConfirmRegister:
    """Agree with a register as the second person. Errors: as `reach`, ACTIVITY_STEP_REFUSED."""

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> Activity:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            reached = await reach(session, actor, activity, Permission.CONFIRM_REGISTER, now, today)
            await reached.step(ActivityState.CONFIRMED, confirmed_by=actor)
            return await ActivityStore(session).get(activity)


@dataclass(frozen=True, slots=True)
class Locked:
    """A locked register: how many nobody had spoken for and are absent now, and how many tasks it led to."""

    activity: Activity
    absent: int
    tasks: int


@dataclass(frozen=True, slots=True)
class LockRegister:
    """Lock a register: lines that say nothing become absent, make-up tasks are given. A repeat changes nothing.

    `due_on` is the deadline of the tasks, 30 days ahead when not given.
    Errors: as `reach`, BotError ACTIVITY_STEP_REFUSED, SECOND_PERSON_NEEDED, NOT_BEGUN.
    """

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, activity: ActivityId, *, due_on: date | None = None) -> Locked:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            reached = await reach(session, actor, activity, Permission.LOCK_REGISTER, now, today)
            one = reached.activity
            if one.starts_at > now:
                raise BotError(ErrorCode.NOT_BEGUN, title=one.title, starts_at=one.starts_at)
            if one.step(ActivityState.LOCKED) and one.needs_second_person:
                _ensure_second_person(one, actor)
            absent = 0 if one.is_locked else await _speak_for_the_silent(reached)
            moved = await reached.step(ActivityState.LOCKED, locked_at=now)
            tasks = await _give_tasks(reached, due_on or today + timedelta(days=MAKE_UP_DAYS)) if moved else 0
            locked = await ActivityStore(session).get(activity)
        if moved:
            record(Event.REGISTER_LOCKED, activity=activity, member=actor, absent=absent, tasks=tasks)
        return Locked(locked, absent, tasks)


@dataclass(frozen=True, slots=True)
class ReopenRegister:
    """Unlock a register, with the reason, which stays in the trace. Errors: as `reach`, WORDS_MISSING."""

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, activity: ActivityId, reason: str) -> Activity:
        words = words_of(reason)
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            reached = await reach(session, actor, activity, Permission.LOCK_REGISTER, now, today)
            if not reached.activity.is_locked:
                raise BotError(
                    ErrorCode.ACTIVITY_STEP_REFUSED, title=reached.activity.title, state=reached.activity.state
                )
            await reached.step(ActivityState.CLOSED, reason=words, confirmed_by=None, locked_at=None)
            reopened = await ActivityStore(session).get(activity)
        record(Event.REGISTER_REOPENED, activity=activity, member=actor)
        return reopened


def _ensure_second_person(activity: Activity, actor: MemberId | None) -> None:
    is_agreed = activity.state is ActivityState.CONFIRMED and activity.confirmed_by is not None
    if not is_agreed or activity.confirmed_by == actor:
        raise BotError(ErrorCode.SECOND_PERSON_NEEDED, title=activity.title)


async def _speak_for_the_silent(reached: Reached) -> int:
    silent = [line for line in await reached.registers.lines(reached.activity.id) if line.state is LineState.EXPECTED]
    for line in silent:
        await reached.write(line, LineState.ABSENT, Via.LOCK)
    return len(silent)


async def _give_tasks(reached: Reached, due_on: date) -> int:
    if not RULES[reached.activity.kind].leads_to_make_up:
        return 0
    lines = await reached.registers.lines(reached.activity.id)
    store = RequestStore(reached.session)
    await store.drop_tasks(reached.activity.id, [line.member.id for line in lines if line.state not in MISSED])
    missed = [line.member.id for line in lines if line.state in MISSED]
    return await store.give_tasks(reached.activity, missed, due_on)
