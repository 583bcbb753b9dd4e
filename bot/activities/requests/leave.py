"""Asking for leave, granting and refusing it, taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.door import LEAVE, ActivityDoor, ActivityVisit
from bot.activities.model import ActivityId
from bot.activities.register.model import CAME, LeaveKind, LineState, Via
from bot.activities.requests.model import Leave, LeaveState, ensure_undecided, spoken_or_none, words_of
from bot.errors import BotError, ErrorCode
from bot.logs import Event
from bot.people.model import MemberId


@dataclass(frozen=True, slots=True)
class AskLeave:
    """Ask for leave from an activity; asked again, the new words count. Leave that was granted stays granted.

    Errors: BotError NOT_BOUND, NOT_EXPECTED, WORDS_MISSING, TOO_LONG, ALREADY_THERE, REGISTER_LOCKED,
    ACTIVITY_CANCELLED.
    """

    door: ActivityDoor

    async def __call__(self, member: MemberId, activity: ActivityId, kind: LeaveKind, reason: str) -> Leave:
        words = words_of(reason)
        async with self.door.own_line(member, activity) as at:
            at.activity.ensure_changeable(None)
            if at.line.state in CAME:
                raise BotError(ErrorCode.ALREADY_THERE, title=at.activity.title)
            known = await at.requests.leave_of(activity, member)
            if known is not None and known.state is LeaveState.GRANTED:
                return known
            asked = await at.requests.ask_leave(activity, member, kind, words, at.now)
            at.note(Event.LEAVE_ASKED, member=member, activity=activity, number=asked.id)
            return asked


@dataclass(frozen=True, slots=True)
class DecideLeave:
    """Grant or refuse leave; the same decision twice changes nothing, the other one corrects it until the lock.

    With `first_only` a decision that was made stands: whoever presses an old button learns of it.
    `of`: the activity it is named with.
    Who decides on their own leave, in a branch where nobody else may, stands in the trace with their own name.
    Errors: as the door, BotError REQUEST_WITHDRAWN, ALREADY_DECIDED, ALREADY_THERE, REGISTER_LOCKED.
    """

    door: ActivityDoor

    async def __call__(
        self,
        actor: MemberId | None,
        number: int,
        *,
        granted: bool,
        note: str | None = None,
        first_only: bool = False,
        of: ActivityId | None = None,
    ) -> Leave:
        said, to = spoken_or_none(note), LeaveState.GRANTED if granted else LeaveState.REFUSED
        async with self.door.request(actor, LEAVE, number, of) as at:
            leave = at.asked
            if leave.state is LeaveState.WITHDRAWN:
                raise BotError(ErrorCode.REQUEST_WITHDRAWN, name=leave.member.name)
            ensure_undecided(leave.member.name, is_decided=first_only and not leave.is_open, state=leave.state)
            at.note(Event.LEAVE_DECIDED, member=actor, number=number, granted=int(granted))
            if leave.state is to:
                return leave
            await _write(at, leave, granted=granted, note=said)
            return await at.requests.settle_leave(number, to, actor, at.now, said)


@dataclass(frozen=True, slots=True)
class WithdrawLeave:
    """Take one's own request back, before the activity begins. Errors: BotError REQUEST_NOT_FOUND, BEGUN."""

    door: ActivityDoor

    async def __call__(self, member: MemberId, activity: ActivityId) -> Leave:
        async with self.door.member(member) as at:
            one = await at.activities.get(activity, lock=True)
            leave = await at.requests.leave_of(activity, member)
            if leave is None:
                raise BotError(ErrorCode.REQUEST_NOT_FOUND)
            if one.starts_at <= at.now:
                raise BotError(ErrorCode.BEGUN, title=one.title)
            if leave.state is LeaveState.GRANTED:
                await _write(at.at(one), leave, granted=False, note=None)
            return await at.requests.settle_leave(leave.id, LeaveState.WITHDRAWN, member, at.now, None)


async def _write(at: ActivityVisit, leave: Leave, *, granted: bool, note: str | None) -> None:
    """Bring the line in step with a decision."""
    line = await at.registers.line(leave.activity.id, leave.member.id, lock=True)
    if line is None:
        raise BotError(ErrorCode.REQUEST_NOT_FOUND)
    if granted:
        if line.state in CAME:
            raise BotError(ErrorCode.ALREADY_THERE, title=leave.activity.title)
        await at.write(line, LineState.ON_LEAVE, Via.LEAVE, leave=leave.kind, reason=note)
    elif line.state is LineState.ON_LEAVE:
        await at.write(line, LineState.EXPECTED, Via.LEAVE, reason=note)
    await at.doubt()
