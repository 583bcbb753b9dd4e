"""Make-up study: handing in a proof in words, accepting it or giving it back."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.door import TASK, ActivityDoor
from bot.activities.model import ActivityId
from bot.activities.register.model import MISSED, LineState, Via
from bot.activities.requests.model import Task, TaskState, ensure_undecided, spoken_or_none, words_of
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.model import MemberId


@dataclass(frozen=True, slots=True)
class SubmitProof:
    """Hand in what was studied, in words; until it is accepted, new words replace the old.

    Errors: BotError NOT_BOUND, REQUEST_NOT_FOUND (also for another person's task), WORDS_MISSING, TOO_LONG.
    """

    door: ActivityDoor

    async def __call__(self, member: MemberId, number: int, proof: str) -> Task:
        words = words_of(proof)
        async with self.door.member(member) as at:
            task = await at.requests.task(number)
            if task.member.id != member or task.state is TaskState.DROPPED:
                record(Event.FOREIGN_ID_REFUSED, member=member, task=number)
                raise BotError(ErrorCode.REQUEST_NOT_FOUND)
            if task.state is TaskState.ACCEPTED:
                return task
            at.note(Event.PROOF_SUBMITTED, member=member, task=number)
            return await at.requests.hand_in(number, words, at.now)


@dataclass(frozen=True, slots=True)
class ReachTask:
    """Give a task that waits for the caller's decision. Errors: as the door, ALREADY_DECIDED, PROOF_MISSING."""

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, number: int) -> Task:
        async with self.door.looking.request(actor, TASK, number) as at:
            _ensure_waits(at.asked, first_only=True)
            return at.asked


@dataclass(frozen=True, slots=True)
class DecideTask:
    """Accept a proof, which writes 已补学 into the locked register with that reason, or give it back with a note.

    With `first_only` a decision that was made stands: whoever presses an old button learns of it.
    `of`: the activity it is named with.
    Errors: as the door, BotError PROOF_MISSING, ALREADY_DECIDED, WORDS_MISSING for a return without a note.
    """

    door: ActivityDoor

    async def __call__(
        self,
        actor: MemberId | None,
        number: int,
        *,
        accepted: bool,
        note: str | None = None,
        first_only: bool = False,
        of: ActivityId | None = None,
    ) -> Task:
        words = spoken_or_none(note) if accepted else words_of(note or "")
        async with self.door.request(actor, TASK, number, of) as at:
            task = at.asked
            if task.state is TaskState.ACCEPTED and accepted and not first_only:
                return task
            _ensure_waits(task, first_only=first_only)
            line = await at.registers.line(task.activity.id, task.member.id, lock=True)
            if accepted and line is not None and line.state in MISSED:
                await at.write(line, LineState.MADE_UP, Via.MAKE_UP, reason=task.proof)
            at.note(Event.TASK_DECIDED, member=actor, task=number, accepted=int(accepted))
            state = TaskState.ACCEPTED if accepted else TaskState.RETURNED
            return await at.requests.settle_task(number, state, actor, at.now, words)


def _ensure_waits(task: Task, *, first_only: bool) -> None:
    is_decided = first_only and task.state in {TaskState.ACCEPTED, TaskState.RETURNED}
    ensure_undecided(task.member.name, is_decided=is_decided, state=task.state)
    if task.state is not TaskState.SUBMITTED:
        raise BotError(ErrorCode.PROOF_MISSING, name=task.member.name)
