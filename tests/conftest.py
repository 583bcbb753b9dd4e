"""Fixtures for every test."""

from __future__ import annotations

import pytest

from tests.support.clock import FixedClock

pytest_plugins = ["tests.support.database", "tests.support.web", "tests.support.browser", "tests.support.branch"]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()
