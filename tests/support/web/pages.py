"""Browsers of members and secretaries over the real application and a test branch."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace

import httpx
import pytest

from bot.inbox.room import InboxRoom
from bot.links import Links
from bot.people.model import MemberId
from bot.people.room import open_people
from bot.questions.room import Questions
from bot.storage.door import Door
from bot.web.app import create_app
from bot.web.entrance.identity import COOKIE, asker_of, fresh_token
from bot.web.entrance.limits import Buckets
from bot.wiring import Services, demo_of
from knowledge.library.library import Library
from tests.support.register.branch import Branch


@dataclass
class Pages:
    """Gives each member a browser of their own."""

    services: Services
    branch: Branch
    stack: AsyncExitStack
    known: dict[MemberId | None, httpx.AsyncClient] = field(default_factory=dict)

    async def of(self, member: MemberId | None) -> httpx.AsyncClient:
        """A browser bound to the member; None: a stranger's."""
        if member not in self.known:
            transport = httpx.ASGITransport(create_app(self.services, buckets=Buckets(full=10_000)))
            client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", follow_redirects=True)
            if member is not None:
                token = fresh_token()
                await demo_of(self.services).enter(asker_of(token), member)
                client.cookies.set(COOKIE, token)
            self.known[member] = await self.stack.enter_async_context(client)
        return self.known[member]


def over_branch(services: Services, branch: Branch) -> Services:
    """Put the rooms of people and activities over the test branch."""
    return replace(
        services,
        library=Library(branch.database, branch.clock),
        clock=branch.clock,
        inbox=InboxRoom(Door(branch.database, branch.clock)),
        questions=Questions(Door(branch.database, branch.clock)),
        people=open_people(branch.database, branch.clock),
        activities=branch.activities,
        links=Links(),
    )


@asynccontextmanager
async def open_pages(services: Services, branch: Branch) -> AsyncIterator[Pages]:
    """Open the pages over the test branch."""
    async with AsyncExitStack() as stack:
        yield Pages(over_branch(services, branch), branch, stack)


@pytest.fixture
async def pages(services: Services, branch: Branch) -> AsyncIterator[Pages]:
    """Pages over the test branch, on either database."""
    async with open_pages(services, branch) as pages:
        yield pages
