"""What a conversation about the register rests on, on both databases: choices, previews, taking back, deciders."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.activities.choosing import Purpose
from bot.activities.kinds import ActivityKind
from bot.activities.model import LeaveKind, LineState
from bot.activities.preview_bundle import Previews, open_previews
from bot.activities.running import Mark
from bot.activities.taking_back import remembered
from bot.activities.wording import Wish, read_activity
from bot.errors import BotError, ErrorCode
from bot.people.accounts import Asker, Channel
from bot.people.bundle import open_people
from bot.people.model import Permission
from bot.people.storage import AccountStore
from bot.questions.suggesting import OpenSuggestions, SettleSuggestion, Suggest
from tests.support.branch import Branch


@pytest.fixture
def previews(branch: Branch) -> Previews:
    return open_previews(branch.database, branch.clock)


async def code_of(call: object) -> ErrorCode:
    with pytest.raises(BotError) as caught:
        await call  # type: ignore[misc]
    return caught.value.code


async def test_choices_fit_the_purpose_and_the_caller(branch: Branch, previews: Previews) -> None:
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
        assert {one.id for one in await previews.choices(branch.secretary, purpose)} == ids
        assert await previews.choices(branch.foreign_secretary, purpose) == []
        assert await code_of(previews.choices(branch.plain, purpose)) is ErrorCode.NOT_ALLOWED
    assert len(await previews.choices(None, Purpose.LIST)) == 2


async def test_a_plan_stores_nothing(branch: Branch, previews: Previews) -> None:
    wish = read_activity("支委会 3月14日 9点 302室", branch.clock.today())
    plan = await previews.plan(branch.secretary, wish, "支委会", "支委会")
    assert (plan.organisation.id, plan.expected, plan.works, plan.is_past) == (branch.branch, 4, False, False)
    assert await branch.activities.ahead(branch.secretary) == []
    assert await code_of(previews.plan(branch.plain, wish, "支委会", "")) is ErrorCode.NOT_ALLOWED
    series = read_activity("每月31号9点 党课 302室", branch.clock.today())
    assert len((await previews.plan(branch.secretary, series, "党课", "")).days) == 10
    late = Wish.from_json(read_activity("每月5号党课 9点 302室", branch.clock.today()).as_json())
    branch.clock.move(days=297)
    assert await code_of(previews.plan(branch.secretary, late, "党课", "")) is ErrorCode.SERIES_EMPTY


async def test_taking_back_leaves_alone_who_checked_in_since(branch: Branch, previews: Previews) -> None:
    activity = await branch.opened()
    words = "除李四（病假）外全部缺席"
    spoken, marked = await branch.activities.mark_in_words(branch.secretary, activity.id, words, write=True)
    assert marked is not None
    await branch.activities.check_in(branch.plain, await branch.code(activity.id))
    kept = remembered(spoken, marked)
    undone = await previews.take_back(branch.secretary, activity.id, kept)
    assert len(undone.before) == 9
    again = await previews.take_back(branch.secretary, activity.id, kept)
    assert again.before == ()
    register = await branch.activities.register(branch.secretary, activity.id)
    assert {line.state for line in register.lines} == {LineState.EXPECTED, LineState.PRESENT}
    assert await code_of(previews.take_back(branch.foreign_secretary, activity.id, kept)) is (
        ErrorCode.ACTIVITY_NOT_FOUND
    )


async def test_a_lock_is_told_before_it_happens(branch: Branch, previews: Previews) -> None:
    activity = await branch.opened()
    assert await code_of(previews.lock(branch.secretary, activity.id)) is ErrorCode.NOT_BEGUN
    await branch.activities.mark(branch.secretary, activity.id, {branch.plain: Mark(LineState.PRESENT)})
    await branch.activities.ask_leave(branch.deputy, activity.id, LeaveKind.SICK, "发烧")
    branch.clock.move(hours=1)
    assert await code_of(previews.lock(branch.secretary, activity.id)) is ErrorCode.ACTIVITY_STEP_REFUSED
    await branch.activities.close(branch.secretary, activity.id)
    plan = await previews.lock(branch.secretary, activity.id)
    assert (len(plan.silent), plan.tasks, plan.waiting) == (9, 9, 1)
    locked = await branch.activities.lock(branch.secretary, activity.id)
    assert (locked.absent, locked.tasks) == (9, 9)
    assert await code_of(previews.lock(branch.secretary, activity.id)) is ErrorCode.ACTIVITY_STEP_REFUSED


async def test_the_first_decision_stands(branch: Branch, previews: Previews) -> None:
    activity = await branch.planned()
    leave = await branch.activities.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "发烧")
    decide = branch.activities.decide_leave
    await decide(branch.secretary, leave.id, granted=True, first_only=True)
    for granted in (True, False):
        late = decide(branch.deputy, leave.id, granted=granted, first_only=True)
        assert await code_of(late) is ErrorCode.ALREADY_DECIDED
    assert [own.activity.id for own in await previews.objectionable(branch.plain)] == []
    branch.clock.move(hours=1)
    assert [own.state for own in await previews.objectionable(branch.plain)] == [LineState.ON_LEAVE]
    dispute = await branch.activities.object_to_line(branch.plain, activity.id, "我到会了")
    assert (await previews.dispute(branch.secretary, dispute.id)).id == dispute.id
    assert await code_of(previews.dispute(branch.foreign_secretary, dispute.id)) is ErrorCode.REQUEST_NOT_FOUND
    own = await branch.activities.object_to_line(branch.secretary, activity.id, "我到会了")
    assert await code_of(previews.dispute(branch.secretary, own.id)) is ErrorCode.OWN_REQUEST
    await branch.activities.close(branch.secretary, activity.id)
    await branch.activities.lock(branch.secretary, activity.id)
    [task] = (await branch.activities.my_record(branch.plain)).tasks
    assert await code_of(previews.task(branch.secretary, task.id)) is ErrorCode.PROOF_MISSING
    await branch.activities.submit_proof(branch.plain, task.id, "自学第三章")
    assert (await previews.task(branch.deputy, task.id)).proof == "自学第三章"
    await branch.activities.decide_task(branch.deputy, task.id, accepted=True, first_only=True)
    assert await code_of(previews.task(branch.secretary, task.id)) is ErrorCode.ALREADY_DECIDED


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
    suggest, waiting = Suggest(branch.database, branch.clock), OpenSuggestions(branch.database)
    first = await suggest("会议开短一点", key="tg:1")
    assert await suggest("会议开短一点", key="tg:1") == first
    second = await suggest("多去实地\n联系方式：8123", key="tg:2")
    assert (second.words, second.contact) == ("多去实地", "8123")
    assert await code_of(suggest("  联系方式：8123", key="tg:3")) is ErrorCode.WORDS_MISSING
    assert await code_of(suggest("长" * 2001, key="tg:4")) is ErrorCode.TOO_LONG
    await SettleSuggestion(branch.database)(first.number)
    assert await waiting() == [second]
    assert await code_of(SettleSuggestion(branch.database)(first.number)) is ErrorCode.SUGGESTION_NOT_FOUND
