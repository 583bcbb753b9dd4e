"""What of an activity matters to whoever signs in. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.activities.model import ActivityId, ActivityState
from bot.activities.register.model import LineState
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId

LATE_AFTER = timedelta(minutes=10)  # whoever signs in later than this after the start is written down as late


@dataclass(frozen=True, slots=True)
class Sitting:
    """What of an activity matters to whoever signs in."""

    id: ActivityId
    title: str
    state: ActivityState
    starts_at: datetime

    def why_not(self) -> BotError | None:
        """Tell why nobody can sign in now: CHECKIN_NOT_OPEN, CHECKIN_CLOSED, ACTIVITY_CANCELLED; None: they can."""
        if self.state is ActivityState.OPEN:
            return None
        if self.state is ActivityState.PLANNED:
            return BotError(ErrorCode.CHECKIN_NOT_OPEN, title=self.title, starts_at=self.starts_at)
        is_cancelled = self.state is ActivityState.CANCELLED
        code = ErrorCode.ACTIVITY_CANCELLED if is_cancelled else ErrorCode.CHECKIN_CLOSED
        return BotError(code, title=self.title)

    def on_checkin(self, at: datetime) -> LineState:
        """Give the state of a person who signs in at this moment."""
        return LineState.LATE if at > self.starts_at + LATE_AFTER else LineState.PRESENT


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What became of a check-in. `at` is the first moment, which a repeat keeps."""

    member: MemberId
    activity: Sitting
    state: LineState
    at: datetime
    is_first: bool
