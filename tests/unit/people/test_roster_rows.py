"""Rows of a roster: each mistake is told with its row and column."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.wording.roster import plan_json, plan_lines, problem_line
from bot.errors import BotError
from bot.people.model import OrganisationKind, PostKind
from bot.people.roster import words
from bot.people.roster.checking import read_roster
from bot.people.roster.model import ImportPlan, Known, ProblemKind, WantedPost
from bot.people.roster.planning import plan_import
from bot.people.roster.sentences import RosterText
from bot.texts import say
from tests.support.register.people import FIRST, HEADER, as_csv, as_excel, row

TODAY = date(2026, 11, 22)
COMMITTEE, GENERAL, BRANCH, GROUP = OrganisationKind


def planned(content: bytes) -> ImportPlan:
    return plan_import(read_roster(content, TODAY), Known({}, {}), TODAY, lambda _: True)


def told(content: bytes) -> list[tuple[int, str, ProblemKind]]:
    plan = planned(content)
    assert len([problem_line(problem) for problem in plan.problems]) == len(plan.problems)
    return [(problem.row, problem.column, problem.kind) for problem in plan.problems]


@pytest.mark.parametrize(
    ("cells", "column", "kind"),
    [
        (row("", "甲"), "编号", ProblemKind.CODE_MISSING),
        (row("a b", "甲"), "编号", ProblemKind.CODE_WRONG),
        (row("甲1", "甲"), "编号", ProblemKind.CODE_WRONG),
        (row("x" * 33, "甲"), "编号", ProblemKind.CODE_WRONG),
        (row("1", ""), "姓名", ProblemKind.NAME_MISSING),
        (row("1", "\u200b"), "姓名", ProblemKind.NAME_MISSING),
        (row("1", "长" * 51), "姓名", ProblemKind.NAME_LONG),
        (row("1", "甲", ""), "党组织", ProblemKind.PLACE_MISSING),
        (row("1", "甲", "某机关党委//第一党支部"), "党组织", ProblemKind.PLACE_MISSING),
        (row("1", "甲", "办公室"), "党组织", ProblemKind.PLACE_LEVEL_UNKNOWN),
        (row("1", "甲", "第一党支部/某机关党委"), "党组织", ProblemKind.PLACE_LEVEL_ORDER),
        (row("1", "甲", "第一党支部/第二党支部"), "党组织", ProblemKind.PLACE_LEVEL_ORDER),
        (row("1", "甲", "长" * 80 + "支部"), "党组织", ProblemKind.PLACE_LONG),
        (row("1", "甲", "/".join(["甲党委"] * 9)), "党组织", ProblemKind.PLACE_LONG),
        (row("1", "甲", status="群众"), "党员身份", ProblemKind.STATUS_UNKNOWN),
        (row("1", "甲", status=""), "党员身份", ProblemKind.STATUS_UNKNOWN),
        (row("1", "甲", joined="2020.07"), "入党日期", ProblemKind.DATE_UNKNOWN),
        (row("1", "甲", joined="2020-02-30"), "入党日期", ProblemKind.DATE_UNKNOWN),
        (row("1", "甲", joined="去年"), "入党日期", ProblemKind.DATE_UNKNOWN),
        (row("1", "甲", joined="1920-07-01"), "入党日期", ProblemKind.DATE_UNLIKELY),
        (row("1", "甲", joined="2026-11-23"), "入党日期", ProblemKind.DATE_UNLIKELY),
        (row("1", "甲", posts="班长"), "职务", ProblemKind.POST_UNKNOWN),
        (row("1", "甲", posts="党小组组长"), "职务", ProblemKind.POST_PLACE_UNKNOWN),
        (row("1", "甲", posts="书记（没有的党支部）"), "职务", ProblemKind.POST_PLACE_UNKNOWN),
        (
            row("1", "甲", posts="书记、组织委员、管理员", since="2024-01-01、2024-01-02"),
            "任职日期",
            ProblemKind.DATE_COUNT,
        ),
        (row("1", "甲", leaving="调走"), "异动", ProblemKind.LEAVING_UNKNOWN),
        (row("1", "甲", leaving="转出"), "编号", ProblemKind.LEAVING_STRANGER),
    ],
)
def test_a_mistake_is_told_with_its_place(cells: tuple[str, ...], column: str, kind: ProblemKind) -> None:
    assert told(as_csv(row("0", "好", FIRST), cells)) == [(3, column, kind)]


def test_a_level_that_differs_between_rows_is_told() -> None:
    header = (*HEADER, "级别")
    rows = [(*row("1", "甲", "某单位/办公室"), "党委/党支部"), (*row("2", "乙", "某单位/办公室"), "党委/党小组")]
    assert told(as_csv(*rows, header=header)) == [(3, "党组织", ProblemKind.PLACE_KIND_DIFFERS)]
    wrong = [(*row("1", "甲", "某单位/办公室"), "党委")]
    assert told(as_csv(*wrong, header=header)) == [(2, "级别", ProblemKind.PLACE_LEVEL_LIST)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("示例市直机关工委机关党委（示例）", COMMITTEE),
        ("某某局党委", COMMITTEE),
        ("机关党工委", COMMITTEE),
        ("离退休干部党总支", GENERAL),
        ("办公室总支部", GENERAL),
        ("第一党支部", BRANCH),
        ("第一支部委员会", BRANCH),
        ("一组党小组", GROUP),
        ("第三小组(示例)", GROUP),
        ("办公室", None),
        ("（示例）", None),
    ],
)
def test_levels_are_told_by_the_end_of_a_name(name: str, kind: OrganisationKind | None) -> None:
    assert words.level_of(name) is kind


@pytest.mark.parametrize(
    "written",
    [
        "２０２０年７月１日",
        "2020-07-01 00:00:00",
        date(2020, 7, 1),
        "2020-07-01",
        "2020/7/1",
        "2020.7.1",
        "2020年7月1日",
        "2020 年 7 月 1 日",
        "20200701",
        20200701.0,
        44013.0,
    ],
)
def test_dates_in_many_forms(written: str | float | date) -> None:
    assert words.date_of(written) == date(2020, 7, 1)


@pytest.mark.parametrize("written", ["", "7月1日", "2020", 2020.07, -1.0, 1e300, "9999-99-99", "明天", "99999999"])
def test_what_is_no_date(written: str | float) -> None:
    assert words.date_of(written) is None


def test_posts_take_the_level_suited_to_them() -> None:
    place = "甲机关党委/乙党总支/丙党支部/丁党小组"
    written = "书记、党小组组长；管理员, 监督检查、委员（乙党总支）、副书记（甲机关党委）"
    plan = planned(as_excel(row("1", "甲", place, written, since="2024-01-01")))
    assert plan.problems == ()
    assert {(kind, names[-1]) for kind, names, _ in plan.steps[0].begins_posts} == {
        (PostKind.SECRETARY, "丙党支部"),
        (PostKind.GROUP_LEADER, "丁党小组"),
        (PostKind.ADMINISTRATOR, "甲机关党委"),
        (PostKind.AUDITOR, "甲机关党委"),
        (PostKind.COMMITTEE_MEMBER, "乙党总支"),
        (PostKind.DEPUTY_SECRETARY, "甲机关党委"),
    }
    assert {since for _, _, since in plan.steps[0].begins_posts} == {date(2024, 1, 1)}


def test_each_post_may_have_its_own_date() -> None:
    cells = row("1", "甲", posts="书记、管理员（示例机关党委）", since="2024-01-01、2025-02-03")
    line = read_roster(as_excel(cells), TODAY).lines[0]
    assert line.posts == (
        WantedPost(PostKind.SECRETARY, None, date(2024, 1, 1)),
        WantedPost(PostKind.ADMINISTRATOR, "示例机关党委", date(2025, 2, 3)),
    )


def test_a_preview_counts_what_it_does_not_list() -> None:
    many = planned(as_csv(*(row(f"C{n}", f"甲{n}") for n in range(60))))
    lines = list(plan_lines(many))
    assert len(lines) == 52
    assert lines[50] == say(RosterText.ROSTER_CHANGES_MORE, count=10)
    wrong = planned(as_csv(*(row(f"C{n}", "") for n in range(60))))
    assert list(plan_lines(wrong))[-1] == say(RosterText.ROSTER_PROBLEMS_MORE, count=10)
    assert len(plan_json(wrong, is_imported=False)["problems"]) == 60


def outcome(content: bytes) -> str:
    """Say whether a file was refused with a code of the roster, or led to lines that can be shown."""
    try:
        plan = planned(content)
    except BotError as refused:
        return "refused" if refused.code.value.startswith("roster_") else refused.code.value
    return "lines" if (plan.problems or plan.steps) and list(plan_lines(plan)) else "nothing"


@given(st.binary(max_size=400))
def test_no_bytes_lead_anywhere_but_to_a_sentence(content: bytes) -> None:
    assert outcome(content) in {"lines", "refused"}


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=8, max_size=8), min_size=1, max_size=5
    )
)
def test_no_cells_lead_anywhere_but_to_lines_or_problems(rows: list[list[str]]) -> None:
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in cells] for cells in rows]
    assert outcome(as_csv(*quoted)) in {"lines", "refused"}
