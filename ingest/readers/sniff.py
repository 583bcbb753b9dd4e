"""Decides by content, not by name, what a file is; the name only has to agree."""

from __future__ import annotations

import re
from enum import StrEnum

from ingest.model import DocumentRefused, RefusalCode

HTML_SIGNS = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|p|table|span|br|h[1-6])[\s>/]", re.IGNORECASE)
MARKDOWN_SIGNS = re.compile(r"^#{1,6} \S", re.MULTILINE)
HEAD_BYTES = 4096


class Form(StrEnum):
    """What the bytes are."""

    TEXT = "text"
    ZIP = "zip"
    PDF = "pdf"
    IMAGE = "image"
    OLE = "ole"
    FOREIGN = "foreign"


MAGIC: tuple[tuple[bytes, Form], ...] = (
    (b"PK\x03\x04", Form.ZIP),
    (b"PK\x05\x06", Form.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Form.OLE),
    (b"\x89PNG\r\n\x1a\n", Form.IMAGE),
    (b"\xff\xd8\xff", Form.IMAGE),
    (b"II*\x00", Form.IMAGE),
    (b"MM\x00*", Form.IMAGE),
    (b"GIF8", Form.FOREIGN),
    (b"\x7fELF", Form.FOREIGN),
    (b"Rar!", Form.FOREIGN),
    (b"7z\xbc\xaf\x27\x1c", Form.FOREIGN),
    (b"\x1f\x8b", Form.FOREIGN),
    (b"SQLite format 3", Form.FOREIGN),
    (b"{\\rtf", Form.FOREIGN),
)
FORM_OF_EXTENSION = {
    ".txt": Form.TEXT,
    ".text": Form.TEXT,
    ".md": Form.TEXT,
    ".markdown": Form.TEXT,
    ".html": Form.TEXT,
    ".htm": Form.TEXT,
    ".xhtml": Form.TEXT,
    ".docx": Form.ZIP,
    ".ofd": Form.ZIP,
    ".pdf": Form.PDF,
    ".png": Form.IMAGE,
    ".jpg": Form.IMAGE,
    ".jpeg": Form.IMAGE,
    ".tif": Form.IMAGE,
    ".tiff": Form.IMAGE,
    ".doc": Form.OLE,
    ".wps": Form.OLE,
}
NAMES = {Form.ZIP: (".docx", ".ofd"), Form.OLE: (".doc", ".wps")}


def form_of(data: bytes) -> Form:
    """Tell what the bytes are; anything without a known signature counts as text until decoding fails."""
    for magic, form in MAGIC:
        if data.startswith(magic):
            return form
    if b"%PDF-" in data[:1024]:
        return Form.PDF
    if data[:2] == b"MZ" and b"\x00" in data[:HEAD_BYTES]:
        return Form.FOREIGN
    return Form.TEXT


def check_form(data: bytes, extension: str) -> Form:
    """Return what the file is, once its extension agrees.

    Errors: UNSUPPORTED for an unknown extension, OLD_WORD, ENCRYPTED for a password-protected Word file,
    WRONG_EXTENSION when content and name contradict each other, DAMAGED when the content is nothing known.
    """
    expected = FORM_OF_EXTENSION.get(extension)
    if expected is None:
        raise DocumentRefused(RefusalCode.UNSUPPORTED, extension or "no extension")
    found = form_of(data)
    if found is Form.OLE:
        raise DocumentRefused(_code_of_ole(data, expected), extension)
    if expected is Form.OLE:  # a web page or a new Word file under the old name reads well all the same
        expected = found if found in (Form.TEXT, Form.ZIP) else expected
    if found is expected:
        return found
    if found is Form.TEXT and b"\x00" in data[:HEAD_BYTES]:
        raise DocumentRefused(RefusalCode.DAMAGED, extension)
    raise DocumentRefused(RefusalCode.WRONG_EXTENSION, f"{extension}: {found.value}")


def _code_of_ole(data: bytes, expected: Form) -> RefusalCode:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return RefusalCode.ENCRYPTED
    if expected is Form.OLE or "WordDocument".encode("utf-16-le") in data:
        return RefusalCode.OLD_WORD
    return RefusalCode.WRONG_EXTENSION


def looks_like_html(data: bytes) -> bool:
    """Whether text bytes are a web page, whatever the extension says."""
    head = data[:HEAD_BYTES].replace(b"\x00", b"")
    return len(HTML_SIGNS.findall(head)) >= 2


def looks_like_markdown(text: str) -> bool:
    """Whether plain text carries Markdown headings."""
    return len(MARKDOWN_SIGNS.findall(text)) >= 2
