"""Fixtures for every test."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.support.clock import FixedClock

SUPPORT = (
    "storage.database",
    "web.serving",
    "web.browser",
    "register.branch",
    "register.people",
    "web.pages",
    "chat.register_chat",
)
settings.register_profile("house", deadline=None)  # a busy machine is no failure
settings.load_profile("house")

pytest_plugins = [f"tests.support.{name}" for name in SUPPORT]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()
