"""What must not work in chat: others' commands, ids and names, repeated and forged updates. Nothing changes."""

from __future__ import annotations

import pytest

from bot.activities.model import ActivityId
from bot.activities.outputs.model import ExportKind
from bot.activities.register.choosing import Purpose
from bot.activities.register.model import LeaveKind, LineState
from bot.activities.register.viewing import Register
from bot.activities.requests.model import LeaveState
from bot.errors import ErrorCode
from bot.inbox.model import UpdateId
from bot.people.accounts.model import AccountId
from bot.people.model import MemberId
from bot.people.tables import MemberRow
from bot.telegram import buttons
from bot.telegram.buttons import PreviewMark, Sign
from bot.telegram.sentences.common import ChatText
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.texts import say, told
from tests.support.chat.register_chat import BranchChat, labels, texts
from tests.support.sentences import begins, explained

STRANGE = "<b>张</b>&*_[x](y)=1+1"
FIRST = ActivityId(1)
COMMANDS = (
    "/new 主题党日 明天",
    "/open",
    "/list",
    "/mark 全部到会",
    "/close",
    "/lock",
    "/export",
    "/invite 钱二",
    "/accounts",
)


async def register(room: BranchChat, activity: ActivityId) -> Register:
    return await room.branch.activities.register.view(room.branch.secretary, activity)


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_member_is_refused_every_command_of_a_secretary(room: BranchChat, command: str) -> None:
    await room.branch.opened()
    [answer] = await room.said(await room.bound(room.branch.plain), command)
    assert answer["text"].startswith(begins(ErrorCode.NOT_ALLOWED))
    [unbound] = await room.said(room.telegram.person(), command)
    assert unbound["text"] == explained(ErrorCode.NOT_BOUND)


@pytest.mark.parametrize(
    "data",
    [
        *(buttons.PICK(purpose, FIRST) for purpose in Purpose),
        buttons.REFRESH(FIRST),
        buttons.CONFIRM(FIRST),
        buttons.LOCK_YES(FIRST, PreviewMark("00000000")),
        buttons.WAITING(FIRST),
        buttons.EXPORT(FIRST, ExportKind.REGISTER_XLSX),
        buttons.CALENDAR(FIRST),
    ],
)
async def test_another_branch_s_activity_does_not_exist(room: BranchChat, data: str) -> None:
    activity = await room.branch.opened()
    room.clock.move(hours=1)
    before = await register(room, activity.id)
    foreign = await room.bound(room.branch.foreign_secretary)
    assert await room.forged(foreign, data) == explained(ErrorCode.ACTIVITY_NOT_FOUND)
    assert await register(room, activity.id) == before


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (buttons.LEAVE_DECIDE(Sign.PLUS, 1), explained(ErrorCode.REQUEST_NOT_FOUND)),
        (buttons.OBJECTION_UPHOLD(1), explained(ErrorCode.REQUEST_NOT_FOUND)),
        (buttons.OBJECTION_REJECT(1), explained(ErrorCode.REQUEST_NOT_FOUND)),
        (buttons.OBJECTION_STATE(1, LineState.PRESENT), explained(ErrorCode.REQUEST_NOT_FOUND)),
        ("ds:1:nonsense", explained(ErrorCode.BUTTON_EXPIRED)),
        (buttons.PROOF_ACCEPT(1), explained(ErrorCode.REQUEST_NOT_FOUND)),
        (buttons.PROOF_RETURN(1), explained(ErrorCode.REQUEST_NOT_FOUND)),
        (buttons.INVITE(MemberId(5)), explained(ErrorCode.MEMBER_NOT_FOUND)),
        (buttons.REVOKE_YES(AccountId(1)), explained(ErrorCode.ACCOUNT_NOT_FOUND)),
        (buttons.NEW_YES(UpdateId(1)), explained(ErrorCode.BUTTON_EXPIRED)),
        (buttons.MARK_YES(FIRST), explained(ErrorCode.BUTTON_EXPIRED)),
        (buttons.MARK_WHO(FIRST, MemberId(5)), explained(ErrorCode.BUTTON_EXPIRED)),
        (buttons.LEAVE_KIND(FIRST, LeaveKind.SICK), explained(ErrorCode.NOT_EXPECTED)),
        (buttons.LEAVE_BACK(FIRST), explained(ErrorCode.REQUEST_NOT_FOUND)),
        (buttons.OBJECT(FIRST), explained(ErrorCode.NOT_EXPECTED)),
    ],
)
async def test_another_branch_s_requests_and_people_do_not_exist(room: BranchChat, data: str, sentence: str) -> None:
    activity = await room.branch.opened()
    member = await room.bound(room.branch.plain)
    await room.said(member, "/leave 病假 发烧")
    room.clock.move(hours=1)
    await room.branch.activities.requests.object_to_line(room.branch.plain, activity.id, "我到会了")
    before = await register(room, activity.id)
    assert await room.forged(await room.bound(room.branch.foreign_secretary), data) == sentence
    assert await register(room, activity.id) == before


async def test_a_group_sees_counts_and_no_names(room: BranchChat) -> None:
    activity = await room.branch.opened()
    secretary, group = await room.bound(room.branch.secretary), room.telegram.group()
    [listed] = await room.said(secretary, "/list@zhibu_test_bot", chat=group)
    counts = say(SecretaryChat.COUNTS, expected=10, present=0, online=0, leave=0, silent=10)
    assert counts in listed["text"]
    assert labels(listed) == ["刷新"]
    await room.pressed(secretary, listed, "刷新")
    file, person = buttons.EXPORT(FIRST, ExportKind.REGISTER_XLSX), buttons.INVITE(MemberId(2))
    for data in (*(buttons.PICK(purpose, FIRST) for purpose in Purpose), file, buttons.WAITING(FIRST), person):
        await room.forged(secretary, data, listed)
    everything = texts(room.telegram.messages_to(group))
    assert not [name for name in ("钱二", "李四", "孙三", "王伟", "wall/", "邀请") if name in everything]
    assert room.telegram.sent("sendDocument") == []
    for command in ("/open", "/close", "/lock", "/mark 全部到会", "/export", "/invite 钱二", "/accounts"):
        name, _, rest = command.partition(" ")
        [answer] = await room.said(secretary, f"{name}@zhibu_test_bot {rest}", chat=group)
        assert begins(ChatText.CHAT_IN_PRIVATE) in answer["text"]
    assert (await register(room, activity.id)).tally.expected == 10


async def test_repeated_and_late_updates_change_nothing(room: BranchChat) -> None:
    activity = await room.branch.opened()
    member, code = await room.bound(room.branch.plain), await room.branch.code(activity.id)
    message = room.telegram.say(member, code)
    number = room.telegram.pending[-1]["update_id"]
    await room.settled()
    trace = (await register(room, activity.id)).trace
    for again in (number, number + 50, number + 20, number + 50):
        room.telegram.deliver({"message": message}, again)
        await room.settled()
    assert (await register(room, activity.id)).trace == trace
    checked_in = say(RegisterChat.CHECKED_IN, title="3月主题党日", time="14:00")
    assert room.telegram.texts_to(member)[0] == checked_in
    assert set(room.telegram.texts_to(member)[1:]) == {say(RegisterChat.CHECKED_IN_BEFORE, time="14:00")}


async def test_a_strange_name_is_shown_as_it_is(room: BranchChat) -> None:
    async with room.database.transaction() as session:
        row = await session.get(MemberRow, room.branch.plain)
        assert row is not None
        row.name = STRANGE
    activity = await room.branch.planned()
    member, secretary = await room.bound(room.branch.plain), await room.bound(room.branch.secretary)
    assert STRANGE in texts(await room.said(member, "/me"))
    await room.said(member, "/leave 病假 发烧")
    assert STRANGE in room.last(secretary)["text"]
    assert STRANGE in texts(await room.said(secretary, "/list"))
    assert STRANGE in texts(await room.said(secretary, f"/accounts {STRANGE}"))
    await room.said(secretary, f"/mark {STRANGE}迟到")
    assert STRANGE in texts(await room.said(secretary, "/invite A005"))
    assert activity.title in texts(await room.said(member, "/next"))


async def test_a_group_learns_nothing_of_a_person(room: BranchChat) -> None:
    await room.branch.planned()
    member, group = await room.bound(room.branch.plain), room.telegram.group()
    for command in ("next", "me", "leave 病假 发烧", "dispute", "suggest 好"):
        name, _, rest = command.partition(" ")
        [answer] = await room.said(member, f"/{name}@zhibu_test_bot {rest}", chat=group)
        assert begins(ChatText.CHAT_IN_PRIVATE) in answer["text"]


async def test_a_secretary_who_blocked_the_bot_does_not_stop_a_request(room: BranchChat) -> None:
    await room.branch.planned()
    secretary, member = await room.bound(room.branch.secretary), await room.bound(room.branch.plain)
    deputy = await room.bound(room.branch.deputy)
    room.telegram.block(secretary)
    [answer] = await room.said(member, "/leave 病假 发烧")
    assert answer["text"] == say(
        RegisterChat.LEAVE_SENT, title="3月主题党日", kind=told(LeaveKind.SICK), state=told(LeaveState.ASKED)
    )
    assert room.last(deputy)["text"].startswith(begins(SecretaryChat.NOTICE_LEAVE, name="周五"))
    assert room.telegram.messages_to(secretary) == []
