"""Checking in with the code on the wall: for a bound member who is expected, once; the second time it says so."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.activities.checkin.desk import Attempt, CheckinDesk, Verdict
from bot.activities.checkin.model import CheckedIn
from bot.activities.model import ActivityId
from bot.activities.register.model import Via
from bot.errors import BotError
from bot.logs import Event, record
from bot.people.accounts.model import Asker
from bot.people.model import MemberId
from bot.storage.door import Door

OLDEST = timedelta(minutes=10)


@dataclass(slots=True)
class _Batch:
    """Check-ins that share a transaction; `verdicts` in their order, None when the transaction failed."""

    attempts: list[Attempt] = field(default_factory=list)
    verdicts: list[Verdict] | None = None


@dataclass(slots=True)
class CheckIn:
    """Check a member in by the code on the wall; a repeat changes nothing.

    `activity` comes from a scanned link; without it every activity is tried that is open and expects the member.
    Whoever comes while others are being written shares the next transaction with those who came meanwhile; each has
    an answer only after the commit. `sent_at` is when the member sent it (Telegram says so): what waited in a queue is
    judged, and written down, by that moment, ten minutes back at most.
    Errors: BotError NOT_BOUND, CODE_WRONG, CODE_EXPIRED, CODE_LOCKED, NOT_EXPECTED, CHECKIN_NONE_OPEN,
    CHECKIN_NOT_OPEN, CHECKIN_CLOSED, ACTIVITY_CANCELLED.
    """

    door: Door
    _gathering: _Batch = field(default_factory=_Batch)
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(
        self,
        who: MemberId | Asker,
        code: str,
        *,
        activity: ActivityId | None = None,
        sent_at: datetime | None = None,
    ) -> CheckedIn:
        via = Via.CODE if activity is None else Via.LINK
        now = self.door.clock.now()
        sent = now if sent_at is None else min(now, max(sent_at, now - OLDEST))
        verdict = await self._verdict(Attempt(who, code, activity, via, sent))
        if isinstance(verdict, BotError):  # raised out here, so that the wrong try is kept
            record(Event.CHECKIN_REFUSED, activity=activity, reason=verdict.code)
            raise verdict
        if verdict.is_first:
            record(Event.CHECKED_IN, member=verdict.member, activity=verdict.activity.id)
        return verdict

    async def _verdict(self, attempt: Attempt) -> Verdict:
        batch = self._gathering
        place = len(batch.attempts)
        batch.attempts.append(attempt)
        async with self._writing:
            if batch is self._gathering:
                self._gathering = _Batch()
                batch.verdicts = await self._settle(batch.attempts)
            elif batch.verdicts is None:  # what the others brought broke the transaction: alone, then
                return (await self._settle([attempt]))[0]
        return batch.verdicts[place]

    async def _settle(self, attempts: list[Attempt]) -> list[Verdict]:
        async with self.door.open() as at:
            return await CheckinDesk(at.session, at.now).judge(attempts)
