"""Putting the register right by hand, in words or from paper: one write for all of them, and for taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.activities.door import ActivityDoor, ActivityVisit
from bot.activities.model import Activity, ActivityId
from bot.activities.reading.attendance_line import Spoken, understand
from bot.activities.register.model import Line, LineChange, LineState, Mark, Via
from bot.activities.requests.model import spoken_or_none
from bot.errors import BotError, ErrorCode
from bot.logs import Event
from bot.people.model import MemberId, Permission


@dataclass(frozen=True, slots=True)
class Marked:
    """What was written; `passed` lines said something else by then than what the preview started from, and stay."""

    activity: Activity
    changes: tuple[LineChange, ...]
    passed: tuple[Line, ...] = ()

    @property
    def undo(self) -> tuple[LineChange, ...]:
        """The changes that take this back, where nobody has written since."""
        return tuple(change.taken_back() for change in self.changes)


@dataclass(frozen=True, slots=True)
class MarkLines:
    """Write lines of the register; all of them, or none when one makes no sense. A repeat changes nothing.

    A change that names what its line says is written only while the line says it: what was previewed is what is
    written, and an undo leaves alone who checked in since.
    A locked register takes a change with a reason only, and only from who may lock it.
    Errors: as the door, BotError REGISTER_LOCKED, LINE_STEP_REFUSED, MEMBER_NOT_FOUND for who is not in the register.
    """

    door: ActivityDoor

    async def __call__(
        self,
        actor: MemberId | None,
        activity: ActivityId,
        changes: Sequence[LineChange],
        *,
        via: Via = Via.SECRETARY,
        reason: str | None = None,
    ) -> Marked:
        async with self.door.activity(actor, activity, Permission.RUN_ACTIVITY) as at:
            if at.activity.is_locked:
                at.ensure(Permission.LOCK_REGISTER, at.activity.organisation.path)
            marked = await _write_all(at, changes, via, spoken_or_none(reason))
            if marked.changes:
                at.note(Event.REGISTER_MARKED, activity=activity, member=actor, count=len(marked.changes), via=via)
            return marked


@dataclass(frozen=True, slots=True)
class MarkPlan:
    """What a line of words would write. Names that fit nobody, or two people, are in `spoken` to be settled."""

    activity: Activity
    spoken: Spoken
    changes: tuple[LineChange, ...]


@dataclass(frozen=True, slots=True)
class PlanMarks:
    """Read 「除张三、李四外全部到会」 against a register and tell what it would write: the preview of `MarkLines`.

    Lines that already say something are kept unless they are named. Errors: as the door.
    """

    door: ActivityDoor

    async def __call__(
        self,
        actor: MemberId | None,
        activity: ActivityId,
        words: str,
        settled: Mapping[str, MemberId] | None = None,
    ) -> MarkPlan:
        async with self.door.looking.activity(actor, activity, Permission.RUN_ACTIVITY) as at:
            lines = await at.lines()
        spoken = understand(words, lines, settled or {})
        return MarkPlan(at.activity, spoken, changes_of(lines, spoken.marks) if spoken.is_clear else ())


def changes_of(lines: Iterable[Line], marks: Mapping[MemberId, Mark]) -> tuple[LineChange, ...]:
    """Give the changes that bring these marks about, each from what its line says."""
    return tuple(
        LineChange(line.member.id, marks[line.member.id], line.mark) for line in lines if line.member.id in marks
    )


async def _write_all(at: ActivityVisit, changes: Sequence[LineChange], via: Via, reason: str | None) -> Marked:
    lines = {line.member.id: line for line in await at.lines()}
    written: list[LineChange] = []
    passed: list[Line] = []
    for change in changes:
        line = lines.get(change.member)
        if line is None or change.after.state is LineState.MADE_UP:  # made up is what an accepted task says alone
            raise BotError(ErrorCode.MEMBER_NOT_FOUND)
        if not change.fits(line):
            passed += [line] if line.mark != change.after else []
        elif await at.write(line, change.after.state, via, leave=change.after.leave, reason=reason):
            written.append(replace(change, before=line.mark))
    if written:
        await at.doubt()
    return Marked(at.activity, tuple(written), tuple(passed))
