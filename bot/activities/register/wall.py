"""The wall screen: its signed link, and what it shows to whoever has it, until the activity is over."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from bot.activities.checkin.codes import code_at, seconds_left
from bot.activities.door import ActivityDoor
from bot.activities.model import Activity, ActivityId, ActivityState
from bot.activities.register.model import CAME, Quorum, Tally
from bot.activities.register.storage import RegisterStore
from bot.activities.storage import ActivityStore
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.model import MemberId, Permission
from bot.storage.keys import kept_key, service_key

LASTS_AFTER_END = timedelta(hours=12)
_KEY_NAME = "wall"


@dataclass(frozen=True, slots=True)
class WallLink:
    """Give the path of an activity's wall with its signature. Errors: as the door."""

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> str:
        async with self.door.activity(actor, activity, Permission.RUN_ACTIVITY) as at:
            key = await service_key(at.session, _KEY_NAME)
        return f"/wall/{activity}?key={_sign(key, activity)}"


@dataclass(frozen=True, slots=True)
class CheckWallLink:
    """Let a signed link through. Errors: BotError WALL_LINK_REFUSED, also when the activity ended half a day ago."""

    door: ActivityDoor

    async def __call__(self, activity: ActivityId, signature: str) -> None:
        given = signature.encode("utf-8", "replace")
        async with self.door.looking.open() as at:  # walls open by the hundred, and no writer waits for them
            key = await kept_key(at.session, _KEY_NAME)
            if key is None or not hmac.compare_digest(_sign(key, activity).encode(), given):
                record(Event.WALL_LINK_REFUSED, activity=activity)
                raise BotError(ErrorCode.WALL_LINK_REFUSED)
            if at.now > (await ActivityStore(at.session).get(activity)).ends_at + LASTS_AFTER_END:
                raise BotError(ErrorCode.WALL_LINK_REFUSED)


@dataclass(frozen=True, slots=True)
class Wall:
    """What the wall screen shows. `names` is empty unless the secretary turned names on."""

    activity: Activity
    tally: Tally
    quorum: Quorum | None
    code: str | None
    seconds_left: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewWall:
    """The wall of an activity; whoever calls has checked the signed link. Errors: BotError ACTIVITY_NOT_FOUND."""

    door: ActivityDoor

    async def __call__(self, activity: ActivityId) -> Wall:
        async with self.door.looking.open() as at:
            store, registers = ActivityStore(at.session), RegisterStore(at.session)
            one = await store.get(activity)
            tally = await registers.states(activity)
            lines = await registers.lines(activity) if one.shows_names else []
            came = tuple(line.member.name for line in lines if line.state in CAME)  # in the roster's order
            code = code_at(await store.secret(activity), at.now) if one.state is ActivityState.OPEN else None
            return Wall(one, tally, tally.quorum_of(one), code, seconds_left(at.now), came)


def _sign(key: bytes, activity: ActivityId) -> str:
    return hmac.new(key, str(activity).encode(), hashlib.sha256).hexdigest()[:40]
