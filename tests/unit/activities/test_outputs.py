"""What a file may be called, what a cell may hold, and templates that misbehave."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.activities.model import ActivityState
from bot.activities.outputs import variables
from bot.activities.outputs.calendar import sequence_of
from bot.activities.outputs.excel import register_book, sheet_book, sheet_name
from bot.activities.outputs.model import file_name
from bot.activities.outputs.sentences import OutputText
from bot.activities.outputs.templates import TemplateName, default_template
from bot.activities.outputs.views import LedgerView, RegisterView
from bot.activities.outputs.word import MOST_LINES, filled, ledger_context, register_context
from bot.activities.outputs.words import (
    COUNT_COLUMNS,
    HOURS_COLUMNS,
    LEDGER_COLUMNS,
    counts_of,
    hours_rows,
    ledger_rows,
)
from bot.activities.register.model import LineState, Tally
from bot.errors import BotError, ErrorCode
from bot.plain import one_line
from bot.texts import Language, say, sentence, speak
from tests.support.register.outputs import MOMENT, PLACE, bomb, cells, register_of, sheets, tables, text_of, word_file
from tests.support.sentences import begins

NASTY = (
    "=1+1",
    "+86",
    "-张三",
    "@SUM(A1)",
    " =cmd|' /C calc'!A0",
    "\t=2",
    "\r=3",
    "#REF!",
    "{{ 7*7 }}",
    "<b>张</b>&amp;",
)
STRANGE = ("𠮷野家𪚥", "张\x00三\x1b[31m", "a" * 50, "**粗**_斜_", "赵\u202e四", "李\ud800五")


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    speak(Language.ZH_CN)


def context(view: RegisterView) -> dict[str, object]:
    return dict(register_context(view, is_official=False, what=OutputText.OUT_REGISTER))


@pytest.mark.parametrize("name", NASTY)
def test_a_name_that_looks_like_a_formula_stays_text(name: str) -> None:
    for content in (register_book(register_of(name, title=name), is_official=True), sheet_book(register_of(name))):
        found = [cell for cell in cells(content) if cell.value == one_line(name)]
        assert found
        assert {cell.data_type for cell in found} == {"s"}
        assert not [cell for cell in cells(content) if cell.data_type in {"f", "e"}]
        if one_line(name)[0] in "=+-@":
            assert all(cell.quotePrefix for cell in found)


@pytest.mark.parametrize("name", [*NASTY, *STRANGE])
def test_word_holds_any_name_as_it_is(name: str) -> None:
    content = filled(TemplateName.REGISTER, None, context(register_of(name, "李四")))
    assert [row[1] for row in tables(content)[0]] == ["姓名", one_line(name), "李四"]


@pytest.mark.parametrize("name", STRANGE)
def test_excel_holds_any_name(name: str) -> None:
    assert one_line(name) in {cell.value for cell in cells(register_book(register_of(name), is_official=True))}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("../../etc/passwd", "etc_passwd.xlsx"),
        ("a/b\\c:d*e?f", "a_b_c_d_e_f.xlsx"),
        ("..", "register.xlsx"),
        ("\x00\r\n", "register.xlsx"),
        ("3月 主题党日", "3月_主题党日.xlsx"),
    ],
)
def test_file_names_are_safe(given: str, expected: str) -> None:
    assert file_name(given, ending="xlsx") == expected
    assert len(file_name(given * 60, ending="xlsx")) <= 100


def test_sheet_names_are_safe_and_unique() -> None:
    assert not set(sheet_name("[甲]:*?/\\乙")) & set("[]:*?/\\")
    long = "很长的党支部名称" * 8
    first = sheet_name(long)
    second = sheet_name(long, {first.lower()})
    assert (len(first), len(second), second[-2:]) == (31, 31, " 2")
    assert (sheet_name("''"), sheet_name("History")) == ("1", "History 1")


def test_a_draft_says_so_on_each_page_and_a_locked_register_does_not() -> None:
    draft = register_of("赵一", state=ActivityState.CLOSED)
    page: Any = load_workbook(io.BytesIO(register_book(draft, is_official=False))).worksheets[0]
    assert page.oddHeader.center.text == say(OutputText.OUT_DRAFT)
    word = Document(io.BytesIO(filled(TemplateName.REGISTER, None, context(draft))))
    assert word.sections[0].header.paragraphs[0].text == say(OutputText.OUT_DRAFT)
    assert "草稿" not in text_of(filled(TemplateName.REGISTER, None, context(register_of("赵一"))))
    assert not [
        cell for cell in cells(register_book(register_of("赵一"), is_official=False)) if "草稿" in str(cell.value)
    ]


def test_the_formal_record_is_named_on_every_form() -> None:
    view = register_of("赵一")
    for is_official, words in ((True, "电子签到作为正式台账：是"), (False, "电子签到作为正式台账：否。以本人签字")):
        made = register_context(view, is_official=is_official, what=OutputText.OUT_REGISTER)
        assert words in text_of(filled(TemplateName.REGISTER, None, made))
        assert [cell for cell in cells(register_book(view, is_official=is_official)) if words in str(cell.value)]


def test_the_sheet_to_sign_has_two_columns_when_it_is_long() -> None:
    short = tables(filled(TemplateName.SHEET, None, context(register_of("赵一", "钱二"))))
    assert short == [[["序号", "姓名", "本人签名", "备注"], ["1", "赵一", "", ""], ["2", "钱二", "", ""]]]
    names = [f"党员{number}" for number in range(1, 28)]
    (long,) = tables(filled(TemplateName.SHEET, None, context(register_of(*names))))
    assert long[1] == ["1", "党员1", "", "", "2", "党员2", "", ""]
    assert long[-1] == ["27", "党员27", "", "", "", "", "", ""]
    assert len(long) == 15


def test_counts_add_up_to_the_expected() -> None:
    tally = Tally.of((state, True) for state in LineState)
    counts = counts_of(tally)
    assert counts.keys() == COUNT_COLUMNS.keys()
    assert counts["expected"] == sum(value for name, value in counts.items() if name != "expected") == 9


def test_an_own_template_is_used(tmp_path: Path) -> None:
    loop = "{% for line in lines %}{{ line.code }}{{ line.name }};{% endfor %}"
    (tmp_path / "register.docx").write_bytes(word_file("本单位：{{ organisation }}", loop))
    content = filled(TemplateName.REGISTER, tmp_path, context(register_of("赵<一>", "钱二")))
    assert text_of(content).strip() == "本单位：第一党支部\nA001赵<一>;A002钱二;"
    assert tables(filled(TemplateName.SHEET, tmp_path, context(register_of("赵一"))))  # ours, where there is no own one


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", [OutputText.OUT_WHY_NOT_DOCX]),
        (b"not a docx", [OutputText.OUT_WHY_NOT_DOCX]),
        (sheet_book(register_of("赵一")), [OutputText.OUT_WHY_NOT_DOCX]),
        (word_file("{{ who }}"), [OutputText.OUT_WHY_UNKNOWN]),
        (word_file("{{ lines[0].salary }}"), [OutputText.OUT_WHY_UNKNOWN]),
        (word_file("{% for x in %}"), [OutputText.OUT_WHY_SYNTAX]),
        (word_file("{% for x in lines %}"), [OutputText.OUT_WHY_SYNTAX]),
        (
            word_file("{{ ''.__class__.__mro__[1].__subclasses__() }}"),
            [OutputText.OUT_WHY_UNKNOWN, OutputText.OUT_WHY_FORBIDDEN],
        ),
        (word_file("{{ lines.append(1) }}"), [OutputText.OUT_WHY_FORBIDDEN]),
        (word_file("{{ 1 / 0 }}"), [OutputText.OUT_WHY_FAILED]),
        (word_file("{% include 'register.docx' %}"), [OutputText.OUT_WHY_FAILED]),
        (bomb(), [OutputText.OUT_WHY_TOO_LARGE]),
        (bytes(20_000_001), [OutputText.OUT_WHY_TOO_LARGE]),
    ],
    ids=range(13),
)
def test_a_broken_template_is_named(tmp_path: Path, content: bytes, why: list[OutputText]) -> None:
    (tmp_path / "register.docx").write_bytes(content)
    with pytest.raises(BotError) as refused:
        filled(TemplateName.REGISTER, tmp_path, context(register_of("赵一")))
    assert refused.value.code is ErrorCode.TEMPLATE_BROKEN
    said = sentence(refused.value)
    assert said.startswith(begins(ErrorCode.TEMPLATE_BROKEN, name="register.docx"))
    assert any(begins(reason, limit=20) in said for reason in why), said


def test_a_folder_in_the_place_of_a_template_is_named(tmp_path: Path) -> None:
    (tmp_path / "register.docx").mkdir()
    with pytest.raises(BotError) as refused:
        filled(TemplateName.REGISTER, tmp_path, context(register_of("赵一")))
    assert refused.value.code is ErrorCode.TEMPLATE_BROKEN


def test_a_list_that_word_cannot_bear_is_pointed_to_excel() -> None:
    with pytest.raises(BotError) as refused:
        filled(TemplateName.REGISTER, None, context(register_of(*["赵一"] * (MOST_LINES + 1))))
    assert refused.value.code is ErrorCode.EXPORT_TOO_LONG
    assert "xlsx" in sentence(refused.value)


def test_ten_thousand_lines_are_a_workbook_in_seconds() -> None:
    view = register_of(*["欧阳党员"] * 10_000)
    began = perf_counter()
    content = register_book(view, is_official=True)
    assert perf_counter() - began < 15  # three seconds on a machine of one's own
    assert len([row for row in sheets(content)["签到表"] if row[1] == "欧阳党员"]) == 10_000


@pytest.mark.parametrize("name", TemplateName)
def test_our_templates_are_the_same_each_time_and_in_both_languages(name: TemplateName) -> None:
    assert text_of(default_template(name)) == text_of(default_template(name))
    speak(Language.EN)
    content = filled(TemplateName.REGISTER, None, context(register_of("赵一")))
    assert tables(content)[0][0][1] == "Name"
    assert "Electronic check-in is the formal record: no" in text_of(content)


def test_every_variable_is_explained() -> None:
    view = LedgerView(PLACE, 2026, MOMENT, ((register_of("赵一").activity, Tally.of([])),), (), {}, ())
    given = {
        TemplateName.REGISTER: context(register_of("赵一")),
        TemplateName.SHEET: context(register_of("赵一")),
        TemplateName.LEDGER: ledger_context(view),
    }
    assert {name: set(told) for name, told in variables.VARIABLES.items()} == {
        name: set(values) for name, values in given.items()
    }
    lines = given[TemplateName.REGISTER]["lines"]
    assert isinstance(lines, list)
    assert lines[0].keys() == variables.LINE_COLUMNS.keys()
    assert ledger_rows(view)[0].keys() == LEDGER_COLUMNS.keys()
    assert hours_rows([]) == []
    assert "earned" in HOURS_COLUMNS
    assert "  title: 活动名称" in list(variables.explained())


def test_only_what_concerns_a_calendar_counts_as_a_change() -> None:
    assert sequence_of([]) == 0
