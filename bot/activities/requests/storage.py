"""Leave, make-up tasks and objections in SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.model import Activity, ActivityId
from bot.activities.register.model import LeaveKind, LineState
from bot.activities.register.tables import LineRow
from bot.activities.requests.model import Dispute, DisputeState, Leave, LeaveState, Task, TaskState
from bot.activities.requests.tables import DisputeRow, LeaveRow, TaskRow
from bot.activities.storage import ActivityStore
from bot.errors import BotError, ErrorCode
from bot.people.directory import Directory
from bot.people.model import Member, MemberId

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RequestStore:
    """Queries on what members ask of the register, inside one transaction."""

    session: AsyncSession

    async def ask_leave(
        self, activity: ActivityId, member: MemberId, kind: LeaveKind, reason: str, at: datetime
    ) -> Leave:
        """Keep a request for leave; an earlier one of the same person is replaced."""
        row = await self.session.scalar(
            select(LeaveRow).where(LeaveRow.activity_id == activity, LeaveRow.member_id == member).with_for_update()
        )
        if row is None:
            row = LeaveRow(activity_id=activity, member_id=member)
            self.session.add(row)
        row.kind, row.reason, row.asked_at, row.state = kind, reason, at, LeaveState.ASKED
        row.decided_by = row.decided_at = row.note = None
        await self.session.flush()
        return await self.leave(row.id)

    async def leave(self, number: int) -> Leave:
        """Give a request by its number. Errors: BotError REQUEST_NOT_FOUND."""
        return _one(await self._leaves(LeaveRow.id == number))

    async def leave_of(self, activity: ActivityId, member: MemberId) -> Leave | None:
        """Give a member's request for an activity."""
        found = await self._leaves(LeaveRow.activity_id == activity, LeaveRow.member_id == member)
        return found[0] if found else None

    async def leaves(self, activity: ActivityId) -> list[Leave]:
        """List the requests for an activity, oldest first."""
        return await self._leaves(LeaveRow.activity_id == activity)

    async def leaves_of(self, member: MemberId, activities: Collection[ActivityId]) -> dict[ActivityId, Leave]:
        """Give a member's own requests for leave from these activities."""
        found = await self._leaves(LeaveRow.member_id == member, LeaveRow.activity_id.in_(activities))
        return {leave.activity.id: leave for leave in found}

    async def settle_leave(
        self, number: int, state: LeaveState, by: MemberId | None, at: datetime, note: str | None
    ) -> Leave:
        """Write what became of a request."""
        values = {"state": state, "decided_by": by, "decided_at": at, "note": note}
        await self.session.execute(update(LeaveRow).where(LeaveRow.id == number).values(**values))
        return await self.leave(number)

    async def give_tasks(self, activity: Activity, members: Collection[MemberId], due_on: date) -> None:
        """Give each a task unless they have one; a dropped one comes back."""
        of_activity = TaskRow.activity_id == activity.id
        known = {
            MemberId(member) for member in await self.session.scalars(select(TaskRow.member_id).where(of_activity))
        }
        await self.session.execute(
            update(TaskRow)
            .where(of_activity, TaskRow.member_id.in_(known & set(members)), TaskRow.state == TaskState.DROPPED)
            .values(state=TaskState.DUE, due_on=due_on)
        )
        task = {"activity_id": activity.id, "task": activity.title, "due_on": due_on, "state": TaskState.DUE}
        new = [{**task, "member_id": member} for member in members if member not in known]
        if new:
            await self.session.execute(insert(TaskRow), new)

    async def drop_tasks(self, activity: ActivityId, members: Collection[MemberId]) -> None:
        """Drop the tasks of people who have nothing to make up; an accepted one stays."""
        kept = {TaskState.ACCEPTED, TaskState.DROPPED}
        await self.session.execute(
            update(TaskRow)
            .where(TaskRow.activity_id == activity, TaskRow.member_id.in_(members), TaskRow.state.not_in(kept))
            .values(state=TaskState.DROPPED)
        )

    async def task(self, number: int) -> Task:
        """Give a task by its number. Errors: BotError REQUEST_NOT_FOUND."""
        return _one(await self._tasks(TaskRow.id == number))

    async def tasks_of(self, member: MemberId) -> list[Task]:
        """List a member's tasks, the most urgent first."""
        return await self._tasks(TaskRow.member_id == member, TaskRow.state != TaskState.DROPPED)

    async def tasks(self, activity: ActivityId, *, with_dropped: bool = False) -> list[Task]:
        """List an activity's tasks, those dropped only when they are asked for."""
        wanted = (TaskRow.activity_id == activity, TaskRow.state != TaskState.DROPPED)
        return await self._tasks(*wanted[:1] if with_dropped else wanted)

    async def hand_in(self, number: int, proof: str, at: datetime) -> Task:
        """Write what was studied for a task."""
        return await self._change_task(number, state=TaskState.SUBMITTED, proof=proof, submitted_at=at)

    async def settle_task(
        self, number: int, state: TaskState, by: MemberId | None, at: datetime, note: str | None
    ) -> Task:
        """Write the decision on a proof."""
        return await self._change_task(number, state=state, decided_by=by, decided_at=at, note=note)

    async def object_to(self, activity: ActivityId, member: MemberId, words: str, at: datetime) -> Dispute:
        """Keep an objection; while one is open, a second one replaces its words."""
        row = await self.session.scalar(
            select(DisputeRow)
            .where(
                DisputeRow.activity_id == activity,
                DisputeRow.member_id == member,
                DisputeRow.state == DisputeState.ASKED,
            )
            .with_for_update()
        )
        if row is None:
            row = DisputeRow(activity_id=activity, member_id=member, state=DisputeState.ASKED)
            self.session.add(row)
        row.words, row.asked_at = words, at
        await self.session.flush()
        return await self.dispute(row.id)

    async def dispute(self, number: int) -> Dispute:
        """Give an objection by its number. Errors: BotError REQUEST_NOT_FOUND."""
        return _one(await self._disputes(DisputeRow.id == number))

    async def disputes(self, activity: ActivityId) -> list[Dispute]:
        """List the objections to a register."""
        return await self._disputes(DisputeRow.activity_id == activity)

    async def disputes_of(self, member: MemberId) -> list[Dispute]:
        """List a member's own objections."""
        return await self._disputes(DisputeRow.member_id == member)

    async def settle_dispute(
        self, number: int, state: DisputeState, by: MemberId | None, at: datetime, reason: str
    ) -> Dispute:
        """Write the decision on an objection."""
        values = {"state": state, "decided_by": by, "decided_at": at, "reason": reason}
        await self.session.execute(update(DisputeRow).where(DisputeRow.id == number).values(**values))
        return await self.dispute(number)

    async def _change_task(self, number: int, **values: Any) -> Task:
        await self.session.execute(update(TaskRow).where(TaskRow.id == number).values(**values))
        return await self.task(number)

    async def _leaves(self, *where: ColumnElement[bool]) -> list[Leave]:
        rows = list(await self.session.scalars(_fresh(LeaveRow).where(*where).order_by(LeaveRow.id)))
        activities, members = await self._around(rows)
        return [
            Leave(
                row.id,
                activities[row.activity_id],
                members[row.member_id],
                row.kind,
                row.reason,
                row.state,
                row.asked_at,
            )
            for row in rows
        ]

    async def _tasks(self, *where: ColumnElement[bool]) -> list[Task]:
        rows = list(await self.session.scalars(_fresh(TaskRow).where(*where).order_by(TaskRow.due_on, TaskRow.id)))
        activities, members = await self._around(rows)
        return [
            Task(
                row.id,
                activities[row.activity_id],
                members[row.member_id],
                row.task,
                row.due_on,
                row.state,
                row.proof,
                row.note,
            )
            for row in rows
        ]

    async def _disputes(self, *where: ColumnElement[bool]) -> list[Dispute]:
        query = _fresh(DisputeRow).where(*where).order_by(DisputeRow.id)
        rows = list(await self.session.scalars(query))
        activities, members = await self._around(rows)
        return [
            Dispute(
                row.id,
                activities[row.activity_id],
                members[row.member_id],
                row.words,
                row.asked_at,
                row.state,
                await self._line_state(row.activity_id, row.member_id),
                row.reason,
            )
            for row in rows
        ]

    async def _line_state(self, activity: int, member: int) -> LineState:
        state = await self.session.scalar(
            select(LineRow.state).where(LineRow.activity_id == activity, LineRow.member_id == member)
        )
        assert state is not None  # an objection is about a line, and lines that say something stay
        return state

    async def _around(self, rows: Sequence[Any]) -> tuple[dict[int, Activity], dict[int, Member]]:
        store = ActivityStore(self.session)
        activities = {number: await store.get(ActivityId(number)) for number in {row.activity_id for row in rows}}
        members = await Directory(self.session).members({MemberId(row.member_id) for row in rows})
        return activities, {int(number): member for number, member in members.items()}


def _fresh(row: Any) -> Any:
    return select(row).execution_options(populate_existing=True)


def _one(found: Sequence[T]) -> T:
    if not found:
        raise BotError(ErrorCode.REQUEST_NOT_FOUND)
    return found[0]
