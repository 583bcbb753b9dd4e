"""20,000 deliveries of 1,000 updates: repeated, out of order, again after they ended and after a restart."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import permutations
from random import Random

import pytest

from bot.activities.checkin.codes import link_payload
from bot.activities.model import ActivityId
from bot.activities.register.model import CAME, Via
from bot.inbox.model import UpdateState, arrived
from bot.inbox.pump import Inbox
from bot.wiring import Services
from tests.support.chat.flood import MANY, Flood, crowd, person_of
from tests.support.chat.running import Chat, chatting
from tests.support.register.branch import Branch
from tests.support.storage.snapshot import Rows, everything
from tests.support.telegram.bot_api import FakeTelegram, Json
from tests.support.web.pages import over_branch

DISTINCT = 1_000
DELIVERIES = 20_000
MOST_AT_ONCE = 100  # updates that one call of getUpdates gives
PATIENCE_SECONDS = 90
ASKING = {"getMe", "getUpdates", "setMyCommands", "deleteWebhook"}


@dataclass
class Waters:
    """The branch of many members, the bot in front of it, and what has been delivered."""

    branch: Branch
    services: Services
    telegram: FakeTelegram
    activity: ActivityId
    delivered: int = 0

    def sent(self) -> list[tuple[str, Json]]:
        """Everything the bot sent."""
        return [(call.method, call.given) for call in self.telegram.calls if call.method not in ASKING]

    async def seen(self) -> tuple[Rows, int]:
        """The whole database and how much was sent; a flood of repeats must not change it."""
        return await everything(self.branch.database), len(self.sent())

    async def deliver(self, inbox: Inbox, draw: Random, updates: Sequence[Json]) -> int:
        """Bring updates in batches as they would come, some side by side; gives how many were new."""
        self.delivered += len(updates)
        batches, left = [], list(updates)
        while left:
            size = draw.choice((1, draw.randint(2, 20), MOST_AT_ONCE, MOST_AT_ONCE))
            batches.append([item for item in map(arrived, left[:size]) if item is not None])
            del left[:size]
        fresh = 0
        while batches:
            together, batches = batches[:8], batches[8:]
            fresh += sum(await asyncio.gather(*map(inbox.accept, together)))
        return fresh

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Chat]:
        """Start the bot, and stop it."""
        async with chatting(self.services, self.branch.database, self.telegram) as chat:
            yield chat


async def settled(chat: Chat) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await chat.bot.inbox.settled()


def jumbled(draw: Random, updates: Sequence[Json], count: int) -> list[Json]:
    """So many of the updates, each at least once if they suffice, in any order."""
    first = list(updates[:count])
    mixed = first + draw.choices(updates, k=count - len(first))
    draw.shuffle(mixed)
    return mixed


@pytest.fixture
async def waters(services: Services, branch: Branch) -> Waters:
    await crowd(branch.database, branch.clock.now())
    activity = (await branch.opened()).id
    return Waters(branch, over_branch(services, branch), FakeTelegram(), activity)


async def test_a_flood_of_deliveries_does_what_each_update_does_once(waters: Waters) -> None:
    draw = Random(20260306)
    flood = Flood(waters.telegram, waters.activity, await waters.branch.code(waters.activity), draw)
    updates = flood.updates(DISTINCT)
    async with waters.running() as chat:
        await waters.deliver(chat.bot.inbox, draw, jumbled(draw, updates, 2 * DISTINCT))
        await settled(chat)
        rows = await chat.rows()
        assert Counter((row.state, row.tries) for row in rows) == {(UpdateState.DONE, 1): DISTINCT}
        before = await waters.seen()
        waters.branch.clock.move(hours=1)  # whatever is done again shows its new time
        assert await waters.deliver(chat.bot.inbox, draw, jumbled(draw, updates, DELIVERIES // 2)) == 0
        await settled(chat)
        assert await waters.seen() == before
    async with waters.running() as chat:
        assert await waters.deliver(chat.bot.inbox, draw, jumbled(draw, updates, DELIVERIES - waters.delivered)) == 0
        await settled(chat)
        assert await waters.seen() == before
        assert [row.settled_at for row in await chat.rows()] == [row.settled_at for row in rows]
    assert waters.delivered == DELIVERIES
    await check_the_register(waters, flood.tapped)


async def check_the_register(waters: Waters, tapped: set[int]) -> None:
    """Whoever tapped is in it once, nobody is in it who should not be, and the sums are right."""
    register = await waters.branch.activities.register.view(None, waters.activity)
    states = {int(line.member.id): line.state for line in register.lines}
    assert len(states) == len(register.lines) == sum(register.tally.by_state.values())
    assert {member for member in tapped if states[member] not in CAME} == set()
    assert not {11, 12} & set(states)
    signed = Counter(change.member for change in register.trace if change.via in {Via.CODE, Via.LINK})
    assert set(signed.values()) == {1}


async def test_whatever_order_a_chats_updates_come_in_does_no_harm(waters: Waters) -> None:
    code = await waters.branch.code(waters.activity)
    wrong = f"{(int(code) + 7) % 1_000_000:06}"
    said = (f"/start {link_payload(waters.activity, code)}", f"/checkin {wrong}", "/leave 病假 发烧", "/me")
    orders = dict(zip(MANY, permutations(range(len(said))), strict=False))
    asked = {waters.telegram.say(person_of(number), words)["message_id"] for number in orders for words in said}
    updates = list(waters.telegram.pending)
    waters.telegram.pending.clear()
    async with waters.running() as chat:
        for turn in range(len(said)):
            late = [updates[len(said) * place + order[turn]] for place, order in enumerate(orders.values())]
            await waters.deliver(chat.bot.inbox, Random(turn), late)
            await settled(chat)
        assert {row.state for row in await chat.rows()} == {UpdateState.DONE}
    assert asked <= {given.get("reply_parameters", {}).get("message_id") for _, given in waters.sent()}
    await check_the_register(waters, set(orders))
