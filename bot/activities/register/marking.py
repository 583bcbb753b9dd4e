"""Taking marks back: lines become what they were, unless somebody has changed them since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.activities.model import ActivityId, LeaveKind, LineState
from bot.activities.reading.attendance_line import Spoken
from bot.activities.register.running import Mark, Marked, MarkLines
from bot.people.model import MemberId

Kept = Sequence[Sequence[Any]]  # member, state and leave before, state and leave after


def remembered(spoken: Spoken, marked: Marked) -> Kept:
    """Give what has to be kept to take marks back, as plain JSON."""
    kept: list[list[Any]] = []
    for line in marked.before:
        state, leave = spoken.marks[line.member.id]
        kept.append([line.member.id, line.state, line.leave, state, leave])
    return kept


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Restore the lines that still say what was written then. Errors: as `MarkLines`."""

    mark: MarkLines

    async def __call__(self, actor: MemberId | None, activity: ActivityId, kept: Kept) -> Marked:
        before, after = {}, {}
        for member, state, leave, written, written_leave in kept:
            who = MemberId(member)
            before[who] = _mark(state, leave)
            after[who] = _mark(written, written_leave)
        return await self.mark(actor, activity, before, only_where=after)


def _mark(state: str, leave: str | None) -> Mark:
    return Mark(LineState(state), LeaveKind(leave) if leave else None)
