"""Which activities a command may be about: those within reach, in a fitting state, at a fitting time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.activities.door import ActivityDoor
from bot.activities.model import Activity, ActivityState
from bot.people.model import MemberId, Permission

MOST = 8  # choices; more would not fit on a phone
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

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, purpose: Purpose) -> Sequence[Activity]:
        fit = _FITS[purpose]
        async with self.door.looking.member(actor) as at:
            at.ensure_holds(fit.permission)
            places = (await at.directory.organisations()).values()
            within = [place.id for place in places if at.caller.may(fit.permission, place.path)]
            found = await at.activities.in_organisations(within, at.now - fit.back, at.now + fit.ahead)
        fitting = [activity for activity in found if activity.state in fit.states]
        return sorted(fitting, key=lambda activity: abs(activity.starts_at - at.now))[:MOST]
