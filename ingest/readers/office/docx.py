"""Word documents: paragraphs and tables in document order, with heading styles and automatic numbers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.marking.blocks import Block, BlockKind, Reading, Rows
from ingest.model import DocumentRefused, RefusalCode
from ingest.readers.limits import MAX_CELLS, ReadingLimits
from ingest.readers.office.docx_numbering import Numbering
from ingest.readers.office.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MOST_COLUMNS = 63  # Word's own bound
OFFICE_DOCUMENT = "/officeDocument"
SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}txbxContent"})
TRANSPARENT = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"})
HEADING_NAME = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
TITLE_NAMES = frozenset({"title", "标题"})


@dataclass(slots=True)
class Styles:
    """Heading level of each style id: 1 for a title or the first heading level, counting through based-on styles."""

    levels: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, tuple[str, int]] = field(default_factory=dict)


def read_docx(data: bytes, limits: ReadingLimits) -> Reading:
    """Read a docx. Text in deleted revisions is left out; merged cells are repeated in every place they cover.

    Errors: DAMAGED, ENCRYPTED, ZIP_BOMB from the package; WRONG_EXTENSION when it is a spreadsheet or slides.
    """
    with Package(data, limits) as package:
        names = package.names()
        main = _main_part(package)
        if main not in names:
            foreign = any(name.startswith(("xl/", "ppt/")) for name in names)
            raise DocumentRefused(RefusalCode.WRONG_EXTENSION if foreign else RefusalCode.DAMAGED, "no document part")
        folder = posixpath.dirname(main)
        body = package.xml(main).find(f"{W}body")
        styles = _styles(package.xml(f"{folder}/styles.xml")) if f"{folder}/styles.xml" in names else Styles()
        numbering = Numbering(package.xml(f"{folder}/numbering.xml") if f"{folder}/numbering.xml" in names else None)
        headers = sorted(name for name in names if re.fullmatch(rf"{re.escape(folder)}/header\d*\.xml", name))
        margins = tuple(_text(package.xml(name)).strip() for name in headers)
    if body is None:
        raise DocumentRefused(RefusalCode.DAMAGED, "no body")
    return Reading(tuple(_blocks(body, styles, numbering)), margins=margins)


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package.names():
        for relation in package.xml("_rels/.rels").iter(RELATION):
            if str(relation.get("Type", "")).endswith(OFFICE_DOCUMENT):
                return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _styles(root: Any) -> Styles:
    own: dict[str, int] = {}
    based_on: dict[str, str] = {}
    styles = Styles()
    for style in root.iter(f"{W}style"):
        identity = style.get(f"{W}styleId", "")
        name = _value(style.find(f"{W}name")).strip()
        outline = _value(style.find(f"{W}pPr/{W}outlineLvl"))
        match = HEADING_NAME.match(name)
        if match:
            own[identity] = int(match[1])
        elif name.lower() in TITLE_NAMES:
            own[identity] = 1
        elif outline.isdecimal() and int(outline) < 9:
            own[identity] = int(outline) + 1
        based_on[identity] = _value(style.find(f"{W}basedOn"))
        number = _number_of(style.find(f"{W}pPr"))
        if number is not None:
            styles.numbers[identity] = number
    resolved: dict[str, int] = dict(own)
    for identity in based_on:
        chain, seen = identity, dict[str, None]()
        while chain and chain not in resolved and chain not in seen:
            seen[chain] = None
            chain = based_on.get(chain, "")
        resolved.update(dict.fromkeys(seen, resolved.get(chain, 0)))
    styles.levels = {identity: level for identity, level in resolved.items() if level}
    return styles


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(f"{W}val", ""))


def _number_of(properties: Any) -> tuple[str, int] | None:
    number = None if properties is None else properties.find(f"{W}numPr")
    if number is None:
        return None
    level = _value(number.find(f"{W}ilvl"))
    return _value(number.find(f"{W}numId")), int(level) if level.isdecimal() else 0


def _text(element: Any) -> str:
    """Give the visible text below an element; a line break becomes a new line, a tab a space."""
    parts: list[str] = []
    for child in element:
        if child.tag in SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag == f"{W}tab":
            parts.append(" ")
        elif child.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif not child.tag.endswith("}Fallback"):  # the older twin of drawn text
            parts.append(_text(child))
        if child.tag == f"{W}p":
            parts.append("\n")
    return "".join(parts)


def _blocks(parent: Any, styles: Styles, numbering: Numbering) -> Iterator[Block]:
    for element in parent:
        if element.tag == f"{W}p":
            yield from _paragraph(element, styles, numbering)
        elif element.tag == f"{W}tbl":
            yield from _table(element, styles, numbering)
        elif element.tag in TRANSPARENT:
            yield from _blocks(element, styles, numbering)


def _paragraph(element: Any, styles: Styles, numbering: Numbering) -> Iterator[Block]:
    properties = element.find(f"{W}pPr")
    style = _value(properties.find(f"{W}pStyle")) if properties is not None else ""
    outline = _value(properties.find(f"{W}outlineLvl")) if properties is not None else ""
    level = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else styles.levels.get(style, 0)
    lines = [line.strip() for line in _text(element).split("\n")]
    text_lines = [line for line in lines if line]
    number = _number_of(properties) or styles.numbers.get(style)
    if number is not None and text_lines:
        text_lines[0] = f"{numbering.label(*number)} {text_lines[0]}".lstrip()
    for line in text_lines:
        yield Block(line, BlockKind.HEADING, level) if level else Block(line)
    for box in _boxes(element):
        yield from _blocks(box, styles, numbering)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Find the boxes drawn in a paragraph; those inside a box come with its own paragraphs."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}txbxContent":
            yield element
        elif isinstance(element.tag, str) and not element.tag.endswith("}Fallback"):
            waiting.extend(reversed(element))


def _table(element: Any, styles: Styles, numbering: Numbering) -> Iterator[Block]:
    rows = _grid(element)
    if rows and max(len(row) for row in rows) > 1:
        yield Block("", BlockKind.TABLE, rows=rows)
        return
    for cell in element.findall(
        f"{W}tr/{W}tc"
    ):  # one column only frames text, such as the red head of an official letter
        yield from _blocks(cell, styles, numbering)


def _grid(table: Any) -> Rows:
    rows: list[tuple[str, ...]] = []
    count = 0
    for row in table.findall(f"{W}tr"):
        cells: list[str] = []
        for cell in row.findall(f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            span = _value(properties.find(f"{W}gridSpan")) if properties is not None else ""
            text = " ".join(_text(cell).split())
            if merge is not None and _value(merge) != "restart" and rows and len(cells) < len(rows[-1]):
                text = rows[-1][len(cells)]
            cells.extend([text] * min(int(span[:9]) if span.isdecimal() else 1, MOST_COLUMNS))
        rows.append(tuple(cells))
        count += len(cells)
        if count > MAX_CELLS:
            raise DocumentRefused(RefusalCode.TOO_LARGE, f"a table of more than {MAX_CELLS} cells")
    return tuple(rows)
