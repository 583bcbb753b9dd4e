"""Fixtures for every test."""

from __future__ import annotations

import pytest

from tests.support.clock import FixedClock

SUPPORT = ("database", "web", "browser", "branch", "pages", "register_chat")
pytest_plugins = [f"tests.support.{name}" for name in SUPPORT]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()
