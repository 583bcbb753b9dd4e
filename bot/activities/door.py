"""The door of activities and what members ask of them: who may do this to what, and the room's stores."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from bot.activities.model import Activity, ActivityId, ActivityState
from bot.activities.register.model import Change, LeaveKind, Line, LineState, Via
from bot.activities.register.storage import RegisterStore
from bot.activities.requests.storage import RequestStore
from bot.activities.storage import ActivityStore
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.door import CallerVisit, PeopleDoor
from bot.people.model import MemberId, Organisation, OrganisationId, Permission


class RequestOfMember(Protocol):
    """What members ask of an activity's register: leave, make-up study, an objection."""

    @property
    def activity(self) -> Activity: ...


R = TypeVar("R", bound=RequestOfMember)


@dataclass(frozen=True, slots=True)
class RoomVisit(CallerVisit):
    """A visit by somebody known, with the stores of activities, registers and requests."""

    @property
    def activities(self) -> ActivityStore:
        """Activities and series."""
        return ActivityStore(self.session)

    @property
    def registers(self) -> RegisterStore:
        """Lines of registers and their trace."""
        return RegisterStore(self.session)

    @property
    def requests(self) -> RequestStore:
        """Leave, make-up tasks and objections."""
        return RequestStore(self.session)

    def at(self, activity: Activity) -> ActivityVisit:
        """Go on with one activity in hand."""
        return ActivityVisit(*self.opened, self.caller, activity)


@dataclass(frozen=True, slots=True)
class PlaceVisit(RoomVisit):
    """A visit to an organisation where the caller may do what they came for."""

    place: Organisation


@dataclass(frozen=True, slots=True)
class ActivityVisit(RoomVisit):
    """A visit to an activity by a caller who may do what they came for. `activity` is as it stood on entering."""

    activity: Activity

    async def fresh(self) -> Activity:
        """Give the activity as it stands now."""
        return await self.activities.get(self.activity.id)

    async def lines(self) -> list[Line]:
        """List its register in the roster's order."""
        return await self.registers.lines(self.activity.id)

    async def step(
        self, to: ActivityState, *, reason: str | None = None, event: Event | None = None, **values: object
    ) -> bool:
        """Move the activity, leave a trace and log the event; a repeat does nothing. Errors: ACTIVITY_STEP_REFUSED."""
        if not self.activity.step(to):
            return False
        if event is not None:
            self.note(event, activity=self.activity.id, member=self.caller.id)
        await self.activities.change(self.activity.id, state=to, **values)
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

    async def doubt(self) -> None:
        """Take a confirmation back: what was confirmed is no longer what the register says."""
        if self.activity.state is ActivityState.CONFIRMED:
            await self.step(ActivityState.CLOSED, confirmed_by=None)


@dataclass(frozen=True, slots=True)
class OwnLineVisit(ActivityVisit):
    """A visit of a member to their own line; nobody changes the activity meanwhile."""

    line: Line


@dataclass(frozen=True, slots=True)
class RequestVisit(ActivityVisit, Generic[R]):
    """A visit to what a member asked, with its activity; nobody else decides on it meanwhile."""

    asked: R


@dataclass(frozen=True, slots=True)
class RequestKind(Generic[R]):
    """A kind of request: how it is found by its number, and which permission decides on it."""

    find: Callable[[RequestStore, int], Awaitable[R]]
    permission: Permission


LEAVE = RequestKind(RequestStore.leave, Permission.RUN_ACTIVITY)
TASK = RequestKind(RequestStore.task, Permission.RUN_ACTIVITY)
DISPUTE = RequestKind(RequestStore.dispute, Permission.LOCK_REGISTER)


@dataclass(frozen=True, slots=True)
class ActivityDoor(PeopleDoor):
    """The door of the activities room."""

    @asynccontextmanager
    async def member(self, actor: MemberId | None) -> AsyncIterator[RoomVisit]:
        """Open for what is a member's own. Errors: BotError NOT_BOUND."""
        async with self.caller(actor) as at:
            yield RoomVisit(*at.opened, at.caller)

    @asynccontextmanager
    async def organisation(
        self, actor: MemberId | None, organisation: OrganisationId, permission: Permission
    ) -> AsyncIterator[PlaceVisit]:
        """Open an organisation. Errors: BotError NOT_BOUND, ORGANISATION_NOT_FOUND, NOT_ALLOWED."""
        async with self.caller(actor) as at:
            place = await at.organisation(organisation, permission)
            yield PlaceVisit(*at.opened, at.caller, place)

    @asynccontextmanager
    async def activity(
        self, actor: MemberId | None, activity: ActivityId, permission: Permission
    ) -> AsyncIterator[ActivityVisit]:
        """Open an activity; unless one only looks, nobody else changes it meanwhile.

        Errors: BotError NOT_BOUND, ACTIVITY_NOT_FOUND (also for another branch's: that it exists is not told),
        NOT_ALLOWED.
        """
        async with self.member(actor) as at:
            yield await self._reached(at, activity, permission, ErrorCode.ACTIVITY_NOT_FOUND)

    @asynccontextmanager
    async def own_line(self, member: MemberId, activity: ActivityId) -> AsyncIterator[OwnLineVisit]:
        """Open an activity for a member whom its register expects. Errors: BotError NOT_BOUND, NOT_EXPECTED."""
        async with self.member(member) as at:
            line = await at.registers.line(activity, member)
            if line is None:
                raise BotError(ErrorCode.NOT_EXPECTED)
            one = await at.activities.get(activity, share=True)
            yield OwnLineVisit(*at.opened, at.caller, one, line)

    @asynccontextmanager
    async def request(
        self, actor: MemberId | None, kind: RequestKind[R], number: int, of: ActivityId | None = None
    ) -> AsyncIterator[RequestVisit[R]]:
        """Open what a member asked, read when its activity is held. Errors: as `activity`, but REQUEST_NOT_FOUND.

        `of` is the activity that the caller named with it: a request of another one is refused as what does not exist.
        """
        async with self.member(actor) as at:
            activity = (await kind.find(at.requests, number)).activity.id
            if of is not None and of != activity:
                record(Event.FOREIGN_ID_REFUSED, member=at.caller.id, wanted=number)
                raise BotError(ErrorCode.REQUEST_NOT_FOUND)
            near = await self._reached(at, activity, kind.permission, ErrorCode.REQUEST_NOT_FOUND)
            asked = await kind.find(at.requests, number)
            yield RequestVisit(*at.opened, at.caller, near.activity, asked)

    async def _reached(
        self, at: RoomVisit, activity: ActivityId, permission: Permission, missing: ErrorCode
    ) -> ActivityVisit:
        one = await at.activities.get(activity, lock=not self.is_looking)
        at.ensure_reach(one.organisation.path, missing, permission, wanted=activity)
        return at.at(one)
