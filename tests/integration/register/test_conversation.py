"""What a conversation about the register rests on, on both databases: choices, previews, taking back, deciders."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.activities.kinds import ActivityKind
from bot.activities.reading.activity_line import Wish, read_activity
from bot.activities.register.choosing import Purpose
from bot.activities.register.model import LeaveKind, LineState, Mark
from bot.errors import BotError, ErrorCode
from bot.people.accounts.model import Asker, Channel
from bot.people.accounts.storage import AccountStore
from bot.people.model import Permission
from bot.people.room import open_people
from bot.questions.suggesting import OpenSuggestions, SettleSuggestion, Suggest
from bot.storage.door import Door
from tests.support.register.branch import Branch
from tests.support.register.registers import to_say


async def code_of(call: object) -> ErrorCode:
    with pytest.raises(BotError) as caught:
        await call  # type: ignore[misc]
    return caught.value.code


async def test_choices_fit_the_purpose_and_the_caller(branch: Branch) -> None:
    planned = await branch.planned()
    opened = await branch.opened(ActivityKind.PARTY_LECTURE, title="党课")
    far = branch.clock.now() + timedelta(days=100)
    await branch.planned(title="远", starts_at=far, ends_at=far + timedelta(hours=1))
    expected = {
        Purpose.OPEN: {planned.id, opened.id},
        Purpose.CLOSE: {opened.id},
        Purpose.LIST: {planned.id, opened.id},
        Purpose.MARK: {planned.id, opened.id},
        Purpose.LOCK: set(),
        Purpose.EXPORT: {opened.id},
    }
    for purpose, ids in expected.items():
        assert {one.id for one in await branch.activities.register.choices(branch.secretary, purpose)} == ids
        assert await branch.activities.register.choices(branch.foreign_secretary, purpose) == []
        assert await code_of(branch.activities.register.choices(branch.plain, purpose)) is ErrorCode.NOT_ALLOWED
    assert len(await branch.activities.register.choices(None, Purpose.LIST)) == 2


async def test_a_plan_stores_nothing(branch: Branch) -> None:
    wish = read_activity("支委会 3月14日 9点 302室", branch.clock.today())
    plan = await branch.activities.planning.plan_wish(branch.secretary, wish, "支委会", "支委会")
    assert (plan.organisation.id, plan.expected, plan.works, plan.is_past) == (branch.branch, 4, False, False)
    assert await branch.activities.own.ahead(branch.secretary) == []
    assert (
        await code_of(branch.activities.planning.plan_wish(branch.plain, wish, "支委会", "")) is ErrorCode.NOT_ALLOWED
    )
    series = read_activity("每月31号9点 党课 302室", branch.clock.today())
    assert len((await branch.activities.planning.plan_wish(branch.secretary, series, "党课", "")).days) == 10
    late = Wish.from_json(read_activity("每月5号党课 9点 302室", branch.clock.today()).as_json())
    branch.clock.move(days=297)
    assert (
        await code_of(branch.activities.planning.plan_wish(branch.secretary, late, "党课", ""))
        is ErrorCode.SERIES_EMPTY
    )


async def test_taking_back_leaves_alone_who_checked_in_since(branch: Branch) -> None:
    activity = await branch.opened()
    words = "除李四（病假）外全部缺席"
    act = branch.activities.register
    plan = await act.plan_marks(branch.secretary, activity.id, words)
    marked = await act.mark(branch.secretary, activity.id, plan.changes)
    await branch.activities.check_in(branch.plain, await branch.code(activity.id))
    undone = await act.mark(branch.secretary, activity.id, marked.undo)
    assert (len(undone.changes), [line.member.id for line in undone.passed]) == (9, [branch.plain])
    again = await act.mark(branch.secretary, activity.id, marked.undo)
    assert again.changes == ()
    register = await act.view(branch.secretary, activity.id)
    assert {line.state for line in register.lines} == {LineState.EXPECTED, LineState.PRESENT}
    foreign = act.mark(branch.foreign_secretary, activity.id, marked.undo)
    assert await code_of(foreign) is ErrorCode.ACTIVITY_NOT_FOUND


async def test_a_lock_is_told_before_it_happens(branch: Branch) -> None:
    activity = await branch.opened()
    assert await code_of(branch.activities.register.plan_lock(branch.secretary, activity.id)) is ErrorCode.NOT_BEGUN
    await branch.activities.register.mark(
        branch.secretary, activity.id, to_say({branch.plain: Mark(LineState.PRESENT)})
    )
    await branch.activities.requests.ask_leave(branch.deputy, activity.id, LeaveKind.SICK, "发烧")
    branch.clock.move(hours=1)
    assert (
        await code_of(branch.activities.register.plan_lock(branch.secretary, activity.id))
        is ErrorCode.ACTIVITY_STEP_REFUSED
    )
    await branch.activities.register.close(branch.secretary, activity.id)
    plan = await branch.activities.register.plan_lock(branch.secretary, activity.id)
    assert (len(plan.silent), len(plan.tasks), plan.waiting) == (9, 9, 1)
    stale = branch.activities.register.lock(branch.secretary, activity.id, seen="00000000")
    assert await code_of(stale) is ErrorCode.PREVIEW_CHANGED
    locked = await branch.activities.register.lock(branch.secretary, activity.id, seen=plan.seen)
    assert (locked.silent, locked.tasks) == (plan.silent, plan.tasks)
    assert (
        await code_of(branch.activities.register.plan_lock(branch.secretary, activity.id))
        is ErrorCode.ACTIVITY_STEP_REFUSED
    )


async def test_the_first_decision_stands(branch: Branch) -> None:
    activity = await branch.planned()
    leave = await branch.activities.requests.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "发烧")
    decide = branch.activities.requests.decide_leave
    await decide(branch.secretary, leave.id, granted=True, first_only=True)
    for granted in (True, False):
        late = decide(branch.deputy, leave.id, granted=granted, first_only=True)
        assert await code_of(late) is ErrorCode.ALREADY_DECIDED
    assert [own.activity.id for own in await branch.activities.own.objectionable(branch.plain)] == []
    branch.clock.move(hours=1)
    assert [own.state for own in await branch.activities.own.objectionable(branch.plain)] == [LineState.ON_LEAVE]
    dispute = await branch.activities.requests.object_to_line(branch.plain, activity.id, "我到会了")
    assert (await branch.activities.requests.dispute(branch.secretary, dispute.id)).id == dispute.id
    assert (
        await code_of(branch.activities.requests.dispute(branch.foreign_secretary, dispute.id))
        is ErrorCode.REQUEST_NOT_FOUND
    )
    own = await branch.activities.requests.object_to_line(branch.secretary, activity.id, "我到会了")
    assert await code_of(branch.activities.requests.dispute(branch.secretary, own.id)) is ErrorCode.OWN_REQUEST
    await branch.activities.register.close(branch.secretary, activity.id)
    await branch.activities.register.lock(branch.secretary, activity.id)
    [task] = (await branch.activities.own.record(branch.plain)).tasks
    assert await code_of(branch.activities.requests.task(branch.secretary, task.id)) is ErrorCode.PROOF_MISSING
    await branch.activities.requests.submit_proof(branch.plain, task.id, "自学第三章")
    assert (await branch.activities.requests.task(branch.deputy, task.id)).proof == "自学第三章"
    await branch.activities.requests.decide_task(branch.deputy, task.id, accepted=True, first_only=True)
    assert await code_of(branch.activities.requests.task(branch.secretary, task.id)) is ErrorCode.ALREADY_DECIDED


async def test_deciders_have_the_permission_and_a_chat(branch: Branch) -> None:
    people = open_people(branch.database, branch.clock)
    async with branch.database.transaction() as session:
        for member in (branch.secretary, branch.deputy, branch.discipline, branch.plain, branch.foreign_secretary):
            asker = Asker(Channel.TELEGRAM, str(7_000_000_000 + member))
            await AccountStore(session).bind(member, asker, branch.clock.now())
        await AccountStore(session).bind(branch.plain, Asker(Channel.BROWSER, "x"), branch.clock.now())
    activity = await branch.planned()
    path = activity.organisation.path
    found = await people.deciders(path, Permission.RUN_ACTIVITY, asker=branch.secretary)
    assert found == [7_000_000_000 + branch.deputy]
    assert await people.chat_of(branch.plain) == 7_000_000_000 + branch.plain
    assert await people.chat_of(branch.probationary) is None


async def test_a_suggestion_is_kept_once_and_forgotten_when_settled(branch: Branch) -> None:
    door = Door(branch.database, branch.clock)
    suggest, waiting = Suggest(door), OpenSuggestions(door)
    first = await suggest("会议开短一点", key="tg:1")
    assert await suggest("会议开短一点", key="tg:1") == first
    second = await suggest("多去实地\n联系方式：8123", key="tg:2")
    assert (second.words, second.contact) == ("多去实地", "8123")
    assert await code_of(suggest("  联系方式：8123", key="tg:3")) is ErrorCode.WORDS_MISSING
    assert await code_of(suggest("长" * 2001, key="tg:4")) is ErrorCode.TOO_LONG
    await SettleSuggestion(door)(first.number)
    assert await waiting() == [second]
    assert await code_of(SettleSuggestion(door)(first.number)) is ErrorCode.SUGGESTION_NOT_FOUND
