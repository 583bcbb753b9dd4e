"""Dates of a series: a day of the month or a weekday of it, moved to a working day (调休 included)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import chinese_calendar
from dateutil.rrule import MONTHLY, rrule, weekday

from bot.activities.model import Draft
from bot.clock import COUNTRY_ZONE
from bot.errors import BotError, ErrorCode

MOST = 60  # activities of one series: five years of months
LONGEST_MOVE_DAYS = 15  # the longest holiday with its weekend is shorter


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A date of a series. `meant` is the date the rule names; `is_official`: its year's calendar is known."""

    on: date
    meant: date
    is_official: bool = True

    @property
    def is_moved(self) -> bool:
        """Whether the date was moved to a working day."""
        return self.on != self.meant


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """Each month between two dates: on `day` (1 to 31, the last day where a month is shorter), or on the `nth` weekday.

    `weekday_number` is 0 for Monday; `nth` 1 to 5 or -1 for the last. `skipped` dates are left out. `to_working_day`
    moves a date that is no working day to the next one; within the year's last days it goes back instead of leaving
    its month, because a monthly duty is owed to the month.
    """

    first: date
    last: date
    day: int | None = None
    nth: int | None = None
    weekday_number: int | None = None
    to_working_day: bool = True
    skipped: tuple[date, ...] = ()

    def occurrences(self) -> list[Occurrence]:
        """List the dates. Errors: BotError SERIES_EMPTY when there is none, SERIES_TOO_LONG above 60."""
        found = []
        for meant in self._meant():
            moved = working_day(meant) if self.to_working_day else Occurrence(meant, meant)
            if moved.on not in self.skipped and meant not in self.skipped:
                found.append(moved)
            if len(found) > MOST:
                raise BotError(ErrorCode.SERIES_TOO_LONG, most=MOST)
        if not found:
            raise BotError(ErrorCode.SERIES_EMPTY)
        return found

    def _meant(self) -> Iterator[date]:
        start = datetime.combine(self.first, time())
        if self.day is not None:
            # the days up to the wanted one, the last of them taken: the 31st becomes the 30th in April
            days = tuple(range(min(28, self.day), self.day + 1))
            rule = rrule(MONTHLY, start, bymonthday=days, bysetpos=-1, until=datetime.combine(self.last, time()))
        elif self.nth is not None and self.weekday_number is not None:
            which = weekday(self.weekday_number)(self.nth)
            rule = rrule(MONTHLY, start, byweekday=which, until=datetime.combine(self.last, time()))
        else:
            raise BotError(ErrorCode.SERIES_EMPTY)
        return (moment.date() for moment in rule)

    def as_json(self) -> dict[str, Any]:
        """Give the rule for storing."""
        return {
            name: [day.isoformat() for day in value]
            if isinstance(value, tuple)
            else value.isoformat()
            if isinstance(value, date)
            else value
            for name, value in asdict(self).items()
        }


def working_day(meant: date) -> Occurrence:
    """Move a date to a working day: forward, or back where forward leaves the month."""
    forward = next(day for day in _days(meant, 1) if is_working_day(day)[0])
    if forward.month != meant.month:
        back = next(day for day in _days(meant, -1) if is_working_day(day)[0])
        forward = back if back.month == meant.month else forward
    return Occurrence(forward, meant, is_working_day(forward)[1])


def is_working_day(day: date) -> tuple[bool, bool]:
    """Tell whether people work that day, and whether the State Council's notice for the year is known.

    A year whose notice is not in the calendar yet goes by weekdays; the secretary is told.
    """
    try:
        return chinese_calendar.is_workday(day), True
    except NotImplementedError:
        return day.weekday() < 5, False


def drafts_of(draft: Draft, days: Sequence[Occurrence]) -> list[Draft]:
    """Give the draft once for each date, at the same time of day in China; 「{月}」 in its title becomes the month."""
    local = draft.starts_at.astimezone(COUNTRY_ZONE)
    length = draft.ends_at - draft.starts_at
    drafts = []
    for day in days:
        start = datetime.combine(day.on, local.timetz()).astimezone(UTC)
        title = draft.title.replace("{月}", str(day.meant.month))
        drafts.append(replace(draft, title=title, starts_at=start, ends_at=start + length))
    return drafts


def _days(first: date, step: int) -> Iterator[date]:
    return (first + timedelta(days=step * number) for number in range(LONGEST_MOVE_DAYS))
