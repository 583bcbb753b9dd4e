"""Whatever a request looks like, no route of ours breaks over it: neither for nobody nor for who may do much."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import cycle

import httpx
import pytest

from bot.activities.register.viewing import Register
from tests.acceptance.register.test_attacks import whole, with_requests
from tests.support.register.branch import Branch
from tests.support.web.generated import Case, Known, generated, send, steps
from tests.support.web.pages import Pages

# sent last: they can end the session that the others need
ENDINGS = ("/me/accounts/{account}/end", "/me/accounts/others/end", "/branch/accounts/{account}/end", "/unbind")
FOR_PROGRAMS = "/api/"
WORDS = ("question", "title", "reason", "note", "words", "proof")
THERE: Known = {"starts": "2026-03-09T15:00", "source": "培训办法.txt", "passage_id": "1", "kind": "register_xlsx"}


def in_turn() -> list[tuple[str, list[Case]]]:
    cases = generated()
    assert set(ENDINGS) < set(cases)
    return [
        (path, cases[path]) for path in sorted(cases, key=lambda path: ENDINGS.index(path) if path in ENDINGS else -1)
    ]


async def numbers(branch: Branch) -> list[Known]:
    """What stands for sound numbers and for no words: an open activity, and a locked one with requests."""
    locked = await with_requests(branch)
    register: Register = await whole(branch, locked)
    task = next(task.id for task in register.tasks if task.member.id == branch.plain)
    known: Known = {
        "leave": register.leaves[0].id,
        "task": task,
        "member": int(branch.plain),
        "dispute": register.disputes[0].id,
    }
    known |= THERE | dict.fromkeys(WORDS, "核实") | dict.fromkeys(("organisation", "org"), int(branch.branch))
    opened = (await branch.opened(title="另一次活动")).id
    return [{**known, "number": activity, "activity": activity} for activity in (opened, locked)]


async def answers(
    client: httpx.AsyncClient, branch: Branch, every: int
) -> AsyncIterator[tuple[str, Case, httpx.Response]]:
    activities = cycle(await numbers(branch))
    for path, cases in in_turn():
        for case, step in zip(cases[::every], steps(), strict=False):
            known = next(activities)
            yield path, case, await send(client, case, known | {"step": step})


def is_broken(response: httpx.Response) -> bool:
    """Whether it is a fault of ours, or tells a program nothing."""
    if response.status_code >= 500 or "Traceback" in response.text:
        return True
    is_refusal = response.status_code >= 400 and response.request.url.path.startswith(FOR_PROGRAMS)
    return is_refusal and response.request.method != "HEAD" and not response.json()["message"]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_no_route_breaks_over_any_request(pages: Pages, web: httpx.AsyncClient) -> None:
    branch = pages.branch
    # whoever is turned away at most doors tries a few of the keys, the secretary all of them
    who = {
        "nobody": (web, 8),
        "member": (await pages.of(branch.plain), 8),
        "secretary": (await pages.of(branch.secretary), 1),
    }
    broken: list[tuple[str, int, str]] = []
    done: dict[str, set[str]] = {name: set() for name in who}
    for name, (client, every) in who.items():
        async for path, case, response in answers(client, branch, every):
            if is_broken(response):
                broken.append((name, response.status_code, case.as_curl_command()[:300]))
            if response.status_code < 400:
                done[name].add(path)
    assert broken == []
    assert len(done["secretary"]) > 30, sorted(generated().keys() - done["secretary"])  # else it came past no door
    assert len(done["secretary"]) > len(done["member"]) > len(done["nobody"]) > 8
