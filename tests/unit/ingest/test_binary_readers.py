from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from ingest.readers.office.docx_numbering import formatted
from knowledge.model import Flag
from tests.unit.ingest.samples import RULE, articles, labels, ofd_bytes, only, parse, pdf_bytes, picture


def docx_bytes(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_docx_paragraphs_headings_and_tables_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("示例工作办法", 0)
    document.add_heading("第一章 总则", 1)
    document.add_paragraph("第一条 缴费比例按下表执行：")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["收入", "比例", "3000元以下", "0.5%"], strict=True):
        cell.text = text
    document.add_paragraph("第二条 本办法自2024年1月1日起施行。")
    rule = only(parse(tmp_path, "示例.docx", docx_bytes(document)))
    assert labels(rule) == ["第一条", "第二条"]
    assert articles(rule)[0].path == ("第一章 总则",)
    assert articles(rule)[0].text.endswith("收入：3000元以下；比例：0.5%")


def test_a_table_after_the_last_article_stands_alone(tmp_path: Path) -> None:
    document = docx.Document()
    for line in RULE.splitlines():
        document.add_paragraph(line)
    table = document.add_table(3, 3)
    rows = ["项目", "项目", "金额", "伙食", "早餐", "10元", "伙食", "午餐", "30元"]
    for cell, text in zip(table._cells, rows, strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    rule = only(parse(tmp_path, "示例.docx", docx_bytes(document)))
    assert articles(rule)[-1].text == "第四条 本办法自2024年5月1日起施行。"
    assert rule.passages[-1].kind == "table"
    assert "金额：10元" in rule.passages[-1].text


def test_word_numbers_that_the_text_does_not_hold_become_labels(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("示例工作细则")
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text in ("为了示例，制定本细则。", "示例工作由示例部门负责。", "本细则自发布之日起施行。"):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'))
    assert labels(only(parse(tmp_path, "示例.docx", docx_bytes(document)))) == ["第一条", "第二条", "第三条"]


def test_deleted_revisions_are_left_out_and_inserted_ones_kept(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("示例工作规定")
    paragraph = document.add_paragraph("第一条 每年")._p
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>一次</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>两次。</w:t></w:r></w:ins>"))
    document.add_paragraph("第二条 本规定自发布之日起施行。")
    rule = only(parse(tmp_path, "示例.docx", docx_bytes(document)))
    assert articles(rule)[0].text == "第一条 每年两次。"


@pytest.mark.parametrize(
    ("style", "text"),
    [("decimal", "3"), ("decimalEnclosedCircle", "③"), ("lowerLetter", "c"), ("ideographTraditional", "丙")],
)
def test_word_number_formats(style: str, text: str) -> None:
    assert formatted(3, style) == text


def test_pdf_loses_headers_and_page_numbers_and_joins_lines_over_pages(tmp_path: Path) -> None:
    first = [
        (72, 800, "内部示例资料"),
        (200, 740, "示例工作办法"),
        (96, 700, "第一条 为了加强示例工作，全面落实示例要求，根据有关规定，"),
        (72, 680, "制定本办法，各支部应当按照第三条的要求认真组织实施并且及时报告"),
        (290, 30, "— 1 —"),
    ]
    second = [
        (72, 800, "内部示例资料"),
        (72, 700, "有关情况。"),
        (96, 680, "第二条 示例工作由示例部门负责。"),
        (96, 660, "第三条 本办法自发布之日起施行。"),
        (290, 30, "— 2 —"),
    ]
    rule = only(parse(tmp_path, "示例.pdf", pdf_bytes([first, second])))
    assert rule.title == "示例工作办法"
    assert labels(rule) == ["第一条", "第二条", "第三条"]
    assert "认真组织实施并且及时报告有关情况。" in articles(rule)[0].text
    assert not any("内部示例" in passage.text or "—" in passage.text for passage in rule.passages)


def test_ofd_is_sorted_by_position(tmp_path: Path) -> None:
    pages = [
        [
            (20, 60, "第二条 示例工作由示例部门负责。"),
            (60, 30, "示例工作办法"),
            (20, 45, "第一条 为了示例，制定本办法。"),
        ],
        [(20, 30, "第三条 本办法自发布之日起施行。")],
    ]
    rule = only(parse(tmp_path, "示例.ofd", ofd_bytes(pages)))
    assert rule.title == "示例工作办法"
    assert labels(rule) == ["第一条", "第二条", "第三条"]


@pytest.mark.parametrize(("name", "format_name"), [("a.png", "PNG"), ("a.jpg", "JPEG")])
def test_pictures_are_recognised_and_flagged(tmp_path: Path, name: str, format_name: str) -> None:
    document = parse(tmp_path, name, picture("RULE 2024", format_name))
    assert Flag.OCR in document.flags
    assert "2024" in only(document).passages[0].text


def test_a_scanned_pdf_is_recognised_and_flagged(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.open(io.BytesIO(picture("SCAN 1949"))).save(buffer, "PDF")
    document = parse(tmp_path, "scan.pdf", buffer.getvalue())
    assert Flag.OCR in document.flags
    assert "1949" in only(document).passages[0].text
