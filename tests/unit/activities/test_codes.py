"""The code on the wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.activities.checkin.codes import (
    Fit,
    code_at,
    judge,
    link_payload,
    new_secret,
    plain_digits,
    read_payload,
    seconds_left,
)
from bot.activities.model import ActivityId

NOW = datetime(2026, 3, 6, 6, 0, 3, tzinfo=UTC)
SECRET = b"12345678901234567890"


@pytest.mark.parametrize(("step", "known"), [(1, "287082"), (37037036, "081804"), (41152263, "005924")])
def test_it_is_the_totp_of_rfc_6238(step: int, known: str) -> None:
    """The appendix's vectors, whose steps are 30 s; ours are 10 s, so the same counter comes at another moment."""
    assert code_at(SECRET, datetime.fromtimestamp(step * 10, UTC)) == known


def test_it_fits_for_its_step_and_the_next() -> None:
    code = code_at(SECRET, NOW)
    fits = [judge(SECRET, code, NOW + timedelta(seconds=seconds)) for seconds in (0, 6, 7, 16, 17, 500, 700)]
    assert fits == [Fit.FRESH, Fit.FRESH, Fit.GRACE, Fit.GRACE, Fit.EXPIRED, Fit.EXPIRED, Fit.WRONG]


def test_a_code_from_the_future_is_wrong() -> None:
    assert judge(SECRET, code_at(SECRET, NOW + timedelta(seconds=10)), NOW) is Fit.WRONG


def test_two_activities_have_two_codes() -> None:
    assert new_secret() != new_secret()
    assert judge(new_secret(), code_at(SECRET, NOW), NOW) is Fit.WRONG


def test_the_time_left_runs_down() -> None:
    assert seconds_left(NOW) == pytest.approx(7)
    assert 0 < seconds_left(NOW + timedelta(seconds=6.99)) < 0.02


@given(st.integers(1, 10**12), st.integers(0, 999_999))
def test_a_link_comes_back_as_it_went(activity: int, code: int) -> None:
    payload = link_payload(ActivityId(activity), f"{code:06}")
    assert len(payload) <= 64
    assert read_payload(payload) == (activity, f"{code:06}")


@given(st.text())
def test_any_text_is_a_code_or_none(text: str) -> None:
    assert plain_digits(text).isascii()
    assert judge(SECRET, text, NOW) in set(Fit)


FOREIGN = ("", "c-1", "c-x-123456", "i-1-123456", "c-1-", "c-²-123456", "c-1-abc", "c-9" * 40)


@pytest.mark.parametrize("payload", FOREIGN)
def test_what_is_no_link_of_ours(payload: str) -> None:
    assert read_payload(payload) is None
