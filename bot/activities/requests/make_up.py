"""Make-up study: handing in a proof in words, accepting it or giving it back."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.access import reach_request
from bot.activities.model import MISSED, LineState, Via
from bot.activities.requests.model import Task, TaskState, ensure_undecided, spoken_or_none, words_of
from bot.activities.requests.storage import RequestStore
from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.directory import Directory
from bot.people.model import MemberId, Permission
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class SubmitProof:
    """Hand in what was studied, in words; until it is accepted, new words replace the old.

    Errors: BotError NOT_BOUND, REQUEST_NOT_FOUND (also for another person's task), WORDS_MISSING, TOO_LONG.
    """

    database: Database
    clock: Clock

    async def __call__(self, member: MemberId, number: int, proof: str) -> Task:
        words = words_of(proof)
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            await Directory(session).caller(member, today)
            store = RequestStore(session)
            task = await store.task(number)
            if task.member.id != member or task.state is TaskState.DROPPED:
                record(Event.FOREIGN_ID_REFUSED, member=member, task=number)
                raise BotError(ErrorCode.REQUEST_NOT_FOUND)
            if task.state is not TaskState.ACCEPTED:
                await store.change_task(number, state=TaskState.SUBMITTED, proof=words, submitted_at=now)
            submitted = await store.task(number)
        record(Event.PROOF_SUBMITTED, member=member, task=number)
        return submitted


@dataclass(frozen=True, slots=True)
class DecideTask:
    """Accept a proof, which writes 已补学 into the locked register with that reason, or give it back with a note.

    With `first_only` a decision that was made stands: whoever presses an old button learns of it.
    Errors: as `reach`, BotError REQUEST_NOT_FOUND, PROOF_MISSING, ALREADY_DECIDED, WORDS_MISSING for a return
    without a note.
    """

    database: Database
    clock: Clock

    async def __call__(
        self, actor: MemberId | None, number: int, *, accepted: bool, note: str | None = None, first_only: bool = False
    ) -> Task:
        now, today = self.clock.now(), self.clock.today()
        words = words_of(note or "") if not accepted else spoken_or_none(note)
        async with self.database.transaction() as session:
            store = RequestStore(session)
            task = await store.task(number)
            reached = await reach_request(session, actor, task.activity.id, Permission.RUN_ACTIVITY, now, today)
            task = await store.task(number)
            is_decided = first_only and task.state in {TaskState.ACCEPTED, TaskState.RETURNED}
            ensure_undecided(task.member.name, is_decided=is_decided, state=task.state)
            if task.state is TaskState.ACCEPTED and accepted:
                return task
            if task.state is not TaskState.SUBMITTED:
                raise BotError(ErrorCode.PROOF_MISSING, name=task.member.name)
            if accepted:
                line = await reached.registers.line(task.activity.id, task.member.id, lock=True)
                if line is not None and line.state in MISSED:
                    await reached.write(line, LineState.MADE_UP, Via.MAKE_UP, reason=task.proof)
            state = TaskState.ACCEPTED if accepted else TaskState.RETURNED
            await store.change_task(number, state=state, decided_by=actor, decided_at=now, note=words)
            decided = await store.task(number)
        record(Event.TASK_DECIDED, member=actor, task=number, accepted=int(accepted))
        return decided
