"""Objecting to a line of the register, and deciding on it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.access import reach_request
from bot.activities.model import ActivityId, LeaveKind, LineState, Via
from bot.activities.requests.model import Dispute, DisputeState, ensure_open_to_objection, ensure_undecided, words_of
from bot.activities.requests.storage import RequestStore
from bot.activities.storage import ActivityStore, RegisterStore
from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.directory import Directory
from bot.people.model import MemberId, Permission
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class ObjectToLine:
    """Object to one's own line; while the objection is open, new words replace the old.

    Errors: BotError NOT_BOUND, NOT_EXPECTED, WORDS_MISSING, TOO_LONG, NOT_BEGUN, OBJECTION_LATE.
    """

    database: Database
    clock: Clock

    async def __call__(self, member: MemberId, activity: ActivityId, words: str) -> Dispute:
        said = words_of(words)
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            await Directory(session).caller(member, today)
            if await RegisterStore(session).line(activity, member) is None:
                raise BotError(ErrorCode.NOT_EXPECTED)
            ensure_open_to_objection(await ActivityStore(session).get(activity, share=True), now)
            store = RequestStore(session)
            number = await store.object_to(activity, member, said, now)
            dispute = await store.dispute(number)
        record(Event.OBJECTED, member=member, activity=activity, number=number)
        return dispute


@dataclass(frozen=True, slots=True)
class DecideDispute:
    """Decide on an objection, with the reason: uphold it and correct the line, or reject it. A repeat changes nothing.

    Nobody decides on their own objection. A locked register is corrected with the decision as the reason in its trace.
    With `first_only` a repeat is told that it comes too late.
    Errors: as `reach`, BotError REQUEST_NOT_FOUND, OWN_REQUEST, ALREADY_DECIDED, WORDS_MISSING, LINE_STEP_REFUSED.
    """

    database: Database
    clock: Clock

    async def __call__(
        self,
        actor: MemberId | None,
        number: int,
        reason: str,
        *,
        correct_to: LineState | None,
        leave: LeaveKind | None = None,
        first_only: bool = False,
    ) -> Dispute:
        words = words_of(reason)
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            store = RequestStore(session)
            dispute = await store.dispute(number)
            reached = await reach_request(session, actor, dispute.activity.id, Permission.LOCK_REGISTER, now, today)
            if dispute.member.id == actor:
                raise BotError(ErrorCode.OWN_REQUEST)
            dispute = await store.dispute(number)
            is_decided = dispute.state is not DisputeState.ASKED
            ensure_undecided(dispute.member.name, is_decided=first_only and is_decided, state=dispute.state)
            if is_decided:
                return dispute
            if correct_to is not None:
                line = await reached.registers.line(dispute.activity.id, dispute.member.id, lock=True)
                assert line is not None  # an objection is about a line
                await reached.write(line, correct_to, Via.DISPUTE, leave=leave, reason=words)
            state = DisputeState.REJECTED if correct_to is None else DisputeState.UPHELD
            await store.settle_dispute(number, state, actor, now, words)
            decided = await store.dispute(number)
        record(Event.DISPUTE_DECIDED, member=actor, number=number, upheld=int(correct_to is not None))
        return decided
