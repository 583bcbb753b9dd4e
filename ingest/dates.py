"""Dates as official Chinese writing prints them. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ingest.labels import parse_number

CHINESE_DAY = "〇零○一二三四五六七八九十"
DATE = re.compile(
    r"(?<!\d)(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})(?!\d)\s*[日号]?"
    rf"|([〇零○一二三四五六七八九]{{4}})\s*年\s*([{CHINESE_DAY}]{{1,3}})\s*月\s*([{CHINESE_DAY}]{{1,4}})\s*[日号]"
)
FIRST_YEAR, LAST_YEAR = 1900, 2200


def dates_in(text: str) -> Iterator[date]:
    """Yield every full date of a text in order; impossible ones (2月30日) are skipped."""
    for match in DATE.finditer(text):
        found = date_of(match)
        if found is not None:
            yield found


def date_of(match: re.Match[str]) -> date | None:
    """Turn a match of DATE into a date; None when the calendar has no such day."""
    parts = [parse_number(group) for group in match.groups() if group]
    if len(parts) != 3 or None in parts:
        return None
    year, month, day = (part or 0 for part in parts)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def first_date(text: str) -> date | None:
    """Return the first full date of a text."""
    return next(dates_in(text), None)
