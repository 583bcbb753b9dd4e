"""From planning to the locked register, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityState
from bot.activities.planning.series import SeriesRule
from bot.activities.register.model import LeaveKind, LineState, Mark
from bot.activities.requests.model import TaskState
from bot.errors import ErrorCode
from tests.support.register.branch import Branch
from tests.support.register.registers import code_of, locked, states, to_say


async def test_a_repeated_request_creates_one_activity(branch: Branch) -> None:
    first = await branch.activities.planning.create(branch.secretary, branch.branch, branch.draft(), "same")
    again = await branch.activities.planning.create(branch.secretary, branch.branch, branch.draft(title="别的"), "same")
    assert (first.is_new, again.is_new) == (True, False)
    assert first.activity == again.activity
    assert first.expected == again.expected == 10


async def test_a_committee_meeting_expects_the_committee(branch: Branch) -> None:
    activity = await branch.opened(ActivityKind.COMMITTEE_MEETING)
    register = await branch.activities.register.view(branch.secretary, activity.id)
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
    await branch.activities.register.mark(branch.secretary, activity.id, to_say(marks))
    wall = await branch.activities.wall.view(activity.id)
    assert wall.quorum is not None
    assert (wall.quorum.present, wall.quorum.expected, wall.quorum.is_reached) == (5, 9, True)
    assert wall.names == ()
    await branch.activities.register.show_names(branch.secretary, activity.id, shown=True)
    assert "陈和平" in (await branch.activities.wall.view(activity.id)).names


async def test_all_but_two_in_one_line(branch: Branch) -> None:
    activity = await branch.opened()
    words = "除李四、王伟外全部到会"
    act = branch.activities.register
    unsettled = await act.plan_marks(branch.secretary, activity.id, words)
    assert unsettled.changes == ()
    assert list(unsettled.spoken.unclear) == ["王伟"]
    settled = {"王伟": unsettled.spoken.unclear["王伟"][0].member.id}
    plan = await act.plan_marks(branch.secretary, activity.id, words, settled)
    assert plan.spoken.is_clear
    assert set((await states(branch, activity.id)).values()) == {LineState.EXPECTED}
    marked = await act.mark(branch.secretary, activity.id, plan.changes)
    assert set(marked.changes) == set(plan.changes)
    assert len(marked.changes) == 10
    after = await states(branch, activity.id)
    absent = {member for member, state in after.items() if state is LineState.ABSENT}
    assert absent == {branch.members[3], settled["王伟"]}
    await act.mark(branch.secretary, activity.id, marked.undo)
    assert set((await states(branch, activity.id)).values()) == {LineState.EXPECTED}


async def test_one_mark_that_makes_no_sense_stops_them_all(branch: Branch) -> None:
    activity = await branch.opened()
    marks = {branch.plain: Mark(LineState.PRESENT), branch.deputy: Mark(LineState.LEFT_EARLY)}
    assert (
        await code_of(branch.activities.register.mark(branch.secretary, activity.id, to_say(marks)))
        is ErrorCode.LINE_STEP_REFUSED
    )
    stranger = {branch.plain: Mark(LineState.PRESENT), branch.foreign_member: Mark(LineState.PRESENT)}
    assert (
        await code_of(branch.activities.register.mark(branch.secretary, activity.id, to_say(stranger)))
        is ErrorCode.MEMBER_NOT_FOUND
    )
    assert set((await states(branch, activity.id)).values()) == {LineState.EXPECTED}


async def test_locking_speaks_for_the_silent_and_gives_tasks(branch: Branch) -> None:
    activity = await locked(branch)
    after = await states(branch, activity)
    assert after[branch.secretary] is LineState.PRESENT
    assert after[branch.deputy] is LineState.ON_LEAVE
    assert after[branch.plain] is LineState.ABSENT
    again = await branch.activities.register.lock(branch.secretary, activity)
    assert (again.silent, again.tasks) == ((), ())
    mine = await branch.activities.own.record(branch.plain)
    assert [task.state for task in mine.tasks] == [TaskState.DUE]
    assert mine.tasks[0].due_on == date(2026, 4, 5)


async def test_a_locked_register_changes_with_a_reason_only(branch: Branch) -> None:
    activity = await locked(branch)
    marks = {branch.plain: Mark(LineState.PRESENT)}
    act = branch.activities
    assert await code_of(act.register.mark(branch.secretary, activity, to_say(marks))) is ErrorCode.REGISTER_LOCKED
    assert (
        await code_of(act.register.mark(branch.secretary, activity, to_say(marks), reason="  "))
        is ErrorCode.REGISTER_LOCKED
    )
    await act.register.mark(branch.secretary, activity, to_say(marks), reason="会场照片与签到表核对")
    register = await act.register.view(branch.secretary, activity)
    assert register.trace[-1].reason == "会场照片与签到表核对"
    assert (register.trace[-1].before, register.trace[-1].after) == ("absent", "present")


async def test_reopening_needs_a_reason_and_leaves_a_trace(branch: Branch) -> None:
    activity = await locked(branch)
    act = branch.activities
    assert await code_of(act.register.reopen(branch.secretary, activity, " ")) is ErrorCode.WORDS_MISSING
    assert await code_of(act.register.close(branch.secretary, activity)) is ErrorCode.ACTIVITY_STEP_REFUSED
    assert await code_of(act.register.open(branch.secretary, activity)) is ErrorCode.ACTIVITY_STEP_REFUSED
    await act.register.reopen(branch.secretary, activity, "漏登一人")
    register = await act.register.view(branch.secretary, activity)
    assert register.activity.state is ActivityState.CLOSED
    assert (register.trace[-1].member, register.trace[-1].reason) == (None, "漏登一人")
    await act.register.mark(branch.secretary, activity, to_say({branch.plain: Mark(LineState.PRESENT)}))
    await act.register.lock(branch.secretary, activity)
    assert (await act.own.record(branch.plain)).tasks == ()


async def test_a_second_person_where_the_activity_asks_for_one(branch: Branch) -> None:
    activity = await branch.opened(needs_second_person=True)
    branch.clock.move(hours=3)
    act = branch.activities
    await act.register.close(branch.secretary, activity.id)
    assert await code_of(act.register.lock(branch.secretary, activity.id)) is ErrorCode.SECOND_PERSON_NEEDED
    await act.register.confirm(branch.secretary, activity.id)
    assert await code_of(act.register.lock(branch.secretary, activity.id)) is ErrorCode.SECOND_PERSON_NEEDED
    await act.register.mark(branch.secretary, activity.id, to_say({branch.plain: Mark(LineState.PRESENT)}))
    assert (await act.register.view(branch.secretary, activity.id)).activity.state is ActivityState.CLOSED
    await act.register.confirm(branch.discipline, activity.id)
    assert (await act.register.lock(branch.secretary, activity.id)).activity.is_locked


async def test_an_activity_that_has_not_begun_cannot_be_locked(branch: Branch) -> None:
    activity = await branch.opened()
    await branch.activities.register.close(branch.secretary, activity.id)
    assert await code_of(branch.activities.register.lock(branch.secretary, activity.id)) is ErrorCode.NOT_BEGUN


async def test_hours_count_once_the_register_is_locked(branch: Branch) -> None:
    activity = await branch.opened()
    branch.clock.move(minutes=31)
    await branch.activities.check_in(branch.plain, await branch.code(activity.id))
    before = (await branch.activities.own.record(branch.plain)).hours
    assert (before.earned_minutes, before.coming_minutes, before.asked_minutes) == (0, 120, 32 * 60)
    await branch.activities.register.close(branch.secretary, activity.id)
    await branch.activities.register.lock(branch.secretary, activity.id)
    after = (await branch.activities.own.record(branch.plain)).hours
    assert (after.earned_minutes, after.coming_minutes, after.missing_minutes) == (120, 0, 30 * 60)
    assert (await branch.activities.own.record(branch.secretary)).hours.asked_minutes == 56 * 60
    assert (await branch.activities.own.record(branch.plain, 2025)).hours.entries == ()


async def test_a_series_is_created_once(branch: Branch) -> None:
    rule = SeriesRule(date(2026, 3, 1), date(2026, 12, 31), nth=1, weekday_number=4)
    planning, draft = branch.activities.planning, branch.draft(title="{月}月主题党日")
    plan = await planning.plan(branch.secretary, branch.branch, draft, rule)
    made = await planning.create_series(branch.secretary, plan, "series", plan.seen)
    again = await planning.create_series(branch.secretary, plan, "series", plan.seen)
    assert [(one.title, one.starts_at) for one in made] == [(one.title, one.starts_at) for one in plan.drafts]
    assert [one.id for one in made] == [one.id for one in again]
    assert [one.title for one in made][:2] == ["3月主题党日", "4月主题党日"]
    assert len(made) == len(plan.days) == 10
    listed = await branch.activities.register.branch(
        branch.secretary, branch.branch, date(2026, 3, 1), date(2026, 12, 31)
    )
    assert [item.tally.expected for item in listed] == [10] * 10


async def test_calling_off_and_back(branch: Branch) -> None:
    activity = await branch.planned()
    cancelled = await branch.activities.planning.cancel(branch.secretary, activity.id, "与全局会议冲突")
    assert cancelled.state is ActivityState.CANCELLED
    assert list(await branch.activities.own.ahead(branch.plain)) == []
    restored = await branch.activities.planning.restore(branch.secretary, activity.id)
    assert restored.state is ActivityState.PLANNED
    assert len(await branch.activities.own.ahead(branch.plain)) == 1


async def test_a_wall_link_opens_one_wall_until_it_is_over(branch: Branch) -> None:
    activity = await branch.opened()
    link = await branch.activities.wall.link(branch.secretary, activity.id)
    signature = link.split("key=")[1]
    await branch.activities.wall.check_link(activity.id, signature)
    other = await branch.planned(title="另一个")
    for forged in (signature[:-1], "", "é" * 40, signature.upper() + "0"):
        assert await code_of(branch.activities.wall.check_link(activity.id, forged)) is ErrorCode.WALL_LINK_REFUSED
    assert await code_of(branch.activities.wall.check_link(other.id, signature)) is ErrorCode.WALL_LINK_REFUSED
    branch.clock.moment = activity.ends_at + timedelta(hours=13)
    assert await code_of(branch.activities.wall.check_link(activity.id, signature)) is ErrorCode.WALL_LINK_REFUSED


async def test_characters_that_no_database_takes_are_left_out(branch: Branch) -> None:
    activity = await branch.planned(title="党\x00日\ud800", place="三楼\x07", agenda="一\n二\x00")
    assert (activity.title, activity.place, activity.agenda) == ("党日�", "三楼", "一\n二")
    leave = await branch.activities.requests.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "发\x00烧")
    assert leave.reason == "发烧"
    await branch.activities.register.mark(
        branch.secretary, activity.id, to_say({branch.plain: Mark(LineState.PRESENT)}), reason="\x00"
    )
    assert (
        await code_of(branch.activities.planning.cancel(branch.secretary, activity.id, "\x00"))
        is ErrorCode.WORDS_MISSING
    )
