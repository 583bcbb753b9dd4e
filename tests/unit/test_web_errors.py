"""Errors on the web."""

from __future__ import annotations

import pytest

from bot.errors import BotError, ErrorCode
from bot.incidents import explained
from bot.web.errors import STATUS


@pytest.mark.parametrize("code", ErrorCode)
def test_every_error_has_a_status(code: ErrorCode) -> None:
    assert 400 <= STATUS[code] < 600


def test_the_unexpected_gets_a_number_and_known_errors_stay() -> None:
    known = BotError(ErrorCode.TOO_LONG, limit=1)
    assert explained(known) is known
    first, second = explained(RuntimeError("secret")), explained(RuntimeError("secret"))
    assert first.code is ErrorCode.UNEXPECTED
    assert first.facts["incident"] != second.facts["incident"]
    assert "secret" not in str(first.facts)
