"""Previewing a roster, taking it in, and taking the last one back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import BotError, ErrorCode
from bot.logs import Event
from bot.people.door import CallerVisit, PeopleDoor
from bot.people.model import MemberId, OrganisationId, Permission
from bot.people.roster.checking import read_roster
from bot.people.roster.model import ImportPlan, Known, RosterFile
from bot.people.roster.planning import plan_import
from bot.people.roster.writing import Writer, take_back


class InUse(Protocol):
    """Asks another room, before an import is taken back, whether it needs one of these members or organisations."""

    async def __call__(
        self, session: AsyncSession, members: Sequence[MemberId], organisations: Sequence[OrganisationId]
    ) -> bool: ...


@dataclass(frozen=True, slots=True)
class PreviewImport:
    """Tell what a roster file would change from a day on (today if not given), and every mistake in it.

    Errors: BotError NOT_BOUND, NOT_ALLOWED, ROSTER_… for a file that is of no use as a whole.
    """

    door: PeopleDoor

    async def __call__(self, actor: MemberId | None, content: bytes, on: date | None = None) -> ImportPlan:
        file = await asyncio.to_thread(read_roster, content, self.door.clock.today())
        async with self.door.looking.caller(actor) as at:
            return (await _plan(at, file, on or at.today))[0]


@dataclass(frozen=True, slots=True)
class ImportRoster:
    """Take a roster file in; a file that changes nothing leaves no trace. Gives what was changed.

    Errors: as PreviewImport, and ROSTER_ROWS_WRONG when any row is wrong; then nothing is written.
    """

    door: PeopleDoor

    async def __call__(self, actor: MemberId | None, content: bytes, on: date | None = None) -> ImportPlan:
        file = await asyncio.to_thread(read_roster, content, self.door.clock.today())
        async with self.door.caller(actor) as at:
            await at.roster.lock()
            first_day = on or at.today
            plan, known = await _plan(at, file, first_day)
            if plan.problems:
                raise BotError(ErrorCode.ROSTER_ROWS_WRONG, count=len(plan.problems))
            if plan.is_empty:
                return plan
            journal = await Writer(at.session, first_day, at.now, is_due=first_day <= at.today).write(plan, known)
            number = await at.roster.note_import(journal, file.checksum, actor, at.now)
            at.note(Event.ROSTER_IMPORTED, number=number, by=actor, people=len(plan.steps))
            return plan


@dataclass(frozen=True, slots=True)
class UndoImport:
    """Take the last import back, so that the roster is exactly as before; gives the moment it had been made.

    Its importer and the operator may. Errors: BotError NOT_BOUND, NOT_ALLOWED, ROSTER_NOTHING_TO_UNDO, ROSTER_IN_USE.
    """

    door: PeopleDoor
    in_use: tuple[InUse, ...] = ()

    async def __call__(self, actor: MemberId | None) -> datetime:
        async with self.door.caller(actor) as at:
            at.ensure_holds(Permission.MANAGE_ROSTER)
            await at.roster.lock()
            last = await at.roster.last_import()
            if last is None or not (at.caller.is_operator or last.by == at.caller.id):
                raise BotError(ErrorCode.ROSTER_NOTHING_TO_UNDO)
            journal = last.journal
            for needs in self.in_use:
                if await needs(at.session, journal.members_made(), journal.organisations_made()):
                    raise BotError(ErrorCode.ROSTER_IN_USE)
            await take_back(at.session, journal)
            await at.roster.note_undone(last.number, at.now)
            at.note(Event.ROSTER_UNDONE, number=last.number, by=actor)
            return last.at


async def _plan(at: CallerVisit, file: RosterFile, on: date) -> tuple[ImportPlan, Known]:
    at.ensure_holds(Permission.MANAGE_ROSTER)
    known = await at.roster.known()
    return plan_import(file, known, on, lambda path: at.caller.may(Permission.MANAGE_ROSTER, path)), known
