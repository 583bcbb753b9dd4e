"""Workbooks made to hurt: refused within a second or read apart, and honest ones with odd corners read all the same."""

from __future__ import annotations

import resource
from collections.abc import Callable
from time import perf_counter

import pytest

from bot.sheets import LARGE, BadCell, CellFault, Sheet, SheetFault, SheetLimits, SheetUnreadable, read_sheet
from tests.support.hostile.workbooks import workbook

LIMITS = SheetLimits(most_bytes=5_000_000, most_rows=20_000)
CELL = '<c t="inlineStr"><is><t>某</t></is></c>'
FIRST = f'<row r="1">{CELL}</row>'


def fault(content: bytes) -> SheetFault:
    with pytest.raises(SheetUnreadable) as unreadable:
        read_sheet(content, LIMITS)
    return unreadable.value.fault


@pytest.mark.parametrize("number", ['"2000000000"', "'2000000000'", '"2e9"', '"&#50;000000000"', '"1048577"'])
def test_a_row_number_beyond_excel_costs_a_second(number: str) -> None:
    content = workbook(f"{FIRST}<row r={number}>{CELL}</row>")
    start = perf_counter()
    assert fault(content) is SheetFault.NOT_A_TABLE
    assert perf_counter() - start < 5  # a second on an idle machine


def test_a_stray_cell_in_the_last_row_of_excel_is_read() -> None:
    sheet = read_sheet(workbook(f'{FIRST}<row r="1048576">{CELL}</row>'), LIMITS)
    assert [row.number for row in sheet.rows] == [1, 1_048_576]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: workbook(f"<row>{'<c><v>1</v></c>' * 5_000_000}</row>"), SheetFault.TOO_LARGE),  # 75 MB
        (lambda: workbook(f"<row>{'<c/>' * 40}</row>" * 50_000), SheetFault.TOO_LARGE),  # two million cells
        (lambda: workbook(f"<row>{CELL * 3}</row>" * 20_100), SheetFault.TOO_MANY_ROWS),
        (
            lambda: workbook(FIRST, head='<dimension ref="A1:XFD1048576"/>', strings="<si>")[:900],
            SheetFault.NOT_A_TABLE,
        ),
    ],
)
def test_what_is_too_much_is_refused_and_takes_no_memory_here(make: Callable[[], bytes], expected: SheetFault) -> None:
    content = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert fault(content) is expected
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000
    assert LARGE.is_idle


def test_a_large_honest_sheet_is_read_apart_as_a_small_one_is_here() -> None:
    rows = [f'<row r="{number}">{CELL}<c><v>{number}</v></c></row>' for number in range(1, 18_001)]
    head = '<dimension ref="A1"/>'  # what it says of its size is not believed
    small, large = (read_sheet(workbook("".join(rows[:count]), head), LIMITS) for count in (100, 18_000))
    assert (len(small.rows), len(large.rows)) == (100, 18_000)
    assert large.rows[:100] == small.rows
    assert isinstance(large, Sheet)


def test_a_formula_without_a_value_is_seen() -> None:
    formula = "<row><c><f>1+1</f></c></row>"
    [row] = read_sheet(workbook(formula), LIMITS).rows
    assert row.cells[0] == BadCell(CellFault.FORMULA_EMPTY)
