"""The signed link of the wall screen: whoever has it sees one activity's wall, nothing else, until it is over."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from bot.activities.access import reach
from bot.activities.model import ActivityId
from bot.activities.storage import ActivityStore
from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.model import MemberId, Permission
from bot.storage.keys import service_key
from knowledge.sql import Database

LASTS_AFTER_END = timedelta(hours=12)
_KEY_NAME = "wall"


@dataclass(frozen=True, slots=True)
class WallLink:
    """Give the path of an activity's wall with its signature. Errors: as `reach`."""

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> str:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            await reach(session, actor, activity, Permission.RUN_ACTIVITY, now, today, lock=False)
            key = await service_key(session, _KEY_NAME)
        return f"/wall/{activity}?key={_sign(key, activity)}"


@dataclass(frozen=True, slots=True)
class CheckWallLink:
    """Let a signed link through. Errors: BotError WALL_LINK_REFUSED, also when the activity ended half a day ago."""

    database: Database
    clock: Clock

    async def __call__(self, activity: ActivityId, signature: str) -> None:
        now = self.clock.now()
        async with self.database.transaction() as session:
            key = await service_key(session, _KEY_NAME)
            given = signature.encode("utf-8", "replace")
            if not hmac.compare_digest(_sign(key, activity).encode(), given):
                record(Event.WALL_LINK_REFUSED, activity=activity)
                raise BotError(ErrorCode.WALL_LINK_REFUSED)
            one = await ActivityStore(session).get(activity)
        if now > one.ends_at + LASTS_AFTER_END:
            raise BotError(ErrorCode.WALL_LINK_REFUSED)


def _sign(key: bytes, activity: ActivityId) -> str:
    return hmac.new(key, str(activity).encode(), hashlib.sha256).hexdigest()[:40]
