"""Joins printed lines back into paragraphs, for every format that knows lines instead of paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.marking.marked import starts_unit
from ingest.marking.sentences import ends_sentence
from ingest.readers.text.page_numbers import page_numbers

MAX_WRAP_WIDTH = 110
MIN_WRAPPED_LINES = 3


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line: `is_full` when it reaches the right margin, `is_indented` when it starts inside the left."""

    text: str
    is_indented: bool = False
    is_full: bool = False
    after_gap: bool = False


def glue(left: str, right: str) -> str:
    """Join two pieces of a paragraph: a space only between Latin words."""
    if left and right and left[-1].isascii() and right[0].isascii() and left[-1].isalnum() and right[0].isalnum():
        return f"{left} {right}"
    return left + right


def join_lines(lines: Sequence[TextLine]) -> list[str]:
    """Join wrapped lines into paragraphs.

    A line continues the one before when that one is full and no sentence has ended there, even when it begins
    with 第三条: that is a reference broken by the margin. After the end of a sentence only indentation can tell,
    and it counts only where some lines are indented and some are not.
    """
    indented = sum(line.is_indented for line in lines)
    trusts_indent = 0 < indented < len(lines)
    paragraphs: list[str] = []
    previous: TextLine | None = None
    for line in lines:
        if previous is not None and _continues(previous, line, trusts_indent=trusts_indent):
            paragraphs[-1] = glue(paragraphs[-1], line.text)
        else:
            paragraphs.append(line.text)
        previous = line
    return paragraphs


def _continues(previous: TextLine, line: TextLine, *, trusts_indent: bool) -> bool:
    if line.after_gap or not previous.is_full or (trusts_indent and line.is_indented):
        return False
    if not ends_sentence(previous.text):
        return True
    return trusts_indent and not starts_unit(line.text)


def width(text: str) -> int:
    """Columns a text takes when East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def lines_of_text(text: str) -> list[TextLine]:
    """Turn plain text into lines with their geometry, in characters and in columns; blank lines become gaps.

    Where the text is not hard-wrapped no line counts as full, so that every line stays a paragraph.
    """
    raw = _without_page_numbers([line.rstrip() for line in re.split(r"\r\n|\r|\n|\x0c|\x0b|\u2028|\u2029", text)])
    filled = [line for line in raw if line.strip()]
    lengths, widths = [len(line) for line in filled], [width(line) for line in filled]
    is_wrapped = _is_wrapped(filled, lengths, widths)
    most, widest = max(lengths, default=0), max(widths, default=0)
    lines: list[TextLine] = []
    gap = False
    for line in raw:
        if not line.strip():
            gap = True
            continue
        is_full = is_wrapped and (len(line) >= most - 3 or width(line) >= widest - 4)
        is_indented = len(line) - len(line.lstrip()) > 1 or line.startswith("\u3000")
        lines.append(TextLine(line.strip(), is_indented=is_indented, is_full=is_full, after_gap=gap))
        gap = False
    return lines


def _without_page_numbers(lines: list[str]) -> list[str]:
    """Take page numbers out with the blank lines around them: a paragraph may go on over the page."""
    numbers = page_numbers(lines)
    if not numbers:
        return lines
    kept: list[str] = []
    is_after = False
    for place, line in enumerate(lines):
        if place in numbers:
            while kept and not kept[-1].strip():
                kept.pop()
            is_after = True
        elif line.strip() or not is_after:
            kept.append(line)
            is_after = False
    return kept


def _is_wrapped(lines: Sequence[str], lengths: Sequence[int], widths: Sequence[int]) -> bool:
    """Hard wraps show as a narrow page on which many lines of nearly the greatest length stop in mid-sentence."""
    most, widest = max(lengths, default=0), max(widths, default=0)
    if not 12 <= most <= MAX_WRAP_WIDTH:
        return False
    stopped = sum(
        (length >= most - 3 or columns >= widest - 4) and not ends_sentence(line)
        for line, length, columns in zip(lines, lengths, widths, strict=True)
    )
    return stopped >= MIN_WRAPPED_LINES and stopped * 5 >= len(lines)
