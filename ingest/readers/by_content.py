"""Picks the reader for a file by its content, not by its name."""

from __future__ import annotations

from ingest.marking.blocks import Reading
from ingest.model import DocumentRefused, RefusalCode
from ingest.readers.limits import ReadingLimits
from ingest.readers.office.docx import read_docx
from ingest.readers.office.package import Package
from ingest.readers.pages.ocr import read_image
from ingest.readers.pages.ofd import read_ofd
from ingest.readers.pages.pdf import read_pdf
from ingest.readers.sniff import FileForm, check_form, looks_like_html, looks_like_markdown
from ingest.readers.text.html import read_html
from ingest.readers.text.markdown import read_markdown
from ingest.readers.text.plain import check_lines, decode, read_text

MARKDOWN_EXTENSIONS = frozenset({".md", ".markdown"})
HTML_EXTENSIONS = frozenset({".html", ".htm", ".xhtml"})


def read_bytes(data: bytes, extension: str, limits: ReadingLimits) -> Reading:
    """Read a file's bytes with the reader its content asks for.

    `extension` is lower case with its dot. Errors: DocumentRefused with the code that fits; see each reader.
    """
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise DocumentRefused(RefusalCode.EMPTY, f"{len(data)} bytes")
    form = check_form(data, extension)
    if form is FileForm.PDF:
        return read_pdf(data, limits)
    if form is FileForm.IMAGE:
        return read_image(data, limits)
    if form is FileForm.ZIP:
        return _read_package(data, extension, limits)
    return _read_text_form(data, extension, limits)


def _read_package(data: bytes, extension: str, limits: ReadingLimits) -> Reading:
    with Package(data, limits) as package:
        is_ofd = "OFD.xml" in package.names()
    if is_ofd == (extension == ".ofd"):
        return read_ofd(data, limits) if is_ofd else read_docx(data, limits)
    raise DocumentRefused(RefusalCode.WRONG_EXTENSION if is_ofd else RefusalCode.DAMAGED, extension)


def _read_text_form(data: bytes, extension: str, limits: ReadingLimits) -> Reading:
    if extension in HTML_EXTENSIONS or looks_like_html(data):
        return read_html(data, limits)
    text, is_damaged = decode(data)
    check_lines(text, limits)
    is_markdown = extension in MARKDOWN_EXTENSIONS or looks_like_markdown(text)
    reading = read_markdown(text) if is_markdown else read_text(text)
    return Reading(reading.blocks, reading.title, reading.published_on, is_damaged=is_damaged)
