"""Finds the page numbers that stand between the lines of a text that was once printed, or converted from pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_N = r"(?:\d{1,4}|[一二三四五六七八九十百零〇]{1,6})"
_DASH = r"[-‐‑‒–—―−─·•~*_=<>|]{1,4}"
# In search form without blanks: 「第 3 页　共 9 页」 reads 第3页共9页. Nothing but a page number is written so.
_SURE = re.compile(
    rf"第{_N}页(?:[,、/|;]?\(?共{_N}页\)?|/{_N}页?)?"
    rf"|第{_N}/{_N}页|共{_N}页[,、/|;]?\(?第{_N}页\)?|{_N}/{_N}页|{_N}页/共?{_N}页|页码?[::]?{_N}(?:/{_N})?"
    rf"|{_DASH}(?:{_N}|第{_N}页(?:共{_N}页)?|[ivxl]{{1,6}}|\d{{1,4}}/\d{{1,4}}){_DASH}"
    rf"|page[::.]?\d{{1,4}}(?:(?:of|/)\d{{1,4}})?|p\.\d{{1,4}}",
    re.IGNORECASE,
)
# These may be something else as well: only a run of them, each a page further, says what they are.
_PERHAPS = re.compile(r"(\d{1,4})(?:/\d{1,4})?")
LEAST_RUN = 3
LEAST_LINES = 5  # between two of a run


def page_numbers(lines: Sequence[str]) -> frozenset[int]:
    """Give the places of lines that are page numbers."""
    squeezed = ["".join(unicodedata.normalize("NFKC", line).split()) if len(line) <= 60 else "" for line in lines]
    sure = {place for place, line in enumerate(squeezed) if _SURE.fullmatch(line)}
    perhaps = [(place, int(found[1])) for place, line in enumerate(squeezed) if (found := _PERHAPS.fullmatch(line))]
    return frozenset(sure | set(_in_runs(perhaps)))


def _in_runs(candidates: Iterable[tuple[int, int]]) -> list[int]:
    run: list[tuple[int, int]] = []
    found: list[int] = []
    for place, number in [*candidates, (-1, -1)]:
        if run and number == run[-1][1] + 1 and place - run[-1][0] > LEAST_LINES:
            run.append((place, number))
            continue
        found += [at for at, _ in run] if len(run) >= LEAST_RUN else []
        run = [(place, number)]
    return found
