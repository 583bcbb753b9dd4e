"""Errors on the web."""

from __future__ import annotations

from bot.errors import ErrorCode
from bot.web.entrance.errors import STATUS


def test_every_error_has_a_status_of_a_refusal_or_a_fault() -> None:
    assert set(STATUS) == set(ErrorCode)
    assert {code for code, status in STATUS.items() if not 400 <= status < 600} == set()
