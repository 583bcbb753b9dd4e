"""Secretaries in chat: a new activity, check-in, the register, the lock, invitations. What each of them reads."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.activities.kinds import ActivityKind
from bot.activities.model import Activity, ActivityId, ActivityState, Part
from bot.activities.register.choosing import Purpose
from bot.activities.register.model import LineState
from bot.activities.register.viewing import Register
from bot.errors import ErrorCode
from bot.telegram import buttons
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.texts import say, told
from bot.wiring import Services
from tests.support.chat.register_chat import BranchChat, branch_chat, labels, texts
from tests.support.sentences import explained

LINE = "/new 3月主题党日 3月13日下午3点 三楼会议室"


async def activities(room: BranchChat) -> list[Activity]:
    last = room.clock.today() + timedelta(days=400)
    found = await room.branch.activities.register.branch(None, room.branch.committee, date(2026, 1, 1), last)
    return [summary.activity for summary in found]


async def register(room: BranchChat, activity: ActivityId) -> Register:
    return await room.branch.activities.register.view(room.branch.secretary, activity)


async def states(room: BranchChat, activity: ActivityId) -> dict[str, LineState]:
    return {line.member.code: line.state for line in (await register(room, activity)).lines}


@pytest.mark.golden
async def test_one_message_a_preview_and_one_activity(room: BranchChat) -> None:
    secretary = await room.bound(room.branch.secretary)
    [preview] = await room.said(secretary, LINE)
    assert preview["text"] == (
        "请核对，确认后才会建立：\n名称：3月主题党日\n类型：主题党日\n时间：3月13日（周五）15:00–17:00\n"
        "地点：三楼会议室\n组织：第一党支部\n应到：10 人\n学时：2"
    )
    assert labels(preview) == ["确认建立", "修改", "取消"]
    assert await activities(room) == []
    data = preview["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await room.pressed(secretary, preview, "确认建立")
    assert room.last(secretary)["text"].startswith("已建立：3月主题党日，3月13日（周五）15:00–17:00，应到 10 人。")
    await room.forged(secretary, data, preview)
    assert room.last(secretary)["text"].startswith("这个活动已经建立过了：3月主题党日")
    assert [one.title for one in await activities(room)] == ["3月主题党日"]
    deputy = await room.bound(room.branch.deputy)
    assert (await room.forged(deputy, data)).startswith("这个按钮已经失效")


@pytest.mark.golden
async def test_what_is_missing_is_asked_back_after_a_restart_too(services: Services, tmp_path: Path) -> None:
    async with branch_chat(services, tmp_path) as room:
        async with room.connected():
            secretary = await room.bound(room.branch.secretary)
            [kinds] = await room.said(secretary, "/new 迎新茶话会")
            assert "主题党日" in labels(kinds)
            [day] = await room.pressed(secretary, kinds, "集中学习")
            assert day["text"].startswith("哪一天开？")
            [again] = await room.said(secretary, "看情况")
            assert again["text"].startswith("没有看明白。哪一天开？")
        async with room.connected():
            [time] = await room.said(secretary, "下周六")
            assert time["text"].startswith("几点开始？")
            [place] = await room.said(secretary, "下午两点半到4点")
            assert place["text"].startswith("在哪里开？")
            [preview] = await room.said(secretary, "待定")
            assert "时间：3月14日（周六）14:30–16:00\n地点：地点待定" in preview["text"]
            assert preview["text"].endswith("注意：这一天不是工作日。")
            await room.pressed(secretary, preview, "修改")
            [changed] = await room.said(secretary, "地点改为五楼报告厅 下周五")
            assert "时间：3月13日（周五）14:30–16:00\n地点：五楼报告厅" in changed["text"]
            old, _ = await room.forged(secretary, preview_data(preview)), None
            assert old.startswith("这个按钮已经失效")
            await room.pressed(secretary, changed, "取消")
            assert room.last(secretary)["text"] == "没有建立活动。"
        assert await activities(room) == []


def preview_data(message: dict[str, object]) -> str:
    return str(message["reply_markup"]["inline_keyboard"][0][0]["callback_data"])  # type: ignore[index]


@pytest.mark.golden
async def test_a_series_shows_its_moved_dates(room: BranchChat) -> None:
    secretary = await room.bound(room.branch.secretary)
    [preview] = await room.said(secretary, "/new 每月第一个周五下午3点 主题党日 三楼会议室")
    assert "到年底共 10 次：\n2026年3月6日（周五）\n" in preview["text"]
    assert "2026年5月6日（周三）（原定 2026年5月1日（周五），遇节假日调整）" in preview["text"]
    await room.pressed(secretary, preview, "确认建立")
    assert room.last(secretary)["text"].startswith("已建立 10 次活动，从2026年3月6日")
    assert len(await activities(room)) == 10


async def test_an_unsound_wish_is_explained(room: BranchChat) -> None:
    secretary = await room.bound(room.branch.secretary)
    assert texts(await room.said(secretary, "/new")) == say(SecretaryChat.NEW_HOW)
    [refused] = await room.said(secretary, "/new 党课 明天16:00到15:00 礼堂")
    assert refused["text"] == explained(ErrorCode.ACTIVITY_UNSOUND, part=Part.LENGTH)
    [group] = await room.said(secretary, "/new 第二党小组会 明天9点 302室")
    assert "组织：第二党小组\n应到：5 人" in group["text"]


@pytest.mark.golden
async def test_a_whole_meeting_in_chat(room: BranchChat) -> None:
    activity = await room.branch.planned()
    secretary, member = await room.bound(room.branch.secretary), await room.bound(room.branch.plain)
    [opened] = await room.said(secretary, "/open")
    assert "https://zhibu.example/wall/1?key=" in opened["text"]
    await room.said(member, await room.branch.code(activity.id))
    [listed] = await room.pressed(secretary, opened, "名单")
    assert "应到 10，实到 1，线上 0，请假 0，未签到 9" in listed["text"]
    assert "未签到：钱二、李四、吴六、王伟" in listed["text"]
    assert labels(listed) == ["刷新", "结束签到", "登记"]
    await room.said(await room.bound(room.branch.deputy), await room.branch.code(activity.id))
    await room.pressed(secretary, listed, "刷新")
    assert "实到 2" in room.last(secretary)["text"]
    [closed] = await room.said(secretary, "/close")
    assert closed["text"].startswith("“3月主题党日”签到已结束：应到 10，实到 2")
    room.clock.move(hours=3)
    [plan] = await room.said(secretary, "/lock")
    assert "将记为缺席 8 人：" in plan["text"]
    assert "将产生补学任务 8 项，2026-04-05前完成" in plan["text"]
    await room.pressed(secretary, plan, "确认锁定")
    assert room.last(secretary)["text"].startswith("《3月主题党日》的签到表已锁定：缺席 8 人，新增补学任务 8 项")
    [files] = await room.said(secretary, "/export")
    await room.pressed(secretary, files, "签到表（Excel）")
    [sent] = room.telegram.sent("sendDocument")
    assert sent["chat_id"] == secretary["id"]
    refused = await room.forged(secretary, buttons.PICK(Purpose.CLOSE, activity.id))
    assert refused.startswith("“3月主题党日”现在是“已锁定”状态")


@pytest.mark.golden
async def test_marking_in_one_line_and_taking_it_back(room: BranchChat) -> None:
    activity = await room.branch.opened()
    secretary, member = await room.bound(room.branch.secretary), await room.bound(room.branch.plain)
    [who] = await room.said(secretary, "/mark 除王伟、李四（病假）外全部到会")
    assert who["text"] == "“王伟”有 2 位，是哪一位？"
    assert labels(who) == ["王伟　第一党小组　A008", "王伟　第二党小组　A007"]
    [plan] = await room.pressed(secretary, who, "王伟　第二党小组　A007")
    assert plan["text"] == "《3月主题党日》将写入：到会 8 人、请假 1 人、缺席 1 人。确认后才会写入。"
    await room.pressed(secretary, plan, "确认写入")
    written = room.last(secretary)
    assert written["text"].startswith("《3月主题党日》已写入，改动 10 人。现在：应到 10，实到 8")
    assert (await states(room, activity.id))["A007"] is LineState.ABSENT
    both = await room.bound(room.branch.members[6])
    await room.said(both, await room.branch.code(activity.id))
    await room.pressed(secretary, written, "撤销")
    assert room.last(secretary)["text"].startswith("《3月主题党日》已撤销，恢复 9 人。")
    after = await states(room, activity.id)
    assert after.pop("A007") is LineState.PRESENT
    assert set(after.values()) == {LineState.EXPECTED}
    assert (await room.forged(secretary, buttons.MARK_UNDO(activity.id))).startswith("这个按钮已经失效")
    assert (await room.forged(member, buttons.MARK_YES(activity.id))).startswith("这个按钮已经失效")


async def test_unknown_names_are_told_and_said_again(room: BranchChat) -> None:
    activity = await room.branch.opened()
    secretary = await room.bound(room.branch.secretary)
    assert texts(await room.said(secretary, "/mark")) == say(SecretaryChat.MARK_HOW, title=activity.title)
    unknown = texts(await room.said(secretary, "除张无忌外全部到会"))
    assert unknown == say(SecretaryChat.MARK_UNKNOWN, words="张无忌")
    [plan] = await room.said(secretary, "除李四外全部到会")
    await room.pressed(secretary, plan, "取消")
    assert room.last(secretary)["text"] == say(SecretaryChat.MARK_DROPPED)
    assert set((await states(room, activity.id)).values()) == {LineState.EXPECTED}


async def test_several_activities_are_chosen_by_buttons(room: BranchChat) -> None:
    await room.branch.planned()
    await room.branch.planned(ActivityKind.PARTY_LECTURE, title="党课")
    secretary = await room.bound(room.branch.secretary)
    [which] = await room.said(secretary, "/mark 全部到会")
    planned = {"month": 3, "day": 6, "state": told(ActivityState.PLANNED)}
    shown = [say(SecretaryChat.CHOICE, title=title, **planned) for title in ("3月主题党日", "党课")]
    assert labels(which) == shown
    [plan] = await room.pressed(secretary, which, shown[1])
    present = say(SecretaryChat.MARK_COUNT, state=told(LineState.PRESENT), count=10)
    assert plan["text"] == say(SecretaryChat.MARK_PLAN, title="党课", counts=present)


@pytest.mark.golden
async def test_a_second_person_is_needed(room: BranchChat) -> None:
    activity = await room.branch.opened(needs_second_person=True)
    secretary, other = await room.bound(room.branch.secretary), await room.bound(room.branch.discipline)
    await room.said(secretary, "/close")
    room.clock.move(hours=3)
    [plan] = await room.said(secretary, "/lock")
    assert "要先由另一位同志确认签到表" in plan["text"]
    refused = await room.forged(secretary, plan["reply_markup"]["inline_keyboard"][0][0]["callback_data"], plan)
    assert refused.startswith("“3月主题党日”要先由另一位同志确认")
    [listed] = await room.said(other, "/list")
    assert labels(listed) == ["刷新", "确认签到表"]
    [confirmed] = await room.pressed(other, listed, "确认签到表")
    assert confirmed["text"].startswith("“3月主题党日”的签到表已由您确认")
    await room.pressed(secretary, plan, "确认锁定")
    assert (await register(room, activity.id)).activity.state is ActivityState.LOCKED


@pytest.mark.golden
async def test_what_waits_is_shown_and_decided(room: BranchChat) -> None:
    activity = await room.branch.planned()
    member = await room.bound(room.branch.plain)
    await room.said(member, "/leave 病假 发烧")
    secretary = await room.bound(room.branch.secretary)
    [listed] = await room.said(secretary, "/list")
    assert "等待处理：1 件" in listed["text"]
    [asked] = await room.pressed(secretary, listed, "待办")
    await room.pressed(secretary, asked, "不准假")
    assert room.last(member)["text"] == "《3月主题党日》您请的病假：未准假。"
    [nothing] = await room.pressed(secretary, listed, "待办")
    assert nothing["text"] == "没有等待处理的事项。"
    assert (await states(room, activity.id))["A005"] is LineState.EXPECTED


@pytest.mark.golden
async def test_an_invitation_and_the_accounts(room: BranchChat) -> None:
    secretary = await room.bound(room.branch.secretary)
    assert texts(await room.said(secretary, "/invite")).startswith("请在 /invite 后面写上姓名或编号")
    assert texts(await room.said(secretary, "/invite 外党员")).startswith("您所管理的组织里没有这名党员")
    [invited] = await room.said(secretary, "/invite 李四")
    assert "邀请链接：https://t.me/zhibu_test_bot?start=i_" in invited["text"]
    token = invited["text"].split("start=")[1].split("\n")[0]
    member = room.telegram.person("李四")
    assert texts(await room.said(member, f"/start {token}")).startswith("已绑定：李四")
    [which] = await room.said(secretary, "/invite 王伟")
    assert which["text"].startswith("有 2 名党员叫“王伟”")
    [one] = await room.pressed(secretary, which, "A007　王伟　第二党小组")
    assert "给王伟（A007，第二党小组）的邀请" in one["text"]
    [accounts] = await room.said(secretary, "/accounts 李四")
    assert labels(accounts) == ["解除：李四（Telegram）"]
    [sure] = await room.pressed(secretary, accounts, "解除：李四（Telegram）")
    await room.pressed(secretary, sure, "确定解除")
    assert room.last(secretary)["text"].endswith("的绑定已撤销。")
    assert texts(await room.said(member, "/me")).startswith("还不知道您是谁")
    assert texts(await room.said(secretary, "/accounts 没有的人")) == "还没有绑定的账号。"


async def test_help_goes_by_role(room: BranchChat) -> None:
    member, secretary = await room.bound(room.branch.plain), await room.bound(room.branch.secretary)
    other = await room.bound(room.branch.discipline)
    assert "/new　" not in texts(await room.said(member, "/help"))
    whole = texts(await room.said(secretary, "/help"))
    assert [name for name in ("new", "lock", "invite", "leave") if f"/{name}　" not in whole] == []
    shown = texts(await room.said(other, "/help"))
    assert ("/list" in shown, "/new　" in shown) == (True, False)


async def test_nothing_to_choose_from_is_told(room: BranchChat) -> None:
    secretary = await room.bound(room.branch.secretary)
    for command in ("open", "close", "list", "mark", "lock", "export"):
        assert "。" in texts(await room.said(secretary, f"/{command}"))
    assert texts(await room.said(secretary, "/close")) == say(SecretaryChat.NOTHING_CLOSE)
