"""Previewing a roster, taking it in, and taking the last one back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.directory import Directory
from bot.people.model import Caller, MemberId, OrganisationId, Permission
from bot.people.reach import ensure_holds
from bot.people.roster.checking import read_roster
from bot.people.roster.model import Known, Plan, RosterFile
from bot.people.roster.planning import plan_import
from bot.people.roster.storage import RosterStore
from bot.people.roster.writing import Writer, take_back
from knowledge.sql import Database


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

    database: Database
    clock: Clock

    async def __call__(self, caller: MemberId | None, content: bytes, on: date | None = None) -> Plan:
        today = self.clock.today()
        file = await asyncio.to_thread(read_roster, content, today)
        async with self.database.reading() as session:
            actor = await Directory(session).caller(caller, today)
            return (await _plan(session, actor, file, on or today))[0]


@dataclass(frozen=True, slots=True)
class ImportRoster:
    """Take a roster file in; a file that changes nothing leaves no trace. Gives what was changed.

    Errors: as PreviewImport, and ROSTER_ROWS_WRONG when any row is wrong; then nothing is written.
    """

    database: Database
    clock: Clock

    async def __call__(self, caller: MemberId | None, content: bytes, on: date | None = None) -> Plan:
        now, today = self.clock.now(), self.clock.today()
        first_day = on or today
        file = await asyncio.to_thread(read_roster, content, today)
        async with self.database.transaction() as session:
            actor = await Directory(session).caller(caller, today)
            store = RosterStore(session)
            await store.lock()
            plan, known = await _plan(session, actor, file, first_day)
            if plan.problems:
                raise BotError(ErrorCode.ROSTER_ROWS_WRONG, count=len(plan.problems))
            if plan.is_empty:
                return plan
            writer = Writer(session, first_day, now, is_due=first_day <= today)
            journal = await writer.write(plan, known)
            number = await store.note_import(journal, file.checksum, caller, now)
        record(Event.ROSTER_IMPORTED, number=number, by=caller, people=len(plan.steps))
        return plan


@dataclass(frozen=True, slots=True)
class UndoImport:
    """Take the last import back, so that the roster is exactly as before; gives the moment it had been made.

    Its importer and the operator may. Errors: BotError NOT_BOUND, NOT_ALLOWED, ROSTER_NOTHING_TO_UNDO, ROSTER_IN_USE.
    """

    database: Database
    clock: Clock
    in_use: tuple[InUse, ...] = ()

    async def __call__(self, caller: MemberId | None) -> datetime:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            actor = await Directory(session).caller(caller, today)
            ensure_holds(actor, Permission.MANAGE_ROSTER)
            store = RosterStore(session)
            await store.lock()
            last = await store.last_import()
            if last is None or not (actor.is_operator or last.by == actor.id):
                raise BotError(ErrorCode.ROSTER_NOTHING_TO_UNDO)
            journal = last.journal
            for needs in self.in_use:
                if await needs(session, journal.members_made(), journal.organisations_made()):
                    raise BotError(ErrorCode.ROSTER_IN_USE)
            await take_back(session, journal)
            await store.note_undone(last.number, now)
        record(Event.ROSTER_UNDONE, number=last.number, by=caller)
        return last.at


async def _plan(session: AsyncSession, actor: Caller, file: RosterFile, on: date) -> tuple[Plan, Known]:
    ensure_holds(actor, Permission.MANAGE_ROSTER)
    known = await RosterStore(session).known()
    return plan_import(file, known, on, lambda path: actor.may(Permission.MANAGE_ROSTER, path)), known
