"""OFD, the national page format (GB/T 33190-2016): text objects are placed on pages and sorted by position."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ingest.marking.blocks import Block, Reading
from ingest.model import DocumentRefused, RefusalCode
from ingest.readers.limits import ReadingLimits
from ingest.readers.office.package import Package
from ingest.readers.pages.ocr import merge_rows
from ingest.readers.pages.printed import PrintedLine, PrintedPage, paragraphs_of

A4_HEIGHT_MM = 297.0
DEFAULT_SIZE_MM = 4.0


def read_ofd(data: bytes, limits: ReadingLimits) -> Reading:
    """Read an ofd. Units: millimetres.

    Page templates, which hold headers and seals, are left out, and so is the title in the metadata, which is mostly
    the name of some other file.
    Errors: DAMAGED, ENCRYPTED, ZIP_BOMB from the package; TOO_LARGE past `limits.max_pages`; NO_TEXT without
    text objects.
    """
    pages: list[PrintedPage] = []
    with Package(data, limits) as package:
        root = package.xml("OFD.xml")
        for document_root in _all(root, "DocRoot"):
            path = (document_root.text or "").strip().lstrip("/")
            pages.extend(_pages(package, path, limits))
            if len(pages) > limits.max_pages:
                raise DocumentRefused(RefusalCode.TOO_LARGE, f"{len(pages)} pages")
    if not any(page.lines for page in pages):
        raise DocumentRefused(RefusalCode.NO_TEXT, f"{len(pages)} pages")
    paragraphs, margins = paragraphs_of(pages)
    return Reading(tuple(Block(text) for text in paragraphs), margins=margins)


def _all(element: Any, name: str) -> Iterator[Any]:
    """Yield descendants by local name: makers disagree about the namespace prefix."""
    for child in element.iter():
        if isinstance(child.tag, str) and etree.QName(child).localname == name:
            yield child


def _pages(package: Package, document_path: str, limits: ReadingLimits) -> Iterator[PrintedPage]:
    document = package.xml(document_path)
    folder = posixpath.dirname(document_path)
    height = next(
        (_numbers(box.text)[3] for box in _all(document, "PhysicalBox") if len(_numbers(box.text)) == 4), A4_HEIGHT_MM
    )
    references = [page for pages in _all(document, "Pages") for page in _all(pages, "Page")]
    if len(references) > limits.max_pages:
        raise DocumentRefused(RefusalCode.TOO_LARGE, f"{len(references)} pages")
    for reference in references:
        location = str(reference.get("BaseLoc", ""))
        path = (
            location.lstrip("/") if location.startswith("/") else posixpath.normpath(posixpath.join(folder, location))
        )
        content = package.xml(path)
        pieces = [piece for item in _all(content, "TextObject") for piece in _pieces(item)]
        yield PrintedPage(tuple(merge_rows(pieces)), height)


def _numbers(text: str | None) -> list[float]:
    numbers = []
    for word in (text or "").split():
        try:
            numbers.append(float(word))
        except ValueError:
            continue
    return numbers


def _float(value: str | None, default: float) -> float:
    numbers = _numbers(value)
    return numbers[0] if numbers else default


def _pieces(item: Any) -> Iterator[PrintedLine]:
    """Give the pieces of one text object; its codes stand relative to its boundary, Y on the base line."""
    boundary = _numbers(item.get("Boundary")) or [0.0, 0.0, 0.0, 0.0]
    size = _float(item.get("Size"), DEFAULT_SIZE_MM)
    matrix = _numbers(item.get("CTM"))
    scale = matrix[0] if len(matrix) == 6 and matrix[0] > 0 else 1.0
    for code in _all(item, "TextCode"):
        text = "".join(code.itertext())
        if not text.strip():
            continue
        left = boundary[0] + _float(code.get("X"), 0.0) * scale
        base = boundary[1] + _float(code.get("Y"), size) * scale
        steps = _deltas(code.get("DeltaX"))
        reach = (sum(steps[: len(text) - 1]) if steps else size * (len(text) - 1)) * scale
        yield PrintedLine(text, left, left + reach + size * scale, base - size * scale, size * scale)


def _deltas(value: str | None) -> list[float]:
    """Expand a DeltaX list, in which `g 3 4.0` stands for three steps of 4.0."""
    words = (value or "").split()
    steps: list[float] = []
    index = 0
    while index < len(words):
        if words[index] == "g" and index + 2 < len(words) and words[index + 1].isdecimal():
            steps.extend([_float(words[index + 2], 0.0)] * min(int(words[index + 1]), 10_000))
            index += 3
        else:
            steps.append(_float(words[index], 0.0))
            index += 1
    return steps
