"""The one home of the present moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from knowledge.clock import Clock

__all__ = ["COUNTRY_ZONE", "Clock", "SystemClock"]

COUNTRY_ZONE = ZoneInfo("Asia/Shanghai")  # the whole country keeps one time


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Tell the moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Tell the calendar day in China."""
        return datetime.now(COUNTRY_ZONE).date()


def minute(at: datetime) -> str:
    """Write a moment to the minute, in China's time."""
    return f"{at.astimezone(COUNTRY_ZONE):%Y-%m-%d %H:%M}"


def days_span(first: date, last: date) -> tuple[datetime, datetime]:
    """Give the first and last moment of days in China, in UTC."""
    start, end = (datetime.combine(*edge, COUNTRY_ZONE) for edge in ((first, time.min), (last, time.max)))
    return start.astimezone(UTC), end.astimezone(UTC)


def year_span(year: int) -> tuple[datetime, datetime]:
    """Give the first and last moment of a year in China, in UTC."""
    return days_span(date(year, 1, 1), date(year, 12, 31))
