"""Reading a filled paper sheet back into the register."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from bot.activities.access import reach
from bot.activities.model import Activity, ActivityId, Line, Via
from bot.activities.outputs.paper_rows import PaperProblem, read_paper
from bot.activities.register.running import Mark, Marked, MarkLines
from bot.clock import Clock
from bot.logs import Event, record
from bot.people.model import MemberId, Permission
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class Paper:
    """What a filled sheet says. `changes`: lines it would change, with what it says; `blank`: rows without a mark.

    `written` is None for a preview, and wherever there is a problem.
    """

    activity: Activity
    changes: tuple[tuple[Line, Mark], ...]
    unchanged: int
    blank: int
    problems: tuple[PaperProblem, ...]
    written: Marked | None = None


@dataclass(frozen=True, slots=True)
class ImportPaper:
    """Read a filled sheet (.xlsx or .csv); with `write` and without any problem write it into the register.

    Any problem means that nothing is written; a repeat changes nothing. A locked register needs the `reason`.
    Errors: as `reach`, BotError PAPER_…, REGISTER_LOCKED, ACTIVITY_CANCELLED.
    """

    database: Database
    clock: Clock
    mark: MarkLines

    async def __call__(
        self,
        actor: MemberId | None,
        activity_id: ActivityId,
        content: bytes,
        *,
        write: bool = False,
        reason: str | None = None,
    ) -> Paper:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.reading() as session:  # a stranger's file is not read at all
            reached = await reach(session, actor, activity_id, Permission.RUN_ACTIVITY, now, today, lock=False)
            lines = await reached.registers.lines(activity_id)
        rows = await asyncio.to_thread(read_paper, content, lines)
        paper = Paper(reached.activity, rows.changes, rows.unchanged, rows.blank, rows.problems)
        if not write or paper.problems:
            return paper
        marks = {line.member.id: mark for line, mark in paper.changes}
        written = await self.mark(actor, activity_id, marks, via=Via.PAPER, reason=reason)
        record(Event.PAPER_IMPORTED, activity=activity_id, member=actor, count=len(written.before))
        return replace(paper, written=written)
