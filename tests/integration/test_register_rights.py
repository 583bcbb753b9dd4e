"""Who runs activities and may not lock them: everything until the register is locked, nothing after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.activities.model import ActivityId, ActivityState, LeaveKind, LineState
from bot.activities.running import Mark
from bot.errors import BotError, ErrorCode
from bot.people.model import MATRIX, Permission, PostKind
from tests.support.branch import Branch
from tests.support.outputs import filled_sheet

REASON = "会场照片与签到表核对"


async def refused(call: object) -> ErrorCode:
    with pytest.raises(BotError) as caught:
        await call  # type: ignore[misc]
    return caught.value.code


async def locked(branch: Branch) -> ActivityId:
    activity = await branch.opened()
    branch.clock.move(hours=3)
    await branch.activities.close(branch.publicity, activity.id)
    await branch.activities.lock(branch.secretary, activity.id)
    return activity.id


def test_running_and_locking_are_two_rights() -> None:
    rights = MATRIX[PostKind.PUBLICITY_COMMISSIONER]
    assert Permission.RUN_ACTIVITY in rights
    assert Permission.LOCK_REGISTER not in rights


async def test_until_it_is_locked_they_run_it_whole(branch: Branch) -> None:
    act, them = branch.activities, branch.publicity
    planned = await act.create(them, branch.branch, branch.draft(), "theirs")
    activity = (await act.open(them, planned.activity.id)).id
    leave = await act.ask_leave(branch.plain, activity, LeaveKind.SICK, "发烧")
    await act.decide_leave(them, leave.id, granted=True)
    await act.mark(them, activity, {branch.deputy: Mark(LineState.PRESENT)})
    branch.clock.move(hours=3)
    assert (await act.close(them, activity)).state is ActivityState.CLOSED
    assert await refused(act.lock(them, activity)) is ErrorCode.NOT_ALLOWED
    states = {line.member.id: line.state for line in (await act.register(them, activity)).lines}
    assert (states[branch.plain], states[branch.deputy]) == (LineState.ON_LEAVE, LineState.PRESENT)


async def test_a_locked_register_changes_only_by_who_may_lock_it(branch: Branch) -> None:
    act, them = branch.activities, branch.publicity
    activity = await locked(branch)
    before = await act.register(branch.secretary, activity)
    marks = {branch.plain: Mark(LineState.PRESENT)}
    paper = filled_sheet(("A005", "周五", "√"))
    assert await refused(act.mark(them, activity, marks, reason=REASON)) is ErrorCode.NOT_ALLOWED
    assert await refused(act.mark(them, activity, marks)) is ErrorCode.NOT_ALLOWED
    assert await refused(act.mark_in_words(them, activity, "周五到会", write=True)) is ErrorCode.NOT_ALLOWED
    written = act.import_paper(them, activity, paper, write=True, reason=REASON)
    assert await refused(written) is ErrorCode.NOT_ALLOWED
    assert await refused(act.reopen(them, activity, REASON)) is ErrorCode.NOT_ALLOWED
    after = await act.register(branch.secretary, activity)
    assert (after.lines, after.trace) == (before.lines, before.trace)
    assert len((await act.mark(branch.secretary, activity, marks, reason=REASON)).before) == 1


async def test_leave_of_a_locked_register_is_theirs_no_more(branch: Branch) -> None:
    act = branch.activities
    activity = await branch.opened()
    leave = await act.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "发烧")
    branch.clock.move(hours=3)
    await act.close(branch.secretary, activity.id)
    await act.lock(branch.secretary, activity.id)
    assert await refused(act.decide_leave(branch.publicity, leave.id, granted=True)) is ErrorCode.REGISTER_LOCKED
    register = await act.register(branch.secretary, activity.id)
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
    register = await branch.activities.register(branch.secretary, activity.id)
    [line] = [line for line in register.lines if line.member.id == branch.plain]
    assert (done.state, line.state) == (state, state)
    assert register.tally.in_room == 1


async def test_the_register_counts_codes_of_the_step_before(branch: Branch) -> None:
    activity = await branch.opened()
    for member, age in ((branch.plain, 0), (branch.deputy, 10), (branch.discipline, 10)):
        await branch.activities.check_in(member, await branch.code(activity.id, seconds_ago=age))
    register = await branch.activities.register(branch.secretary, activity.id)
    assert (register.late_codes, register.tally.in_room) == (2, 3)
