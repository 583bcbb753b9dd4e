"""Telegram's limits as the sender keeps them, and the short memory of a chat."""

from __future__ import annotations

import asyncio
import random
from itertools import pairwise

from bot.telegram.questions.memory import CHATS, LASTS_SECONDS, QUESTIONS, Conversations
from bot.telegram.transport.pacing import Pace, Window
from tests.support.telegram.limits import FastTime, FloodLimits


async def sent(pace: Pace, chats: list[int]) -> list[float]:
    moments = []
    for chat in chats:
        lane = pace.lane(chat)
        async with lane.lock, pace.turn(lane):
            moments.append(pace.now())
    return moments


async def test_a_chat_gets_one_message_a_second() -> None:
    time = FastTime()
    moments = await sent(Pace(now=time.now, sleep=time.sleep), [7] * 5)
    assert all(1.0 <= later - earlier < 1.1 for earlier, later in pairwise(moments))


async def test_a_group_gets_twenty_a_minute() -> None:
    time = FastTime()
    moments = await sent(Pace(now=time.now, sleep=time.sleep), [-7] * 41)
    assert all(later - earlier >= 60 for earlier, later in zip(moments, moments[20:], strict=False))


async def test_all_chats_together_get_thirty_a_second() -> None:
    time = FastTime()
    moments = await sent(Pace(now=time.now, sleep=time.sleep), list(range(1, 301)))
    assert all(later - earlier >= 1 for earlier, later in zip(moments, moments[30:], strict=False))
    assert moments[-1] - moments[0] < 300 / 30 * 1.05


async def test_a_chat_that_is_held_waits_and_others_do_not() -> None:
    time = FastTime()
    pace = Pace(now=time.now, sleep=time.sleep)
    pace.hold(pace.lane(7), 37)
    start = time.now()
    assert await sent(pace, [8, 9, 7]) == [start, start, start + 37]


async def test_senders_to_one_chat_keep_their_order() -> None:
    time, order = FastTime(), list[int]()
    pace = Pace(now=time.now, sleep=time.sleep)

    async def send(number: int) -> None:
        lane = pace.lane(7)
        async with lane.lock, pace.turn(lane):
            order.append(number)

    async with asyncio.TaskGroup() as group:
        for number in range(10):
            group.create_task(send(number))
    assert order == list(range(10))


async def test_delays_on_the_way_bring_no_more_than_thirty_together() -> None:
    """Each call is counted at the other side at some moment between its start and its end."""
    time, counted = FastTime(), list[float]()
    pace = Pace(now=time.now, sleep=time.sleep)
    chance = random.Random(3)

    async def send(chat: int) -> None:
        lane = pace.lane(chat)
        async with lane.lock, pace.turn(lane):
            await time.sleep(chance.random() / 2)
            counted.append(time.now())
            await time.sleep(chance.random() / 10)

    async with asyncio.TaskGroup() as group:
        for chat in range(1, 201):
            group.create_task(send(chat))
    counted.sort()
    assert all(later - earlier >= 1 for earlier, later in zip(counted, counted[30:], strict=False))


def test_a_window_forgets_what_is_over() -> None:
    window = Window(2, 10)
    for now in (0.0, 4.0):
        assert window.wait(now) == 0
        window.begin()
        window.end(now)
    assert (window.wait(5.0), window.wait(10.0)) == (5.0, 0.0)


def test_the_fake_server_counts_as_telegram_does() -> None:
    time = FastTime()
    limits = FloodLimits(now=time.now)
    assert [limits.refuses(7) for _ in range(4)] == [0, 0, 0, 3]
    time.at += 2
    assert limits.refuses(7) == 1
    time.at += 1
    assert limits.refuses(7) == 0
    assert [limits.refuses(chat) for chat in range(100, 131)].count(0) == 29
    assert FloodLimits(now=time.now, enabled=False).refuses(7) == 0


def test_earlier_questions_are_few_and_do_not_last() -> None:
    time = FastTime()
    memory = Conversations(now=time.now)
    for number in range(QUESTIONS + 5):
        memory.add((1, 1), f"问{number}")
    assert memory.earlier((1, 1)) == tuple(f"问{number}" for number in range(5, QUESTIONS + 5))
    assert memory.earlier((1, 2)) == ()
    time.at += LASTS_SECONDS
    assert memory.earlier((1, 1)) == ()
    for chat in range(CHATS + 50):
        memory.add((chat, 1), "问")
    assert len(memory._said) == CHATS
    memory.forget((CHATS, 1))
    assert memory.earlier((CHATS, 1)) == ()
