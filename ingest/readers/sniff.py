"""Decides by content, not by name, what a file is; the name only has to agree."""

from __future__ import annotations

import re
from enum import StrEnum

from ingest.model import DocumentRefused, RefusalCode

HTML_SIGNS = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|p|table|span|br|h[1-6])[\s>/]", re.IGNORECASE)
MARKDOWN_SIGNS = re.compile(r"^#{1,6} \S", re.MULTILINE)
HEAD_BYTES = 4096


class FileForm(StrEnum):
    """What the bytes are."""

    TEXT = "text"
    ZIP = "zip"
    PDF = "pdf"
    IMAGE = "image"
    OLE = "ole"
    FOREIGN = "foreign"


MAGIC: tuple[tuple[bytes, FileForm], ...] = (
    (b"PK\x03\x04", FileForm.ZIP),
    (b"PK\x05\x06", FileForm.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileForm.OLE),
    (b"\x89PNG\r\n\x1a\n", FileForm.IMAGE),
    (b"\xff\xd8\xff", FileForm.IMAGE),
    (b"II*\x00", FileForm.IMAGE),
    (b"MM\x00*", FileForm.IMAGE),
    (b"GIF8", FileForm.FOREIGN),
    (b"\x7fELF", FileForm.FOREIGN),
    (b"Rar!", FileForm.FOREIGN),
    (b"7z\xbc\xaf\x27\x1c", FileForm.FOREIGN),
    (b"\x1f\x8b", FileForm.FOREIGN),
    (b"SQLite format 3", FileForm.FOREIGN),
    (b"{\\rtf", FileForm.FOREIGN),
)
FORM_OF_EXTENSION = {
    ".txt": FileForm.TEXT,
    ".text": FileForm.TEXT,
    ".md": FileForm.TEXT,
    ".markdown": FileForm.TEXT,
    ".html": FileForm.TEXT,
    ".htm": FileForm.TEXT,
    ".xhtml": FileForm.TEXT,
    ".docx": FileForm.ZIP,
    ".ofd": FileForm.ZIP,
    ".pdf": FileForm.PDF,
    ".png": FileForm.IMAGE,
    ".jpg": FileForm.IMAGE,
    ".jpeg": FileForm.IMAGE,
    ".tif": FileForm.IMAGE,
    ".tiff": FileForm.IMAGE,
    ".doc": FileForm.OLE,
    ".wps": FileForm.OLE,
}


def form_of(data: bytes) -> FileForm:
    """Tell what the bytes are; anything without a known signature counts as text until decoding fails."""
    for magic, form in MAGIC:
        if data.startswith(magic):
            return form
    if b"%PDF-" in data[:1024]:
        return FileForm.PDF
    if data[:2] == b"MZ" and b"\x00" in data[:HEAD_BYTES]:
        return FileForm.FOREIGN
    return FileForm.TEXT


def check_form(data: bytes, extension: str) -> FileForm:
    """Return what the file is, once its extension agrees.

    Errors: UNSUPPORTED for an unknown extension, OLD_WORD, ENCRYPTED for a password-protected Word file,
    WRONG_EXTENSION when content and name contradict each other, DAMAGED when the content is nothing known.
    """
    expected = FORM_OF_EXTENSION.get(extension)
    if expected is None:
        raise DocumentRefused(RefusalCode.UNSUPPORTED, extension or "no extension")
    found = form_of(data)
    if found is FileForm.OLE:
        raise DocumentRefused(_code_of_ole(data, expected), extension)
    if expected is FileForm.OLE:  # a web page or a new Word file under the old name reads well all the same
        expected = found if found in (FileForm.TEXT, FileForm.ZIP) else expected
    if found is expected:
        return found
    if found is FileForm.TEXT and b"\x00" in data[:HEAD_BYTES]:
        raise DocumentRefused(RefusalCode.DAMAGED, extension)
    raise DocumentRefused(RefusalCode.WRONG_EXTENSION, f"{extension}: {found.value}")


def _code_of_ole(data: bytes, expected: FileForm) -> RefusalCode:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return RefusalCode.ENCRYPTED
    if expected is FileForm.OLE or "WordDocument".encode("utf-16-le") in data:
        return RefusalCode.OLD_WORD
    return RefusalCode.WRONG_EXTENSION


def looks_like_html(data: bytes) -> bool:
    """Whether text bytes are a web page, whatever the extension says."""
    head = data[:HEAD_BYTES].replace(b"\x00", b"")
    return len(HTML_SIGNS.findall(head)) >= 2


def looks_like_markdown(text: str) -> bool:
    """Whether plain text carries Markdown headings."""
    return len(MARKDOWN_SIGNS.findall(text)) >= 2
