"""Days as official Chinese writing prints them, in figures or in Chinese numerals. Standard library only."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from knowledge.chinese.numbers import DIGITS_AND_TEN, number_of

YEAR_DIGITS = DIGITS_AND_TEN.removesuffix("十")

# A full day as documents date themselves; the 日 may be missing.
DAY = re.compile(
    r"(?<!\d)(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})(?!\d)\s*[日号]?"
    rf"|([{YEAR_DIGITS}]{{4}})\s*年\s*([{DIGITS_AND_TEN}]{{1,3}})\s*月\s*([{DIGITS_AND_TEN}]{{1,4}})\s*[日号]"
)
# A day or a month as a sentence states it, in figures. Stricter than DAY: 2026年1月2次 is a month and a count; a
# day that no calendar has must still be found, because it is compared letter for letter.
DAY_OR_MONTH = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
FIRST_YEAR, LAST_YEAR = 1900, 2200


def days_in(text: str) -> Iterator[date]:
    """Yield every full date of a text in order; impossible ones (2月30日) are skipped."""
    for match in DAY.finditer(text):
        found = day_of(match)
        if found is not None:
            yield found


def first_day(text: str) -> date | None:
    """Return the first full date of a text."""
    return next(days_in(text), None)


def day_of(match: re.Match[str]) -> date | None:
    """Turn a match of DAY into a date; None when the calendar has no such day."""
    parts = [number_of(group) for group in match.groups() if group]
    if len(parts) != 3 or None in parts:
        return None
    year, month, day = (part or 0 for part in parts)
    return calendar_day(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Give the day of that name; None when the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int = 12) -> date:
    """Give the last day of a month, or of the year."""
    return date(year, month, monthrange(year, month)[1])
