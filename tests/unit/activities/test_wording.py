"""New activities and leave, as secretaries and members write them in one line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.activities.kinds import ActivityKind
from bot.activities.reading.activity_line import Missing, Wish, kind_in, read_activity, read_leave, read_part
from bot.activities.reading.moments import Monthly
from bot.activities.register.model import LeaveKind

TODAY = date(2026, 3, 6)  # a Friday
K = ActivityKind


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("今天", day(3, 6)),
        ("今晚", day(3, 6)),
        ("明天", day(3, 7)),
        ("后天", day(3, 8)),
        ("大后天", day(3, 9)),
        ("昨天", day(3, 5)),
        ("周五", day(3, 6)),
        ("星期四", day(3, 12)),
        ("本周三", day(3, 4)),
        ("这周日", day(3, 8)),
        ("下周五", day(3, 13)),
        ("下周天", day(3, 15)),
        ("下下周一", day(3, 16)),
        ("上周二", day(2, 24)),
        ("礼拜6", day(3, 7)),
        ("3月6日", day(3, 6)),
        ("3月6号", day(3, 6)),
        ("三月二十日", day(3, 20)),
        ("十二月三十一日", day(12, 31)),
        ("２０２６年３月９日", day(3, 9)),
        ("明年1月5日", day(1, 5, 2027)),
        ("2026-03-06", day(3, 6)),
        ("2026/3/9", day(3, 9)),
        ("2026.3.9", day(3, 9)),
        ("3.20", day(3, 20)),
        ("3/20", day(3, 20)),
        ("1月5日", day(1, 5)),
        ("1月4日", day(1, 4, 2027)),
        ("2月1日", day(2, 1)),
        ("10号", day(3, 10)),
        ("5号", day(4, 5)),
        ("2月30日", None),
        ("13月1日", None),
        ("3号楼", None),
        ("3月10日（周二）", day(3, 10)),
    ],
)
def test_days(words: str, expected: date | None) -> None:
    assert read_activity(f"主题党日 {words}", TODAY).day == expected


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("下午3点", time(15), None),
        ("下午三点半", time(15, 30), None),
        ("下午3时", time(15), None),
        ("15:00", time(15), None),
        ("15：30", time(15, 30), None),
        ("3点", time(15), None),
        ("9点", time(9), None),
        ("上午十点一刻", time(10, 15), None),
        ("上午9点45分", time(9, 45), None),
        ("晚上7点", time(19), None),
        ("中午12点", time(12), None),
        ("中午1点", time(13), None),
        ("早上8点整", time(8), None),
        ("06:30", time(6, 30), None),
        ("上午9点-11点", time(9), time(11)),
        ("14:30到16:00", time(14, 30), time(16)),
        ("14:30—16:00", time(14, 30), time(16)),
        ("下午2点到5点", time(14), time(17)),
        ("下午2点半至4点", time(14, 30), time(16)),
        ("上午9点到下午3点", time(9), time(15)),
        ("9-11点", time(9), time(11)),
        ("下午2-4点", time(14), time(16)),
        ("11点到1点", time(11), time(13)),
        ("25:00", None, None),
        ("下午", None, None),
        ("2学时", None, None),
    ],
)
def test_times(words: str, start: time | None, end: time | None) -> None:
    wish = read_activity(f"主题党日 明天 {words} 礼堂", TODAY)
    assert (wish.start, wish.end) == (start, end)


@pytest.mark.parametrize(
    ("line", "kind", "title", "place"),
    [
        ("3月主题党日 3月6日下午3点 三楼会议室", K.THEME_DAY, "3月主题党日", "三楼会议室"),
        ("党员大会 3月20日 上午9点-11点 在一楼大会议室", K.GENERAL_MEETING, "党员大会", "一楼大会议室"),
        ("支委会 下周五 14:30到16:00 地点：书记办公室", K.COMMITTEE_MEETING, "支委会", "书记办公室"),
        ("党课 2026-03-20 15:00 礼堂 2小时", K.PARTY_LECTURE, "党课", "礼堂"),
        (
            "集中学习 二十届四中全会精神 3.9 下午2点到5点 三楼会议室",
            K.STUDY_SESSION,
            "集中学习 二十届四中全会精神",
            "三楼会议室",
        ),
        ("后天下午2点半在社区服务中心开展志愿服务", K.COMMUNITY_SERVICE, "志愿服务", "社区服务中心"),
        ("明天下午3点开党员大会", K.GENERAL_MEETING, "党员大会", None),
        ("3月10日下午三点 组织生活会 302室", K.ORGANISATIONAL_LIFE_MEETING, "组织生活会", "302室"),
        ("民主评议，明天9点，二楼", K.DEMOCRATIC_REVIEW, "民主评议", "二楼"),
        ("第一党小组会 明天9点 2号楼", K.GROUP_MEETING, "第一党小组会", "2号楼"),
        ("主题党日 明天9点 烈士陵园", K.THEME_DAY, "主题党日", "烈士陵园"),
        ("明天下午3点 三楼会议室", None, None, "三楼会议室"),
        ("在线学习 明天9点", K.STUDY_SESSION, "在线学习", None),
        ("迎新茶话会 明天9点 三楼会议室", None, "迎新茶话会", "三楼会议室"),
        ("时间：明天9点 地点：礼堂 主题党日", K.THEME_DAY, "主题党日", "礼堂"),
        ("<b>党课</b> 明天9点 礼堂", K.PARTY_LECTURE, "<b>党课</b>", "礼堂"),
        ("", None, None, None),
        ("　\n，。", None, None, None),
    ],
)
def test_titles_and_places(line: str, kind: ActivityKind | None, title: str | None, place: str | None) -> None:
    wish = read_activity(line, TODAY)
    assert (wish.kind, wish.title, wish.place) == (kind, title, place)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("2小时", 120),
        ("两个小时", 120),
        ("一个半小时", 90),
        ("1.5小时", 90),
        ("半小时", 30),
        ("90分钟", 90),
        ("", None),
    ],
)
def test_lengths(words: str, minutes: int | None) -> None:
    wish = read_activity(f"党课 明天9点 礼堂 {words}", TODAY)
    assert (wish.length_minutes, wish.start, wish.place) == (minutes, time(9), "礼堂")


@pytest.mark.parametrize(
    ("words", "monthly"),
    [
        ("每月第一个周五", Monthly(nth=1, weekday=4)),
        ("每个月的第三个星期二", Monthly(nth=3, weekday=1)),
        ("每月最后一个周五", Monthly(nth=-1, weekday=4)),
        ("每月5号", Monthly(day=5)),
        ("每月十五日", Monthly(day=15)),
        ("每月45号", None),
    ],
)
def test_series(words: str, monthly: Monthly | None) -> None:
    wish = read_activity(f"{words}下午3点主题党日 三楼会议室", TODAY)
    assert wish.monthly == monthly
    assert monthly is None or (wish.day, wish.title) == (None, "主题党日")


@pytest.mark.parametrize(
    ("words", "kind", "reason"),
    [
        ("病假 发烧", LeaveKind.SICK, "发烧"),
        ("请病假，发烧", LeaveKind.SICK, "发烧"),
        ("事假", LeaveKind.PERSONAL, ""),
        ("出差 到省里开会", LeaveKind.OFFICIAL, "到省里开会"),
        ("发烧了去医院", None, "发烧了去医院"),
        ("", None, ""),
    ],
)
def test_leave(words: str, kind: LeaveKind | None, reason: str) -> None:
    assert read_leave(words) == (kind, reason)


def test_what_is_missing_is_asked_in_order() -> None:
    wish = Wish()
    for part, answer in (
        (Missing.KIND, "主题党日"),
        (Missing.DAY, "下周五"),
        (Missing.TIME, "下午3点到4点"),
        (Missing.PLACE, "待定"),
    ):
        assert wish.missing is part
        wish = wish.corrected(read_part(answer, part, TODAY))
    assert wish.missing is None
    assert Wish.from_json(wish.as_json()) == wish
    draft = wish.draft("3月主题党日", day(3, 13))
    assert (draft.title, draft.place) == ("3月主题党日", "")
    assert (draft.starts_at, draft.ends_at) == (
        datetime(2026, 3, 13, 7, tzinfo=UTC),
        datetime(2026, 3, 13, 8, tzinfo=UTC),
    )


def test_a_correction_changes_what_it_names() -> None:
    wish = read_activity("主题党日 每月第一个周五下午3点到5点 三楼会议室", TODAY)
    assert Wish.from_json(wish.as_json()) == wish
    moved = wish.corrected(read_activity("地点改为五楼报告厅 下午2点", TODAY))
    assert (moved.place, moved.start, moved.end, moved.monthly) == (
        "五楼报告厅",
        time(14),
        None,
        Monthly(nth=1, weekday=4),
    )
    assert moved.corrected(read_activity("3月9日", TODAY)).monthly is None


def test_the_usual_length_comes_from_the_kind() -> None:
    draft = read_activity("组织生活会 明天9点 礼堂", TODAY).draft("", day(3, 7))
    assert draft.ends_at == datetime(2026, 3, 7, 4, tzinfo=UTC)
    agenda = read_activity("党课 明天9点 礼堂 议程：一、领学 二、讨论", TODAY).agenda
    assert agenda == "一、领学 二、讨论"
    assert kind_in("看电影") is None


@given(
    st.text(alphabet=st.sampled_from("每月第一个周五年3.6:-/点半到在下午九十日号小时分钟党课楼，。 \n<"), max_size=40)
)
def test_any_line_is_read(line: str) -> None:
    wish = read_activity(line, TODAY)
    assert Wish.from_json(wish.as_json()) == wish
    read_leave(line)
    for part in Missing:
        read_part(line, part, TODAY)


@given(st.text(max_size=200))
def test_any_text_is_read(line: str) -> None:
    assert read_activity(line, TODAY).missing is not None
