"""Answers in turn: fair to every client, bounded, and no turn is ever lost."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

import pytest

from bot.errors import BotError, ErrorCode
from bot.web.entrance.turns import Turns


class Office:
    """Clients at the counter; each turn lasts until the test ends it."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.served: list[str] = []
        self.refused: list[tuple[str, ErrorCode]] = []
        self._open: list[asyncio.Event] = []

    async def visit(self, client: str) -> None:
        try:
            async with self.turns.of(client):
                self.served.append(client)
                ended = asyncio.Event()
                self._open.append(ended)
                await ended.wait()
        except BotError as refused:
            self.refused.append((client, refused.code))

    async def end_one(self) -> None:
        self._open.pop(0).set()
        await settle()

    @property
    def working(self) -> int:
        return len(self._open)


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_one_that_asks_a_lot_waits_for_itself() -> None:
    office = Office(Turns(at_once=1, waiting=20))
    async with asyncio.TaskGroup() as group:
        for client in ["busy"] * 10 + ["anna", "bo"]:
            group.create_task(office.visit(client))
            await settle()
        for _ in range(4):
            await office.end_one()
        assert office.served == ["busy", "busy", "anna", "bo", "busy"]
        while office.working:
            await office.end_one()
    assert Counter(office.served) == {"busy": 10, "anna": 1, "bo": 1}


async def test_when_all_places_are_taken_the_longest_line_gives_one_up() -> None:
    office = Office(Turns(at_once=1, waiting=3))
    async with asyncio.TaskGroup() as group:
        for client in ["busy"] * 5 + ["anna", "bo", "cai"]:
            group.create_task(office.visit(client))
            await settle()
        told = [client for client, code in office.refused if code is ErrorCode.ANSWERS_BUSY]
        assert told == ["busy", "busy", "busy", "cai"]  # its fifth at once, two that waited; then all are even
        while office.working:
            await office.end_one()
    assert office.served == ["busy", "busy", "anna", "bo"]


async def test_nobody_waits_for_ever() -> None:
    office = Office(Turns(at_once=1, waiting=3, seconds=0.01))
    async with asyncio.TaskGroup() as group:
        group.create_task(office.visit("anna"))
        await settle()
        await office.visit("bo")
        assert office.refused == [("bo", ErrorCode.ANSWERS_BUSY)]
        await office.end_one()
        await office_is_free(office)


async def office_is_free(office: Office) -> None:
    async with asyncio.timeout(5), office.turns.of("last"):
        office.served.append("last")


@pytest.mark.parametrize("seed", range(20))
async def test_whoever_leaves_and_fails_no_turn_is_lost_and_none_is_given_twice(seed: int) -> None:
    draw = random.Random(seed)
    turns, most, now = Turns(at_once=3, waiting=6, seconds=0.002), 0, 0

    async def visit(client: str) -> None:
        nonlocal now, most
        async with turns.of(client):
            now += 1
            most = max(most, now)
            try:
                for _ in range(draw.randrange(30)):
                    await asyncio.sleep(0)
                if draw.random() < 0.2:
                    raise ZeroDivisionError
            finally:
                now -= 1

    visits = [asyncio.ensure_future(visit(draw.choice("abcd"))) for _ in range(60)]
    while not all(one.done() for one in visits):
        draw.choice(visits).cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert most <= 3
    await asyncio.gather(*visits, return_exceptions=True)
    async with asyncio.timeout(5):
        async with turns.of("x"), turns.of("y"), turns.of("z"):
            with pytest.raises(BotError):
                async with turns.of("w"):
                    pass
