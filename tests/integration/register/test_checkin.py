"""Checking in with the code on the wall, on both databases."""

from __future__ import annotations

import asyncio

import pytest

from bot.activities.model import ActivityId, ActivityState
from bot.activities.register.model import LeaveKind, LineState, Via
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId
from tests.support.register.branch import Branch


async def refused(call: object) -> BotError:
    with pytest.raises(BotError) as caught:
        await call  # type: ignore[misc]
    return caught.value


async def state_of(branch: Branch, activity: ActivityId, member: MemberId) -> LineState:
    register = await branch.activities.register.view(branch.secretary, activity)
    return next(line.state for line in register.lines if line.member.id == member)


async def test_the_code_checks_in_once_and_says_so_the_second_time(branch: Branch) -> None:
    activity = await branch.opened()
    code = await branch.code(activity.id)
    first = await branch.activities.check_in(branch.plain, code)
    branch.clock.move(seconds=2)
    second = await branch.activities.check_in(branch.plain, code)
    assert (first.is_first, second.is_first) == (True, False)
    assert second.at == first.at
    register = await branch.activities.register.view(branch.secretary, activity.id)
    assert register.tally.in_room == 1
    assert register.tally.expected == 10
    assert [change.via for change in register.trace if change.member == branch.plain] == [Via.CODE]


async def test_the_code_of_the_step_before_is_good_and_noted(branch: Branch) -> None:
    activity = await branch.opened()
    await branch.activities.check_in(branch.plain, await branch.code(activity.id, seconds_ago=10), activity=activity.id)
    register = await branch.activities.register.view(branch.secretary, activity.id)
    assert register.late_codes == 1
    assert await state_of(branch, activity.id, branch.plain) is LineState.PRESENT


async def test_an_older_code_has_expired_and_costs_no_try(branch: Branch) -> None:
    activity = await branch.opened()
    old = await branch.code(activity.id, seconds_ago=25)
    for _ in range(7):
        assert (await refused(branch.activities.check_in(branch.plain, old))).code is ErrorCode.CODE_EXPIRED
    assert (await branch.activities.check_in(branch.plain, await branch.code(activity.id))).is_first


async def test_guessing_is_stopped_after_five_tries_even_with_the_right_code(branch: Branch) -> None:
    activity = await branch.opened()
    right = await branch.code(activity.id)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    codes = [(await refused(branch.activities.check_in(branch.plain, wrong))).code for _ in range(5)]
    assert codes == [ErrorCode.CODE_WRONG] * 4 + [ErrorCode.CODE_LOCKED]
    assert (await refused(branch.activities.check_in(branch.plain, right))).code is ErrorCode.CODE_LOCKED
    assert await state_of(branch, activity.id, branch.plain) is LineState.EXPECTED
    branch.clock.move(minutes=11)
    assert (await branch.activities.check_in(branch.plain, await branch.code(activity.id))).is_first


NO_CODES = ("", "12345", "1234567", "abcdef", "１２３４５６７", "९" * 400, "-12345", "1e5", "'; --")


@pytest.mark.parametrize("code", NO_CODES)
async def test_what_is_no_code_is_refused(branch: Branch, code: str) -> None:
    await branch.opened()
    error = await refused(branch.activities.check_in(branch.plain, code))
    assert error.code is ErrorCode.CODE_WRONG


async def test_full_width_digits_and_blanks_are_forgiven(branch: Branch) -> None:
    activity = await branch.opened()
    code = await branch.code(activity.id)
    typed = " ".join(chr(ord("０") + int(digit)) for digit in code)
    assert (await branch.activities.check_in(branch.plain, typed)).is_first


async def test_a_member_of_another_branch_is_told_nothing(branch: Branch) -> None:
    activity = await branch.opened()
    code = await branch.code(activity.id)
    with_id = await refused(branch.activities.check_in(branch.foreign_member, code, activity=activity.id))
    nothing = await refused(branch.activities.check_in(branch.foreign_member, code, activity=ActivityId(99_999)))
    assert with_id.code is nothing.code is ErrorCode.NOT_EXPECTED
    assert with_id.facts == nothing.facts == {}
    assert (await refused(branch.activities.check_in(branch.foreign_member, code))).code is ErrorCode.CHECKIN_NONE_OPEN
    assert (await branch.activities.register.view(branch.secretary, activity.id)).tally.in_room == 0


async def test_before_opening_and_after_closing_nothing_is_recorded(branch: Branch) -> None:
    activity = await branch.planned()
    code = await branch.code(activity.id)
    early = await refused(branch.activities.check_in(branch.plain, code, activity=activity.id))
    await branch.activities.register.open(branch.secretary, activity.id)
    await branch.activities.register.close(branch.secretary, activity.id)
    late = await refused(branch.activities.check_in(branch.plain, code, activity=activity.id))
    await branch.activities.planning.cancel(branch.secretary, (await branch.planned(title="改期")).id, "改期再开")
    assert (early.code, late.code) == (ErrorCode.CHECKIN_NOT_OPEN, ErrorCode.CHECKIN_CLOSED)
    assert await state_of(branch, activity.id, branch.plain) is LineState.EXPECTED


async def test_ten_minutes_after_the_start_is_late(branch: Branch) -> None:
    activity = await branch.opened()
    branch.clock.move(minutes=41)
    result = await branch.activities.check_in(branch.plain, await branch.code(activity.id))
    assert result.state is LineState.LATE


async def test_who_was_on_leave_and_came_is_present(branch: Branch) -> None:
    activity = await branch.opened()
    leave = await branch.activities.requests.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "感冒")
    await branch.activities.requests.decide_leave(branch.secretary, leave.id, granted=True)
    assert await state_of(branch, activity.id, branch.plain) is LineState.ON_LEAVE
    await branch.activities.check_in(branch.plain, await branch.code(activity.id))
    assert await state_of(branch, activity.id, branch.plain) is LineState.PRESENT


async def test_ten_taps_at_once_are_one_checkin(branch: Branch) -> None:
    activity = await branch.opened()
    code = await branch.code(activity.id)
    results = await asyncio.gather(*(branch.activities.check_in(branch.plain, code) for _ in range(10)))
    assert sum(result.is_first for result in results) == 1
    register = await branch.activities.register.view(branch.secretary, activity.id)
    assert sum(change.member == branch.plain for change in register.trace) == 1


async def test_closing_while_people_check_in_loses_and_adds_nobody(branch: Branch) -> None:
    activity = await branch.opened()
    code = await branch.code(activity.id)
    checkins = [branch.activities.check_in(member, code) for member in branch.members]
    results = await asyncio.gather(
        *checkins, branch.activities.register.close(branch.secretary, activity.id), return_exceptions=True
    )
    acknowledged = sum(1 for result in results[:-1] if not isinstance(result, BaseException))
    register = await branch.activities.register.view(branch.secretary, activity.id)
    assert register.activity.state is ActivityState.CLOSED
    assert register.tally.in_room == acknowledged
    assert {error.code for error in results if isinstance(error, BotError)} <= {
        ErrorCode.CHECKIN_CLOSED,
        ErrorCode.CHECKIN_NONE_OPEN,
    }


async def test_what_waited_in_a_queue_is_judged_by_the_moment_it_was_sent(branch: Branch) -> None:
    activity = await branch.opened()
    sent_at, code = branch.clock.now(), await branch.code(activity.id)
    branch.clock.move(minutes=4)
    late = await refused(branch.activities.check_in(branch.deputy, code))
    assert late.code is ErrorCode.CODE_EXPIRED
    result = await branch.activities.check_in(branch.plain, code, sent_at=sent_at)
    assert (result.is_first, result.at) == (True, sent_at)
    branch.clock.move(minutes=20)
    too_old = await refused(branch.activities.check_in(branch.discipline, code, sent_at=sent_at))
    assert too_old.code is ErrorCode.CODE_WRONG
