"""Checking in with the code on the wall: for a bound member who is expected, once; the second time it says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.codes import Fit, judge
from bot.activities.model import CAME, Activity, ActivityId, Line, LineState, Via
from bot.activities.storage import ActivityStore, Change, RegisterStore
from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.model import MemberId
from knowledge.sql import Database

TRIES = 5  # wrong codes a member may give …
WITHIN = timedelta(minutes=10)  # … in this time, before codes are refused until the first of them is that old


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What became of a check-in. `at` is the first moment, which a repeat keeps."""

    activity: Activity
    state: LineState
    at: datetime
    is_first: bool


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Check a member in by the code on the wall; a repeat changes nothing.

    `activity` comes from a scanned link; without it every activity is tried that is open and expects the member.
    Errors: BotError CODE_WRONG, CODE_EXPIRED, CODE_LOCKED, NOT_EXPECTED, CHECKIN_NONE_OPEN, CHECKIN_NOT_OPEN,
    CHECKIN_CLOSED, ACTIVITY_CANCELLED.
    """

    database: Database
    clock: Clock

    async def __call__(self, member: MemberId, code: str, *, activity: ActivityId | None = None) -> CheckedIn:
        now = self.clock.now()
        via = Via.CODE if activity is None else Via.LINK
        async with self.database.transaction() as session:
            verdict = await _Desk(session, member, now)(code, activity, via)
        if isinstance(verdict, BotError):  # raised out here, so that the wrong try is kept
            record(Event.CHECKIN_REFUSED, member=member, activity=activity, reason=verdict.code)
            raise verdict
        if verdict.is_first:
            record(Event.CHECKED_IN, member=member, activity=verdict.activity.id)
        return verdict


@dataclass(frozen=True, slots=True)
class _Desk:
    """Judges one check-in inside its transaction; a refusal is returned, not raised."""

    session: AsyncSession
    member: MemberId
    now: datetime

    async def __call__(self, code: str, activity: ActivityId | None, via: Via) -> CheckedIn | BotError:
        tries = await self._registers.wrong_codes(self.member, self.now - WITHIN)
        if len(tries) >= TRIES:
            minutes = max(1, round((tries[-TRIES] + WITHIN - self.now).total_seconds() / 60))
            return BotError(ErrorCode.CODE_LOCKED, minutes=minutes)
        candidates = await self._candidates(activity)
        if isinstance(candidates, BotError):
            return candidates
        best = Fit.WRONG
        for candidate in candidates:
            fit = judge(await self._activities.secret(candidate.id), code, self.now)
            if fit in {Fit.FRESH, Fit.GRACE}:
                return await self._sign(candidate, via, is_late_code=fit is Fit.GRACE)
            best = fit if fit is Fit.EXPIRED else best
        if best is Fit.EXPIRED:
            return BotError(ErrorCode.CODE_EXPIRED)
        await self._registers.note_wrong_code(self.member, self.now)
        left = TRIES - len(tries) - 1
        return BotError(ErrorCode.CODE_WRONG, left=left) if left else BotError(ErrorCode.CODE_LOCKED, minutes=10)

    @property
    def _activities(self) -> ActivityStore:
        return ActivityStore(self.session)

    @property
    def _registers(self) -> RegisterStore:
        return RegisterStore(self.session)

    async def _candidates(self, activity: ActivityId | None) -> list[Activity] | BotError:
        """List which activities the code may be for."""
        if activity is None:
            found = await self._activities.open_for(self.member)
            return found or BotError(ErrorCode.CHECKIN_NONE_OPEN)
        if await self._registers.line(activity, self.member) is None:
            # the same words whether it is another branch's, a committee's, or does not exist; it counts as a try
            await self._registers.note_wrong_code(self.member, self.now)
            return BotError(ErrorCode.NOT_EXPECTED)
        one = await self._activities.get(activity)
        try:
            one.ensure_taking_checkins()
        except BotError as closed:
            return closed
        return [one]

    async def _sign(self, activity: Activity, via: Via, *, is_late_code: bool) -> CheckedIn | BotError:
        # the lock makes a closing activity and a check-in wait for each other: none slips in behind the closing
        activity = await self._activities.get(activity.id, share=True)
        line = await self._registers.line(activity.id, self.member, lock=True)
        try:
            activity.ensure_taking_checkins()
        except BotError as closed:
            return closed
        assert line is not None  # a candidate expects this member
        if line.state in CAME:
            return CheckedIn(activity, line.state, line.at or self.now, is_first=False)
        state = activity.on_checkin(self.now)
        change = Change(self.member, line.state, state, self.now, self.member, via, None)
        await self._registers.put(activity.id, _marked(line, is_late_code=is_late_code), change)
        return CheckedIn(activity, state, self.now, is_first=True)


def _marked(line: Line, *, is_late_code: bool) -> Line:
    return replace(line, is_late_code=is_late_code)
