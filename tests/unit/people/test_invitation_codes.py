"""Invitation codes as they are made and typed, and the odds that the docstring of their module promises."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.people.accounts import codes
from bot.people.accounts.codes import (
    ALPHABET,
    BY_ACCOUNT,
    BY_ADDRESS,
    IN_ALL,
    LENGTH,
    REMEMBERED,
    Limit,
    WrongByAddress,
    new_code,
    read_code,
    shown_code,
)

NOON = datetime(2026, 3, 6, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_code_has_no_look_alikes_and_is_shown_in_two_groups() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("01OI")
    made = {new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", shown_code(code)) for code in made)
    assert [read_code(shown_code(code)) for code in made] == list(made)


@pytest.mark.parametrize(
    "typed",
    [
        "K7QM-3XPT",
        "k7qm3xpt",
        " k7qm 3xpt\n",
        "K 7 Q M 3 X P T",
        "Ｋ７ＱＭ－３ＸＰＴ",
        "k7qm—3xpt",
        "K7QM－3XPT",
        "K7QM\u22123XPT",
        "K7QM_3XPT",
        "K7QMー3XPT",
        "k7qm\u200b-3xpt",
    ],
)
def test_a_code_may_be_typed_in_any_case_width_spacing_and_dash(typed: str) -> None:
    assert read_code(typed) == "K7QM3XPT"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "K7QM-3XP",
        "K7QM-3XPTT",
        "K7QM-3XP0",
        "password",
        "telegram",
        "23456789",
        "2026-11-28",
        "123456",
        "第三条是什么呢？",
        "K7QM-3XPT？",
        "K7QM-3XPT" + " " * 60 + "党费",
    ],
)
def test_words_numbers_and_questions_are_no_codes(typed: str) -> None:
    assert read_code(typed) is None


def test_the_odds_are_those_written_down() -> None:
    """200 invitations open all year, guessed at without a pause up to each limit."""
    space = 32**LENGTH - 24**LENGTH - 8**LENGTH
    a_year = [limit.tries * 24 * 365 * 200 / space for limit in (BY_ACCOUNT, BY_ADDRESS, IN_ALL)]
    assert [f"{found:.1g}" for found in a_year] == ["9e-06", "4e-05", "0.01"]
    assert f"{space:.1e}" == "9.9e+11"
    assert round(1 / a_year[2]) == 94
    assert {limit.window for limit in (BY_ACCOUNT, BY_ADDRESS, IN_ALL)} == {HOUR}
    assert (IN_ALL.tries // BY_ADDRESS.tries, IN_ALL.tries // BY_ACCOUNT.tries) == (300, 1200)


@pytest.mark.parametrize(
    ("oldest", "rest"),
    [
        (None, None),
        (NOON, HOUR),
        (NOON - timedelta(minutes=20), timedelta(minutes=40)),
        (NOON - HOUR, None),
        (NOON + timedelta(days=1), None),
    ],
)
def test_a_rest_is_never_longer_than_the_window(oldest: datetime | None, rest: timedelta | None) -> None:
    assert Limit(5, HOUR).rest(oldest, NOON) == rest


def test_an_address_rests_after_its_tries_and_is_forgotten_after_the_window() -> None:
    wrong = WrongByAddress(Limit(2, HOUR))
    wrong.add("10.0.0.1", NOON)
    assert wrong.rest("10.0.0.1", NOON) is None
    wrong.add("10.0.0.1", NOON + timedelta(minutes=10))
    later = NOON + timedelta(minutes=15)
    assert (wrong.rest("10.0.0.1", later), wrong.rest("10.0.0.2", later)) == (timedelta(minutes=45), None)
    assert wrong.rest("10.0.0.1", NOON + HOUR) is None
    wrong.add("10.0.0.2", NOON + 3 * HOUR)
    assert len(wrong) == 1


def test_a_line_of_ipv6_is_one_place() -> None:
    wrong = WrongByAddress(Limit(2, HOUR))
    for address in ("2001:db8::1", "2001:db8::2"):
        wrong.add(address, NOON)
    assert wrong.rest("2001:db8::3", NOON) == HOUR
    assert wrong.rest("2001:db8:0:1::3", NOON) is None
    assert wrong.rest("testclient", NOON) is None


def test_no_more_addresses_are_remembered_than_fit() -> None:
    wrong = WrongByAddress(Limit(1, HOUR))
    for number in range(REMEMBERED + 5):
        wrong.add(f"host-{number}", NOON)
    assert len(wrong) == REMEMBERED
    assert (wrong.rest("host-0", NOON), wrong.rest(f"host-{REMEMBERED}", NOON)) == (None, HOUR)


def test_the_odds_stand_in_the_docstring() -> None:
    assert all(words in str(codes.__doc__) for words in ("9.9e11", "one in 94 years", "0.000009", "0.00004"))
