"""Binding a browser, the accounts one has on page and in chat, and whoever tries to get in without an invitation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.errors import ErrorCode
from bot.people.accounts.model import Channel
from bot.people.model import MemberId
from bot.people.sentences import PeopleText
from bot.telegram.desk.spots import asker
from bot.telegram.sentences.members import RegisterChat
from bot.texts import say, told
from bot.web.app import create_app
from bot.web.entrance.identity import COOKIE
from bot.web.entrance.limits import Buckets
from bot.web.sentences.pages import PageText
from bot.wiring import demo_of
from tests.acceptance.register.test_pages import said
from tests.support.chat.register_chat import BranchChat, labels
from tests.support.register.people import browser, wrong_code
from tests.support.sentences import explained
from tests.support.web.pages import Pages

PLANTED = "A" * 43
DAY = "2026-03-06"  # the test branch's today


def line_of(channel: Channel) -> str:
    """The line of an account bound and used today."""
    return say(PeopleText.OWN_ACCOUNT, channel=told(channel), since=DAY, seen=DAY)


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
    async with at(pages, "10.0.0.7") as visitor:
        leaked = token_in(await visitor.post("/bind", data={"code": await code_for(pages, pages.branch.plain)}))
        await people.revoke_account(pages.branch.secretary, (await people.list_accounts(pages.branch.secretary))[0].id)
        assert (await visitor.get("/me")).status_code == 401
        page = await visitor.post("/bind", data={"code": await code_for(pages, pages.branch.plain)})
    assert [await status_of(pages, token) for token in (leaked, token_in(page))] == [401, 200]


async def test_bound_again_in_the_same_browser_the_old_token_ends(pages: Pages) -> None:
    people, branch = pages.services.people, pages.branch
    invitation = await people.invite(branch.secretary, branch.plain)
    async with at(pages, "10.0.0.7") as visitor:
        first = token_in(await visitor.post("/bind", data={"token": invitation.token}))
        second = token_in(await visitor.post("/bind", data={"token": invitation.token}))
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


async def ids(pages: Pages, member: MemberId) -> list[int]:
    accounts = await pages.services.people.list_accounts(None)
    return [account.id for account in accounts if account.member.id == member]


async def test_ones_page_lists_ones_browsers_and_ends_them(pages: Pages) -> None:
    branch = pages.branch
    async with at(pages, "10.0.0.7") as here, at(pages, "10.0.0.8") as there:
        for one in (here, there, there):
            await one.post("/bind", data={"code": await code_for(pages, branch.plain)})
        page = said(await here.get("/me"))
        assert say(PeopleText.OWN_ACCOUNT_THIS, account=line_of(Channel.BROWSER)) in page
        assert page.count(line_of(Channel.BROWSER)) == 2
        assert say(PageText.ACCOUNTS_TITLE) not in page  # that is for who may invite
        _, other = await ids(pages, branch.plain)
        ended = await here.post(f"/me/accounts/{other}/end")
        assert say(PageText.DID_ACCOUNT_ENDED) in said(ended)
        assert [(await one.get("/api/me")).status_code for one in (here, there)] == [200, 401]
        await there.post("/bind", data={"code": await code_for(pages, branch.plain)})
        assert say(PageText.DID_OTHERS_ENDED) in said(await here.post("/me/accounts/others/end"))
        assert [(await one.get("/api/me")).status_code for one in (here, there)] == [200, 401]


async def test_a_secretary_ends_accounts_of_the_own_branch_and_sees_no_days_of_use(pages: Pages) -> None:
    branch = pages.branch
    secretary, member = await pages.of(branch.secretary), await pages.of(branch.plain)
    stranger, outsider = await pages.of(None), await pages.of(branch.foreign_secretary)
    page = said(await secretary.get("/branch/accounts"))
    assert "周五" in page
    assert "外支书" not in page
    assert DAY not in page.replace(f"{told(Channel.BROWSER)} {DAY}", "")  # the day of binding alone
    [number] = await ids(pages, branch.plain)
    address = f"/branch/accounts/{number}/end"
    assert [(await one.post(address)).status_code for one in (stranger, outsider)] == [401, 404]
    assert (await (await pages.of(branch.discipline)).post(address)).status_code == 403
    assert (await (await pages.of(branch.deputy)).post(f"/me/accounts/{number}/end")).status_code == 404
    assert (await member.get("/branch/accounts")).status_code == 403
    assert (await member.get("/me")).status_code == 200
    assert say(PageText.DID_ACCOUNT_ENDED) in said(await secretary.post(address))
    assert (await member.get("/me")).status_code == 401


@pytest.mark.parametrize("code", ["123456", "", "password", "K7QM-3XP0"])
async def test_what_is_no_code_is_told_and_not_counted(pages: Pages, code: str) -> None:
    async with at(pages, "10.0.0.66") as stranger:
        pages_seen = [await stranger.post("/bind", data={"code": code}) for _ in range(25)]
    assert {page.status_code for page in pages_seen} == {404}
    assert explained(ErrorCode.INVITATION_UNKNOWN) in said(pages_seen[-1])


async def test_in_chat_privacy_lists_ones_accounts_and_ends_the_others(room: BranchChat) -> None:
    member = await room.bound(room.branch.plain)
    [alone] = await room.said(member, "/privacy")
    assert say(PeopleText.OWN_ACCOUNT_THIS, account=line_of(Channel.TELEGRAM)) in alone["text"]
    assert say(RegisterChat.BUTTON_END_OTHERS) not in labels(alone)
    people = room.services.people
    await people.bind.by_token(browser("home"), (await people.invite(None, room.branch.plain)).token)
    [answer] = await room.said(member, "/privacy")
    assert line_of(Channel.BROWSER) in answer["text"]
    [sure] = await room.pressed(member, answer, say(RegisterChat.BUTTON_END_OTHERS))
    assert await people.who_is(browser("home")) == room.branch.plain
    await room.pressed(member, sure, say(RegisterChat.BUTTON_END_OTHERS_YES))
    assert room.last(member)["text"] == say(PeopleText.OTHERS_ENDED, count=1)
    assert [own.is_this for own in await people.my_accounts(asker(member["id"]))] == [True]
