"""The one home of the present moment."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

COUNTRY_ZONE = ZoneInfo("Asia/Shanghai")  # the whole country keeps one time


class Clock(Protocol):
    """Tells the moment (aware UTC) and the calendar day at the organisation's place."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Tell the moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Tell the calendar day in China."""
        return datetime.now(COUNTRY_ZONE).date()
