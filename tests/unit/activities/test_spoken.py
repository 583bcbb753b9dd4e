"""What a secretary says in one line."""

from __future__ import annotations

import pytest

from bot.activities.reading.attendance_line import understand
from bot.activities.register.model import LeaveKind, Line, LineState
from bot.people.model import Member, MemberId, MemberStatus, Organisation, OrganisationId, OrganisationKind

GROUPS = {
    number: Organisation(
        OrganisationId(number), OrganisationKind.GROUP, name, (OrganisationId(1), OrganisationId(number))
    )
    for number, name in ((4, "第一党小组"), (5, "第二党小组"))
}
NAMES = ("张三", "李四", "王五", "王伟", "王伟", "陈和平", "孙及")


def line(number: int, state: LineState = LineState.EXPECTED, leave: LeaveKind | None = None) -> Line:
    member = Member(
        MemberId(number), f"A{number:02}", NAMES[number - 1], MemberStatus.FULL, None, GROUPS[4 + number % 2]
    )
    return Line(member, state, leave)


LINES = [line(number) for number in range(1, len(NAMES) + 1)]


def said(words: str, lines: list[Line] = LINES, **settled: int) -> dict[int, str]:
    spoken = understand(words, lines, {name: MemberId(number) for name, number in settled.items()})
    assert spoken.is_clear, (spoken.unclear, spoken.unknown)
    return {int(member): (mark.leave or mark.state).value for member, mark in spoken.marks.items()}


@pytest.mark.parametrize(
    "words",
    [
        "除张三、李四外全部到会",
        "除张三,李四外,全部到会。",
        "除了张三和李四以外，其余同志都到了",
        "除张三 李四之外 其余全部到会！",
        "张三、李四缺席，其余到会",
        "张三，李四未到；其他人员均到会",
        "除张三同志、李四同志外，全体党员参加",
    ],
)
def test_all_but_two(words: str) -> None:
    marks = said(words)
    assert marks.pop(1) == marks.pop(2) == "absent"
    assert set(marks) == {3, 4, 5, 6, 7}
    assert set(marks.values()) == {"present"}


def test_each_exception_with_its_own_word() -> None:
    marks = said("除张三（病假）、李四（出差）、王五(迟到)外，全部到会")
    assert (marks[1], marks[2], marks[3], marks[6]) == ("sick", "official", "late", "present")


def test_a_list_of_states() -> None:
    marks = said("张三请病假，李四事假，王五线上参加，陈和平早退，其余到会")
    assert (marks[1], marks[2], marks[3], marks[6], marks[7]) == ("sick", "personal", "online", "left_early", "present")


def test_all_present() -> None:
    assert set(said("全部到会").values()) == set(said("全员到齐").values()) == {"present"}
    assert len(said("全部到会")) == len(LINES)


def test_a_name_that_holds_a_joining_word_stays_whole() -> None:
    assert said("除陈和平、孙及外全部到会")[6] == "absent"
    assert said("张三和陈和平缺席") == {1: "absent", 6: "absent"}


def test_two_people_with_one_name_come_back() -> None:
    spoken = understand("除王伟外全部到会", LINES, {})
    assert not spoken.is_clear
    assert [one.member.code for one in spoken.unclear["王伟"]] == ["A04", "A05"]
    assert {4, 5}.isdisjoint(spoken.marks)
    assert said("除王伟外全部到会", 王伟=5) == {1: "present", 2: "present", 3: "present", 4: "present", 5: "absent"} | {
        6: "present",
        7: "present",
    }


def test_a_group_or_a_code_tells_two_people_apart() -> None:
    assert said("王伟（第二党小组）缺席") == {5: "absent"}
    assert said("王伟（A04）缺席") == {4: "absent"}
    assert said("A05缺席") == {5: "absent"}


def test_a_stranger_is_named_and_nothing_is_guessed() -> None:
    assert understand("除张三、赵六外全部到会", LINES, {}).unknown == ("赵六",)
    assert not understand("除张三、赵六外全部到会", LINES, {}).is_clear


NOTHING = ("", "   ", "你好", "没有全部到会吧", "到会", "除外", "，，，", "除张三外", "x" * 5000)


@pytest.mark.parametrize("words", NOTHING)
def test_what_says_nothing_writes_nothing(words: str) -> None:
    assert not understand(words, LINES, {}).is_clear


def test_who_is_on_leave_stays_on_leave_and_who_signed_stays_signed() -> None:
    lines = [line(1, LineState.ON_LEAVE, LeaveKind.SICK), line(2), line(3, LineState.LATE)]
    assert said("除张三外全部到会", lines) == {1: "sick", 2: "present"}
    assert said("张三缺席，其余到会", lines) == {1: "absent", 2: "present"}


def test_the_preview_counts() -> None:
    counts = understand("除张三、李四外全部到会", LINES, {}).counts()
    assert (counts[LineState.ABSENT], counts[LineState.PRESENT]) == (2, 5)
