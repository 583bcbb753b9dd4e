"""Errors on the web."""

from __future__ import annotations

import pytest

from bot.errors import ErrorCode
from bot.web.entrance.errors import STATUS


@pytest.mark.parametrize("code", ErrorCode)
def test_every_error_has_a_status(code: ErrorCode) -> None:
    assert 400 <= STATUS[code] < 600
