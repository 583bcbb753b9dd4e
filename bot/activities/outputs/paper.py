"""Reading a filled paper sheet back: what it would change, and every mistake in it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.activities.door import ActivityDoor
from bot.activities.model import Activity, ActivityId
from bot.activities.outputs.model import PaperProblem
from bot.activities.outputs.paper_rows import read_paper
from bot.activities.register.model import Line, LineChange, Mark
from bot.people.model import MemberId, Permission


@dataclass(frozen=True, slots=True)
class Paper:
    """What a filled sheet says. `rows`: lines it would change, with what it says; `blank`: rows without a mark."""

    activity: Activity
    rows: tuple[tuple[Line, Mark], ...]
    unchanged: int
    blank: int
    problems: tuple[PaperProblem, ...]

    @property
    def changes(self) -> tuple[LineChange, ...]:
        """What `MarkLines` is to write; nothing while there is any problem."""
        rows = () if self.problems else self.rows
        return tuple(LineChange(line.member.id, mark, line.mark) for line, mark in rows)


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """Read a filled sheet (.xlsx or .csv) and tell what it would write: the preview of `MarkLines`.

    Errors: as the door, BotError PAPER_….
    """

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, activity: ActivityId, content: bytes) -> Paper:
        # a stranger's file is not read at all
        async with self.door.looking.activity(actor, activity, Permission.RUN_ACTIVITY) as at:
            lines = await at.lines()
        rows = await asyncio.to_thread(read_paper, content, lines)
        return Paper(at.activity, rows.changes, rows.unchanged, rows.blank, rows.problems)
