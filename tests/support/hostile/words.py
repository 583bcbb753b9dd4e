"""Word files, and the zips that they are."""

from __future__ import annotations

import random
import struct
from zipfile import ZIP_STORED

from tests.support.hostile.listed import TEXT, hostile
from tests.support.hostile.workbooks import packed, workbook

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str, **parts: str) -> bytes:
    extra = {f"word/{name}.xml": content for name, content in parts.items()}
    whole = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", **extra}
    return packed(whole, ZIP_STORED)  # the ratio of sizes gives nothing away


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(cell: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{cell}{paragraph(TEXT)}</w:tc><w:tc>{paragraph(TEXT)}</w:tc></w:tr></w:tbl>"


def spanning(columns: int) -> bytes:
    return word(table(f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>'))


@hostile(".docx")
def span_of_thirty_million() -> bytes:
    return spanning(30_000_000)


@hostile(".docx")
def span_of_two_milliards() -> bytes:
    return spanning(2_000_000_000)


@hostile(".docx")
def many_spans() -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr>{paragraph(TEXT)}</w:tc>'
    return word(f"<w:tbl>{f'<w:tr>{cell * 60}</w:tr>' * 300}</w:tbl>")


@hostile(".docx")
def nested_tables() -> bytes:
    depth = 5_000
    return word("<w:tbl><w:tr><w:tc>" * depth + paragraph(TEXT) + "</w:tc></w:tr></w:tbl>" * depth)


@hostile(".docx")
def nested_text_boxes() -> bytes:
    depth = 60
    box = "<w:p><w:r><w:txbxContent>"
    return word(box * depth + paragraph(TEXT) + "</w:txbxContent></w:r></w:p>" * depth)


@hostile(".docx", is_slow=True)
def million_paragraphs() -> bytes:
    return word("<w:p/>" * 1_000_000 + paragraph(TEXT))


@hostile(".docx")
def styles_in_a_circle() -> bytes:
    count = 20_000
    style = '<w:style w:styleId="s{}"><w:basedOn w:val="s{}"/></w:style>'
    styles = "".join(style.format(number, (number + 1) % count) for number in range(count))
    return word(paragraph(TEXT), styles=f"<w:styles {W}>{styles}</w:styles>")


@hostile(".docx", is_slow=True)
def numbers_of_numbers() -> bytes:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{"9" * 4000}"/><w:lvlText w:val="{"%1" * 1000}"/></w:lvl>'
    kinds = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
    lists = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = f"<w:p>{numbered}<w:r><w:t>{TEXT}</w:t></w:r></w:p>" * 500
    return word(body, numbering=f"<w:numbering {W}>{kinds}{lists}</w:numbering>")


@hostile(".docx")
def laughs() -> bytes:
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return packed({"word/document.xml": f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{lols}]><d>&l11;</d>'})


@hostile(".docx")
def late_entity() -> bytes:
    padding = f"<!--{' ' * 70_000}-->"
    return packed({"word/document.xml": f'{padding}<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'})


@hostile(".docx")
def bomb_by_ratio() -> bytes:
    return packed({"word/document.xml": bytes(150_000_000)})


@hostile(".docx")
def bomb_of_members() -> bytes:
    return packed({f"word/{number}.xml": b"" for number in range(20_000)}, ZIP_STORED)


@hostile(".docx")
def bomb_in_a_bomb() -> bytes:
    inner = packed({"word/document.xml": bytes(100_000_000)})
    return packed({"word/document.xml": inner, "a.zip": packed({"b.zip": inner})})


@hostile(".docx")
def lying_size() -> bytes:
    good = bytearray(packed({"word/document.xml": bytes(5_000_000)}))
    good = bytearray(bytes(good).replace(struct.pack("<I", 5_000_000), struct.pack("<I", 200)))
    return bytes(good)


@hostile(".docx", is_slow=True)
def big_and_honest_ratio() -> bytes:
    dice = random.Random(1)
    text = "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(1_000_000))
    return word("".join(paragraph(text) for _ in range(12)))


@hostile(".docx")
def cut_in_half() -> bytes:
    whole = word(paragraph(TEXT) * 500)
    return whole[: len(whole) // 2]


@hostile(".docx")
def a_workbook() -> bytes:
    return workbook('<row r="2000000000"><c r="A2000000000" t="inlineStr"><is><t>x</t></is></c></row>')
