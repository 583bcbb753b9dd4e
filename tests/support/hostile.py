"""Files that may do harm, made when they are needed: each function makes the bytes of one, named by its extension.

What they have in common: small or ordinary to look at, and a reader that trusts them works for ever, takes all the
memory, or falls over.
"""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TEXT = "支部应当每月开展一次主题党日。"
HOSTILE: dict[str, Callable[[], bytes]] = {}


def hostile(extension: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def noted(make: Callable[[], bytes]) -> Callable[[], bytes]:
        HOSTILE[f"{make.__name__}{extension}"] = make
        return make

    return noted


def write_all(folder: Path) -> list[Path]:
    """Write every file into a folder, in the order in which they are made here."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in HOSTILE.items():
        (folder / name).write_bytes(make())
    return [folder / name for name in HOSTILE]


# archives


def packed(members: Mapping[str, bytes | str], method: int = ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


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


@hostile(".docx")
def million_paragraphs() -> bytes:
    return word("<w:p/>" * 1_000_000 + paragraph(TEXT))


@hostile(".docx")
def styles_in_a_circle() -> bytes:
    count = 20_000
    style = '<w:style w:styleId="s{}"><w:basedOn w:val="s{}"/></w:style>'
    styles = "".join(style.format(number, (number + 1) % count) for number in range(count))
    return word(paragraph(TEXT), styles=f"<w:styles {W}>{styles}</w:styles>")


@hostile(".docx")
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


@hostile(".docx")
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


# pages of the web


@hostile(".html")
def nested_divs() -> bytes:
    return f"<html><body>{'<div>' * 20_000}{TEXT}".encode()


@hostile(".html")
def small_divs() -> bytes:
    return f"<html><body>{f'<div>{TEXT}</div>' * 20_000}</body></html>".encode()


@hostile(".html")
def small_named_divs() -> bytes:
    return f'<html><body>{f"""<div class="menu"><a href="x">{TEXT}</a>""" * 3_000}</body></html>'.encode()


@hostile(".html")
def nested_items() -> bytes:
    return f"<html><body>{'<ul><li>' * 16_000}{TEXT}".encode()


@hostile(".html")
def nested_spans() -> bytes:
    return f"<html><body><p>{'<span>' * 20_000}{TEXT}</p></body></html>".encode()


@hostile(".html")
def long_list() -> bytes:
    return f"<html><body><ol>{f'<li>{TEXT}' * 20_000}</ol></body></html>".encode()


@hostile(".html")
def wide_table() -> bytes:
    cell = '<td colspan="50" rowspan="50">x</td>'
    return f"<html><body><table>{f'<tr>{cell * 40}</tr>' * 400}</table>{TEXT}</body></html>".encode()


@hostile(".html")
def nested_html_tables() -> bytes:
    return f"<html><body>{'<table><tr><td>x<td>' * 3_000}{TEXT}</body></html>".encode()


@hostile(".html")
def style_bomb() -> bytes:
    return (
        f'<html><style>{"a{b:c}" * 300_000}</style><body><p style="{"display :" * 200_000}">{TEXT}</p></body>'.encode()
    )


@hostile(".html")
def million_entities() -> bytes:
    return f"<html><body><p>{'&nbsp;&#x4e00;' * 300_000}</p></body></html>".encode()


@hostile(".html")
def million_attributes() -> bytes:
    names = " ".join(f"a{number}=1" for number in range(200_000))
    return f"<html><body><p {names}>{TEXT}</p></body></html>".encode()


# text


@hostile(".txt")
def one_line_of_fifty_megabytes() -> bytes:
    return ("支部" * 8_500_000).encode()


@hostile(".txt")
def ascii_of_fifty_megabytes() -> bytes:
    return b"a" * 50_000_000


@hostile(".txt")
def numerals() -> bytes:
    return ("一" * 200_000 + "1" * 300_000).encode()


@hostile(".txt")
def labels_without_end() -> bytes:
    return ("第" * 100_000 + "第一条" * 100_000).encode()


@hostile(".txt")
def brackets_without_end() -> bytes:
    return ("（" * 300_000 + "《" * 300_000).encode()


@hostile(".txt")
def blanks_without_end() -> bytes:
    return (TEXT + " " * 2_000_000 + "　" * 1_000_000 + TEXT).encode()


@hostile(".txt")
def articles_by_the_thousand() -> bytes:
    return "".join(f"第{number}条 {TEXT}\n" for number in range(1, 60_000)).encode()


@hostile(".txt")
def short_lines() -> bytes:
    return ("某\n" * 1_000_000).encode()


@hostile(".txt")
def days_without_end() -> bytes:
    return ("2026年" * 200_000 + "1月" * 200_000).encode()


@hostile(".txt")
def zeros() -> bytes:
    return bytes(3_000_000)


@hostile(".txt")
def half_utf16() -> bytes:
    return b"\xff\xfe" + b"\x00\xd8" * 500_000


@hostile(".md")
def table_of_tabs() -> bytes:
    return ("|" * 2_000_000).encode() + b"\n|-|\n"


@hostile(".md")
def pipe_rows() -> bytes:
    return (f"| {TEXT} | 二 |\n" * 60_000).encode()


@hostile(".md")
def captions() -> bytes:
    return ("--- 表 ---\n" * 100_000).encode()


@hostile(".md")
def comments_unclosed() -> bytes:
    return ("<!--" * 300_000 + "# 一\n# 二\n").encode()


@hostile(".md")
def links_unclosed() -> bytes:
    return ("# 一\n# 二\n" + "[" * 200_000 + "](" * 100_000).encode()


@hostile(".md")
def stars() -> bytes:
    return ("# 一\n# 二\n" + "**a" * 200_000 + "\n" + "- " * 500_000 + "\n").encode()


# pages of print


def pdf(pages: str, *objects: str, count: int = 1) -> bytes:
    parts = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {count} /Kids [{pages}] >>", *objects]
    made, places = io.BytesIO(), []
    made.write(b"%PDF-1.4\n")
    for number, part in enumerate(parts, start=1):
        places.append(made.tell())
        made.write(f"{number} 0 obj {part} endobj\n".encode("latin-1"))
    start = made.tell()
    made.write(f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode())
    made.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    made.write(f"trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode())
    return made.getvalue()


def sheet_of(width: int, height: int) -> bytes:
    drawn = f"0 0 m {width} {height} l S"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R >>"
    return pdf("3 0 R", page, f"<< /Length {len(drawn)} >> stream\n{drawn}\nendstream")


@hostile(".pdf")
def page_of_five_metres() -> bytes:
    return sheet_of(14_400, 14_400)


@hostile(".pdf")
def page_of_fourteen_metres() -> bytes:
    return sheet_of(40_000, 40_000)


@hostile(".pdf")
def page_of_seventy_metres() -> bytes:
    return sheet_of(200_000, 200_000)


@hostile(".pdf")
def page_like_a_thread() -> bytes:
    return sheet_of(1, 100_000_000)


@hostile(".pdf")
def its_own_parent() -> bytes:
    return pdf("2 0 R 2 0 R 3 0 R", "<< /Type /Page /Parent 3 0 R /MediaBox [0 0 9 9] >>", count=900)


@hostile(".pdf")
def ten_thousand_pages() -> bytes:
    return pdf("3 0 R " * 10_000, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>", count=10_000)


@hostile(".pdf")
def hundred_thousand_objects() -> bytes:
    return pdf("3 0 R", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>", *["[0 0 0]"] * 100_000)


@hostile(".pdf")
def million_strokes() -> bytes:
    drawn = "0 0 m 500 500 l S\n" * 1_000_000
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return pdf("3 0 R", page, f"<< /Length {len(drawn)} >> stream\n{drawn}\nendstream")


@hostile(".pdf")
def stream_bomb() -> bytes:
    packed_twice = zlib.compress(zlib.compress(b"0 0 m 1 1 l S\n" * 20_000_000, 9), 9).decode("latin-1")
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    head = f"<< /Length {len(packed_twice)} /Filter [/FlateDecode /FlateDecode] >>"
    return pdf("3 0 R", page, f"{head} stream\n{packed_twice}\nendstream")


@hostile(".pdf")
def nested_forms() -> bytes:
    uses = "/Resources << /XObject << /F 5 0 R >> >>"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {uses} >>"
    draw = "/F Do " * 50
    form = f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {uses} /Length {len(draw)} >>"
    return pdf("3 0 R", page, "<< /Length 5 >> stream\n/F Do\nendstream", f"{form} stream\n{draw}\nendstream")


@hostile(".pdf")
def cut_pdf() -> bytes:
    return sheet_of(500, 500)[:200]


@hostile(".png")
def picture_of_milliards() -> bytes:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(9_000_000))), (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


@hostile(".png")
def picture_of_noise() -> bytes:
    from PIL import Image  # noqa: PLC0415 - only this one draws

    side = 1_200
    made = io.BytesIO()
    Image.frombytes("L", (side, side), random.Random(2).randbytes(side * side)).save(made, "png")
    return made.getvalue()


@hostile(".tif")
def circle_of_frames() -> bytes:
    return (
        b"II*\x00\x08\x00\x00\x00"
        + struct.pack("<H", 1)
        + struct.pack("<HHII", 256, 3, 1, 100_000)
        + struct.pack("<I", 8)
    )


def ofd(location: str, page: str, **members: str) -> bytes:
    root = f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    document = f'<ofd:Document {OFD}><ofd:Pages><ofd:Page BaseLoc="{location}"/></ofd:Pages></ofd:Document>'
    return packed({"OFD.xml": root, "Doc/Document.xml": document, "Doc/page.xml": page, **members})


@hostile(".ofd")
def out_of_the_package() -> bytes:
    return ofd("../../../../etc/passwd", f"<ofd:Page {OFD}/>")


@hostile(".ofd")
def steps_without_end() -> bytes:
    code = f'<ofd:TextCode X="1" Y="1" DeltaX="{"g 10000 1 " * 5_000}">{TEXT}</ofd:TextCode>'
    return ofd("page.xml", f'<ofd:Page {OFD}><ofd:TextObject Boundary="0 0 9 9">{code}</ofd:TextObject></ofd:Page>')


@hostile(".ofd")
def pieces_without_end() -> bytes:
    item = (
        f'<ofd:TextObject Boundary="0 0 9 9" Size="3"><ofd:TextCode X="1" Y="1">{TEXT}</ofd:TextCode></ofd:TextObject>'
    )
    return ofd("page.xml", f"<ofd:Page {OFD}>{item * 100_000}</ofd:Page>")


# anything under any name


def _noise(extension: str) -> Callable[[], bytes]:
    def noise() -> bytes:
        return random.Random(extension).randbytes(200_000)

    return noise


for _extension in (".docx", ".pdf", ".ofd", ".doc", ".wps", ".html", ".txt", ".md", ".png", ".tif", ".jpg"):
    HOSTILE[f"noise{_extension}"] = _noise(_extension)


# workbooks


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
