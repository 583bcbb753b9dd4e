"""Who may reach which activity. Every use case that takes an id comes through here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.model import Activity, ActivityId, ActivityState, LeaveKind, Line, LineState, Via
from bot.activities.storage import ActivityStore, Change, RegisterStore
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.directory import Directory
from bot.people.model import Caller, MemberId, Organisation, OrganisationId, Permission


@dataclass(frozen=True, slots=True)
class Reached:
    """An activity in the hands of a caller who may do what they came for, inside one transaction."""

    session: AsyncSession
    caller: Caller
    activity: Activity
    now: datetime

    @property
    def registers(self) -> RegisterStore:
        """The register's queries."""
        return RegisterStore(self.session)

    async def step(self, to: ActivityState, reason: str | None = None, **values: object) -> bool:
        """Move the activity and leave a trace; a repeat does nothing. Errors: BotError ACTIVITY_STEP_REFUSED."""
        if not self.activity.step(to):
            return False
        await ActivityStore(self.session).change(self.activity.id, state=to, **values)
        change = Change(None, self.activity.state, to, self.now, self.caller.id, Via.SECRETARY, reason)
        await self.registers.note(self.activity.id, change)
        return True

    async def write(
        self, line: Line, to: LineState, via: Via, *, leave: LeaveKind | None = None, reason: str | None = None
    ) -> bool:
        """Change one line and leave a trace; a repeat does nothing. Errors: as `Line.change`, `ensure_changeable`."""
        if not line.change(to, leave):
            return False
        self.activity.ensure_changeable(reason)
        change = Change(line.member.id, line.state, to, self.now, self.caller.id, via, reason)
        await self.registers.put(self.activity.id, line, change, leave=leave)
        return True


async def reach(
    session: AsyncSession,
    actor: MemberId | None,
    activity_id: ActivityId,
    permission: Permission,
    now: datetime,
    today: date,
    *,
    lock: bool = True,
) -> Reached:
    """Let a caller through to an activity they may handle.

    Errors: BotError NOT_BOUND, ACTIVITY_NOT_FOUND (also for another branch's: that it exists is not told), NOT_ALLOWED.
    """
    caller = await Directory(session).caller(actor, today)
    activity = await ActivityStore(session).get(activity_id, lock=lock)
    path = activity.organisation.path
    if not caller.belongs(path):
        record(Event.FOREIGN_ID_REFUSED, member=actor, activity=activity_id)
        raise BotError(ErrorCode.ACTIVITY_NOT_FOUND)
    allow(caller, permission, path)
    return Reached(session, caller, activity, now)


async def reach_request(
    session: AsyncSession,
    actor: MemberId | None,
    activity_id: ActivityId,
    permission: Permission,
    now: datetime,
    today: date,
    *,
    lock: bool = True,
) -> Reached:
    """Let a caller through to what a member asked. Errors: as `reach`; another branch's is REQUEST_NOT_FOUND."""
    try:
        return await reach(session, actor, activity_id, permission, now, today, lock=lock)
    except BotError as refused:
        if refused.code is ErrorCode.ACTIVITY_NOT_FOUND:
            raise BotError(ErrorCode.REQUEST_NOT_FOUND) from refused
        raise


async def reach_organisation(
    session: AsyncSession, actor: MemberId | None, organisation: OrganisationId, permission: Permission, today: date
) -> tuple[Caller, Organisation]:
    """Let a caller act in an organisation. Errors: BotError NOT_BOUND, ORGANISATION_NOT_FOUND, NOT_ALLOWED."""
    directory = Directory(session)
    caller = await directory.caller(actor, today)
    place = await directory.organisation(organisation)
    if not caller.belongs(place.path):
        record(Event.FOREIGN_ID_REFUSED, member=actor, organisation=organisation)
        raise BotError(ErrorCode.ORGANISATION_NOT_FOUND)
    allow(caller, permission, place.path)
    return caller, place


def allow(caller: Caller, permission: Permission, path: tuple[OrganisationId, ...]) -> None:
    """Check a permission and log a refusal. Errors: BotError NOT_ALLOWED."""
    if not caller.may(permission, path):
        record(Event.PERMISSION_REFUSED, member=caller.id, permission=permission)
    caller.ensure(permission, path)
