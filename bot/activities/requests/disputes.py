"""Objecting to a line of the register, and deciding on it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.door import DISPUTE, ActivityDoor, RequestVisit
from bot.activities.model import ActivityId
from bot.activities.register.model import LeaveKind, LineState, Via
from bot.activities.requests.model import (
    Dispute,
    DisputeState,
    ensure_open_to_objection,
    ensure_undecided,
    words_of,
)
from bot.errors import BotError, ErrorCode
from bot.logs import Event
from bot.people.model import MemberId


@dataclass(frozen=True, slots=True)
class ObjectToLine:
    """Object to one's own line; while the objection is open, new words replace the old.

    Errors: BotError NOT_BOUND, NOT_EXPECTED, WORDS_MISSING, TOO_LONG, NOT_BEGUN, OBJECTION_LATE.
    """

    door: ActivityDoor

    async def __call__(self, member: MemberId, activity: ActivityId, words: str) -> Dispute:
        async with self.door.own_line(member, activity) as at:
            ensure_open_to_objection(at.activity, at.now)
            dispute = await at.requests.object_to(activity, member, words_of(words), at.now)
            at.note(Event.OBJECTED, member=member, activity=activity, number=dispute.id)
            return dispute


@dataclass(frozen=True, slots=True)
class ReachDispute:
    """Give an objection that waits for the caller's decision. Errors: as the door, OWN_REQUEST, ALREADY_DECIDED."""

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, number: int) -> Dispute:
        async with self.door.looking.request(actor, DISPUTE, number) as at:
            _is_decided(at, first_only=True)
            return at.asked


@dataclass(frozen=True, slots=True)
class DecideDispute:
    """Decide on an objection, with the reason: uphold it and correct the line, or reject it. A repeat changes nothing.

    Nobody decides on their own objection. A locked register is corrected with the decision as the reason in its trace.
    With `first_only` a repeat is told that it comes too late. `of`: as the door's.
    Errors: as the door, BotError OWN_REQUEST, ALREADY_DECIDED, WORDS_MISSING, LINE_STEP_REFUSED.
    """

    door: ActivityDoor

    async def __call__(
        self,
        actor: MemberId | None,
        number: int,
        reason: str,
        *,
        correct_to: LineState | None,
        leave: LeaveKind | None = None,
        first_only: bool = False,
        of: ActivityId | None = None,
    ) -> Dispute:
        words = words_of(reason)
        async with self.door.request(actor, DISPUTE, number, of) as at:
            if _is_decided(at, first_only=first_only):
                return at.asked
            if correct_to is not None:
                line = await at.registers.line(at.activity.id, at.asked.member.id, lock=True)
                assert line is not None  # an objection is about a line
                await at.write(line, correct_to, Via.DISPUTE, leave=leave, reason=words)
            at.note(Event.DISPUTE_DECIDED, member=actor, number=number, upheld=int(correct_to is not None))
            state = DisputeState.REJECTED if correct_to is None else DisputeState.UPHELD
            return await at.requests.settle_dispute(number, state, actor, at.now, words)


def _is_decided(at: RequestVisit[Dispute], *, first_only: bool) -> bool:
    """Tell whether it was decided on before. Errors: BotError OWN_REQUEST, ALREADY_DECIDED with `first_only`."""
    asked = at.asked
    if asked.member.id == at.caller.id:
        raise BotError(ErrorCode.OWN_REQUEST)
    is_decided = asked.state is not DisputeState.ASKED
    ensure_undecided(asked.member.name, is_decided=first_only and is_decided, state=asked.state)
    return is_decided
