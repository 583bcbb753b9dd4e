"""Attacks over chat: each refused with a sentence, logged, and nothing changed."""

from __future__ import annotations

import io
import logging
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from bot.activities.checkin.codes import link_payload
from bot.activities.model import ActivityId
from bot.activities.outputs.model import ExportKind
from bot.activities.register.choosing import Purpose
from bot.activities.register.model import LeaveKind, LineState
from bot.errors import ErrorCode
from bot.people.accounts.model import AccountId
from bot.people.model import MemberId
from bot.people.sentences import PeopleText
from bot.people.tables import MemberRow
from bot.telegram import buttons, commands
from bot.telegram.buttons import PreviewMark, Sign
from bot.telegram.secretaries.picking import WANTED
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.telegram.transport.callback_data import Presser
from bot.texts import say
from tests.support.chat.attacks import ONLY_ASKS, Watch, buttons_of_officers, every_button, filled, with_everything
from tests.support.chat.register_chat import ORIGIN, BranchChat, labels, texts
from tests.support.register.people import wrong_code
from tests.support.sentences import begins, explained
from tests.support.storage.snapshot import everything

STRANGE = "=1+1<b>张</b>&*_[x](y)`"
HIDDEN = (
    ErrorCode.ACTIVITY_NOT_FOUND,
    ErrorCode.REQUEST_NOT_FOUND,
    ErrorCode.MEMBER_NOT_FOUND,
    ErrorCode.ACCOUNT_NOT_FOUND,
    ErrorCode.BUTTON_EXPIRED,
)
NAMESAKES = (MemberId(7), MemberId(8))
OF_OFFICERS = [command for command in commands.TABLE if command.permission is not None]
SHOWN = ActivityId(1)
FILE = ExportKind.REGISTER_XLSX


@pytest.fixture
def watch(room: BranchChat, caplog: pytest.LogCaptureFixture) -> Watch:
    caplog.set_level(logging.INFO, logger="zhibu")
    return Watch(room, caplog)


async def state_of(room: BranchChat, activity: int, member: MemberId) -> LineState:
    register = await room.branch.activities.register.view(None, activity)  # type: ignore[arg-type]
    return next(line.state for line in register.lines if line.member.id == member)


# codes


async def test_a_replayed_code_writes_nothing_more(watch: Watch) -> None:
    room, branch = watch.room, watch.room.branch
    activity, member = await branch.opened(), await room.bound(branch.plain)
    code = await branch.code(activity.id)
    await room.said(member, f"/checkin {code}")
    before = await everything(room.database)
    for words in (code, f"/checkin {code}", f"/start {link_payload(activity.id, code)}"):
        assert texts(await room.said(member, words)) == say(RegisterChat.CHECKED_IN_BEFORE, time="14:00")
    assert await everything(room.database) == before


async def test_an_expired_code_is_refused(watch: Watch) -> None:
    room, branch = watch.room, watch.room.branch
    activity, member = await branch.opened(), await room.bound(branch.plain)
    code = await branch.code(activity.id)
    room.clock.move(seconds=30)
    for words in (code, f"/checkin {code}", f"/start {link_payload(activity.id, code)}"):
        await watch.said(member, words, ErrorCode.CODE_EXPIRED)


async def test_guessing_codes_ends_after_five(watch: Watch) -> None:
    room, branch = watch.room, watch.room.branch
    activity, member = await branch.opened(), await room.bound(branch.plain)
    right = await branch.code(activity.id)
    for guess in range(1, 5):
        wrong = f"{(int(right) + 7 * guess) % 1_000_000:06}"
        await watch.said(member, f"/checkin {wrong}", ErrorCode.CODE_WRONG, counted="wrong_checkins")
    wrong = f"{(int(right) + 77) % 1_000_000:06}"
    async with watch.unchanged(ErrorCode.CODE_LOCKED, counted="wrong_checkins"):
        assert texts(await room.said(member, wrong)) == explained(ErrorCode.CODE_LOCKED, minutes=10)
    for words in (right, f"/checkin {right}", f"/start {link_payload(activity.id, right)}"):
        await watch.said(member, words, ErrorCode.CODE_LOCKED)
    assert await state_of(room, activity.id, branch.plain) is LineState.EXPECTED


async def test_a_code_passed_on_helps_nobody(watch: Watch) -> None:
    room, branch = watch.room, watch.room.branch
    activity = await branch.opened()
    code = await branch.code(activity.id)
    link = f"/start {link_payload(activity.id, code)}"
    member, outsider = await room.bound(branch.plain), await room.bound(branch.foreign_member)
    for words in (code, f"/checkin {code}", link):
        await watch.said(member, words, ErrorCode.FORWARDED_CODE, forward_origin=ORIGIN)
        assert "forwarded_code_refused" in watch.caplog.messages
    await watch.said(outsider, code, ErrorCode.CHECKIN_NONE_OPEN)
    await watch.said(outsider, link, ErrorCode.NOT_EXPECTED, counted="wrong_checkins")
    stranger = room.telegram.person()
    await watch.said(stranger, f"/checkin {code}", ErrorCode.NOT_BOUND)
    await watch.said(stranger, link, ErrorCode.NOT_BOUND)


# others' commands, buttons and numbers


async def test_a_member_types_every_command_of_secretaries(watch: Watch) -> None:
    room = watch.room
    await with_everything(room)
    member, stranger = await room.bound(room.branch.plain), room.telegram.person()
    for command in OF_OFFICERS:
        for words in ("", " 全部到会", " 主题党日 明天下午三点 三楼", " 钱二", " A002", " 1"):
            await watch.said(member, f"/{command.name}{words}", ErrorCode.NOT_ALLOWED)
        await watch.said(stranger, f"/{command.name}", ErrorCode.NOT_BOUND)


async def test_another_branch_s_secretary_reaches_nothing_by_command(watch: Watch) -> None:
    room = watch.room
    await with_everything(room)
    await room.branch.opened(title="第二次")
    attacker, before = await room.bound(room.branch.foreign_secretary), await everything(room.database)
    for command, nothing in WANTED.values():
        words = " 钱二到会" if command is commands.MARK else ""
        assert texts(await room.said(attacker, f"/{command.name}{words}")) == say(nothing)
    assert "赵一" not in texts(await room.said(attacker, "/accounts"))
    assert {name for name, rows in (await everything(room.database)).items() if rows != before[name]} <= {"dialogues"}
    for whom in ("钱二", "A002"):
        await watch.said(attacker, f"/invite {whom}", ErrorCode.MEMBER_NOT_FOUND)


@pytest.mark.parametrize(("who", "codes"), [("plain", (*HIDDEN, ErrorCode.NOT_ALLOWED)), ("foreign_secretary", HIDDEN)])
async def test_every_button_of_secretaries_is_refused(watch: Watch, who: str, codes: tuple[ErrorCode, ...]) -> None:
    room = watch.room
    await with_everything(room)
    attacker, stranger = await room.bound(getattr(room.branch, who)), room.telegram.person()
    for data in buttons_of_officers():
        await watch.pressed(stranger, data, ErrorCode.NOT_BOUND)
        if data not in ONLY_ASKS:
            await watch.pressed(attacker, data, *codes)
    before = await everything(room.database)
    for data in ONLY_ASKS:
        await room.forged(attacker, data)
    assert await everything(room.database) == before


async def test_a_stranger_s_press_of_a_member_s_button_does_nothing(watch: Watch) -> None:
    await with_everything(watch.room)
    stranger = watch.room.telegram.person()
    of_members = [one for one in every_button() if one.who is Presser.MEMBER]
    assert len(of_members) > 5
    for data in (data for one in of_members for data in filled(one)):
        await watch.pressed(stranger, data, ErrorCode.NOT_BOUND)


async def test_a_member_s_buttons_take_nobody_else_s_numbers(watch: Watch) -> None:
    room = watch.room
    await with_everything(room)
    attacker = await room.bound(room.branch.foreign_member)
    hidden = (*HIDDEN, ErrorCode.NOT_EXPECTED)
    of_activity = buttons.CALENDAR(SHOWN), buttons.LEAVE_BACK(SHOWN), buttons.OBJECT(SHOWN)
    kind = buttons.LEAVE_KIND(SHOWN, LeaveKind.SICK)
    for data in (*of_activity, kind, *(buttons.PROOF(number) for number in range(1, 10))):
        await watch.pressed(attacker, data, *hidden)


async def test_numbers_that_are_none_are_refused_like_others(watch: Watch) -> None:
    room = watch.room
    await with_everything(room)
    secretary = await room.bound(room.branch.secretary)
    for number in (0, 99_999, 10**15 - 1):
        activity = ActivityId(number)
        of_activity = buttons.REFRESH(activity), buttons.MARK_YES(activity), buttons.EXPORT(activity, FILE)
        steps = buttons.PICK(Purpose.LIST, activity), buttons.LOCK_YES(activity, PreviewMark("00000000"))
        decisions = (
            buttons.LEAVE_DECIDE(Sign.PLUS, number),
            buttons.PROOF_ACCEPT(number),
            buttons.OBJECTION_REJECT(number),
        )
        people = buttons.INVITE(MemberId(number)), buttons.REVOKE_YES(AccountId(number))
        for data in (*of_activity, *steps, *decisions, *people):
            await watch.pressed(secretary, data, *HIDDEN)
    for data in ("rf:1000000000000000", "rf:-1", "iv:", "ch:l", "rk:1:", "dl:?:1", "ex:1:zip", "rf:1\n", "xrf:1"):
        await watch.pressed(secretary, data, ErrorCode.BUTTON_EXPIRED)


# names


async def test_two_people_with_one_name_are_asked_back(watch: Watch) -> None:
    room, branch = watch.room, watch.room.branch
    activity, secretary = await branch.opened(), await room.bound(branch.secretary)
    room.clock.move(hours=1)
    invited = texts(await room.said(secretary, "/invite 王伟"))
    assert invited.startswith(say(PeopleText.MEMBERS_SEVERAL, count=2, name="王伟"))
    before = (await everything(room.database))["register_lines"]
    [asked] = await room.said(secretary, "/mark 王伟到会")
    assert asked["text"] == say(SecretaryChat.MARK_WHO, name="王伟", count=2)
    assert len(set(labels(asked))) == 2
    assert (await everything(room.database))["register_lines"] == before
    second = await room.bound(NAMESAKES[1])
    await room.said(second, f"/checkin {await branch.code(activity.id)}")
    assert await state_of(room, activity.id, NAMESAKES[0]) is LineState.EXPECTED
    assert await state_of(room, activity.id, NAMESAKES[1]) is not LineState.EXPECTED


async def test_a_name_full_of_signs_is_shown_as_it_is_everywhere(watch: Watch) -> None:
    room, branch = watch.room, watch.room.branch
    async with room.database.transaction() as session:
        row = await session.get(MemberRow, branch.plain)
        assert row is not None
        row.name = STRANGE
    await with_everything(room)
    secretary, member = await room.bound(branch.secretary), await room.bound(branch.plain)
    shown = [await room.said(member, words) for words in ("/me", "/privacy")]
    shown += [await room.said(secretary, words) for words in ("/list", f"/accounts {STRANGE}", "/invite A005")]
    for data in (buttons.PICK(Purpose.LIST, SHOWN), buttons.WAITING(SHOWN)):
        before = len(room.telegram.messages_to(secretary))
        await room.forged(secretary, data)
        shown.append(room.telegram.messages_to(secretary)[before:])
    for messages in shown:
        assert STRANGE in texts(messages)
        kinds = {entity["type"] for message in messages for entity in message.get("entities", [])}
        assert not kinds & {"bold", "italic", "code", "text_link"}
    await room.forged(secretary, buttons.EXPORT(SHOWN, FILE))
    book = load_workbook(io.BytesIO(room.telegram.sent("sendDocument")[-1]["document"]["content"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert any("1+1<b>张</b>" in str(cell.value) for cell in cells)


# binding


async def test_an_invitation_works_once_and_for_one_account(watch: Watch) -> None:
    room, branch = watch.room, watch.room.branch
    invite = room.services.people.invite
    first, other = await invite(branch.secretary, MemberId(6)), await invite(branch.secretary, NAMESAKES[0])
    owner, thief = room.telegram.person(), room.telegram.person()
    for words in (f"/start i_{first.token}", first.code):
        await watch.said(owner, words, ErrorCode.FORWARDED_CODE, forward_origin=ORIGIN)
    assert texts(await room.said(owner, f"/start i_{first.token}")).startswith(begins(PeopleText.BOUND))
    await watch.said(thief, f"/start i_{first.token}", ErrorCode.INVITATION_USED)
    await watch.said(owner, f"/start i_{other.token}", ErrorCode.ACCOUNT_TAKEN)
    again = await invite(branch.secretary, MemberId(6))
    await watch.said(thief, f"/start i_{again.token}", ErrorCode.MEMBER_ALREADY_BOUND)
    await watch.said(thief, again.code, ErrorCode.MEMBER_ALREADY_BOUND)
    before = await everything(room.database)
    assert begins(PeopleText.BOUND_ALREADY) in texts(await room.said(owner, f"/start i_{first.token}"))
    assert await everything(room.database) == before


async def test_old_and_withdrawn_invitations_are_refused(watch: Watch) -> None:
    room, branch = watch.room, watch.room.branch
    old = await room.services.people.invite(branch.secretary, MemberId(6))
    new = await room.services.people.invite(branch.secretary, MemberId(6))
    stranger = room.telegram.person()
    await watch.said(stranger, f"/start i_{old.token}", ErrorCode.INVITATION_REVOKED)
    room.clock.moment += timedelta(days=7)
    await watch.said(stranger, f"/start i_{new.token}", ErrorCode.INVITATION_EXPIRED)
    await watch.said(stranger, f"/start i_{'A' * 34}", ErrorCode.INVITATION_UNKNOWN)
    await watch.said(stranger, "/start i_" + "..//" * 12, ErrorCode.INVITATION_UNKNOWN)


async def test_guessing_invitations_is_stopped(watch: Watch) -> None:
    room = watch.room
    right = await room.services.people.invite(room.branch.secretary, MemberId(6))
    stranger = room.telegram.person()
    for guess in range(1, 6):
        await watch.said(stranger, wrong_code(guess), ErrorCode.INVITATION_UNKNOWN, counted="wrong_codes")
    await watch.said(stranger, right.code, ErrorCode.CODES_PAUSED)
    link = f"/start i_{right.token[:-1]}{'A' if right.token[-1] != 'A' else 'B'}"
    for _ in range(4):
        await watch.said(stranger, link, ErrorCode.INVITATION_UNKNOWN, counted="invitations")
    await watch.said(stranger, link, ErrorCode.INVITATION_LOCKED, counted="invitations")
    await watch.said(stranger, f"/start i_{right.token}", ErrorCode.INVITATION_LOCKED)
