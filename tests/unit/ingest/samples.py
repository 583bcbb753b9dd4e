"""Small documents written for the tests. 示例: nothing here is a real rule."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ingest.document import read_document
from ingest.model import DocumentRefused, ParsedDocument, ParsedPassage, ParsedRegulation, RefusalCode

PdfLine = tuple[int, int, str]

RULE = """示例市机关党支部工作办法（试行）
第一章 总则
第一条 为了示例，制定本办法。
第二条 本办法所称支部，是指示例支部。
依照第一条规定设立的，适用本办法。
第二章 附则
第三条 本办法由示例市委组织部负责解释。
第四条 本办法自2024年5月1日起施行。
"""


def parse(folder: Path, name: str, content: str | bytes) -> ParsedDocument:
    """Write a file and read it back."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(path)


def only(document: ParsedDocument) -> ParsedRegulation:
    """Give the one regulation of a document."""
    (regulation,) = document.regulations
    return regulation


def articles(regulation: ParsedRegulation) -> list[ParsedPassage]:
    """Give the passages that carry a label."""
    return [passage for passage in regulation.passages if passage.label]


def labels(regulation: ParsedRegulation) -> list[str]:
    """Give the printed labels in order."""
    return [passage.label for passage in articles(regulation)]


def refusal(path: Path) -> RefusalCode | None:
    """Give the code a file is refused with, or None when it is read."""
    try:
        read_document(path)
    except DocumentRefused as refused:
        return refused.code
    return None


def zip_bytes(members: Mapping[str, str | bytes]) -> bytes:
    """Pack members into a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def pdf_bytes(pages: Sequence[Sequence[PdfLine]]) -> bytes:
    """Write a pdf with a text layer; a line is (x, y, text) in points, set in 12 point type on A4."""
    system = b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
    shape = b"/Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93"
    family = b"/Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 2 0 R"
    objects: list[bytes] = [
        b"<< %s /CIDSystemInfo %s >>" % (family, system),
        b"<< /Type /FontDescriptor /FontName /STSong-Light %s >>" % shape,
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [1 0 R] >>",
    ]
    parent = len(objects) + 2 * len(pages) + 1
    kids = []
    for lines in pages:
        drawn = b"".join(
            b"/F1 12 Tf 1 0 0 1 %d %d Tm <%s> Tj\n" % (x, y, text.encode("utf-16-be").hex().encode())
            for x, y, text in lines
        )
        stream = b"BT\n" + drawn + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (parent, len(objects))
        )
        kids.append(len(objects))
    objects.append(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)))
    objects.append(b"<< /Type /Catalog /Pages %d 0 R >>" % parent)
    return _with_table(objects)


def _with_table(objects: Sequence[bytes]) -> bytes:
    output, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(output))
        output += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return output + head + table + trailer % (len(objects) + 1, len(objects), len(output))


def picture(text: str, format_name: str = "PNG") -> bytes:
    """Draw Latin text on white; Pillow brings the font."""
    image = Image.new("RGB", (900, 200), "white")
    ImageDraw.Draw(image).text((40, 60), text, fill="black", font=ImageFont.load_default(size=64))
    buffer = io.BytesIO()
    image.save(buffer, format_name)
    return buffer.getvalue()


OFD_ROOT = (
    '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocInfo><ofd:Title>示例</ofd:Title></ofd:DocInfo>'
    "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
)


def ofd_bytes(pages: Sequence[Sequence[tuple[float, float, str]]]) -> bytes:
    """Write an ofd; a line is (x, y of the base line, text) in millimetres."""
    references = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    document = (
        '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PageArea>'
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        f"<ofd:Pages>{references}</ofd:Pages></ofd:Document>"
    )
    members: dict[str, str | bytes] = {"OFD.xml": OFD_ROOT, "Doc_0/Document.xml": document}
    for number, lines in enumerate(pages):
        objects = "".join(
            f'<ofd:TextObject Boundary="{x} {y - 4} 180 6" Size="4"><ofd:TextCode X="0" Y="4" '
            f'DeltaX="g {max(len(text) - 1, 1)} 4">{text}</ofd:TextCode></ofd:TextObject>'
            for x, y, text in lines
        )
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>{objects}</ofd:Layer>'
            "</ofd:Content></ofd:Page>"
        )
    return zip_bytes(members)
