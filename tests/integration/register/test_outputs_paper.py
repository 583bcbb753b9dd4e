"""A paper sheet that was filled in by hand comes back into the register, or not at all."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.activities.outputs.model import ExportKind, PaperProblemKind
from bot.activities.outputs.paper_rows import LARGEST_BYTES, MOST_ROWS, read_paper
from bot.activities.outputs.sentences import PAPER_PROBLEMS, OutputText
from bot.activities.register.model import LeaveKind, LineState, Mark, Via
from bot.cli.wording.activities import SHOWN, paper_lines
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId
from bot.texts import say, sentence, told
from tests.support.register.branch import Branch
from tests.support.register.outputs import filled_sheet, line_of


async def test_the_exported_sheet_filled_in_is_taken_back(branch: Branch) -> None:
    act = branch.activities
    activity = await branch.opened()
    await act.check_in(branch.members[0], await branch.code(activity.id))
    form = await act.files.export(branch.secretary, activity.id, ExportKind.SHEET_XLSX)
    book = load_workbook(io.BytesIO(form.content))
    sheet = book.worksheets[0]
    marks: dict[str, Any] = {
        "A001": "√",
        "A002": "钱二",
        "A003": "迟到",
        "A004": "病假",
        "A005": 1,
        "A007": "线上参加",
        "A010": "缺席",
    }
    for row in sheet.iter_rows(min_row=5):
        row[4].value = marks.get(str(row[1].value))
    stream = io.BytesIO()
    book.save(stream)

    preview = await act.files.read_paper(branch.secretary, activity.id, stream.getvalue())
    assert (len(preview.changes), preview.unchanged, preview.blank, preview.problems) == (6, 1, 3, ())
    on_leave = told((LineState.ON_LEAVE, LeaveKind.SICK))
    change = {"code_number": "A004", "name": "李四", "before": told(LineState.EXPECTED), "after": on_leave}
    assert say(OutputText.PAPER_CHANGE, **change) in list(paper_lines(preview))
    untouched = await act.register.view(branch.secretary, activity.id)
    assert len(untouched.silent) == 9

    done = await act.register.mark(branch.secretary, activity.id, preview.changes, via=Via.PAPER)
    assert set(done.changes) == set(preview.changes)
    register = await act.register.view(branch.secretary, activity.id)
    by_code = {line.member.code: line for line in register.lines}
    assert by_code["A001"].via is Via.CODE
    assert (by_code["A002"].state, by_code["A002"].via) == (LineState.PRESENT, Via.PAPER)
    assert (by_code["A004"].state, by_code["A004"].leave) == (LineState.ON_LEAVE, LeaveKind.SICK)
    assert [by_code[f"A0{number}"].state for number in ("03", "05", "07", "10", "06")] == [
        LineState.LATE,
        LineState.PRESENT,
        LineState.ONLINE,
        LineState.ABSENT,
        LineState.EXPECTED,
    ]
    again = await act.files.read_paper(branch.secretary, activity.id, stream.getvalue())
    assert (again.changes, again.unchanged) == ((), 7)
    repeat = await act.register.mark(branch.secretary, activity.id, preview.changes, via=Via.PAPER)
    assert (repeat.changes, repeat.passed) == ((), ())
    assert len((await act.register.view(branch.secretary, activity.id)).trace) == len(register.trace)


async def test_one_wrong_row_keeps_all_of_them_out(branch: Branch) -> None:
    activity = await branch.opened()
    content = filled_sheet(
        ("A001", "赵一", "√"),
        ("A002", "钱三", "√"),
        ("Z999", "钱二", "√"),
        ("A003", "孙三", "可能到了"),
        (None, "王伟", "√"),
        (None, "无此人", "√"),
        ("A001", "赵一", "√"),
        ("A004", "李四", "早退"),
        ("A005", "周五", "=1+"),
        ("B012", "外党员", "√"),
        (None, None, "√"),
    )
    paper = await branch.activities.files.read_paper(branch.secretary, activity.id, content)
    kinds = PaperProblemKind
    assert [(problem.row, problem.kind) for problem in paper.problems] == [
        (3, kinds.NAME_DIFFERS),
        (4, kinds.CODE_UNKNOWN),
        (5, kinds.MARK_UNKNOWN),
        (6, kinds.NAME_SHARED),
        (7, kinds.NAME_UNKNOWN),
        (8, kinds.TWICE),
        (9, kinds.MARK_IMPOSSIBLE),
        (10, kinds.CELL_UNREADABLE),
        (11, kinds.CODE_UNKNOWN),
        (12, kinds.NAME_UNKNOWN),
    ]
    assert paper.changes == ()
    lines = list(paper_lines(paper))
    differs = say(PAPER_PROBLEMS[kinds.NAME_DIFFERS], code_number="A002", expected="钱二", given="钱三")
    assert lines[0] == say(OutputText.PAPER_ROW, row=3, problem=differs)
    assert len(lines) == 10
    register = await branch.activities.register.view(branch.secretary, activity.id)
    assert {line.state for line in register.lines} == {LineState.EXPECTED}


async def test_only_who_runs_the_activity_may_import(branch: Branch) -> None:
    activity = await branch.opened()
    content = filled_sheet(("A001", "赵一", "√"))
    for actor, code in (
        (branch.plain, ErrorCode.NOT_ALLOWED),
        (branch.foreign_secretary, ErrorCode.ACTIVITY_NOT_FOUND),
        (MemberId(999), ErrorCode.NOT_BOUND),
    ):
        with pytest.raises(BotError) as refused:
            await branch.activities.files.read_paper(actor, activity.id, content)
        assert refused.value.code is code


async def test_a_locked_register_takes_paper_with_a_reason_only(branch: Branch) -> None:
    act = branch.activities
    activity = await branch.opened()
    branch.clock.move(hours=3)
    await act.register.close(branch.secretary, activity.id)
    await act.register.lock(branch.secretary, activity.id)
    content = filled_sheet(("A001", "赵一", "√"))
    paper = await act.files.read_paper(branch.secretary, activity.id, content)
    with pytest.raises(BotError) as refused:
        await act.register.mark(branch.secretary, activity.id, paper.changes, via=Via.PAPER)
    assert refused.value.code is ErrorCode.REGISTER_LOCKED
    await act.register.mark(branch.secretary, activity.id, paper.changes, via=Via.PAPER, reason="补录纸质签到")
    trace = (await act.register.view(branch.secretary, activity.id)).trace
    assert (trace[-1].via, trace[-1].reason) == (Via.PAPER, "补录纸质签到")


LINES = [line_of(1, "张三", LineState.EXPECTED), line_of(2, "李四", LineState.LATE)]


@pytest.mark.parametrize(
    "mark", ["√", "✓", "✔", "到", "是", "1", 1, 1.0, True, "已签到", "张三", " 张 三 ", "√。", "出席", "Yes"]
)
def test_what_counts_as_present(mark: object) -> None:
    rows = read_paper(filled_sheet(("A001", "张三", mark)), LINES)
    assert ([change[1] for change in rows.changes], rows.problems) == ([Mark(LineState.PRESENT)], ())


@pytest.mark.parametrize(
    ("word", "state", "leave"),
    [
        ("事假", LineState.ON_LEAVE, LeaveKind.PERSONAL),
        ("因公", LineState.ON_LEAVE, LeaveKind.OFFICIAL),
        ("请假", LineState.ON_LEAVE, LeaveKind.OTHER),
        ("免到", LineState.EXCUSED, None),
        ("未到", LineState.ABSENT, None),
    ],
)
def test_words_are_read_as_in_chat(word: str, state: LineState, leave: LeaveKind | None) -> None:
    rows = read_paper(filled_sheet(("A001", "张三", word)), LINES)
    assert [change[1] for change in rows.changes] == [Mark(state, leave)]


@pytest.mark.parametrize("mark", ["×", "否", "0", 2, "李四", "张三代", "张三到会，李四缺席", "x" * 5000, "<b>√</b>"])
def test_what_cannot_be_read_is_asked_back(mark: object) -> None:
    rows = read_paper(filled_sheet(("A001", "张三", mark)), LINES)
    assert [problem.kind for problem in rows.problems] == [PaperProblemKind.MARK_UNKNOWN]
    assert len(str(rows.problems[0].facts["mark"])) <= 30


def test_a_tick_does_not_take_back_that_somebody_was_late() -> None:
    rows = read_paper(filled_sheet(("A002", "李　四", "√"), ("A001", "张三", None)), LINES)
    assert (rows.changes, rows.unchanged, rows.blank, rows.problems) == ((), 1, 1, ())


def test_a_table_from_a_text_file_without_numbers() -> None:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        content = "三月主题党日\n序号,姓名,签到\n1,张三,√\n2,李四,\n".encode(encoding)
        rows = read_paper(content, LINES)
        assert (len(rows.changes), rows.blank, rows.problems) == (1, 1, ())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", ErrorCode.PAPER_EMPTY),
        (b" \n ", ErrorCode.PAPER_EMPTY),
        ("编号,姓名,签到\n".encode(), ErrorCode.PAPER_EMPTY),
        ("编号,姓名\nA001,张三\n".encode(), ErrorCode.PAPER_NO_HEADER),
        (b"PK\x03\x04rubbish", ErrorCode.PAPER_NOT_A_TABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", ErrorCode.PAPER_OLD_EXCEL),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), ErrorCode.PAPER_ENCRYPTED),
        (b"\xff\xff\x80\x81", ErrorCode.PAPER_NOT_TEXT),
        (b"x" * (LARGEST_BYTES + 1), ErrorCode.PAPER_TOO_LARGE),
        ("姓名,签到\n".encode() + "张三,√\n".encode() * (MOST_ROWS + 60), ErrorCode.PAPER_TOO_MANY_ROWS),
    ],
    ids=lambda value: str(value)[:20] if isinstance(value, ErrorCode) else "",
)
def test_a_file_of_no_use_is_told_apart(content: bytes, code: ErrorCode) -> None:
    with pytest.raises(BotError) as refused:
        read_paper(content, LINES)
    assert refused.value.code is code
    assert sentence(refused.value).endswith("。")


async def test_a_long_list_of_changes_is_cut(branch: Branch) -> None:
    activity = await branch.opened()
    content = filled_sheet(*[(f"Z{number}", "无", "√") for number in range(SHOWN + 5)])
    lines = list(paper_lines(await branch.activities.files.read_paper(branch.secretary, activity.id, content)))
    assert (len(lines), lines[-1]) == (SHOWN + 1, say(OutputText.PAPER_MORE, count=5))
