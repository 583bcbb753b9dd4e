"""What the moment is asked of, in every room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the moment (aware UTC) and the calendar day at the organisation's place."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...
