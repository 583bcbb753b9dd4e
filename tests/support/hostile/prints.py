"""Pages of print: pdf, ofd and pictures; and noise under every name."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable

from tests.support.hostile.listed import HOSTILE, TEXT, hostile
from tests.support.hostile.workbooks import packed

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


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


@hostile(".pdf", is_slow=True)
def million_strokes() -> bytes:
    drawn = "0 0 m 500 500 l S\n" * 1_000_000
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return pdf("3 0 R", page, f"<< /Length {len(drawn)} >> stream\n{drawn}\nendstream")


@hostile(".pdf", is_slow=True)
def stream_bomb() -> bytes:
    packed_twice = zlib.compress(zlib.compress(b"0 0 m 1 1 l S\n" * 20_000_000, 9), 9).decode("latin-1")
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    head = f"<< /Length {len(packed_twice)} /Filter [/FlateDecode /FlateDecode] >>"
    return pdf("3 0 R", page, f"{head} stream\n{packed_twice}\nendstream")


@hostile(".pdf", is_slow=True)
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


@hostile(".png", is_slow=True)
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


def _noise(extension: str) -> Callable[[], bytes]:
    def noise() -> bytes:
        return random.Random(extension).randbytes(200_000)

    return noise


for _extension in (".docx", ".pdf", ".ofd", ".doc", ".wps", ".html", ".txt", ".md", ".png", ".tif", ".jpg"):
    HOSTILE[f"noise{_extension}"] = _noise(_extension)
