"""Members in chat: binding, checking in, leave, their record, objections, suggestions. What each of them reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityId
from bot.activities.register.model import LeaveKind, LineState
from bot.activities.requests.model import LeaveState, TaskState
from bot.errors import ErrorCode
from bot.people.model import MemberId
from bot.people.sentences import PeopleText
from bot.questions.suggesting import OpenSuggestions
from bot.storage.door import Door
from bot.telegram import buttons
from bot.telegram.buttons import Sign
from bot.telegram.sentences.common import ChatText
from bot.telegram.sentences.members import RegisterChat
from bot.texts import say, told
from bot.wiring import Services
from tests.support.chat.register_chat import ORIGIN, BranchChat, branch_chat, labels, texts
from tests.support.sentences import begins, explained


async def state_of(room: BranchChat, member: MemberId, activity: int) -> LineState:
    register = await room.branch.activities.register.view(room.branch.secretary, activity)  # type: ignore[arg-type]
    return next(line.state for line in register.lines if line.member.id == member)


@pytest.mark.golden
async def test_a_link_binds_and_tells_what_comes_next(room: BranchChat) -> None:
    await room.branch.planned()
    invitation = await room.services.people.invite(room.branch.secretary, room.branch.plain)
    person = room.telegram.person("周五")
    [welcome] = await room.said(person, f"/start i_{invitation.token}")
    assert welcome["text"].startswith("已绑定：周五，第二党小组。")
    assert "下一次活动：3月主题党日，3月6日（周五）14:30–16:30，三楼会议室。" in welcome["text"]
    assert "/new" not in welcome["text"]
    [again] = await room.said(person, f"/start {invitation.token}")
    assert again["text"].startswith("这个账号早已绑定周五")
    [other] = await room.said(room.telegram.person("别人"), f"/start i_{invitation.token}")
    assert other["text"].startswith("这张邀请已经用过了")


async def test_a_bare_invitation_code_binds_an_unknown_account(room: BranchChat) -> None:
    invitation = await room.services.people.invite(None, room.branch.secretary)
    [welcome] = await room.said(room.telegram.person("赵一"), f" {invitation.code.lower().replace('-', ' — ')} ")
    assert welcome["text"].startswith(begins(PeopleText.BOUND, name="赵一"))
    assert "/new" in welcome["text"]
    [wrong] = await room.said(room.telegram.person("谁"), "Ｋ７ＱＭ－３ＸＰＴ")
    assert wrong["text"] == explained(ErrorCode.INVITATION_UNKNOWN)


@pytest.mark.parametrize("words", ["/start nonsense", "/start i_", "/start i_" + "x" * 34, "/start c-1-"])
async def test_a_link_of_nobody_is_refused(room: BranchChat, words: str) -> None:
    [answer] = await room.said(room.telegram.person(), words)
    assert answer["text"] == explained(ErrorCode.INVITATION_UNKNOWN)


@pytest.mark.golden
@pytest.mark.parametrize("form", ["/checkin {code}", "{code}", "/start c-{id}-{code}", "{code} "])
async def test_one_tap_checks_in(room: BranchChat, form: str) -> None:
    activity = await room.branch.opened()
    member = await room.bound(room.branch.plain)
    words = form.format(code=await room.branch.code(activity.id), id=activity.id)
    [answer] = await room.said(member, words)
    assert answer["text"] == "已签到：3月主题党日，14:00。"
    room.clock.move(minutes=2)
    [again] = await room.said(member, f"/checkin {await room.branch.code(activity.id)}")
    assert again["text"] == "您 14:00 已经签过到了，不用再签。"
    assert await state_of(room, room.branch.plain, activity.id) is LineState.PRESENT


async def test_late_is_told(room: BranchChat) -> None:
    activity = await room.branch.opened()
    room.clock.move(minutes=45)
    [answer] = await room.said(await room.bound(room.branch.plain), await room.branch.code(activity.id))
    assert answer["text"] == say(RegisterChat.CHECKED_IN_LATE, title="3月主题党日", time="14:45")


async def test_a_forwarded_code_is_refused_before_anything(room: BranchChat) -> None:
    activity = await room.branch.opened()
    member, code = await room.bound(room.branch.plain), await room.branch.code(activity.id)
    for words in (code, f"/checkin {code}", f"/start c-{activity.id}-{code}"):
        [answer] = await room.said(member, words, forward_origin=ORIGIN)
        assert answer["text"] == explained(ErrorCode.FORWARDED_CODE)
    assert await state_of(room, room.branch.plain, activity.id) is LineState.EXPECTED


async def test_a_group_takes_no_code(room: BranchChat) -> None:
    activity = await room.branch.opened()
    member, group = await room.bound(room.branch.plain), room.telegram.group()
    code = await room.branch.code(activity.id)
    for words in (f"/checkin@zhibu_test_bot {code}", f"@zhibu_test_bot {code}"):
        [answer] = await room.said(member, words, chat=group)
        assert begins(ChatText.CHAT_IN_PRIVATE) in answer["text"]
        assert code not in answer["text"]
    assert await state_of(room, room.branch.plain, activity.id) is LineState.EXPECTED


async def test_wrong_foreign_and_unknown_codes(room: BranchChat) -> None:
    activity = await room.branch.opened()
    code = await room.branch.code(activity.id)
    stranger = room.telegram.person()
    assert texts(await room.said(stranger, f"/checkin {code}")) == explained(ErrorCode.NOT_BOUND)
    assert texts(await room.said(stranger, f"/start c-{activity.id}-{code}")) == explained(ErrorCode.NOT_BOUND)
    other = await room.bound(room.branch.foreign_member)
    assert texts(await room.said(other, f"/start c-{activity.id}-{code}")) == explained(ErrorCode.NOT_EXPECTED)
    member = await room.bound(room.branch.plain)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert texts(await room.said(member, f"/checkin {wrong}")) == explained(ErrorCode.CODE_WRONG, left=4)
    room.clock.move(seconds=40)
    assert texts(await room.said(member, code)) == explained(ErrorCode.CODE_EXPIRED)
    assert texts(await room.said(member, "/checkin")) == say(RegisterChat.CHECKIN_HOW)


@pytest.mark.golden
async def test_next_shows_what_lies_ahead(room: BranchChat) -> None:
    member = await room.bound(room.branch.plain)
    assert texts(await room.said(member, "/next")).startswith("近期没有安排您参加的活动")
    activity = await room.branch.planned(agenda="一、学习 <b>")
    [answer] = await room.said(member, "/next")
    assert answer["text"] == (
        "3月主题党日（主题党日）\n时间：3月6日（周五）14:30–16:30\n地点：三楼会议室\n议程：一、学习 <b>"
    )
    assert labels(answer) == ["请假", "日历"]
    await room.pressed(member, answer, "日历")
    [file] = room.telegram.sent("sendDocument")
    assert file["chat_id"] == member["id"]
    assert await room.forged(await room.bound(room.branch.foreign_member), buttons.CALENDAR(activity.id))


@pytest.mark.golden
async def test_leave_in_one_line(room: BranchChat) -> None:
    activity = await room.branch.planned()
    member, secretary = await room.bound(room.branch.plain), await room.bound(room.branch.secretary)
    [answer] = await room.said(member, "/leave 病假 发烧 <39度>")
    assert answer["text"] == "已提交：《3月主题党日》请病假，待批。批准后会通知您。"
    notice = room.last(secretary)
    assert notice["text"] == "请假：周五，《3月主题党日》（3月6日（周五）14:30–16:30），病假：发烧 <39度>"
    await room.pressed(secretary, notice, "准假")
    assert room.last(secretary)["text"].endswith("周五：已准假，已通知本人。")
    assert room.last(member)["text"] == "《3月主题党日》您请的病假：已准假。"
    assert await state_of(room, room.branch.plain, activity.id) is LineState.ON_LEAVE
    deputy = await room.bound(room.branch.deputy)
    assert (await room.forged(deputy, buttons.LEAVE_DECIDE(Sign.MINUS, 1))).startswith(
        "周五的这件事已经处理过了：已准假"
    )
    assert await state_of(room, room.branch.plain, activity.id) is LineState.ON_LEAVE


@pytest.mark.golden
async def test_leave_step_by_step_survives_a_restart(services: Services, tmp_path: Path) -> None:
    async with branch_chat(services, tmp_path) as room:
        async with room.connected():
            await room.branch.planned()
            await room.branch.planned(ActivityKind.PARTY_LECTURE, title="党课")
            member = await room.bound(room.branch.plain)
            [which] = await room.said(member, "/leave")
            assert labels(which) == ["3月主题党日", "党课"]
            [kinds] = await room.pressed(member, which, "党课")
            assert kinds["text"] == "《党课》请什么假？"
            [reason] = await room.pressed(member, kinds, "事假")
            assert reason["text"].startswith("《党课》请事假。请用一句话写明事由")
        async with room.connected():
            [answer] = await room.said(member, "搬家")
            assert answer["text"].startswith("已提交：《党课》请事假，待批")
            [question] = await room.said(member, "党费怎么交")
            assert "请假" not in question["text"]


async def test_leave_is_taken_back(room: BranchChat) -> None:
    activity = await room.branch.planned()
    member = await room.bound(room.branch.plain)
    await room.said(member, "/leave 出差 到省里开会")
    [answer] = await room.said(member, "/next")
    assert labels(answer) == [say(RegisterChat.BUTTON_BACK), say(RegisterChat.BUTTON_CALENDAR)]
    [back] = await room.pressed(member, answer, say(RegisterChat.BUTTON_BACK))
    assert back["text"] == say(RegisterChat.LEAVE_TAKEN_BACK, title="3月主题党日")
    [leave] = (await room.branch.activities.register.view(room.branch.secretary, activity.id)).leaves
    assert (leave.kind, leave.state) == (LeaveKind.OFFICIAL, LeaveState.WITHDRAWN)
    refused = await room.forged(await room.bound(room.branch.secretary), buttons.LEAVE_DECIDE(Sign.PLUS, leave.id))
    assert refused == explained(ErrorCode.REQUEST_WITHDRAWN, name="周五")


async def test_words_missing_and_wrong_kinds_of_leave(room: BranchChat) -> None:
    member = await room.bound(room.branch.plain)
    assert texts(await room.said(member, "/leave 病假 发烧")) == say(RegisterChat.LEAVE_NONE)
    activity = await room.branch.planned()
    [kinds] = await room.said(member, "/leave 发烧了")
    assert labels(kinds) == list(map(told, LeaveKind))
    [sent] = await room.pressed(member, kinds, "病假")
    assert sent["text"] == say(
        RegisterChat.LEAVE_SENT, title="3月主题党日", kind=told(LeaveKind.SICK), state=told(LeaveState.ASKED)
    )
    assert await room.forged(member, f"lk:{activity.id}:holiday") == explained(ErrorCode.BUTTON_EXPIRED)
    refused = await room.forged(member, buttons.LEAVE_KIND(ActivityId(999), LeaveKind.SICK))
    assert refused == explained(ErrorCode.NOT_EXPECTED)


@pytest.mark.golden
async def test_me_shows_the_year_and_takes_a_proof(room: BranchChat) -> None:
    activity = await room.branch.opened()
    room.clock.move(hours=1)
    await room.branch.activities.register.close(room.branch.secretary, activity.id)
    await room.branch.activities.register.lock(room.branch.secretary, activity.id)
    member, secretary = await room.bound(room.branch.plain), await room.bound(room.branch.secretary)
    [answer] = await room.said(member, "/me")
    assert "已确认 0 学时，待锁定 0 学时；全年要求 32 学时，还差 32 学时。" in answer["text"]
    assert "3月6日　3月主题党日　缺席" in answer["text"]
    assert "补学：3月主题党日，2026-04-05前完成，待补学" in answer["text"]
    [ask] = await room.pressed(member, answer, "提交补学：3月主题党日")
    assert ask["text"].startswith("请用一段话写明补学了什么")
    [sent] = await room.said(member, "自学了条例第三章")
    assert sent["text"] == "补学说明已提交：3月主题党日。审核后会通知您。"
    notice = room.last(secretary)
    [asked] = await room.pressed(secretary, notice, "退回")
    assert asked["text"].startswith("退回周五的补学说明")
    [returned] = await room.said(secretary, "请写明学了哪几条")
    assert returned["text"] == "周五：退回修改，已通知本人。"
    assert "说明：请写明学了哪几条" in room.last(member)["text"]
    await room.pressed(member, answer, "提交补学：3月主题党日")
    await room.said(member, "第三条到第五条")
    await room.pressed(secretary, room.last(secretary), "通过")
    [task] = (await room.branch.activities.own.record(room.branch.plain)).tasks
    assert task.state is TaskState.ACCEPTED
    assert await state_of(room, room.branch.plain, activity.id) is LineState.MADE_UP
    assert (await room.forged(await room.bound(room.branch.probationary), buttons.PROOF(task.id))).startswith(
        "没有找到这条申请"
    )


@pytest.mark.golden
async def test_an_objection_is_decided_and_told(room: BranchChat) -> None:
    member, secretary = await room.bound(room.branch.plain), await room.bound(room.branch.secretary)
    assert texts(await room.said(member, "/dispute")).startswith("最近 60 天没有可以提异议的记录")
    activity = await room.branch.opened()
    room.clock.move(hours=1)
    await room.branch.activities.register.close(room.branch.secretary, activity.id)
    await room.branch.activities.register.lock(room.branch.secretary, activity.id)
    [which] = await room.said(member, "/dispute")
    assert labels(which) == ["3月6日 3月主题党日：缺席"]
    await room.pressed(member, which, "3月6日 3月主题党日：缺席")
    [sent] = await room.said(member, "我到会了，坐在后排")
    assert sent["text"].startswith("异议已提交：《3月主题党日》（现记录为缺席）")
    [states] = await room.pressed(secretary, room.last(secretary), "更正")
    assert labels(states) == ["到会", "迟到", "线上参加", "免到", "缺席"]
    await room.pressed(secretary, states, "到会")
    [done] = await room.said(secretary, "会议照片和两位同志证实")
    assert done["text"] == "周五：已更正，已通知本人。"
    assert room.last(member)["text"] == "《3月主题党日》您的异议：已更正。说明：会议照片和两位同志证实"
    assert await state_of(room, room.branch.plain, activity.id) is LineState.PRESENT
    refused = await room.forged(await room.bound(room.branch.deputy), buttons.OBJECTION_REJECT(1))
    assert refused.startswith("周五的这件事已经处理过了")


@pytest.mark.golden
async def test_a_suggestion_has_no_name(room: BranchChat) -> None:
    member = await room.bound(room.branch.plain)
    assert texts(await room.said(member, "/suggest")).startswith("请把建议写成一条消息发送")
    assert texts(await room.said(member, "会议开短一点")) == "建议已收到，编号 1，没有记名。谢谢。"
    [answer] = await room.said(member, "/suggest 多组织实地学习\n联系方式：8123")
    assert answer["text"].startswith("建议已收到，编号 2，并按您写的留下了联系方式")
    kept = [(one.words, one.contact) for one in await OpenSuggestions(Door(room.database, room.clock))()]
    assert kept == [("会议开短一点", None), ("多组织实地学习", "8123")]


@pytest.mark.golden
async def test_commands_and_cancel_end_a_dialogue(room: BranchChat) -> None:
    await room.branch.planned()
    member = await room.bound(room.branch.plain)
    await room.said(member, "/leave 病假")
    assert texts(await room.said(member, "/cancel")) == "好的，已取消“请假”，没有提交任何内容。"
    assert texts(await room.said(member, "/cancel")) == "现在没有正在填写的内容。"
    await room.said(member, "/suggest")
    ended, shown = await room.said(member, "/next")
    assert ended["text"] == "刚才的“提建议”没有填完，已取消。需要时请重新开始。"
    assert shown["text"].startswith("3月主题党日")
    await room.said(member, "/suggest")
    room.clock.move(hours=25)
    await room.said(member, "党费怎么交")
    assert list(await OpenSuggestions(Door(room.database, room.clock))()) == []


@pytest.mark.golden
async def test_privacy_tells_what_is_kept_and_unbinds(room: BranchChat) -> None:
    member = await room.bound(room.branch.plain)
    [answer] = await room.said(member, "/privacy")
    assert "您的账号已绑定：周五（第二党小组）" in answer["text"]
    [sure] = await room.pressed(member, answer, "解除绑定")
    await room.pressed(member, sure, "保持绑定")
    assert room.last(member)["text"] == "没有解除，一切照旧。"
    [sure] = await room.pressed(member, answer, "解除绑定")
    await room.pressed(member, sure, "确定解除")
    assert room.last(member)["text"].startswith("已解除绑定")
    assert texts(await room.said(member, "/me")).startswith("还不知道您是谁")
    assert (await room.forged(member, buttons.LEAVE(ActivityId(1)))).startswith("还不知道您是谁")
