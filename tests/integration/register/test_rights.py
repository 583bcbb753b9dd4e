"""Who runs activities and may not lock them: everything until the register is locked, nothing after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.activities.model import ActivityState
from bot.activities.register.model import LeaveKind, LineState, Mark, Via
from bot.errors import ErrorCode
from bot.people.model import MATRIX, Permission, PostKind
from tests.support.register.branch import Branch
from tests.support.register.outputs import filled_sheet
from tests.support.register.registers import code_of, locked, to_say

REASON = "会场照片与签到表核对"


def test_running_and_locking_are_two_rights() -> None:
    rights = MATRIX[PostKind.PUBLICITY_COMMISSIONER]
    assert Permission.RUN_ACTIVITY in rights
    assert Permission.LOCK_REGISTER not in rights


async def test_until_it_is_locked_they_run_it_whole(branch: Branch) -> None:
    act, them = branch.activities, branch.publicity
    planned = await act.planning.create(them, branch.branch, branch.draft(), "theirs")
    activity = (await act.register.open(them, planned.activity.id)).id
    leave = await act.requests.ask_leave(branch.plain, activity, LeaveKind.SICK, "发烧")
    await act.requests.decide_leave(them, leave.id, granted=True)
    await act.register.mark(them, activity, to_say({branch.deputy: Mark(LineState.PRESENT)}))
    branch.clock.move(hours=3)
    assert (await act.register.close(them, activity)).state is ActivityState.CLOSED
    assert await code_of(act.register.lock(them, activity)) is ErrorCode.NOT_ALLOWED
    states = {line.member.id: line.state for line in (await act.register.view(them, activity)).lines}
    assert (states[branch.plain], states[branch.deputy]) == (LineState.ON_LEAVE, LineState.PRESENT)


async def test_a_locked_register_changes_only_by_who_may_lock_it(branch: Branch) -> None:
    act, them = branch.activities, branch.publicity
    activity = await locked(branch)
    before = await act.register.view(branch.secretary, activity)
    marks = to_say({branch.plain: Mark(LineState.PRESENT)})
    paper = filled_sheet(("A005", "周五", "√"))
    assert await code_of(act.register.mark(them, activity, marks, reason=REASON)) is ErrorCode.NOT_ALLOWED
    assert await code_of(act.register.mark(them, activity, marks)) is ErrorCode.NOT_ALLOWED
    plan = await act.register.plan_marks(them, activity, "周五到会")  # to look is theirs, to write is not
    assert await code_of(act.register.mark(them, activity, plan.changes, reason=REASON)) is ErrorCode.NOT_ALLOWED
    read = await act.files.read_paper(them, activity, paper)
    written = act.register.mark(them, activity, read.changes, via=Via.PAPER, reason=REASON)
    assert await code_of(written) is ErrorCode.NOT_ALLOWED
    assert await code_of(act.register.reopen(them, activity, REASON)) is ErrorCode.NOT_ALLOWED
    after = await act.register.view(branch.secretary, activity)
    assert (after.lines, after.trace) == (before.lines, before.trace)
    assert len((await act.register.mark(branch.secretary, activity, marks, reason=REASON)).changes) == 1


async def test_leave_of_a_locked_register_is_theirs_no_more(branch: Branch) -> None:
    act = branch.activities
    activity = await branch.opened()
    leave = await act.requests.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "发烧")
    branch.clock.move(hours=3)
    await act.register.close(branch.secretary, activity.id)
    await act.register.lock(branch.secretary, activity.id)
    assert (
        await code_of(act.requests.decide_leave(branch.publicity, leave.id, granted=True)) is ErrorCode.REGISTER_LOCKED
    )
    register = await act.register.view(branch.secretary, activity.id)
    assert {line.state for line in register.lines} == {LineState.ABSENT}


@pytest.mark.parametrize(
    ("after_start", "state"),
    [(timedelta(minutes=10), LineState.PRESENT), (timedelta(minutes=10, seconds=1), LineState.LATE)],
)
async def test_the_register_says_late_from_ten_minutes_on(
    branch: Branch, after_start: timedelta, state: LineState
) -> None:
    activity = await branch.opened()
    branch.clock.moment = activity.starts_at + after_start
    done = await branch.activities.check_in(branch.plain, await branch.code(activity.id))
    register = await branch.activities.register.view(branch.secretary, activity.id)
    [line] = [line for line in register.lines if line.member.id == branch.plain]
    assert (done.state, line.state) == (state, state)
    assert register.tally.in_room == 1


async def test_the_register_counts_codes_of_the_step_before(branch: Branch) -> None:
    activity = await branch.opened()
    for member, age in ((branch.plain, 0), (branch.deputy, 10), (branch.discipline, 10)):
        await branch.activities.check_in(member, await branch.code(activity.id, seconds_ago=age))
    register = await branch.activities.register.view(branch.secretary, activity.id)
    assert (register.late_codes, register.tally.in_room) == (2, 3)
