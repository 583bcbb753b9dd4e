"""From planning to the locked register, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityId, ActivityState, LeaveKind, LineState, Via
from bot.activities.requests import DisputeState, LeaveState, TaskState
from bot.activities.running import Mark
from bot.activities.series import SeriesRule
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId
from tests.support.branch import Branch


async def code_of(call: object) -> ErrorCode:
    with pytest.raises(BotError) as caught:
        await call  # type: ignore[misc]
    return caught.value.code


async def states(branch: Branch, activity: ActivityId) -> dict[MemberId, LineState]:
    register = await branch.activities.register(branch.secretary, activity)
    return {line.member.id: line.state for line in register.lines}


async def test_a_repeated_request_creates_one_activity(branch: Branch) -> None:
    first = await branch.activities.create(branch.secretary, branch.branch, branch.draft(), "same")
    again = await branch.activities.create(branch.secretary, branch.branch, branch.draft(title="别的"), "same")
    assert (first.is_new, again.is_new) == (True, False)
    assert first.activity == again.activity
    assert first.expected == again.expected == 10


async def test_a_committee_meeting_expects_the_committee(branch: Branch) -> None:
    activity = await branch.opened(ActivityKind.COMMITTEE_MEETING)
    register = await branch.activities.register(branch.secretary, activity.id)
    committee = {branch.secretary, branch.deputy, branch.discipline, branch.publicity}
    assert {line.member.id for line in register.lines} == committee
    assert register.quorum is not None
    assert register.quorum.missing == 2
    assert (register.quorum.rule.regulation, register.quorum.rule.article) == (
        "中国共产党支部工作条例（试行）",
        "第十二条",
    )


async def test_a_general_meeting_counts_voters_only(branch: Branch) -> None:
    activity = await branch.opened(ActivityKind.GENERAL_MEETING)
    marks = {member: Mark(LineState.PRESENT) for member in branch.members[4:]}  # one of these six has no vote
    await branch.activities.mark(branch.secretary, activity.id, marks)
    wall = await branch.activities.wall(activity.id)
    assert wall.quorum is not None
    assert (wall.quorum.present, wall.quorum.expected, wall.quorum.is_reached) == (5, 9, True)
    assert wall.names == ()
    await branch.activities.show_names(branch.secretary, activity.id, shown=True)
    assert "陈和平" in (await branch.activities.wall(activity.id)).names


async def test_all_but_two_in_one_line(branch: Branch) -> None:
    activity = await branch.opened()
    words = "除李四、王伟外全部到会"
    spoken, marked = await branch.activities.mark_in_words(branch.secretary, activity.id, words)
    assert marked is None
    assert list(spoken.unclear) == ["王伟"]
    settled = {"王伟": spoken.unclear["王伟"][0].member.id}
    preview, nothing = await branch.activities.mark_in_words(branch.secretary, activity.id, words, settled=settled)
    assert (preview.is_clear, nothing) == (True, None)
    assert set((await states(branch, activity.id)).values()) == {LineState.EXPECTED}
    _, marked = await branch.activities.mark_in_words(branch.secretary, activity.id, words, settled=settled, write=True)
    assert marked is not None
    assert len(marked.before) == 10
    after = await states(branch, activity.id)
    absent = {member for member, state in after.items() if state is LineState.ABSENT}
    assert absent == {branch.members[3], settled["王伟"]}
    undo = {line.member.id: Mark(line.state, line.leave) for line in marked.before}
    await branch.activities.mark(branch.secretary, activity.id, undo)
    assert set((await states(branch, activity.id)).values()) == {LineState.EXPECTED}


async def test_one_mark_that_makes_no_sense_stops_them_all(branch: Branch) -> None:
    activity = await branch.opened()
    marks = {branch.plain: Mark(LineState.PRESENT), branch.deputy: Mark(LineState.LEFT_EARLY)}
    assert await code_of(branch.activities.mark(branch.secretary, activity.id, marks)) is ErrorCode.LINE_STEP_REFUSED
    stranger = {branch.plain: Mark(LineState.PRESENT), branch.foreign_member: Mark(LineState.PRESENT)}
    assert await code_of(branch.activities.mark(branch.secretary, activity.id, stranger)) is ErrorCode.MEMBER_NOT_FOUND
    assert set((await states(branch, activity.id)).values()) == {LineState.EXPECTED}


async def locked(branch: Branch) -> ActivityId:
    activity = await branch.opened()
    branch.clock.move(minutes=31)
    await branch.activities.check_in(branch.secretary, await branch.code(activity.id))
    leave = await branch.activities.ask_leave(branch.deputy, activity.id, LeaveKind.OFFICIAL, "外出调研")
    await branch.activities.decide_leave(branch.secretary, leave.id, granted=True)
    await branch.activities.close(branch.secretary, activity.id)
    result = await branch.activities.lock(branch.secretary, activity.id)
    assert (result.absent, result.tasks) == (8, 9)
    return activity.id


async def test_locking_speaks_for_the_silent_and_gives_tasks(branch: Branch) -> None:
    activity = await locked(branch)
    after = await states(branch, activity)
    assert after[branch.secretary] is LineState.PRESENT
    assert after[branch.deputy] is LineState.ON_LEAVE
    assert after[branch.plain] is LineState.ABSENT
    again = await branch.activities.lock(branch.secretary, activity)
    assert (again.absent, again.tasks) == (0, 0)
    mine = await branch.activities.my_record(branch.plain)
    assert [task.state for task in mine.tasks] == [TaskState.DUE]
    assert mine.tasks[0].due_on == date(2026, 4, 5)


async def test_a_locked_register_changes_with_a_reason_only(branch: Branch) -> None:
    activity = await locked(branch)
    marks = {branch.plain: Mark(LineState.PRESENT)}
    act = branch.activities
    assert await code_of(act.mark(branch.secretary, activity, marks)) is ErrorCode.REGISTER_LOCKED
    assert await code_of(act.mark(branch.secretary, activity, marks, reason="  ")) is ErrorCode.REGISTER_LOCKED
    await act.mark(branch.secretary, activity, marks, reason="会场照片与签到表核对")
    register = await act.register(branch.secretary, activity)
    assert register.trace[-1].reason == "会场照片与签到表核对"
    assert (register.trace[-1].before, register.trace[-1].after) == ("absent", "present")


async def test_reopening_needs_a_reason_and_leaves_a_trace(branch: Branch) -> None:
    activity = await locked(branch)
    act = branch.activities
    assert await code_of(act.reopen(branch.secretary, activity, " ")) is ErrorCode.WORDS_MISSING
    assert await code_of(act.close(branch.secretary, activity)) is ErrorCode.ACTIVITY_STEP_REFUSED
    assert await code_of(act.open(branch.secretary, activity)) is ErrorCode.ACTIVITY_STEP_REFUSED
    await act.reopen(branch.secretary, activity, "漏登一人")
    register = await act.register(branch.secretary, activity)
    assert register.activity.state is ActivityState.CLOSED
    assert (register.trace[-1].member, register.trace[-1].reason) == (None, "漏登一人")
    await act.mark(branch.secretary, activity, {branch.plain: Mark(LineState.PRESENT)})
    await act.lock(branch.secretary, activity)
    assert (await act.my_record(branch.plain)).tasks == ()


async def test_a_second_person_where_the_activity_asks_for_one(branch: Branch) -> None:
    activity = await branch.opened(needs_second_person=True)
    branch.clock.move(hours=3)
    act = branch.activities
    await act.close(branch.secretary, activity.id)
    assert await code_of(act.lock(branch.secretary, activity.id)) is ErrorCode.SECOND_PERSON_NEEDED
    await act.confirm(branch.secretary, activity.id)
    assert await code_of(act.lock(branch.secretary, activity.id)) is ErrorCode.SECOND_PERSON_NEEDED
    await act.mark(branch.secretary, activity.id, {branch.plain: Mark(LineState.PRESENT)})
    assert (await act.register(branch.secretary, activity.id)).activity.state is ActivityState.CLOSED
    await act.confirm(branch.discipline, activity.id)
    assert (await act.lock(branch.secretary, activity.id)).activity.is_locked


async def test_an_activity_that_has_not_begun_cannot_be_locked(branch: Branch) -> None:
    activity = await branch.opened()
    await branch.activities.close(branch.secretary, activity.id)
    assert await code_of(branch.activities.lock(branch.secretary, activity.id)) is ErrorCode.NOT_BEGUN


async def test_leave_is_asked_refused_corrected_and_taken_back(branch: Branch) -> None:
    activity = await branch.planned()
    act = branch.activities
    leave = await act.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "发烧")
    assert await code_of(act.ask_leave(branch.plain, activity.id, LeaveKind.SICK, " ")) is ErrorCode.WORDS_MISSING
    again = await act.ask_leave(branch.plain, activity.id, LeaveKind.PERSONAL, "家中有事")
    assert (again.id, again.kind, again.is_after_start) == (leave.id, LeaveKind.PERSONAL, False)
    refused = await act.decide_leave(branch.secretary, leave.id, granted=False, note="请尽量参加")
    assert refused.state is LeaveState.REFUSED
    granted = await act.decide_leave(branch.secretary, leave.id, granted=True)
    assert granted.state is LeaveState.GRANTED
    assert (await states(branch, activity.id))[branch.plain] is LineState.ON_LEAVE
    await act.withdraw_leave(branch.plain, activity.id)
    assert (await states(branch, activity.id))[branch.plain] is LineState.EXPECTED
    assert await code_of(act.decide_leave(branch.secretary, leave.id, granted=True)) is ErrorCode.REQUEST_WITHDRAWN
    branch.clock.move(hours=1)
    late = await act.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "发烧")
    assert late.is_after_start
    assert await code_of(act.withdraw_leave(branch.plain, activity.id)) is ErrorCode.BEGUN


async def test_make_up_study_is_handed_in_returned_and_accepted(branch: Branch) -> None:
    activity = await locked(branch)
    act = branch.activities
    task = (await act.my_record(branch.plain)).tasks[0]
    assert await code_of(act.decide_task(branch.secretary, task.id, accepted=True)) is ErrorCode.PROOF_MISSING
    assert await code_of(act.submit_proof(branch.deputy, task.id, "不是我的")) is ErrorCode.REQUEST_NOT_FOUND
    await act.submit_proof(branch.plain, task.id, "学习了文件，写了心得")
    returned = await act.decide_task(branch.secretary, task.id, accepted=False, note="请写清学了什么")
    assert (returned.state, returned.note) == (TaskState.RETURNED, "请写清学了什么")
    await act.submit_proof(branch.plain, task.id, "自学支部工作条例第三章，已向组长汇报")
    for _ in range(2):
        assert (await act.decide_task(branch.secretary, task.id, accepted=True)).state is TaskState.ACCEPTED
    assert (await states(branch, activity))[branch.plain] is LineState.MADE_UP
    register = await act.register(branch.secretary, activity)
    changes = [change for change in register.trace if change.member == branch.plain]
    assert [change.via for change in changes] == [Via.LOCK, Via.MAKE_UP]
    assert changes[-1].reason == "自学支部工作条例第三章，已向组长汇报"


async def test_an_objection_is_decided_by_somebody_else_with_a_reason(branch: Branch) -> None:
    activity = await locked(branch)
    act = branch.activities
    mine = await act.object_to_line(branch.plain, activity, "我到会了，坐在后排")
    same = await act.object_to_line(branch.plain, activity, "我到会了，坐在后排左侧")
    assert (same.id, same.words) == (mine.id, "我到会了，坐在后排左侧")
    assert await code_of(act.decide_dispute(branch.secretary, mine.id, "", correct_to=None)) is ErrorCode.WORDS_MISSING
    decided = await act.decide_dispute(branch.secretary, mine.id, "两位同志证明在场", correct_to=LineState.PRESENT)
    assert (decided.state, decided.line) == (DisputeState.UPHELD, LineState.PRESENT)
    own = await act.object_to_line(branch.secretary, activity, "我也有异议")
    assert await code_of(act.decide_dispute(branch.secretary, own.id, "同意", correct_to=None)) is ErrorCode.OWN_REQUEST
    rejected = await act.decide_dispute(branch.deputy, own.id, "记录无误", correct_to=None)
    assert rejected.state is DisputeState.REJECTED
    branch.clock.move(days=31)
    late = act.object_to_line(branch.plain, activity, "再提一次")
    assert await code_of(late) is ErrorCode.OBJECTION_LATE


async def test_hours_count_once_the_register_is_locked(branch: Branch) -> None:
    activity = await branch.opened()
    branch.clock.move(minutes=31)
    await branch.activities.check_in(branch.plain, await branch.code(activity.id))
    before = (await branch.activities.my_record(branch.plain)).hours
    assert (before.earned_minutes, before.coming_minutes, before.asked_minutes) == (0, 120, 32 * 60)
    await branch.activities.close(branch.secretary, activity.id)
    await branch.activities.lock(branch.secretary, activity.id)
    after = (await branch.activities.my_record(branch.plain)).hours
    assert (after.earned_minutes, after.coming_minutes, after.missing_minutes) == (120, 0, 30 * 60)
    assert (await branch.activities.my_record(branch.secretary)).hours.asked_minutes == 56 * 60
    assert (await branch.activities.my_record(branch.plain, 2025)).hours.entries == ()


async def test_a_series_is_created_once(branch: Branch) -> None:
    rule = SeriesRule(date(2026, 3, 1), date(2026, 12, 31), nth=1, weekday_number=4)
    days = branch.activities.plan_series(rule)
    args = (branch.secretary, branch.branch, branch.draft(title="{月}月主题党日"), rule, "series")
    made = await branch.activities.create_series(*args)
    again = await branch.activities.create_series(*args)
    assert [one.id for one in made] == [one.id for one in again]
    assert [one.title for one in made][:2] == ["3月主题党日", "4月主题党日"]
    assert len(made) == len(days) == 10
    listed = await branch.activities.branch(branch.secretary, branch.branch, date(2026, 3, 1), date(2026, 12, 31))
    assert [item.tally.expected for item in listed] == [10] * 10


async def test_calling_off_and_back(branch: Branch) -> None:
    activity = await branch.planned()
    cancelled = await branch.activities.cancel(branch.secretary, activity.id, "与全局会议冲突")
    assert cancelled.state is ActivityState.CANCELLED
    assert list(await branch.activities.ahead(branch.plain)) == []
    restored = await branch.activities.restore(branch.secretary, activity.id)
    assert restored.state is ActivityState.PLANNED
    assert len(await branch.activities.ahead(branch.plain)) == 1


async def test_a_wall_link_opens_one_wall_until_it_is_over(branch: Branch) -> None:
    activity = await branch.opened()
    link = await branch.activities.wall_link(branch.secretary, activity.id)
    signature = link.split("key=")[1]
    await branch.activities.check_wall_link(activity.id, signature)
    other = await branch.planned(title="另一个")
    for forged in (signature[:-1], "", "é" * 40, signature.upper() + "0"):
        assert await code_of(branch.activities.check_wall_link(activity.id, forged)) is ErrorCode.WALL_LINK_REFUSED
    assert await code_of(branch.activities.check_wall_link(other.id, signature)) is ErrorCode.WALL_LINK_REFUSED
    branch.clock.moment = activity.ends_at + timedelta(hours=13)
    assert await code_of(branch.activities.check_wall_link(activity.id, signature)) is ErrorCode.WALL_LINK_REFUSED


async def test_characters_that_no_database_takes_are_left_out(branch: Branch) -> None:
    activity = await branch.planned(title="党\x00日\ud800", place="三楼\x07", agenda="一\n二\x00")
    assert (activity.title, activity.place, activity.agenda) == ("党日�", "三楼", "一\n二")
    leave = await branch.activities.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "发\x00烧")
    assert leave.reason == "发烧"
    await branch.activities.mark(branch.secretary, activity.id, {branch.plain: Mark(LineState.PRESENT)}, reason="\x00")
    assert await code_of(branch.activities.cancel(branch.secretary, activity.id, "\x00")) is ErrorCode.WORDS_MISSING
