"""What holds for every route, whichever will be added: tests that ask the application for its routes."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any, get_type_hints

import httpx
from fastapi.routing import APIRoute

from bot.activities.model import ActivityId
from bot.activities.register.viewing import Register
from bot.errors import ErrorCode
from bot.web.app import ROOMS, STATIC
from tests.acceptance.register.test_attacks import whole, with_requests
from tests.support.register.branch import Branch
from tests.support.sentences import explained
from tests.support.web.pages import Pages

ROUTES = [route for room in ROOMS for route in room.router.routes if isinstance(route, APIRoute)]
READ = [route for route in ROUTES if "GET" in (route.methods or ())]
STREAMS = {"/wall/{number}/events"}
WORDS = {"kind": "calendar", "step": "open", "source": "培训办法.txt", "passage_id": "1"}
NO_SUCH_WORD = {"kind": "no-such-kind", "step": "no-such-step"}


def names_of(route: APIRoute) -> list[str]:
    return re.findall(r"{(\w+)}", route.path)


def is_number(route: APIRoute) -> bool:
    """Whether the second thing in the address is an id."""
    return get_type_hints(route.endpoint)[names_of(route)[1]] is int


PAIRED = [route for route in ROUTES if len(names_of(route)) > 1]


async def wall_key(secretary: httpx.AsyncClient, activity: ActivityId) -> str:
    wall = await secretary.get(f"/activities/{activity}/wall")
    return wall.history[-1].url.params["key"]  # the last step leaves it in a cookie


async def heads_and_gets(
    pages: Pages, activity: ActivityId
) -> AsyncIterator[tuple[str, httpx.Response, httpx.Response]]:
    secretary = await pages.of(pages.branch.secretary)
    more = {"key": await wall_key(secretary, activity), "org": str(pages.branch.branch), "year": "2026"}
    for path in [route.path for route in READ if route.path not in STREAMS]:
        address = path.format(**WORDS, number=activity)
        head = await secretary.head(address, params=more, follow_redirects=False)
        yield path, head, await secretary.get(address, params=more, follow_redirects=False)


async def test_head_says_what_get_says_without_the_body(pages: Pages) -> None:
    activity = await pages.branch.opened()
    asked = [one async for one in heads_and_gets(pages, activity.id)]
    assert [(path, head.status_code, head.content) for path, head, _ in asked] == [
        (path, got.status_code, b"") for path, _, got in asked
    ]
    assert [(path, dict(head.headers)) for path, head, _ in asked] == [
        (path, dict(got.headers)) for path, _, got in asked
    ]


async def test_head_of_a_stream_ends(pages: Pages) -> None:
    activity = await pages.branch.opened()
    secretary = await pages.of(pages.branch.secretary)
    key = await wall_key(secretary, activity.id)
    heads = [await secretary.head(path.format(number=activity.id), params={"key": key}) for path in STREAMS]
    assert [(head.status_code, head.content) for head in heads] == [(200, b"")] * len(STREAMS)
    assert {head.headers["content-type"].partition(";")[0] for head in heads} == {"text/event-stream"}


async def test_head_of_what_is_no_page(pages: Pages) -> None:
    stranger = await pages.of(None)
    style = await stranger.head("/static/page.css")
    assert (style.status_code, style.content) == (200, b"")
    assert int(style.headers["content-length"]) == (STATIC / "page.css").stat().st_size
    assert (await stranger.head("/no-such-page")).status_code == 404
    assert (await stranger.head("/api/ask")).status_code == 405


def own_numbers(register: Register, branch: Branch) -> dict[str, int]:
    """What belongs to the register's activity, by its name in the address; a new one has to be added here."""
    task = next(task.id for task in register.tasks if task.member.id == branch.plain)
    return {"leave": register.leaves[0].id, "task": task, "dispute": register.disputes[0].id}


async def paired_wrongly(pages: Pages, other: ActivityId, numbers: dict[str, Any]) -> AsyncIterator[httpx.Response]:
    secretary = await pages.of(pages.branch.secretary)
    for route in PAIRED:
        first, second = names_of(route)
        address = route.path.format(**{first: other, second: numbers[second]})
        method = next(iter(route.methods or ()))
        form = {"yes": "true", "note": "核实", "to": "present"}
        yield await secretary.request(method, address, data=form if method == "POST" else None)


async def test_what_belongs_to_another_activity_is_not_there(pages: Pages) -> None:
    branch = pages.branch
    activity = await with_requests(branch)
    other = await branch.planned(title="另一次活动")
    before = (await whole(branch, activity), await whole(branch, other.id))
    numbers = {**NO_SUCH_WORD, **own_numbers(before[0], branch)}
    found = [page async for page in paired_wrongly(pages, other.id, numbers)]
    wanted = [ErrorCode.REQUEST_NOT_FOUND if is_number(route) else ErrorCode.PAGE_NOT_FOUND for route in PAIRED]
    assert [page.status_code for page in found] == [404] * len(PAIRED)
    assert [explained(code) in page.text for code, page in zip(wanted, found, strict=True)] == [True] * len(PAIRED)
    assert (await whole(branch, activity), await whole(branch, other.id)) == before


def test_there_are_routes_to_look_at() -> None:
    assert len(READ) > 15
    assert len(PAIRED) > 4
    assert {names_of(route)[0] for route in PAIRED} == {"number"}


async def test_too_many_things_in_a_form_get_a_sentence(pages: Pages) -> None:
    """pydantic calls it "too_long", which is also the name of a code whose sentence wants a limit."""
    activity = await pages.branch.opened()
    secretary = await pages.of(pages.branch.secretary)
    form = {"words": "全部到会", "settle": ["王伟=7"] * 201}
    page = await secretary.post(f"/activities/{activity.id}/words", data=form)
    assert page.status_code == 400
    assert explained(ErrorCode.BODY_UNREADABLE) in page.text
