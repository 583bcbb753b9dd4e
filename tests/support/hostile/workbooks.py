"""Workbooks made from the XML of their rows, to hold what no spreadsheet program would write."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def packed(members: Mapping[str, bytes | str], method: int = ZIP_DEFLATED) -> bytes:
    """Make a zip."""
    made = io.BytesIO()
    with ZipFile(made, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def workbook(rows: str, head: str = "", strings: str = "") -> bytes:
    """Make an .xlsx of one sheet, from the XML of its rows."""
    content = "application/vnd.openxmlformats-"
    main = f"{content}officedocument.spreadsheetml"
    part = '<Override PartName="/xl/{}.xml" ContentType="{}.{}+xml"/>'
    parts = ("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("sharedStrings", "sharedStrings")
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{content}package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{''.join(part.format(place, main, name) for place, name in parts)}</Types>"
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    named = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    book = f'<workbook {SHEET} xmlns:r="{kind}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    targets = named.format("r1", kind, "worksheet", "worksheets/sheet1.xml")
    targets += named.format("r2", kind, "sharedStrings", "sharedStrings.xml")
    return packed(
        {
            "[Content_Types].xml": kinds,
            "_rels/.rels": relations.format(named.format("r1", kind, "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": relations.format(targets),
            "xl/worksheets/sheet1.xml": f"<worksheet {SHEET}>{head}<sheetData>{rows}</sheetData></worksheet>",
            "xl/sharedStrings.xml": f"<sst {SHEET}>{strings}</sst>",
        }
    )
