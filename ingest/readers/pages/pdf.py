"""PDF files: the text layer where there is one, OCR for pages that are only pictures."""

from __future__ import annotations

import ctypes
import math
import re
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from ingest.confined.child import beat
from ingest.marking.blocks import Block, Reading
from ingest.model import DocumentRefused, RefusalCode
from ingest.readers.limits import ReadingLimits
from ingest.readers.pages import ocr
from ingest.readers.pages.box_font import use_box_font
from ingest.readers.pages.printed import PrintedLine, PrintedPage, paragraphs_of

MIN_PAGE_CHARACTERS = 8
TAIL_BYTES = 4096
READABLE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\x20-\x7e\u2010-\u2027]")
READABLE_SHARE = 0.7
OCR_WIDTH_PIXELS = 1600
OCR_LONGEST_SIDE = 7200  # points: two and a half metres, twice the longer side of A0
OCR_MOST_PIXELS = 16_000_000  # 1600 pixels wide, ten thousand high: six pages of A4 on one


def read_pdf(data: bytes, limits: ReadingLimits) -> Reading:
    """Read a pdf. Pages without a usable text layer are recognised by OCR, at most `limits.max_ocr_pages` of them.

    Errors: DAMAGED when the file is cut short or broken, ENCRYPTED when it asks for a password, TOO_LARGE past
    `limits.max_pages`, NO_TEXT when neither text layer nor OCR finds any.
    """
    if b"%%EOF" not in data[-TAIL_BYTES:]:
        raise DocumentRefused(RefusalCode.DAMAGED, "no end of file mark")
    document = _open(data)
    try:
        if len(document) > limits.max_pages:
            raise DocumentRefused(RefusalCode.TOO_LARGE, f"{len(document)} pages")
        return _read_pages(document, limits)
    finally:
        document.close()


def _open(data: bytes) -> Any:
    use_box_font()
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = any(word in str(error).lower() for word in ("password", "security"))
        code = RefusalCode.ENCRYPTED if is_locked else RefusalCode.DAMAGED
        raise DocumentRefused(code, "pdf") from error


def _read_pages(document: Any, limits: ReadingLimits) -> Reading:
    pages: list[PrintedPage] = []
    ocr_pages, is_cut, found_any = 0, False, False
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError as error:
            raise DocumentRefused(RefusalCode.DAMAGED, f"page {index + 1}") from error
        printed = _text_layer(page)
        if not _is_usable(printed) and _has_picture(page):
            if ocr_pages >= limits.max_ocr_pages:
                is_cut = True
                continue
            picture = page.render(scale=_scale(page)).to_numpy()
            with beat(ocr_pages, min(len(document), limits.max_ocr_pages)):
                printed = ocr.recognise(picture)
            ocr_pages += 1
        found_any = found_any or bool(printed.lines)
        pages.append(printed)
        page.close()
    if not found_any:
        raise DocumentRefused(RefusalCode.NO_TEXT, f"{len(document)} pages")
    paragraphs, margins = paragraphs_of(pages)
    blocks = tuple(Block(paragraph) for paragraph in paragraphs)
    return Reading(blocks, margins=margins, used_ocr=ocr_pages > 0, is_cut=is_cut)


def _scale(page: Any) -> float:
    """Give the pixels of a point, such that the picture is wide enough to read and never too large to hold.

    Errors: TOO_LARGE for a page that no scanner makes; some call themselves 14 metres wide.
    """
    width, height = (max(float(side), 1.0) for side in (page.get_width(), page.get_height()))
    if max(width, height) > OCR_LONGEST_SIDE:
        raise DocumentRefused(RefusalCode.TOO_LARGE, f"a page of {width:.0f} x {height:.0f} points")
    return min(4.0, OCR_WIDTH_PIXELS / width, math.sqrt(OCR_MOST_PIXELS / (width * height)))


def _has_picture(page: Any) -> bool:
    kinds = {pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_TEXT}
    return any(item.type in kinds for item in page.get_objects(max_depth=3))


def _is_usable(page: PrintedPage) -> bool:
    """Whether a text layer reads like text; a font without a character map gives rubbish instead."""
    text = "".join(line.text for line in page.lines)
    if len("".join(text.split())) < MIN_PAGE_CHARACTERS:
        return False
    return len(READABLE.findall(text)) >= READABLE_SHARE * len(text)


def _text_layer(page: Any) -> PrintedPage:
    height = page.get_height()
    text_page = page.get_textpage()
    try:
        lines: list[PrintedLine] = []
        start, characters = 0, _characters(text_page)
        for place, character in enumerate([*characters, "\n"]):
            if character in "\r\n":
                line = _line(text_page, characters, start, place, height)
                if line is not None:
                    lines.append(line)
                start = place + 1
    finally:
        text_page.close()
    return PrintedPage(tuple(lines), height)


def _characters(text_page: Any) -> list[str]:
    count = text_page.count_chars()
    return [_character(pdfium_c.FPDFText_GetUnicode(text_page.raw, place)) for place in range(count)]


def _character(code: int) -> str:
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    return "" if code < 0x20 and code not in (9, 10, 13) else chr(code)


def _line(text_page: Any, characters: list[str], start: int, end: int, page_height: float) -> PrintedLine | None:
    text = "".join(characters[start:end])
    ink = [place for place in range(start, end) if characters[place].strip()]
    if not ink:
        return None
    left, bottom, _, top = _box(text_page, ink[0])
    _, last_bottom, right, last_top = _box(text_page, ink[-1])
    glyph = max(top - bottom, last_top - last_bottom, 1.0)
    return PrintedLine(text.rstrip(), left, right, page_height - max(top, last_top), glyph)


def _box(text_page: Any, place: int) -> tuple[float, float, float, float]:
    """Give left, bottom, right, top of a character in points, from the lower left corner of the page."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium_c.FPDFText_GetCharBox(text_page.raw, place, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value
