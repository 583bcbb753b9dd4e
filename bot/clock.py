"""The one home of the present moment."""

from __future__ import annotations

from datetime import UTC, date, datetime
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
