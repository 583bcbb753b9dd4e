"""Leave, make-up study and objections, on both databases."""

from __future__ import annotations

from bot.activities.register.model import LeaveKind, LineState, Via
from bot.activities.requests.model import DisputeState, LeaveState, TaskState
from bot.errors import ErrorCode
from tests.support.register.branch import Branch
from tests.support.register.registers import code_of, locked, states


async def test_leave_is_asked_refused_corrected_and_taken_back(branch: Branch) -> None:
    activity = await branch.planned()
    act = branch.activities
    leave = await act.requests.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "发烧")
    assert (
        await code_of(act.requests.ask_leave(branch.plain, activity.id, LeaveKind.SICK, " ")) is ErrorCode.WORDS_MISSING
    )
    again = await act.requests.ask_leave(branch.plain, activity.id, LeaveKind.PERSONAL, "家中有事")
    assert (again.id, again.kind, again.is_after_start) == (leave.id, LeaveKind.PERSONAL, False)
    refused = await act.requests.decide_leave(branch.secretary, leave.id, granted=False, note="请尽量参加")
    assert refused.state is LeaveState.REFUSED
    granted = await act.requests.decide_leave(branch.secretary, leave.id, granted=True)
    assert granted.state is LeaveState.GRANTED
    assert (await states(branch, activity.id))[branch.plain] is LineState.ON_LEAVE
    await act.requests.withdraw_leave(branch.plain, activity.id)
    assert (await states(branch, activity.id))[branch.plain] is LineState.EXPECTED
    assert (
        await code_of(act.requests.decide_leave(branch.secretary, leave.id, granted=True))
        is ErrorCode.REQUEST_WITHDRAWN
    )
    branch.clock.move(hours=1)
    late = await act.requests.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "发烧")
    assert late.is_after_start
    assert await code_of(act.requests.withdraw_leave(branch.plain, activity.id)) is ErrorCode.BEGUN


async def test_make_up_study_is_handed_in_returned_and_accepted(branch: Branch) -> None:
    activity = await locked(branch)
    act = branch.activities
    task = (await act.own.record(branch.plain)).tasks[0]
    assert await code_of(act.requests.decide_task(branch.secretary, task.id, accepted=True)) is ErrorCode.PROOF_MISSING
    assert await code_of(act.requests.submit_proof(branch.deputy, task.id, "不是我的")) is ErrorCode.REQUEST_NOT_FOUND
    await act.requests.submit_proof(branch.plain, task.id, "学习了文件，写了心得")
    returned = await act.requests.decide_task(branch.secretary, task.id, accepted=False, note="请写清学了什么")
    assert (returned.state, returned.note) == (TaskState.RETURNED, "请写清学了什么")
    await act.requests.submit_proof(branch.plain, task.id, "自学支部工作条例第三章，已向组长汇报")
    for _ in range(2):
        assert (await act.requests.decide_task(branch.secretary, task.id, accepted=True)).state is TaskState.ACCEPTED
    assert (await states(branch, activity))[branch.plain] is LineState.MADE_UP
    register = await act.register.view(branch.secretary, activity)
    changes = [change for change in register.trace if change.member == branch.plain]
    assert [change.via for change in changes] == [Via.LOCK, Via.MAKE_UP]
    assert changes[-1].reason == "自学支部工作条例第三章，已向组长汇报"


async def test_an_objection_is_decided_by_somebody_else_with_a_reason(branch: Branch) -> None:
    activity = await locked(branch)
    act = branch.activities
    mine = await act.requests.object_to_line(branch.plain, activity, "我到会了，坐在后排")
    same = await act.requests.object_to_line(branch.plain, activity, "我到会了，坐在后排左侧")
    assert (same.id, same.words) == (mine.id, "我到会了，坐在后排左侧")
    assert (
        await code_of(act.requests.decide_dispute(branch.secretary, mine.id, "", correct_to=None))
        is ErrorCode.WORDS_MISSING
    )
    decided = await act.requests.decide_dispute(
        branch.secretary, mine.id, "两位同志证明在场", correct_to=LineState.PRESENT
    )
    assert (decided.state, decided.line) == (DisputeState.UPHELD, LineState.PRESENT)
    own = await act.requests.object_to_line(branch.secretary, activity, "我也有异议")
    assert (
        await code_of(act.requests.decide_dispute(branch.secretary, own.id, "同意", correct_to=None))
        is ErrorCode.OWN_REQUEST
    )
    rejected = await act.requests.decide_dispute(branch.deputy, own.id, "记录无误", correct_to=None)
    assert rejected.state is DisputeState.REJECTED
    branch.clock.move(days=31)
    late = act.requests.object_to_line(branch.plain, activity, "再提一次")
    assert await code_of(late) is ErrorCode.OBJECTION_LATE
