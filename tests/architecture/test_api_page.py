"""docs/api.md is what the routes say today."""

from __future__ import annotations

from bot.web.app import ROOMS
from tests.support.api_page import PAGE, api_page


def test_the_page_is_what_would_be_made() -> None:
    assert PAGE.read_text(encoding="utf-8") == api_page(), "run python -m tests.support.api_page"


def test_every_route_is_told() -> None:
    page = PAGE.read_text(encoding="utf-8")
    paths = [route.path for room in ROOMS for route in room.router.routes if hasattr(route, "path")]
    assert [path for path in paths if f" {path}`" not in page] == []
