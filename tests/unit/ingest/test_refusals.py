from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ingest.document import find_files, read_document
from ingest.model import DocumentRefused, RefusalCode
from ingest.readers.limits import ReadingLimits
from ingest.readers.sniff import FORM_OF_EXTENSION
from tests.unit.ingest.samples import RULE, ofd_bytes, pdf_bytes, picture, refusal, zip_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
BILLION = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "示例"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p></w:body></w:document>"
)


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("示例工作办法")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def blank() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (200, 100), "white").save(buffer, "PNG")
    return buffer.getvalue()


PDF = pdf_bytes([[(72, 700, "第一条 示例内容。")]])

CASES = [
    ("empty.txt", b"", RefusalCode.EMPTY),
    ("blank.md", "  \n\t　\n".encode(), RefusalCode.EMPTY),
    ("cut.docx", word()[:900], RefusalCode.DAMAGED),
    ("cut.pdf", PDF[: len(PDF) // 2], RefusalCode.DAMAGED),
    ("junk.pdf", b"%PDF-1.4 junk %%EOF", RefusalCode.DAMAGED),
    ("cut.png", blank()[:50], RefusalCode.DAMAGED),
    ("cut.ofd", ofd_bytes([[(20, 20, "示例")]])[:200], RefusalCode.DAMAGED),
    ("odd.docx", b"\x00\x01\x02" * 300, RefusalCode.DAMAGED),
    ("entities.docx", zip_bytes({"word/document.xml": BILLION}), RefusalCode.DAMAGED),
    ("no-part.docx", zip_bytes({"readme.xml": "<a/>"}), RefusalCode.DAMAGED),
    ("bomb.docx", zip_bytes({"word/document.xml": b"<a>" + b"0" * 8_000_000 + b"</a>"}), RefusalCode.ZIP_BOMB),
    ("bomb.ofd", zip_bytes({"OFD.xml": b" " * 210 * 1024 * 1024}), RefusalCode.ZIP_BOMB),
    ("empty.ofd", ofd_bytes([[]]), RefusalCode.NO_TEXT),
    ("white.png", blank(), RefusalCode.NO_TEXT),
    ("empty-page.pdf", pdf_bytes([[]]), RefusalCode.NO_TEXT),
    ("picture.docx", blank(), RefusalCode.WRONG_EXTENSION),
    ("program.txt", b"MZ\x90\x00\x03" + b"\x00\xff" * 500, RefusalCode.WRONG_EXTENSION),
    ("word.txt", word(), RefusalCode.WRONG_EXTENSION),
    ("page.pdf", picture("A"), RefusalCode.WRONG_EXTENSION),
    ("words.docx", "只是文字。".encode(), RefusalCode.WRONG_EXTENSION),
    ("sheet.docx", zip_bytes({"xl/workbook.xml": "<a/>"}), RefusalCode.WRONG_EXTENSION),
    ("page.ofd", word(), RefusalCode.DAMAGED),
    ("page.docx", ofd_bytes([[(20, 20, "示例")]]), RefusalCode.WRONG_EXTENSION),
    ("noise.txt", bytes(range(256)) * 20, RefusalCode.UNDECODABLE),
    ("sheet.xlsx", word(), RefusalCode.UNSUPPORTED),
    ("README", b"text", RefusalCode.UNSUPPORTED),
    ("old.doc", OLE, RefusalCode.OLD_WORD),
    ("renamed.docx", OLE + "WordDocument".encode("utf-16-le"), RefusalCode.OLD_WORD),
    ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), RefusalCode.ENCRYPTED),
    ("mail.docx", OLE, RefusalCode.WRONG_EXTENSION),
    ("secret.txt", "绝密\n关于示例的通知\n正文。".encode(), RefusalCode.SECRET),
    ("starred.txt", "机 密 ★ 10 年\n关于示例的通知\n正文。".encode("gbk"), RefusalCode.SECRET),
    ("named.md", "# 关于示例的通知\n密级：秘密\n正文。".encode(), RefusalCode.SECRET),
]


@pytest.mark.parametrize(("name", "data", "code"), CASES, ids=[name for name, _, _ in CASES])
def test_bad_files_are_refused_with_the_code_that_fits(
    tmp_path: Path, name: str, data: bytes, code: RefusalCode
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert refusal(path) is code


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    encrypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00><00>] /Size" % (
        b"00" * 32,
        b"11" * 32,
    )
    path.write_bytes(PDF.replace(b"trailer << /Size", b"trailer << " + encrypt))
    assert refusal(path) is RefusalCode.ENCRYPTED


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(word())
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    path = tmp_path / "locked.docx"
    path.write_bytes(bytes(data))
    assert refusal(path) is RefusalCode.ENCRYPTED


def test_a_marking_in_a_running_header_counts(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "秘密★5年"
    document.add_paragraph("关于示例的通知")
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert refusal(path) is RefusalCode.SECRET


def test_a_law_about_secrets_is_no_secret(tmp_path: Path) -> None:
    text = "# 示例保密条例\n第一条 国家秘密的密级分为绝密、机密、秘密三级。\n第二条 绝密级事项由示例机关确定。\n"
    path = tmp_path / "a.md"
    path.write_text(text)
    assert refusal(path) is None


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert refusal(path) is RefusalCode.TOO_LARGE


def test_limits_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(RULE)
    with pytest.raises(DocumentRefused) as refused:
        read_document(path, limits=ReadingLimits(max_characters=20))
    assert refused.value.code is RefusalCode.TOO_LARGE
    pages = tmp_path / "a.pdf"
    pages.write_bytes(pdf_bytes([[(72, 700, "示例")]] * 3))
    with pytest.raises(DocumentRefused) as refused:
        read_document(pages, limits=ReadingLimits(max_pages=2))
    assert refused.value.code is RefusalCode.TOO_LARGE


def test_what_is_not_a_readable_file_is_unreadable(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.txt") is RefusalCode.UNREADABLE
    assert refusal(tmp_path) is RefusalCode.UNREADABLE


SUFFIXES = st.sampled_from(sorted(FORM_OF_EXTENSION))
STARTS = st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"<html><p>", b"\xff\xfe", b"\x89PNG\r\n\x1a\n"])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(suffix=SUFFIXES, start=STARTS, data=st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_refusal(tmp_path: Path, suffix: str, start: bytes, data: bytes) -> None:
    path = tmp_path / f"noise{suffix}"
    path.write_bytes(start + data)
    refusal(path)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 100_000), byte=st.integers(0, 255), kind=st.sampled_from(["docx", "pdf", "ofd"]))
def test_one_wrong_byte_raises_nothing_but_a_refusal(tmp_path: Path, place: int, byte: int, kind: str) -> None:
    data = bytearray({"docx": WORD, "pdf": PDF, "ofd": OFD}[kind])
    data[place % len(data)] = byte
    path = tmp_path / f"odd.{kind}"
    path.write_bytes(bytes(data))
    refusal(path)


WORD = word()
OFD = ofd_bytes([[(20, 20, "第一条 示例内容。")]])


def test_files_are_found_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "~$lock.docx", "sub/c.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("示例")
    single, missing = tmp_path / "sub" / "c.txt", tmp_path / "missing.txt"
    assert find_files([single, tmp_path, missing]) == [single, tmp_path / "a.md", tmp_path / "b.txt", missing]
