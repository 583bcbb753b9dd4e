"""Looking at registers: what a secretary runs, and one register whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.activities.door import ActivityDoor
from bot.activities.model import Activity, ActivityId
from bot.activities.register.locking import LockOutcome, may_lock_now, outcome_of
from bot.activities.register.model import CAME, Change, Line, LineState, Quorum, Tally
from bot.activities.requests.model import Dispute, DisputeState, Leave, LeaveState, Task, TaskState
from bot.clock import days_span
from bot.people.model import MemberId, OrganisationId, Permission


@dataclass(frozen=True, slots=True)
class Summary:
    """An activity in a secretary's list."""

    activity: Activity
    tally: Tally


@dataclass(frozen=True, slots=True)
class BranchActivities:
    """The activities of an organisation and those below it within days, earliest first.

    Errors: BotError NOT_BOUND, ORGANISATION_NOT_FOUND, NOT_ALLOWED.
    """

    door: ActivityDoor

    async def __call__(
        self, actor: MemberId | None, organisation: OrganisationId, first: date, last: date
    ) -> Sequence[Summary]:
        async with self.door.looking.organisation(actor, organisation, Permission.SEE_REGISTER) as at:
            below = await at.directory.organisations_under(organisation)
            found = await at.activities.in_organisations([one.id for one in below], *days_span(first, last))
            tallies = await at.registers.tallies([activity.id for activity in found])
            return [Summary(activity, tallies[activity.id]) for activity in found]


@dataclass(frozen=True, slots=True)
class Register:
    """A whole register as a secretary sees it, with what waits for a decision.

    `lock`: what locking it would do, for who may lock it now.
    """

    activity: Activity
    lines: tuple[Line, ...]
    tally: Tally
    quorum: Quorum | None
    late_codes: int
    trace: tuple[Change, ...]
    leaves: tuple[Leave, ...]
    tasks: tuple[Task, ...]
    disputes: tuple[Dispute, ...]
    lock: LockOutcome | None

    @property
    def silent(self) -> list[Line]:
        """Who has not been spoken for."""
        return [line for line in self.lines if line.state is LineState.EXPECTED]

    @property
    def came(self) -> list[Line]:
        """Who took part."""
        return [line for line in self.lines if line.state in CAME]

    @property
    def waiting(self) -> int:
        """How many decisions wait."""
        return (
            sum(leave.state is LeaveState.ASKED for leave in self.leaves)
            + sum(task.state is TaskState.SUBMITTED for task in self.tasks)
            + sum(dispute.state is DisputeState.ASKED for dispute in self.disputes)
        )


@dataclass(frozen=True, slots=True)
class ViewRegister:
    """A register with names. Errors: as the door."""

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> Register:
        async with self.door.looking.activity(actor, activity, Permission.SEE_REGISTER) as at:
            lines = tuple(await at.lines())
            tally = Tally.of((line.state, line.votes) for line in lines)
            return Register(
                at.activity,
                lines,
                tally,
                tally.quorum_of(at.activity),
                sum(line.is_late_code for line in lines),
                tuple(await at.registers.trace(activity)),
                tuple(await at.requests.leaves(activity)),
                tuple(await at.requests.tasks(activity)),
                tuple(await at.requests.disputes(activity)),
                await outcome_of(at) if may_lock_now(at) else None,
            )
