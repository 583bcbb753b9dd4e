"""Giving out registers, sheets, ledgers and calendar files."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.access import Reached, reach, reach_organisation
from bot.activities.model import Activity, ActivityId, LineState, Tally
from bot.activities.outputs.calendar import calendar_entry, sequence_of
from bot.activities.outputs.excel import ledger_book, register_book, sheet_book
from bot.activities.outputs.model import (
    DOCX,
    ICS,
    XLSX,
    ExportedFile,
    ExportKind,
    LedgerKind,
    file_name,
)
from bot.activities.outputs.storage import LedgerStore
from bot.activities.outputs.templates import TemplateName
from bot.activities.outputs.views import LedgerView, MemberHours, RegisterView
from bot.activities.outputs.word import filled, ledger_context, register_context
from bot.activities.own.hours import COMMITTEE_HOURS, MEMBER_HOURS, bounds
from bot.activities.storage import ActivityStore, RegisterStore
from bot.clock import COUNTRY_ZONE, Clock
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.directory import Directory
from bot.people.model import Member, MemberId, Organisation, OrganisationId, Permission
from bot.storage.keys import service_key
from bot.texts import say
from bot.texts.outputs import OutputText
from knowledge.sql import Database

FIRST_YEAR = 1921
_KEY_NAME = "calendar"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """Give an activity as a calendar entry to who is expected or may see its register; to the operator too.

    Errors: BotError NOT_BOUND, ACTIVITY_NOT_FOUND for everybody else.
    """

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, activity_id: ActivityId) -> ExportedFile:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:  # the first file makes the key that its UID comes from
            caller = await Directory(session).caller(actor, today)
            one = await ActivityStore(session).get(activity_id)
            registers = RegisterStore(session)
            is_expected = actor is not None and await registers.line(activity_id, actor) is not None
            if not is_expected and not caller.may(Permission.SEE_REGISTER, one.organisation.path):
                record(Event.FOREIGN_ID_REFUSED, member=actor, activity=activity_id)
                raise BotError(ErrorCode.ACTIVITY_NOT_FOUND)
            sequence = sequence_of(await registers.trace(activity_id))
            key = await service_key(session, _KEY_NAME)
        uid = hashlib.sha256(key + str(activity_id).encode()).hexdigest()[:32]  # two installations never share one
        content = calendar_entry(one, f"{uid}@zhibu", sequence, now)
        return ExportedFile(_named(one, None, "ics"), content, ICS)


@dataclass(frozen=True, slots=True)
class ExportRegister:
    """Give one activity's register, its sheet to sign or to fill in, or its calendar entry as a file.

    `templates` is the folder with the organisation's own; `is_official` says whether electronic check-in counts.
    Errors: as `reach`, BotError TEMPLATE_BROKEN, EXPORT_TOO_LONG.
    """

    database: Database
    clock: Clock
    calendar: CalendarFile
    templates: Path | None = None
    is_official: bool = False

    async def __call__(self, actor: MemberId | None, activity_id: ActivityId, kind: ExportKind) -> ExportedFile:
        if kind is ExportKind.CALENDAR:
            return await self.calendar(actor, activity_id)
        now, today = self.clock.now(), self.clock.today()
        is_sheet = kind in {ExportKind.SHEET_DOCX, ExportKind.SHEET_XLSX}
        permission = Permission.RUN_ACTIVITY if is_sheet else Permission.EXPORT
        async with self.database.reading() as session:
            reached = await reach(session, actor, activity_id, permission, now, today, lock=False)
            view = await _view(reached)
        content = await asyncio.to_thread(self._making(kind), view)
        record(Event.EXPORTED, activity=activity_id, member=actor, kind=kind, lines=len(view.lines))
        title = OutputText.OUT_SHEET if is_sheet else OutputText.OUT_REGISTER
        is_word = kind in {ExportKind.REGISTER_DOCX, ExportKind.SHEET_DOCX}
        name = _named(view.activity, title, "docx" if is_word else "xlsx")
        return ExportedFile(name, content, DOCX if is_word else XLSX)

    def _making(self, kind: ExportKind) -> Callable[[RegisterView], bytes]:
        def register(view: RegisterView) -> bytes:
            context = register_context(view, is_official=self.is_official, what=OutputText.OUT_REGISTER)
            return filled(TemplateName.REGISTER, self.templates, context)

        def sheet(view: RegisterView) -> bytes:
            context = register_context(view, is_official=self.is_official, what=OutputText.OUT_SHEET)
            return filled(TemplateName.SHEET, self.templates, context)

        def book(view: RegisterView) -> bytes:
            return register_book(view, is_official=self.is_official)

        return {
            ExportKind.REGISTER_DOCX: register,
            ExportKind.SHEET_DOCX: sheet,
            ExportKind.REGISTER_XLSX: book,
            ExportKind.SHEET_XLSX: sheet_book,
        }[kind]


@dataclass(frozen=True, slots=True)
class ExportLedger:
    """Give a year of an organisation and those below it as a file; study hours only to who may see them.

    Errors: BotError NOT_BOUND, ORGANISATION_NOT_FOUND, NOT_ALLOWED, YEAR_UNLIKELY, TEMPLATE_BROKEN, EXPORT_TOO_LONG.
    """

    database: Database
    clock: Clock
    templates: Path | None = None

    async def __call__(
        self, actor: MemberId | None, organisation: OrganisationId, year: int, kind: LedgerKind
    ) -> ExportedFile:
        now, today = self.clock.now(), self.clock.today()
        if not FIRST_YEAR <= year <= today.year + 1:
            raise BotError(ErrorCode.YEAR_UNLIKELY, year=year)
        async with self.database.reading() as session:
            caller, place = await reach_organisation(session, actor, organisation, Permission.EXPORT, today)
            sees_hours = caller.may(Permission.SEE_HOURS, place.path)
            hours = await _hours(session, organisation, year, today) if sees_hours else None
            view = await _ledger(session, place, year, now, hours)
        content = await asyncio.to_thread(self._make, view, kind)
        record(Event.LEDGER_EXPORTED, organisation=organisation, member=actor, year=year, kind=kind)
        name = file_name(place.name, say(OutputText.OUT_LEDGER, year=year), ending=kind.value)
        return ExportedFile(name, content, DOCX if kind is LedgerKind.DOCX else XLSX)

    def _make(self, view: LedgerView, kind: LedgerKind) -> bytes:
        if kind is LedgerKind.XLSX:
            return ledger_book(view)
        return filled(TemplateName.LEDGER, self.templates, ledger_context(view))


async def _view(reached: Reached) -> RegisterView:
    one = reached.activity
    lines = tuple(await reached.registers.lines(one.id))
    trace = tuple(await reached.registers.trace(one.id))
    tally = Tally.of((line.state, line.votes) for line in lines)
    known = {line.member.id: line.member.name for line in lines}
    others = {member for change in trace for member in (change.by, change.member) if member is not None} - set(known)
    found = await Directory(reached.session).members(others)
    names = known | {member: person.name for member, person in found.items()}
    return RegisterView(one, lines, tally, tally.quorum(one.quorum) if one.quorum else None, trace, names)


async def _ledger(
    session: AsyncSession, place: Organisation, year: int, now: datetime, hours: tuple[MemberHours, ...] | None
) -> LedgerView:
    below = await Directory(session).organisations_under(place.id)
    span = bounds(date(year, 1, 1), date(year, 12, 31))
    held = await ActivityStore(session).in_organisations([one.id for one in below], *span)
    lines = await LedgerStore(session).lines([one.id for one in held])
    by_activity: dict[ActivityId, list[tuple[LineState, bool]]] = {one.id: [] for one in held}
    for (activity, _), line in lines.items():
        by_activity[activity].append(line)
    members = await Directory(session).members(member for _, member in lines)
    return LedgerView(
        place,
        year,
        now,
        tuple((one, Tally.of(by_activity[one.id])) for one in held),
        tuple(sorted(members.values(), key=_roster_place)),
        {key: state for key, (state, _) in lines.items()},
        hours,
    )


async def _hours(
    session: AsyncSession, organisation: OrganisationId, year: int, today: date
) -> tuple[MemberHours, ...]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    directory = Directory(session)
    members = await directory.members_of(organisation, today)
    ids = [member.id for member in members]
    served = await directory.served_among(ids, first, last)
    earned = await LedgerStore(session).earned(ids, *bounds(first, last))
    return tuple(_of_member(member, earned, served) for member in members)


def _of_member(member: Member, earned: Mapping[MemberId, int], served: set[MemberId]) -> MemberHours:
    asked = COMMITTEE_HOURS if member.id in served else MEMBER_HOURS
    return MemberHours(member, earned.get(member.id, 0), 60 * asked)


def _roster_place(member: Member) -> tuple[Sequence[int], str]:
    return (member.home.path if member.home else (), member.code)


def _named(activity: Activity, what: OutputText | None, ending: str) -> str:
    day = activity.starts_at.astimezone(COUNTRY_ZONE).date().isoformat()
    return file_name(day, activity.title[:50], *([say(what)] if what else []), ending=ending)
