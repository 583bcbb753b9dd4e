"""Printed pages, shared by pdf, ofd and OCR: running headers and page numbers go, lines become paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.text.lines import TextLine, join_lines

EDGE_LINES = 3
PAGE_NUMBER = re.compile(
    r"[-—–―·•\s]*(?:第\s*)?(?:[0-9０-９]{1,4}|[ivxlcIVXLC]{1,6}|[一二三四五六七八九十百]{1,5}\s*(?=页))\s*(?:页)?\s*"
    r"(?:[/／]\s*\d{1,4}|[,，]?\s*共\s*[0-9一二三四五六七八九十百]{1,5}\s*页)?[-—–―·•\s]*"
)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line and where it stands. Units: points or pixels, y growing downwards; `height` is the glyph height."""

    text: str
    left: float
    right: float
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page: its lines from top to bottom, and its height in the same unit."""

    lines: tuple[PrintedLine, ...]
    height: float


def paragraphs_of(pages: Sequence[PrintedPage]) -> tuple[list[str], tuple[str, ...]]:
    """Join the lines of all pages into paragraphs; the second value holds the header and footer lines taken out."""
    bodies, margins = _without_margins(pages)
    lines: list[TextLine] = []
    for body in bodies:
        lines.extend(_with_geometry(body))
    return join_lines(lines), tuple(margins)


def _skeleton(text: str) -> str:
    return re.sub(r"[\d０-９一二三四五六七八九十百\s]+", "#", text)


def _edges(page: PrintedPage) -> list[int]:
    """Give the places of the lines near the top or bottom edge of a page."""
    count = len(page.lines)
    places = [*range(min(EDGE_LINES, count)), *range(max(count - EDGE_LINES, 0), count)]
    zone = page.height * 0.13
    return [
        place
        for place in dict.fromkeys(places)
        if page.lines[place].top < zone or page.lines[place].top + page.lines[place].height > page.height - zone
    ]


def _without_margins(pages: Sequence[PrintedPage]) -> tuple[list[list[PrintedLine]], list[str]]:
    """Take out page numbers, and edge lines whose wording repeats on at least half of the pages."""
    seen = Counter(_skeleton(text) for page in pages for text in {page.lines[place].text for place in _edges(page)})
    needed = max(2, len(pages) / 2) if len(pages) > 2 else 2
    bodies: list[list[PrintedLine]] = []
    margins: list[str] = []
    for page in pages:
        edges = set(_edges(page))
        body = []
        for place, line in enumerate(page.lines):
            is_number = PAGE_NUMBER.fullmatch(line.text) is not None
            repeats = seen[_skeleton(line.text)] >= needed and len(pages) > 1
            if place in edges and (is_number or repeats):
                margins.append(line.text)
            else:
                body.append(line)
        bodies.append(body)
    return bodies, list(dict.fromkeys(margins))


def _with_geometry(body: Sequence[PrintedLine]) -> list[TextLine]:
    """Tell for each line of one page whether it is indented and whether it is full; a short centred line is not."""
    if not body:
        return []
    heights = sorted(line.height for line in body)
    size = max(heights[len(heights) // 2], 1.0)
    rights = sorted(line.right for line in body)
    right = rights[int(len(rights) * 0.9)] if len(rights) > 4 else rights[-1]
    lefts = Counter(round(line.left / size) for line in body)
    left = min((place for place, count in lefts.items() if count * 8 >= len(body)), default=min(lefts)) * size
    return [
        TextLine(
            line.text.strip(),
            is_indented=line.text.startswith("\u3000") or line.left - left > size * 0.9,
            is_full=line.right >= right - size * 2.2 and line.right - line.left >= (right - left) / 2,
        )
        for line in body
    ]
