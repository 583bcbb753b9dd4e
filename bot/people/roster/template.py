"""The empty roster that a secretary fills in."""

from __future__ import annotations

import io
from typing import Any

from bot.people.roster import words
from bot.people.roster.model import REQUIRED, Column
from bot.people.roster.sentences import RosterText
from bot.texts import say

_SAMPLE = {
    Column.CODE: "示例001",
    Column.NAME: "张三",
    Column.PLACE: "某机关党委/第一党支部/第一党小组",
    Column.STATUS: "正式党员",
    Column.JOINED: "2010-07-01",
    Column.POSTS: "组织委员、党小组组长",
    Column.SINCE: "2024-03-15",
}
_MEANING = {
    Column.CODE: RosterText.TEMPLATE_CODE,
    Column.NAME: RosterText.TEMPLATE_NAME,
    Column.PLACE: RosterText.TEMPLATE_PLACE,
    Column.STATUS: RosterText.TEMPLATE_STATUS,
    Column.JOINED: RosterText.TEMPLATE_JOINED,
    Column.POSTS: RosterText.TEMPLATE_POSTS,
    Column.SINCE: RosterText.TEMPLATE_SINCE,
    Column.LEAVING: RosterText.TEMPLATE_LEAVING,
    Column.LEVEL: RosterText.TEMPLATE_LEVEL,  # explained only: most names show their level
}
_SHOWN = tuple(column for column in _MEANING if column is not Column.LEVEL)
_WIDTHS = {Column.CODE: 14, Column.NAME: 14, Column.PLACE: 44, Column.POSTS: 28}
_LAST_ROW = 5000  # how far the lists to choose from reach


def template() -> bytes:
    """Give an .xlsx file: the header with a sample row, lists to choose from, and a sheet that explains the columns."""
    from openpyxl import Workbook  # noqa: PLC0415 - half a second that only this command pays

    book = Workbook()
    _fill_roster(book.worksheets[0])
    _fill_notes(book.create_sheet(say(RosterText.TEMPLATE_NOTES)))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill_roster(sheet: Any) -> None:
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415

    sheet.title = say(RosterText.TEMPLATE_SHEET)
    sheet.append([column.value for column in _SHOWN])
    sheet.append([_SAMPLE.get(column) for column in _SHOWN])
    sheet.freeze_panes = "A2"
    for index, column in enumerate(_SHOWN, start=1):
        head = sheet.cell(row=1, column=index)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", start_color="FFF3D6" if column in REQUIRED else "EEEEEE")
        sheet.column_dimensions[head.column_letter].width = _WIDTHS.get(column, 16)
        for row in range(2, 1000):  # text, so that 001 stays 001 and dates stay as they are typed
            sheet.cell(row=row, column=index).number_format = "@"
    _offer(sheet, Column.STATUS, ["正式党员", "预备党员"], is_strict=True)
    _offer(sheet, Column.POSTS, [names[0] for names in words.POST_WORDS.values()], is_strict=False)
    _offer(sheet, Column.LEAVING, [words.LEAVING], is_strict=True)


def _offer(sheet: Any, column: Column, choices: list[str], *, is_strict: bool) -> None:
    """Put a list to choose from on a column; where it is not strict, several may be typed."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    letter = sheet.cell(row=1, column=_SHOWN.index(column) + 1).column_letter
    offer = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=is_strict)
    offer.error = offer.prompt = say(RosterText.TEMPLATE_PICK)
    sheet.add_data_validation(offer)
    offer.add(f"{letter}2:{letter}{_LAST_ROW}")


def _fill_notes(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    sheet.append([say(RosterText.TEMPLATE_COLUMN), say(RosterText.TEMPLATE_MEANING)])
    for column, meaning in _MEANING.items():
        sheet.append([column.value, say(meaning)])
    for note in (RosterText.TEMPLATE_SAMPLE, RosterText.TEMPLATE_PRIVACY):
        sheet.append([None, say(note)])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 90
    for cells in sheet.iter_rows():
        cells[0].font = Font(bold=True)
        cells[1].alignment = Alignment(wrap_text=True, vertical="top")
