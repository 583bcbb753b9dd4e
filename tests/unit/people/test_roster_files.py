"""Roster files as they arrive: every kind of file that is none, and what is read out of a good one."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from bot.errors import BotError, ErrorCode
from bot.people.roster.checking import read_roster
from bot.people.roster.files import LARGEST_BYTES
from bot.people.roster.model import Column, ProblemKind, RosterFile
from bot.people.roster.template import template
from tests.support.register.people import FIRST, HEADER, as_csv, as_excel, row, saved

TODAY = date(2026, 11, 22)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(content: bytes) -> RosterFile:
    return read_roster(content, TODAY)


def problems(content: bytes) -> list[tuple[int, str, ProblemKind]]:
    return [(problem.row, problem.column, problem.kind) for problem in read(content).problems]


def refusal(content: bytes) -> ErrorCode:
    with pytest.raises(BotError) as refused:
        read(content)
    return refused.value.code


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", ErrorCode.ROSTER_EMPTY),
        (b" \n\n ", ErrorCode.ROSTER_EMPTY),
        (as_csv(), ErrorCode.ROSTER_EMPTY),
        (as_excel(), ErrorCode.ROSTER_EMPTY),
        (OLE + b"\0" * 600, ErrorCode.ROSTER_OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ErrorCode.ROSTER_ENCRYPTED),
        (b"PK\x03\x04 cut off", ErrorCode.ROSTER_NOT_A_TABLE),
        (as_excel(row("1", "甲"))[:3000], ErrorCode.ROSTER_NOT_A_TABLE),
        (zipped(readme=b"no table"), ErrorCode.ROSTER_NOT_A_TABLE),
        (zipped(**{"[Content_Types].xml": b"<broken", "xl/workbook.xml": b""}), ErrorCode.ROSTER_NOT_A_TABLE),
        (b"%PDF-1.7\nno table here", ErrorCode.ROSTER_NO_HEADER),
        (b"\x89PNG\r\n\x1a\n\0\0", ErrorCode.ROSTER_NOT_A_TABLE),
        (b"\x80\xff\xff\xff", ErrorCode.ROSTER_NOT_TEXT),
        (b"a\0b\0c", ErrorCode.ROSTER_NOT_A_TABLE),
        ("编号,姓名\n1,甲".encode(), ErrorCode.ROSTER_NO_HEADER),
        ("1,甲,某支部,正式党员".encode(), ErrorCode.ROSTER_NO_HEADER),
        (b"\xff\xfe\x00", ErrorCode.ROSTER_NOT_TEXT),
    ],
    ids=lambda value: value.value if isinstance(value, ErrorCode) else "file",
)
def test_a_file_of_no_use_is_refused_with_its_reason(content: bytes, code: ErrorCode) -> None:
    assert refusal(content) is code


def test_huge_files_are_refused_before_they_are_read() -> None:
    assert refusal(b"x" * (LARGEST_BYTES + 1)) is ErrorCode.ROSTER_TOO_LARGE
    assert refusal(as_csv(*(row(f"C{n}", "甲") for n in range(50_001)))) is ErrorCode.ROSTER_TOO_MANY_ROWS
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package, package.open("sheet.xml", "w") as part:
        for _ in range(301):
            part.write(b"\0" * 1_000_000)
    assert len(bomb.getvalue()) < 1_000_000
    assert refusal(bomb.getvalue()) is ErrorCode.ROSTER_TOO_LARGE


def test_a_package_with_a_password_is_told_as_such() -> None:
    locked = bytearray(zipped(part=b"x"))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1  # the flag of an encrypted member
    assert refusal(bytes(locked)) is ErrorCode.ROSTER_ENCRYPTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_encodings_and_separators_of_csv(encoding: str, separator: str) -> None:
    text = as_csv(row("1", "龘龘")).decode().replace(",", separator)
    line = read(text.encode(encoding)).lines[0]
    assert (line.code, line.name, line.place) == ("1", "龘龘", ("示例机关党委", "第一党支部"))


def test_a_title_above_the_header_and_empty_rows_are_fine() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["党员名册"])
    sheet.merge_cells("A1:H1")
    sheet.append([])
    sheet.append(list(HEADER))
    sheet.append(list(row("1", "甲")))
    sheet.append([])
    sheet.append(list(row("2", "乙")))
    file = read(saved(book))
    assert [(line.row, line.code) for line in file.lines] == [(4, "1"), (6, "2")]
    assert file.problems == ()


def test_merged_cells_in_rows_are_told() -> None:
    content = as_excel(row("1", "甲"), row("2", "乙"), row("3", "丙"), merge="C2:C4")
    assert problems(content)[0] == (2, "C2:C4", ProblemKind.MERGED)


def test_a_formula_counts_by_its_stored_value_and_without_one_is_told() -> None:
    content = as_excel(row("1", "=A1&B1"), row("2", "乙"))
    assert problems(content) == [(2, "姓名", ProblemKind.FORMULA_EMPTY)]
    calculated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(calculated, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"<f>A1&amp;B1</f><v></v>", "<f>A1&amp;B1</f><v>甲</v>".encode())
                part = part.replace(b'<c r="B2">', b'<c r="B2" t="str">')
            new.writestr(name, part)
    assert read(calculated.getvalue()).lines[0].name == "甲"


def test_an_error_value_is_told() -> None:
    content = as_excel(row("1", "#REF!"))
    assert problems(content) == [(2, "姓名", ProblemKind.CELL_ERROR)]


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    names = ["=cmd|'/C calc'!A0", "+1", "-1", "@SUM", "<b>甲</b>", "*甲*", "[甲](http://x)"]
    read_names = [line.name for line in read(as_csv(*(row(f"C{n}", name) for n, name in enumerate(names)))).lines]
    assert read_names == names


def test_names_are_cleaned_and_nothing_more() -> None:
    given = ["王　伟", " 甲\u202e乙 ", "é", "买买提·吐尔逊", "Anna  Lee"]
    lines = read(as_excel(*(row(f"C{n}", name) for n, name in enumerate(given)))).lines
    assert [line.name for line in lines] == ["王伟", "甲乙", "é", "买买提·吐尔逊", "Anna Lee"]


def test_numbers_are_read_as_they_are_shown() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(HEADER))
    sheet.append([12, "甲", FIRST, "正式党员", 43831, "书记", date(2024, 3, 15), None])
    sheet.append([12, "乙", FIRST, "正式党员", 20200701, None, None, None])
    sheet.cell(row=3, column=1).number_format = "0000"
    first, second = read(saved(book)).lines
    assert (first.code, second.code) == ("12", "0012")
    assert (first.joined_on, second.joined_on) == (date(2020, 1, 1), date(2020, 7, 1))
    assert first.posts[0].since == date(2024, 3, 15)


@pytest.mark.parametrize(
    "header", ["身份证号", "手机", "联系电话", "家庭住址", "出生年月", "证件号码", "Phone", "民族"]
)
def test_columns_of_personal_data_are_refused(header: str) -> None:
    content = as_csv((*row("1", "甲"), "x"), header=(*HEADER, header))
    assert problems(content) == [(1, header, ProblemKind.HEADER_REFUSED)]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("11010519491231002X", ProblemKind.ID_NUMBER),
        ("110105 19491231 0021", ProblemKind.ID_NUMBER),
        ("１１０１０５１９４９１２３１００２１", ProblemKind.ID_NUMBER),
        ("甲13912345678", ProblemKind.PHONE_NUMBER),
        ("139-1234-5678", ProblemKind.PHONE_NUMBER),
        ("+86 139 1234 5678", ProblemKind.PHONE_NUMBER),
    ],
)
def test_personal_numbers_are_found_in_any_cell(cell: str, kind: ProblemKind) -> None:
    assert (2, "姓名", kind) in problems(as_csv(row("1", cell)))
    beside = as_excel((*row("1", "甲"), cell))
    assert problems(beside) == [(2, "I", kind)]


def test_an_identity_number_that_excel_made_a_number_is_found() -> None:
    assert (2, "编号", ProblemKind.ID_NUMBER) in problems(as_excel(row(110105194912310021, "甲")))  # type: ignore[arg-type]


def test_unknown_and_repeated_columns_are_told() -> None:
    content = as_csv((*row("1", "甲"), "x", "y"), header=(*HEADER, "备注", "姓名"))
    assert problems(content) == [(1, "备注", ProblemKind.HEADER_UNKNOWN), (1, "姓名", ProblemKind.HEADER_TWICE)]


def test_the_template_reads_as_an_empty_roster() -> None:
    assert refusal(template()) is ErrorCode.ROSTER_EMPTY


def test_missing_optional_columns_are_known() -> None:
    file = read(as_csv(("1", "甲", FIRST, "正式党员"), header=HEADER[:4]))
    assert file.columns == {Column.CODE, Column.NAME, Column.PLACE, Column.STATUS}
    assert file.problems == ()
