"""Dates of a series."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.activities.kinds import ActivityKind
from bot.activities.model import Draft
from bot.activities.planning.series import MOST, SeriesRule, drafts_of, is_working_day, working_day
from bot.errors import BotError, ErrorCode

YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}


def days(**rule: object) -> list[str]:
    return [day.on.isoformat()[5:] for day in SeriesRule(**(YEAR | rule)).occurrences()]  # type: ignore[arg-type]


def test_every_first_friday_of_2026_moves_off_the_holidays() -> None:
    found = SeriesRule(date(2026, 1, 1), date(2026, 12, 31), nth=1, weekday_number=4).occurrences()
    assert len(found) == 12
    # rest: 1 to 3 January (Sunday the 4th is worked), 1 to 5 May, 1 to 7 October
    moved = {day.meant.isoformat(): day.on.isoformat() for day in found if day.is_moved}
    assert moved == {"2026-01-02": "2026-01-04", "2026-05-01": "2026-05-06", "2026-10-02": "2026-10-08"}
    assert all(day.is_official for day in found)


def test_a_weekend_that_is_worked_is_a_working_day() -> None:
    assert is_working_day(date(2026, 1, 4)) == (True, True)
    assert is_working_day(date(2026, 1, 5)) == (True, True)
    assert is_working_day(date(2026, 10, 1)) == (False, True)


def test_a_year_without_a_published_calendar_goes_by_weekdays_and_says_so() -> None:
    assert is_working_day(date(2031, 10, 1)) == (True, False)
    assert not working_day(date(2031, 10, 4)).is_official


def test_a_day_of_the_month() -> None:
    assert days(day=15, to_working_day=False) == [f"{month:02}-15" for month in range(1, 13)]
    assert days(day=31, to_working_day=False)[:4] == ["01-31", "02-28", "03-31", "04-30"]


def test_a_moved_date_stays_in_its_month() -> None:
    # the 31st of January 2026 is a Saturday; the next working day would be in February
    assert working_day(date(2026, 1, 31)).on == date(2026, 1, 30)


def test_the_last_weekday_and_a_skipped_date() -> None:
    assert days(nth=-1, weekday_number=4, to_working_day=False)[0] == "01-30"
    assert "02-27" not in days(nth=-1, weekday_number=4, skipped=(date(2026, 2, 27),))


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({}, ErrorCode.SERIES_EMPTY),
        ({"day": 3, "last": date(2025, 1, 1)}, ErrorCode.SERIES_EMPTY),
        ({"day": 3, "last": date(2099, 1, 1)}, ErrorCode.SERIES_TOO_LONG),
    ],
)
def test_a_rule_that_gives_nothing_or_too_much(rule: dict[str, object], code: ErrorCode) -> None:
    with pytest.raises(BotError) as caught:
        days(**rule)
    assert caught.value.code is code
    assert MOST == 60


def test_drafts_keep_the_time_of_day_and_name_the_month() -> None:
    start = datetime(2026, 3, 6, 7, 0, tzinfo=UTC)
    draft = Draft(ActivityKind.THEME_DAY, "{月}月主题党日", start, start + timedelta(hours=2))
    rule = SeriesRule(date(2026, 3, 1), date(2026, 5, 31), nth=1, weekday_number=4)
    made = drafts_of(draft, rule.occurrences())
    assert [one.title for one in made] == ["3月主题党日", "4月主题党日", "5月主题党日"]
    assert [one.starts_at.isoformat() for one in made] == [
        "2026-03-06T07:00:00+00:00",
        "2026-04-03T07:00:00+00:00",
        "2026-05-06T07:00:00+00:00",
    ]
    assert {one.ends_at - one.starts_at for one in made} == {timedelta(hours=2)}


def test_the_rule_is_stored_as_plain_values() -> None:
    stored = SeriesRule(date(2026, 1, 1), date(2026, 2, 1), day=5, skipped=(date(2026, 1, 5),)).as_json()
    assert stored["first"] == "2026-01-01"
    assert stored["skipped"] == ["2026-01-05"]
