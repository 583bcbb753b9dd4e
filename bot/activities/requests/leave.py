"""Asking for leave, granting and refusing it, taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.access import Reached, reach_request
from bot.activities.model import CAME, ActivityId, ActivityState, LeaveKind, LineState, Via
from bot.activities.requests.model import Leave, LeaveState, ensure_undecided, spoken_or_none, words_of
from bot.activities.requests.storage import RequestStore
from bot.activities.storage import ActivityStore, RegisterStore
from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.directory import Directory
from bot.people.model import MemberId, Permission
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class AskLeave:
    """Ask for leave from an activity; asked again, the new words count. Leave that was granted stays granted.

    Errors: BotError NOT_BOUND, NOT_EXPECTED, WORDS_MISSING, TOO_LONG, ALREADY_THERE, REGISTER_LOCKED,
    ACTIVITY_CANCELLED.
    """

    database: Database
    clock: Clock

    async def __call__(self, member: MemberId, activity: ActivityId, kind: LeaveKind, reason: str) -> Leave:
        words = words_of(reason)
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            await Directory(session).caller(member, today)
            line = await RegisterStore(session).line(activity, member)
            if line is None:
                raise BotError(ErrorCode.NOT_EXPECTED)
            one = await ActivityStore(session).get(activity, share=True)
            one.ensure_changeable(None)
            if line.state in CAME:
                raise BotError(ErrorCode.ALREADY_THERE, title=one.title)
            store = RequestStore(session)
            known = await store.leave_of(activity, member)
            if known is not None and known.state is LeaveState.GRANTED:
                return known
            number = await store.ask_leave(activity, member, kind, words, now)
            asked = await store.leave(number)
        record(Event.LEAVE_ASKED, member=member, activity=activity, number=number)
        return asked


@dataclass(frozen=True, slots=True)
class DecideLeave:
    """Grant or refuse leave; the same decision twice changes nothing, the other one corrects it until the lock.

    With `first_only` a decision that was made stands: whoever presses an old button learns of it.
    Who decides on their own leave, in a branch where nobody else may, stands in the trace with their own name.
    Errors: as `reach`, BotError REQUEST_NOT_FOUND, REQUEST_WITHDRAWN, ALREADY_DECIDED, ALREADY_THERE,
    REGISTER_LOCKED.
    """

    database: Database
    clock: Clock

    async def __call__(
        self, actor: MemberId | None, number: int, *, granted: bool, note: str | None = None, first_only: bool = False
    ) -> Leave:
        now, today = self.clock.now(), self.clock.today()
        note = spoken_or_none(note)
        async with self.database.transaction() as session:
            store = RequestStore(session)
            leave = await store.leave(number)
            reached = await reach_request(session, actor, leave.activity.id, Permission.RUN_ACTIVITY, now, today)
            leave = await store.leave(number)  # again, now that nobody else decides at the same time
            if leave.state is LeaveState.WITHDRAWN:
                raise BotError(ErrorCode.REQUEST_WITHDRAWN, name=leave.member.name)
            ensure_undecided(leave.member.name, is_decided=first_only and not leave.is_open, state=leave.state)
            to = LeaveState.GRANTED if granted else LeaveState.REFUSED
            if leave.state is not to:
                await _write(reached, leave, granted=granted, note=note)
                await store.settle_leave(number, to, actor, now, note)
            decided = await store.leave(number)
        record(Event.LEAVE_DECIDED, member=actor, number=number, granted=int(granted))
        return decided


@dataclass(frozen=True, slots=True)
class WithdrawLeave:
    """Take one's own request back, before the activity begins. Errors: BotError REQUEST_NOT_FOUND, BEGUN."""

    database: Database
    clock: Clock

    async def __call__(self, member: MemberId, activity: ActivityId) -> Leave:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            caller = await Directory(session).caller(member, today)
            one = await ActivityStore(session).get(activity, lock=True)
            store = RequestStore(session)
            leave = await store.leave_of(activity, member)
            if leave is None:
                raise BotError(ErrorCode.REQUEST_NOT_FOUND)
            if one.starts_at <= now:
                raise BotError(ErrorCode.BEGUN, title=one.title)
            if leave.state is LeaveState.GRANTED:
                await _write(Reached(session, caller, one, now), leave, granted=False, note=None)
            await store.settle_leave(leave.id, LeaveState.WITHDRAWN, member, now, None)
            return await store.leave(leave.id)


async def _write(reached: Reached, leave: Leave, *, granted: bool, note: str | None) -> None:
    """Bring the line in step with a decision."""
    line = await reached.registers.line(leave.activity.id, leave.member.id, lock=True)
    if line is None:
        raise BotError(ErrorCode.REQUEST_NOT_FOUND)
    if granted:
        if line.state in CAME:
            raise BotError(ErrorCode.ALREADY_THERE, title=leave.activity.title)
        await reached.write(line, LineState.ON_LEAVE, Via.LEAVE, leave=leave.kind, reason=note)
    elif line.state is LineState.ON_LEAVE:
        await reached.write(line, LineState.EXPECTED, Via.LEAVE, reason=note)
    if reached.activity.state is ActivityState.CONFIRMED:
        await reached.step(ActivityState.CLOSED, confirmed_by=None)
