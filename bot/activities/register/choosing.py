"""Which activities a command may be about: those within reach, in a fitting state, at a fitting time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.activities.access import allow
from bot.activities.model import Activity, ActivityState, LineState
from bot.activities.register.viewing import Own
from bot.activities.storage import ActivityStore, RegisterStore
from bot.clock import Clock
from bot.people.directory import Directory
from bot.people.model import MemberId, Permission
from knowledge.sql import Database

MOST = 8  # choices; more would not fit on a phone
OBJECTION_LOOK_BACK = timedelta(days=60)
_S = ActivityState


class Purpose(StrEnum):
    """What a secretary wants of an activity; the values go into buttons."""

    OPEN = "o"
    CLOSE = "c"
    LIST = "l"
    MARK = "m"
    LOCK = "k"
    EXPORT = "x"


@dataclass(frozen=True, slots=True)
class _Fit:
    permission: Permission
    states: frozenset[ActivityState]
    back: timedelta
    ahead: timedelta


_FITS: dict[Purpose, _Fit] = {
    Purpose.OPEN: _Fit(
        Permission.RUN_ACTIVITY, frozenset({_S.PLANNED, _S.OPEN, _S.CLOSED}), timedelta(days=1), timedelta(days=1)
    ),
    Purpose.CLOSE: _Fit(Permission.RUN_ACTIVITY, frozenset({_S.OPEN}), timedelta(days=60), timedelta(days=1)),
    Purpose.LIST: _Fit(Permission.SEE_REGISTER, frozenset(_S) - {_S.CANCELLED}, timedelta(days=30), timedelta(days=14)),
    Purpose.MARK: _Fit(
        Permission.RUN_ACTIVITY,
        frozenset({_S.PLANNED, _S.OPEN, _S.CLOSED, _S.CONFIRMED}),
        timedelta(days=60),
        timedelta(days=1),
    ),
    Purpose.LOCK: _Fit(
        Permission.LOCK_REGISTER,
        frozenset({_S.OPEN, _S.CLOSED, _S.CONFIRMED}),
        timedelta(days=120),
        timedelta(),
    ),
    Purpose.EXPORT: _Fit(
        Permission.EXPORT, frozenset(_S) - {_S.PLANNED, _S.CANCELLED}, timedelta(days=366), timedelta(days=1)
    ),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """List the activities that a secretary's command may be about, the nearest in time first, at most eight.

    Errors: BotError NOT_BOUND, NOT_ALLOWED for who has the permission nowhere.
    """

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, purpose: Purpose) -> Sequence[Activity]:
        now, today = self.clock.now(), self.clock.today()
        fit = _FITS[purpose]
        async with self.database.reading() as session:
            directory = Directory(session)
            caller = await directory.caller(actor, today)
            if not caller.holds(fit.permission):
                allow(caller, fit.permission, ())
            places = (await directory.organisations()).values()
            within = [place.id for place in places if caller.may(fit.permission, place.path)]
            found = await ActivityStore(session).in_organisations(within, now - fit.back, now + fit.ahead)
        fitting = [activity for activity in found if activity.state in fit.states]
        return sorted(fitting, key=lambda activity: abs(activity.starts_at - now))[:MOST]


@dataclass(frozen=True, slots=True)
class Objectionable:
    """List the lines of the last 60 days that a member may object to, newest first. Errors: BotError NOT_BOUND."""

    database: Database
    clock: Clock

    async def __call__(self, member: MemberId) -> Sequence[Own]:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.reading() as session:
            await Directory(session).caller(member, today)
            found = await ActivityStore(session).of_member(member, now - OBJECTION_LOOK_BACK, now)
            states = await RegisterStore(session).own(member, [activity.id for activity in found])
        begun = [Own(one, states[one.id]) for one in reversed(found) if one.state is not ActivityState.CANCELLED]
        said = [own for own in begun if own.state is not LineState.EXPECTED or own.activity.state is not _S.PLANNED]
        return said[:MOST]
