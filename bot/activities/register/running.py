"""Running an activity: open and close check-in, put the register right, the names on the wall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.activities.access import Reached, allow, reach
from bot.activities.model import Activity, ActivityId, ActivityState, LeaveKind, Line, LineState, Via
from bot.activities.planning.usecases import expect_audience
from bot.activities.reading.attendance_line import Spoken, understand
from bot.activities.requests.model import spoken_or_none
from bot.activities.storage import ActivityStore
from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.model import MemberId, Permission
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class Mark:
    """What a secretary writes in a line."""

    state: LineState
    leave: LeaveKind | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """Lines that changed, as they were before: marking them back is the undo."""

    activity: Activity
    before: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OpenCheckin:
    """Let members check in; the register is first brought in step with the roster. A repeat changes nothing.

    Errors: as `reach`, BotError ACTIVITY_STEP_REFUSED.
    """

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> Activity:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            reached = await reach(session, actor, activity, Permission.RUN_ACTIVITY, now, today)
            was_planned = reached.activity.state is ActivityState.PLANNED
            moved = await reached.step(ActivityState.OPEN, confirmed_by=None)
            if was_planned:
                await expect_audience(session, reached.activity, now)
            opened = await ActivityStore(session).get(activity)
        if moved:
            record(Event.CHECKIN_OPENED, activity=activity, member=actor)
        return opened


@dataclass(frozen=True, slots=True)
class CloseCheckin:
    """End check-in; also for a meeting kept on paper, whose check-in was never open. A repeat changes nothing."""

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> Activity:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            reached = await reach(session, actor, activity, Permission.RUN_ACTIVITY, now, today)
            one = reached.activity
            if one.is_locked:  # closing is not how a locked register opens again
                raise BotError(ErrorCode.ACTIVITY_STEP_REFUSED, title=one.title, state=one.state)
            if reached.activity.state is not ActivityState.CONFIRMED:
                await reached.step(ActivityState.CLOSED)
            return await ActivityStore(session).get(activity)


@dataclass(frozen=True, slots=True)
class MarkLines:
    """Write lines of the register by hand or from paper; all of them, or none when one makes no sense.

    `only_where` names what lines must say to be changed: taking marks back leaves alone who checked in since.
    A locked register takes a change with a reason only, and only from who may lock it.
    Errors: as `reach`, BotError REGISTER_LOCKED, LINE_STEP_REFUSED, MEMBER_NOT_FOUND for who is not in the register.
    """

    database: Database
    clock: Clock

    async def __call__(
        self,
        actor: MemberId | None,
        activity: ActivityId,
        marks: Mapping[MemberId, Mark],
        *,
        via: Via = Via.SECRETARY,
        reason: str | None = None,
        only_where: Mapping[MemberId, Mark] | None = None,
    ) -> Marked:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            reached = await reach(session, actor, activity, Permission.RUN_ACTIVITY, now, today)
            if reached.activity.is_locked:
                allow(reached.caller, Permission.LOCK_REGISTER, reached.activity.organisation.path)
            lines = {line.member.id: line for line in await reached.registers.lines(activity)}
            wanted = {who: mark for who, mark in marks.items() if _says(lines.get(who), (only_where or {}).get(who))}
            before = await _write_all(reached, lines, wanted, via, spoken_or_none(reason))
        if before:
            record(Event.REGISTER_MARKED, activity=activity, member=actor, count=len(before), via=via)
        return Marked(reached.activity, before)


@dataclass(frozen=True, slots=True)
class MarkInWords:
    """Read 「除张三、李四外全部到会」; with `write` write it down, else only tell what it means.

    Names that fit nobody, or two people, come back to be settled, and nothing is written.
    Lines that already say something are kept unless they are named.
    """

    database: Database
    clock: Clock
    mark: MarkLines

    async def __call__(
        self,
        actor: MemberId | None,
        activity: ActivityId,
        words: str,
        *,
        settled: Mapping[str, MemberId] | None = None,
        write: bool = False,
    ) -> tuple[Spoken, Marked | None]:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.reading() as session:
            reached = await reach(session, actor, activity, Permission.RUN_ACTIVITY, now, today, lock=False)
            lines = await reached.registers.lines(activity)
        spoken = understand(words, lines, settled or {})
        if not write or not spoken.is_clear:
            return spoken, None
        marks = {member: Mark(state, leave) for member, (state, leave) in spoken.marks.items()}
        return spoken, await self.mark(actor, activity, marks)


@dataclass(frozen=True, slots=True)
class ShowNames:
    """Turn the names on the wall on or off. Errors: as `reach`."""

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, activity: ActivityId, *, shown: bool) -> Activity:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            await reach(session, actor, activity, Permission.RUN_ACTIVITY, now, today)
            store = ActivityStore(session)
            await store.change(activity, shows_names=shown)
            return await store.get(activity)


def _says(line: Line | None, mark: Mark | None) -> bool:
    return mark is None or line is None or (line.state, line.leave) == (mark.state, mark.leave)


async def _write_all(
    reached: Reached, lines: Mapping[MemberId, Line], marks: Mapping[MemberId, Mark], via: Via, reason: str | None
) -> tuple[Line, ...]:
    changed: Sequence[Line] = []
    for member, mark in marks.items():
        line = lines.get(member)
        if line is None or mark.state is LineState.MADE_UP:  # made up is what an accepted task says, nobody else
            raise BotError(ErrorCode.MEMBER_NOT_FOUND)
        if await reached.write(line, mark.state, via, leave=mark.leave, reason=reason):
            changed = [*changed, line]
    if changed and reached.activity.state is ActivityState.CONFIRMED:  # what was confirmed is no longer what it says
        await reached.step(ActivityState.CLOSED, confirmed_by=None)
    return tuple(changed)
