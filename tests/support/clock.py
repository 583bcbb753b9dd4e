"""A clock that tests set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.clock import COUNTRY_ZONE


@dataclass
class FixedClock:
    """Stands still until it is moved."""

    moment: datetime = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.astimezone(COUNTRY_ZONE).date()

    def move(self, **step: float) -> None:
        self.moment += timedelta(**step)
