"""Registers, sheets, ledgers and calendar entries of a real branch, read back, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import icalendar
import pytest

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityId
from bot.activities.outputs.model import DOCX, ICS, XLSX, ExportKind, LedgerKind
from bot.activities.outputs.sentences import OutputText
from bot.activities.register.model import LeaveKind, LineState, Mark
from bot.errors import BotError, ErrorCode
from bot.people.model import OrganisationId, PostKind
from bot.people.tables import PostRow
from bot.texts import say, told
from tests.support.register.branch import SINCE, Branch
from tests.support.register.outputs import cells, sheets, tables, text_of
from tests.support.register.registers import to_say

# by group, then by number
ROSTER_ORDER = ["钱二", "李四", "吴六", "王伟", "陈和平", "赵一", "孙三", "周五", "王伟", "冯九"]


def event_of(content: bytes) -> Any:
    """Give the one event of a calendar file."""
    (event,) = icalendar.Calendar.from_ical(content).events
    return event


async def code_of(call: object) -> ErrorCode:
    with pytest.raises(BotError) as caught:
        await call  # type: ignore[misc]
    return caught.value.code


async def held(branch: Branch, kind: ActivityKind = ActivityKind.GENERAL_MEETING, **changes: object) -> ActivityId:
    """Run an activity to its locked register, then change one line of it."""
    act = branch.activities
    activity = await branch.opened(kind, needs_second_person=True, **changes)
    branch.clock.move(minutes=31)
    for member in branch.members[:6]:
        await act.check_in(member, await branch.code(activity.id))
    await act.register.mark(
        branch.secretary, activity.id, to_say({branch.members[6]: Mark(LineState.ON_LEAVE, LeaveKind.SICK)})
    )
    await act.register.close(branch.secretary, activity.id)
    await act.register.confirm(branch.discipline, activity.id)
    await act.register.lock(branch.secretary, activity.id)
    await act.register.mark(
        branch.secretary, activity.id, to_say({branch.members[7]: Mark(LineState.PRESENT)}), reason="漏登"
    )
    return activity.id


@pytest.mark.golden
async def test_the_register_tells_the_whole_story(branch: Branch) -> None:
    number = await held(branch, title="三月/党员大会")
    file = await branch.activities.files.export(branch.secretary, number, ExportKind.REGISTER_XLSX)
    assert (file.name, file.media_type) == ("2026-03-06_三月_党员大会_签到表.xlsx", XLSX)
    rows = sheets(file.content)["签到表"]
    said = "\n".join(str(row[0]) for row in rows)
    assert "第一党支部签到表" in said
    assert "时间：2026年3月6日 14:30—16:30" in said
    assert "应到 10 人，实到 7 人，早退 0 人，线上 0 人，请假 1 人" in said
    assert "有表决权的 9 人中到会 7 人，达到规定人数（《中国共产党支部工作条例（试行）》第十一条）" in said
    assert "确认：孙三，2026-03-06 14:31" in said
    assert "锁定：赵一，2026-03-06 14:31" in said
    assert "电子签到作为正式台账：否" in said
    assert "草稿" not in said
    table = [row for row in rows if isinstance(row[0], int)]
    assert [row[1] for row in table] == ROSTER_ORDER
    assert table[0][2:8] == ["第一党小组", "正式党员", "到会", "2026-03-06 14:31", "输入签到码", None]
    assert [row[4:8:3] for row in table if row[4] == "请假"] == [["请假", "病假"]]
    changed = next(row for row in rows if row[5] == "漏登")
    assert changed[1:5] == ["王伟", "缺席", "到会", "赵一"]


async def test_the_word_register_says_the_same(branch: Branch) -> None:
    number = await held(branch)
    file = await branch.activities.files.export(branch.secretary, number, ExportKind.REGISTER_DOCX)
    assert file.media_type == DOCX
    table, changes = tables(file.content)
    assert [len(table), table[1][1], table[1][4]] == [11, "钱二", "到会"]
    assert changes[1][1:] == ["王伟", "缺席", "到会", "赵一", "漏登"]
    assert say(OutputText.OUT_HOST) in text_of(file.content)


async def test_a_reopened_register_is_a_draft_again(branch: Branch) -> None:
    number = await held(branch)
    await branch.activities.register.reopen(branch.secretary, number, "漏登一人")
    file = await branch.activities.files.export(branch.secretary, number, ExportKind.REGISTER_DOCX)
    words = text_of(file.content)
    assert words.startswith(say(OutputText.OUT_DRAFT))
    assert "锁定：尚未" in words
    assert ["整份签到表", "已锁定", "核对中", "赵一", "漏登一人"] in [row[1:] for row in tables(file.content)[1]]


async def test_the_sheets_are_in_the_order_of_the_roster_and_unsigned(branch: Branch) -> None:
    activity = await branch.planned()
    file = await branch.activities.files.export(branch.secretary, activity.id, ExportKind.SHEET_DOCX)
    (table,) = tables(file.content)
    assert [row[1] for row in table[1:]] == [
        "钱二",
        "李四",
        "吴六",
        "王伟",
        "陈和平",
        "赵一",
        "孙三",
        "周五",
        "王伟",
        "冯九",
    ]
    assert {row[2] for row in table[1:]} == {""}
    form = await branch.activities.files.export(branch.secretary, activity.id, ExportKind.SHEET_XLSX)
    rows = sheets(form.content)["签到表"]
    assert rows[3] == ["序号", "编号", "姓名", "党组织/小组", "签到"]
    assert rows[4] == [1, "A002", "钱二", "第一党小组", None]


@pytest.mark.parametrize("kind", [kind for kind in ExportKind if kind is not ExportKind.CALENDAR])
async def test_nobody_else_gets_a_file(branch: Branch, kind: ExportKind) -> None:
    activity = await branch.planned()
    export = branch.activities.files.export
    assert await code_of(export(branch.plain, activity.id, kind)) is ErrorCode.NOT_ALLOWED
    assert await code_of(export(branch.discipline, activity.id, kind)) is ErrorCode.NOT_ALLOWED
    assert await code_of(export(branch.foreign_secretary, activity.id, kind)) is ErrorCode.ACTIVITY_NOT_FOUND
    assert await code_of(export(branch.secretary, ActivityId(999), kind)) is ErrorCode.ACTIVITY_NOT_FOUND
    assert (await export(None, activity.id, kind)).content


async def test_the_ledger_has_a_line_an_activity_and_states_by_member(branch: Branch) -> None:
    await held(branch)
    later = branch.clock.now() + timedelta(days=9)
    await branch.planned(ActivityKind.STUDY_SESSION, title="=学习", starts_at=later, ends_at=later + timedelta(hours=2))
    file = await branch.activities.files.export_ledger(branch.secretary, branch.branch, 2026, LedgerKind.XLSX)
    assert file.name == f"第一党支部_{say(OutputText.OUT_LEDGER, year=2026)}.xlsx"
    book = sheets(file.content)
    assert list(book) == ["活动台账", "第一党支部", "学时"]
    first, second = (row for row in book["活动台账"] if isinstance(row[0], int))
    assert first[3:] == [
        told(ActivityKind.GENERAL_MEETING),
        "3月主题党日",
        "三楼会议室",
        10,
        7,
        0,
        0,
        1,
        0,
        2,
        0,
        0,
        "已锁定",
    ]
    assert (second[4], second[-1], second[6], second[-2]) == ("=学习", "未开始", 10, 10)
    assert "f" not in {cell.data_type for cell in cells(file.content)}
    matrix = book["第一党支部"]
    assert [row[1] for row in matrix[1:]][:3] == ["钱二", "李四", "吴六"]
    assert matrix[1][3:] == ["到会", "未签到"]
    assert book["学时"][6][1:] == ["赵一", "第二党小组", 0, 56]


async def test_hours_count_what_is_locked_and_only_some_may_see_them(branch: Branch) -> None:
    await held(branch, ActivityKind.THEME_DAY)
    word = await branch.activities.files.export_ledger(branch.secretary, branch.branch, 2026, LedgerKind.DOCX)
    activities, hours = tables(word.content)
    assert activities[1][3] == "主题党日"
    assert hours[1][1:] == ["钱二", "第一党小组", "2.0", "56"]
    own = {who: (await branch.activities.own.record(who)).hours for who in branch.members}
    assert own[branch.members[1]].earned_minutes == 120
    async with branch.database.transaction() as session:
        commissioner = PostKind.ORGANISATION_COMMISSIONER
        session.add(PostRow(member_id=branch.plain, organisation_id=2, kind=commissioner, from_on=SINCE))
    file = await branch.activities.files.export_ledger(branch.plain, branch.branch, 2026, LedgerKind.XLSX)
    assert list(sheets(file.content)) == ["活动台账", "第一党支部"]
    word = await branch.activities.files.export_ledger(branch.plain, branch.branch, 2026, LedgerKind.DOCX)
    assert len(tables(word.content)) == 1


async def test_the_ledger_is_refused_where_it_is_not_ones_own(branch: Branch) -> None:
    ledger = branch.activities.files.export_ledger
    kind = LedgerKind.XLSX
    assert await code_of(ledger(branch.plain, branch.branch, 2026, kind)) is ErrorCode.NOT_ALLOWED
    foreign = ledger(branch.foreign_secretary, branch.branch, 2026, kind)
    assert await code_of(foreign) is ErrorCode.ORGANISATION_NOT_FOUND
    assert await code_of(ledger(None, OrganisationId(99), 2026, kind)) is ErrorCode.ORGANISATION_NOT_FOUND
    for year in (0, 1920, 2028, 10**9):
        assert await code_of(ledger(None, branch.branch, year, kind)) is ErrorCode.YEAR_UNLIKELY
    empty = await ledger(None, branch.committee, 2025, kind)
    assert say(OutputText.OUT_NOTHING) in {cell.value for cell in cells(empty.content)}


async def test_a_calendar_entry_for_who_is_expected(branch: Branch) -> None:
    activity = await branch.planned(agenda="一、学习\r\n二、讨论\x07;,", title="3月\r\nATTACH:evil")
    file = await branch.activities.files.calendar(branch.plain, activity.id)
    assert (file.media_type, file.name) == (ICS, "2026-03-06_3月_ATTACH_evil.ics")
    calendar: Any = icalendar.Calendar.from_ical(file.content)
    event = event_of(file.content)
    assert str(event["SUMMARY"]) == "3月 ATTACH:evil"
    assert "ATTACH" not in event
    assert event["DTSTART"].dt.utcoffset() == timedelta(hours=8)
    assert event["DTSTART"].dt == activity.starts_at
    assert (str(event["LOCATION"]), str(event["DESCRIPTION"])) == ("三楼会议室", "一、学习\n二、讨论;,")
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(hours=-1)]
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert event["SEQUENCE"] == 0
    again = await branch.activities.files.export(branch.secretary, activity.id, ExportKind.CALENDAR)
    assert event_of(again.content)["UID"] == event["UID"]


async def test_a_calendar_entry_follows_a_cancellation(branch: Branch) -> None:
    activity = await branch.planned()
    await branch.activities.planning.cancel(branch.secretary, activity.id, "台风")
    file = await branch.activities.files.calendar(branch.plain, activity.id)
    event = event_of(file.content)
    assert (str(event["STATUS"]), event["SEQUENCE"], event.walk("VALARM")) == ("CANCELLED", 1, [])
    await branch.activities.planning.restore(branch.secretary, activity.id)
    file = await branch.activities.files.calendar(branch.plain, activity.id)
    event = event_of(file.content)
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CONFIRMED", 2)


async def test_a_calendar_entry_is_not_for_strangers(branch: Branch) -> None:
    activity = await branch.planned(ActivityKind.COMMITTEE_MEETING)
    calendar = branch.activities.files.calendar
    assert await code_of(calendar(branch.foreign_secretary, activity.id)) is ErrorCode.ACTIVITY_NOT_FOUND
    assert await code_of(calendar(branch.plain, activity.id)) is ErrorCode.ACTIVITY_NOT_FOUND
    assert (await calendar(branch.discipline, activity.id)).content
