"""Binding a browser over the web, and whoever tries to get in by a planted cookie or by guessing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.errors import ErrorCode
from bot.people.model import MemberId
from bot.texts import say
from bot.web.app import create_app
from bot.web.entrance.identity import COOKIE
from bot.web.entrance.limits import Buckets
from bot.web.sentences.pages import PageText
from bot.wiring import demo_of
from tests.acceptance.register.test_pages import said
from tests.support.register.people import wrong_code
from tests.support.sentences import explained
from tests.support.web.pages import Pages

PLANTED = "A" * 43


@asynccontextmanager
async def at(pages: Pages, address: str, cookie: str | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at an address of the network; of the demonstration's service too."""
    app = create_app(pages.services, buckets=Buckets(full=10_000), demo=demo_of(pages.services))
    transport = httpx.ASGITransport(app, client=(address, 4000))
    cookies = {COOKIE: cookie} if cookie else None
    async with httpx.AsyncClient(
        transport=transport, base_url="http://127.0.0.1:8000", follow_redirects=True, cookies=cookies
    ) as client:
        yield client


async def code_for(pages: Pages, member: MemberId) -> str:
    return (await pages.services.people.invite(pages.branch.secretary, member)).code


def token_in(page: httpx.Response) -> str:
    return page.history[0].cookies[COOKIE]


async def status_of(pages: Pages, token: str) -> int:
    async with at(pages, "10.0.0.1", token) as somebody:
        return (await somebody.get("/api/me")).status_code


async def test_a_planted_cookie_is_never_bound(pages: Pages) -> None:
    async with at(pages, "10.0.0.7", PLANTED) as victim:
        page = await victim.post("/bind", data={"code": await code_for(pages, pages.branch.plain)})
    assert say(PageText.DID_BOUND) in said(page)
    assert token_in(page) != PLANTED
    assert [await status_of(pages, token) for token in (PLANTED, token_in(page))] == [401, 200]


async def test_a_token_that_was_revoked_stays_dead_after_a_new_invitation(pages: Pages) -> None:
    people = pages.services.people
    async with at(pages, "10.0.0.7") as browser:
        leaked = token_in(await browser.post("/bind", data={"code": await code_for(pages, pages.branch.plain)}))
        await people.revoke_account(pages.branch.secretary, (await people.list_accounts(pages.branch.secretary))[0].id)
        assert (await browser.get("/me")).status_code == 401
        page = await browser.post("/bind", data={"code": await code_for(pages, pages.branch.plain)})
    assert [await status_of(pages, token) for token in (leaked, token_in(page))] == [401, 200]


async def test_bound_again_in_the_same_browser_the_old_token_ends(pages: Pages) -> None:
    people, branch = pages.services.people, pages.branch
    invitation = await people.invite(branch.secretary, branch.plain)
    async with at(pages, "10.0.0.7") as browser:
        first = token_in(await browser.post("/bind", data={"token": invitation.token}))
        second = token_in(await browser.post("/bind", data={"token": invitation.token}))
    assert [await status_of(pages, token) for token in (first, second)] == [401, 200]
    assert len(await people.list_accounts(branch.secretary)) == 1


async def test_in_the_demonstration_too_the_token_changes_with_the_person(pages: Pages) -> None:
    async with at(pages, "10.0.0.7", PLANTED) as visitor:
        first = token_in(await visitor.post("/demo", data={"member": str(pages.branch.plain)}))
        second = token_in(await visitor.post("/demo", data={"member": str(pages.branch.secretary)}))
    assert [await status_of(pages, token) for token in (PLANTED, first, second)] == [401, 401, 200]


async def test_sixty_wrong_codes_of_a_stranger_stop_nobody_elsewhere(pages: Pages) -> None:
    code = await code_for(pages, pages.branch.plain)
    async with at(pages, "10.0.0.66") as stranger:
        found = []
        for number in range(60):
            stranger.cookies.clear()
            found.append((await stranger.post("/bind", data={"code": wrong_code(number)})).status_code)
        last = await stranger.post("/bind", data={"code": code})
    assert found == [404] * 20 + [429] * 40
    assert explained(ErrorCode.CODES_PAUSED, minutes=60) in said(last)
    async with at(pages, "10.0.0.7") as invited:
        assert say(PageText.DID_BOUND) in said(await invited.post("/bind", data={"code": code.lower()}))


@pytest.mark.parametrize("code", ["123456", "", "password", "K7QM-3XP0"])
async def test_what_is_no_code_is_told_and_not_counted(pages: Pages, code: str) -> None:
    async with at(pages, "10.0.0.66") as stranger:
        pages_seen = [await stranger.post("/bind", data={"code": code}) for _ in range(25)]
    assert {page.status_code for page in pages_seen} == {404}
    assert explained(ErrorCode.INVITATION_UNKNOWN) in said(pages_seen[-1])
