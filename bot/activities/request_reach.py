"""Looking at one request before deciding on it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.access import reach_request
from bot.activities.requests.model import Dispute, DisputeState, Task, TaskState, ensure_undecided
from bot.activities.requests.storage import RequestStore
from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId, Permission
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class ReachTask:
    """Give a task that waits for the caller's decision.

    Errors: as `reach`, BotError REQUEST_NOT_FOUND, ALREADY_DECIDED, PROOF_MISSING.
    """

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, number: int) -> Task:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.reading() as session:
            task = await RequestStore(session).task(number)
            await reach_request(session, actor, task.activity.id, Permission.RUN_ACTIVITY, now, today, lock=False)
        is_decided = task.state in {TaskState.ACCEPTED, TaskState.RETURNED}
        ensure_undecided(task.member.name, is_decided=is_decided, state=task.state)
        if task.state is not TaskState.SUBMITTED:
            raise BotError(ErrorCode.PROOF_MISSING, name=task.member.name)
        return task


@dataclass(frozen=True, slots=True)
class ReachDispute:
    """Give an objection that waits for the caller's decision.

    Errors: as `reach`, BotError REQUEST_NOT_FOUND, OWN_REQUEST, ALREADY_DECIDED.
    """

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, number: int) -> Dispute:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.reading() as session:
            dispute = await RequestStore(session).dispute(number)
            await reach_request(session, actor, dispute.activity.id, Permission.LOCK_REGISTER, now, today, lock=False)
        if dispute.member.id == actor:
            raise BotError(ErrorCode.OWN_REQUEST)
        is_decided = dispute.state is not DisputeState.ASKED
        ensure_undecided(dispute.member.name, is_decided=is_decided, state=dispute.state)
        return dispute
