"""Giving out registers, sheets, ledgers and calendar files."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.activities.door import ActivityDoor, ActivityVisit, PlaceVisit
from bot.activities.model import Activity, ActivityId
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
from bot.activities.outputs.sentences import OutputText
from bot.activities.outputs.storage import LedgerStore
from bot.activities.outputs.templates import TemplateName
from bot.activities.outputs.views import LedgerView, MemberHours, RegisterView
from bot.activities.outputs.word import filled, ledger_context, register_context
from bot.activities.own.hours import COMMITTEE_HOURS, MEMBER_HOURS
from bot.activities.register.model import LineState, Tally
from bot.clock import COUNTRY_ZONE, year_span
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.model import Member, MemberId, OrganisationId, Permission
from bot.storage.keys import service_salt
from bot.texts import say

FIRST_YEAR = 1921
_KEY_NAME = "calendar"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """Give an activity as a calendar entry to who is expected or may see its register; to the operator too.

    Errors: BotError NOT_BOUND, ACTIVITY_NOT_FOUND for everybody else.
    """

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, activity_id: ActivityId) -> ExportedFile:
        async with self.door.member(actor) as at:  # not to look: the first file makes the salt that its UID comes from
            one = await at.activities.get(activity_id)
            is_expected = actor is not None and await at.registers.line(activity_id, actor) is not None
            if not is_expected and not at.caller.may(Permission.SEE_REGISTER, one.organisation.path):
                record(Event.FOREIGN_ID_REFUSED, member=actor, activity=activity_id)
                raise BotError(ErrorCode.ACTIVITY_NOT_FOUND)
            sequence = sequence_of(await at.registers.trace(activity_id))
            salt = await service_salt(at.session, _KEY_NAME)
        uid = hashlib.sha256(salt + str(activity_id).encode()).hexdigest()[:32]  # two installations never share one
        content = calendar_entry(one, f"{uid}@zhibu", sequence, at.now)
        return ExportedFile(_named(one, None, "ics"), content, ICS)


@dataclass(frozen=True, slots=True)
class ExportRegister:
    """Give one activity's register, its sheet to sign or to fill in, or its calendar entry as a file.

    `templates` is the folder with the organisation's own; `is_official` says whether electronic check-in counts.
    Errors: as `reach`, BotError TEMPLATE_BROKEN, EXPORT_TOO_LONG.
    """

    door: ActivityDoor
    calendar: CalendarFile
    templates: Path | None = None
    is_official: bool = False

    async def __call__(self, actor: MemberId | None, activity_id: ActivityId, kind: ExportKind) -> ExportedFile:
        if kind is ExportKind.CALENDAR:
            return await self.calendar(actor, activity_id)
        is_sheet = kind in {ExportKind.SHEET_DOCX, ExportKind.SHEET_XLSX}
        permission = Permission.RUN_ACTIVITY if is_sheet else Permission.EXPORT
        async with self.door.looking.activity(actor, activity_id, permission) as at:
            view = await _view(at)
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

    door: ActivityDoor
    templates: Path | None = None

    async def __call__(
        self, actor: MemberId | None, organisation: OrganisationId, year: int, kind: LedgerKind
    ) -> ExportedFile:
        async with self.door.looking.organisation(actor, organisation, Permission.EXPORT) as at:
            if not FIRST_YEAR <= year <= at.today.year + 1:
                raise BotError(ErrorCode.YEAR_UNLIKELY, year=year)
            view = await _ledger(at, year)
        content = await asyncio.to_thread(self._make, view, kind)
        record(Event.LEDGER_EXPORTED, organisation=organisation, member=actor, year=year, kind=kind)
        name = file_name(at.place.name, say(OutputText.OUT_LEDGER, year=year), ending=kind.value)
        return ExportedFile(name, content, DOCX if kind is LedgerKind.DOCX else XLSX)

    def _make(self, view: LedgerView, kind: LedgerKind) -> bytes:
        if kind is LedgerKind.XLSX:
            return ledger_book(view)
        return filled(TemplateName.LEDGER, self.templates, ledger_context(view))


async def _view(at: ActivityVisit) -> RegisterView:
    lines = tuple(await at.lines())
    trace = tuple(await at.registers.trace(at.activity.id))
    tally = Tally.of((line.state, line.votes) for line in lines)
    known = {line.member.id: line.member.name for line in lines}
    others = {member for change in trace for member in (change.by, change.member) if member is not None} - set(known)
    found = await at.directory.members(others)
    names = known | {member: person.name for member, person in found.items()}
    return RegisterView(at.activity, lines, tally, tally.quorum_of(at.activity), trace, names)


async def _ledger(at: PlaceVisit, year: int) -> LedgerView:
    below = await at.directory.organisations_under(at.place.id)
    held = await at.activities.in_organisations([one.id for one in below], *year_span(year))
    lines = await LedgerStore(at.session).lines([one.id for one in held])
    by_activity: dict[ActivityId, list[tuple[LineState, bool]]] = {one.id: [] for one in held}
    for (activity, _), line in lines.items():
        by_activity[activity].append(line)
    members = await at.directory.members(member for _, member in lines)
    return LedgerView(
        at.place,
        year,
        at.now,
        tuple((one, Tally.of(by_activity[one.id])) for one in held),
        tuple(sorted(members.values(), key=lambda member: member.roster_place)),
        {key: state for key, (state, _) in lines.items()},
        await _hours(at, year) if at.caller.may(Permission.SEE_HOURS, at.place.path) else None,
    )


async def _hours(at: PlaceVisit, year: int) -> tuple[MemberHours, ...]:
    members = await at.directory.members_of(at.place.id, at.today)
    ids = [member.id for member in members]
    served = await at.directory.served_among(ids, date(year, 1, 1), date(year, 12, 31))
    earned = await LedgerStore(at.session).earned(ids, *year_span(year))
    return tuple(_of_member(member, earned, served) for member in members)


def _of_member(member: Member, earned: Mapping[MemberId, int], served: set[MemberId]) -> MemberHours:
    asked = COMMITTEE_HOURS if member.id in served else MEMBER_HOURS
    return MemberHours(member, earned.get(member.id, 0), 60 * asked)


def _named(activity: Activity, what: OutputText | None, ending: str) -> str:
    day = activity.starts_at.astimezone(COUNTRY_ZONE).date().isoformat()
    return file_name(day, activity.title[:50], *([say(what)] if what else []), ending=ending)
