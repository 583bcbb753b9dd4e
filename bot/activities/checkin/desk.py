"""Judges check-ins that share a transaction. A refusal is given back, not raised: a wrong try has to stay counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.checkin.codes import Fit, judge
from bot.activities.checkin.model import CheckedIn
from bot.activities.checkin.storage import CheckinStore, Seen, Stroke
from bot.activities.model import ActivityId, ActivityState
from bot.activities.register.model import CAME, Via
from bot.errors import BotError, ErrorCode
from bot.people.accounts.model import Asker
from bot.people.accounts.speakers import speakers
from bot.people.model import MemberId

TRIES = 5  # wrong codes a member may give …
WITHIN = timedelta(minutes=10)  # … in this time, before codes are refused until the first of them is that old


@dataclass(frozen=True, slots=True)
class Attempt:
    """One check-in as it came in. `sent_at`: when the member sent it, where that is known and was a while ago."""

    who: MemberId | Asker
    code: str
    activity: ActivityId | None
    via: Via
    sent_at: datetime


Verdict = CheckedIn | BotError
_Known = tuple[int, MemberId, Attempt]  # place in the batch, who it is, what they sent


@dataclass(frozen=True, slots=True)
class CheckinDesk:
    """Judges within one transaction, at one moment."""

    session: AsyncSession
    now: datetime

    async def judge(self, attempts: Sequence[Attempt]) -> list[Verdict]:
        """Give a verdict for each, in their order; one member's attempts are judged one after another."""
        verdicts: list[Verdict] = [BotError(ErrorCode.NOT_BOUND) for _ in attempts]
        askers = {attempt.who for attempt in attempts if isinstance(attempt.who, Asker)}
        bound = await speakers(self.session, askers)
        left: list[_Known] = []
        for place, attempt in enumerate(attempts):
            member = bound.get(attempt.who) if isinstance(attempt.who, Asker) else attempt.who
            if member is not None:
                left.append((place, member, attempt))
        while left:
            turn = {member: (place, member, attempt) for place, member, attempt in reversed(left)}
            for place, verdict in (await self._round(list(turn.values()))).items():
                verdicts[place] = verdict
            done = {place for place, _, _ in turn.values()}
            left = [known for known in left if known[0] not in done]
        return verdicts

    async def _round(self, turn: Sequence[_Known]) -> Mapping[int, Verdict]:
        store = CheckinStore(self.session)
        named = {attempt.activity for _, _, attempt in turn if attempt.activity is not None}
        seen = await store.seen([member for _, member, _ in turn], named, self.now - WITHIN)
        verdicts: dict[int, Verdict] = {}
        strokes: dict[Stroke, list[tuple[int, Seen]]] = defaultdict(list)
        for place, member, attempt in turn:
            fitting = await self._fitting(member, attempt, seen.get(member, ()))
            if isinstance(fitting, BotError):
                verdicts[place] = fitting
            elif fitting[0].line in CAME:
                verdicts[place] = self._again(fitting[0])
            else:
                one, fit = fitting
                state = one.activity.on_checkin(attempt.sent_at)
                stroke = Stroke(one.activity.id, state, attempt.via, fit is Fit.GRACE, attempt.sent_at)
                strokes[stroke].append((place, one))
        for stroke, lines in strokes.items():
            verdicts |= await self._sign(stroke, lines)
        return verdicts

    async def _fitting(self, member: MemberId, attempt: Attempt, seen: Sequence[Seen]) -> tuple[Seen, Fit] | BotError:
        """Find the activity whose code was given."""
        wanted = attempt.activity
        candidates = [
            one
            for one in seen
            if one.activity.id == wanted or (wanted is None and one.activity.state is ActivityState.OPEN)
        ]
        tries = candidates[0].tries if candidates else len(await self._tries(member))
        if tries >= TRIES:
            return await self._locked(member)
        if not candidates:
            return await self._unexpected(member, attempt)
        best = Fit.WRONG
        for one in candidates:
            closed = one.activity.why_not()
            if closed is not None:
                return closed
            fit = self._fit(one.secret, attempt)
            if fit in {Fit.FRESH, Fit.GRACE}:
                return one, fit
            best = fit if fit is Fit.EXPIRED else best
        return BotError(ErrorCode.CODE_EXPIRED) if best is Fit.EXPIRED else await self._wrong(member, tries + 1)

    def _fit(self, secret: bytes, attempt: Attempt) -> Fit:
        """Hold the code against the wall of now, else of the moment it was sent: our queue costs nobody anything."""
        now = judge(secret, attempt.code, self.now)
        return judge(secret, attempt.code, attempt.sent_at) if now is Fit.EXPIRED else now

    async def _sign(self, stroke: Stroke, lines: Sequence[tuple[int, Seen]]) -> Mapping[int, Verdict]:
        store = CheckinStore(self.session)
        signed = await store.sign(stroke, [one for _, one in lines])
        late = [one.member for _, one in lines if one.member not in signed]
        # another process signed them in a moment ago
        now_seen = await store.seen(late, {stroke.activity}, self.now - WITHIN) if late else {}
        verdicts: dict[int, Verdict] = {}
        for place, one in lines:
            if one.member in signed:
                verdicts[place] = CheckedIn(one.member, one.activity, stroke.state, stroke.at, is_first=True)
            else:
                again = next(other for other in now_seen[one.member] if other.activity.id == stroke.activity)
                verdicts[place] = self._again(again)
        return verdicts

    def _again(self, seen: Seen) -> CheckedIn:
        return CheckedIn(seen.member, seen.activity, seen.line, seen.at or self.now, is_first=False)

    async def _tries(self, member: MemberId) -> list[datetime]:
        return await CheckinStore(self.session).wrong_codes(member, self.now - WITHIN)

    async def _locked(self, member: MemberId) -> BotError:
        left = (await self._tries(member))[-TRIES] + WITHIN - self.now
        return BotError(ErrorCode.CODE_LOCKED, minutes=max(1, round(left.total_seconds() / 60)))

    async def _wrong(self, member: MemberId, tries: int) -> BotError:
        await self._count(member)
        if tries >= TRIES:
            return BotError(ErrorCode.CODE_LOCKED, minutes=round(WITHIN.total_seconds() / 60))
        return BotError(ErrorCode.CODE_WRONG, left=TRIES - tries)

    async def _unexpected(self, member: MemberId, attempt: Attempt) -> BotError:
        if attempt.activity is None:
            return BotError(ErrorCode.CHECKIN_NONE_OPEN)
        # the same words whether it is another branch's, a committee's, or does not exist; it counts as a try
        await self._count(member)
        return BotError(ErrorCode.NOT_EXPECTED)

    async def _count(self, member: MemberId) -> None:
        await CheckinStore(self.session).note_wrong_code(member, self.now)
