"""`ZHIBU_WEB__REQUIRE_SIGN_IN`: whom the library answers then, and what stays open as the way in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from bot.errors import ErrorCode
from bot.web.app import STATIC
from bot.wiring import Services
from tests.acceptance.register.test_pages import said
from tests.acceptance.web.test_routes import ROUTES
from tests.support.register.branch import Branch
from tests.support.sentences import explained
from tests.support.web.pages import Pages, open_pages

OPEN = {
    "GET /healthz",
    "GET /readyz",
    "POST /telegram/webhook",
    "GET /bind",
    "POST /bind",
    "POST /unbind",
    "GET /checkin",
    "GET /demo",
    "POST /demo",
    "GET /wall/{number}",
    "GET /wall/{number}/events",
}
QUESTION = {"question": "新任党支部书记多久要参加集中培训？"}


@pytest.fixture
async def closed(services: Services, branch: Branch) -> AsyncIterator[Pages]:
    """Pages of a service that answers bound members alone."""
    web = services.settings.web.model_copy(update={"require_sign_in": True})
    settings = services.settings.model_copy(update={"web": web})
    async with open_pages(replace(services, settings=settings), branch) as pages:
        yield pages


async def everything_of(browser: httpx.AsyncClient) -> AsyncIterator[tuple[str, httpx.Response]]:
    numbers = {"number": 99, "leave": 1, "task": 1, "dispute": 1, "account": 99, "passage_id": 1}
    words = {"kind": "calendar", "step": "open", "source": "培训办法.txt"}
    for route in ROUTES:
        method = next(iter(route.methods or ()))
        yield f"{method} {route.path}", await browser.request(method, route.path.format(**numbers, **words))


async def test_a_stranger_gets_as_far_as_the_way_in(closed: Pages) -> None:
    stranger = await closed.of(None)
    found = {call: page.status_code async for call, page in everything_of(stranger)}
    reached = {call for call, status in found.items() if status != 401}
    assert reached == OPEN
    assert (await stranger.get("/static/page.css")).text == (STATIC / "page.css").read_text(encoding="utf-8")


async def test_the_refusal_is_a_page_with_the_way_in_and_json_for_programs(closed: Pages) -> None:
    stranger = await closed.of(None)
    page = await stranger.get("/library")
    assert page.status_code == 401
    assert explained(ErrorCode.NOT_BOUND) in said(page)
    assert 'href="/bind"' in page.text
    for address in ("/api/ask", "/api/ask/stream", "/api/pass-on"):
        refused = await stranger.post(address, json=QUESTION)
        assert (refused.status_code, refused.json()["error"]) == (401, ErrorCode.NOT_BOUND)


async def test_a_bound_member_is_answered(closed: Pages) -> None:
    member = await closed.of(closed.branch.plain)
    assert (await member.get("/")).status_code == 200
    assert (await member.get("/library")).status_code == 200
    assert "6个月内" in (await member.post("/api/ask", json=QUESTION)).json()["text"]


async def test_who_is_unbound_or_has_a_made_up_cookie_is_a_stranger(closed: Pages) -> None:
    member = await closed.of(closed.branch.plain)
    await member.post("/unbind")
    assert (await member.get("/library")).status_code == 401
    member.cookies.set("zhibu", "A" * 43)
    assert (await member.post("/api/ask", json=QUESTION)).status_code == 401


async def test_without_the_setting_everybody_is_answered(pages: Pages) -> None:
    stranger = await pages.of(None)
    assert (await stranger.get("/library")).status_code == 200
