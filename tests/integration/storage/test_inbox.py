"""The inbox on both databases: stored once, settled once, forgotten when settled, in order by chat."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.errors import BotError
from bot.inbox.model import Arrived, Dialogue, UpdateId, UpdateState, Waiting, arrived
from bot.inbox.pump import Handle, Inbox
from bot.inbox.room import InboxRoom
from bot.inbox.usecases import (
    DropDialogue,
    GetDialogue,
    ListWaiting,
    NoteProgress,
    PruneInbox,
    PutDialogue,
    StoreUpdates,
)
from bot.storage.door import Door
from knowledge.sql import Database
from tests.support.chat.running import update_rows
from tests.support.clock import FixedClock


def update(number: int, chat: int = 1, words: str = "党费怎么交？") -> Arrived:
    message = {"message_id": number, "date": 1, "text": words, "chat": {"id": chat}, "from": {"id": chat}}
    found = arrived({"update_id": number, "message": message})
    assert found is not None
    return found


async def apologise(_: Waiting) -> UpdateState:
    return UpdateState.APOLOGISED


@asynccontextmanager
async def working(inbox: Inbox, handle: Handle) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        writing = group.create_task(inbox.progress.run())
        running = group.create_task(inbox.run(handle, apologise, stopping))
        yield
        stopping.set()
        await running
        writing.cancel()


async def test_an_update_is_stored_once(database: Database, clock: FixedClock) -> None:
    store = StoreUpdates(Door(database, clock))
    assert [item.id for item in await store([update(3), update(2), update(3)])] == [2, 3]
    assert await store([update(3, words="别的"), update(2)]) == []
    assert [item.id for item in await store([update(1)])] == [1]
    waiting = await ListWaiting(Door(database, clock))()
    assert [(item.id, item.chat, item.tries) for item in waiting] == [(1, 1, 1), (2, 1, 1), (3, 1, 1)]
    assert waiting[2].body["message"]["text"] == "党费怎么交？"


async def test_a_large_batch_is_stored_in_one_go(database: Database, clock: FixedClock) -> None:
    numbers = list(range(1, 1001))
    random.Random(3).shuffle(numbers)
    fresh = await StoreUpdates(Door(database, clock))([update(number) for number in numbers])
    assert [item.id for item in fresh] == list(range(1, 1001))
    assert await StoreUpdates(Door(database, clock))([]) == []


async def test_a_settled_update_is_forgotten_and_stays_settled(database: Database, clock: FixedClock) -> None:
    await StoreUpdates(Door(database, clock))([update(1)])
    note = NoteProgress(Door(database, clock))
    await note([UpdateId(1)], {})
    await note([], {UpdateId(1): UpdateState.DONE})
    await note([], {UpdateId(1): UpdateState.FAILED})
    [row] = await update_rows(database)
    assert (row.state, row.tries, row.settled_at) == (UpdateState.DONE, 2, clock.now())
    assert (row.body, row.chat_id, row.user_id) == (None, None, None)
    assert await ListWaiting(Door(database, clock))() == []


async def test_what_was_pruned_is_still_known(database: Database, clock: FixedClock) -> None:
    store, note, prune = (
        StoreUpdates(Door(database, clock)),
        NoteProgress(Door(database, clock)),
        PruneInbox(Door(database, clock)),
    )
    await prune()
    await store([update(number) for number in (10, 11, 12)])
    await note([], {UpdateId(10): UpdateState.DONE, UpdateId(11): UpdateState.DONE})
    for day in range(31):
        clock.move(days=1)
        await store([update(100 + day)])
    await prune()
    assert [row.update_id for row in await update_rows(database)][:2] == [12, 100]
    assert await store([update(10), update(9)]) == []
    assert [item.id for item in await store([update(12), update(131)])] == [131]


async def test_numbers_may_start_anew_after_a_silent_week(database: Database, clock: FixedClock) -> None:
    store, note, prune = (
        StoreUpdates(Door(database, clock)),
        NoteProgress(Door(database, clock)),
        PruneInbox(Door(database, clock)),
    )
    await store([update(9_000)])
    await note([], {UpdateId(9_000): UpdateState.DONE})
    clock.move(days=40)
    await prune()
    assert [item.id for item in await store([update(17)])] == [17]
    await note([], {UpdateId(17): UpdateState.DONE})
    clock.move(days=1)
    assert [item.id for item in await store([update(18)])] == [18]


async def test_chats_run_side_by_side_and_each_in_order(database: Database, clock: FixedClock) -> None:
    seen: dict[int, list[int]] = defaultdict(list)
    busy: set[int] = set()
    together = 0

    async def handle(item: Waiting) -> UpdateState:
        nonlocal together
        assert item.line not in busy
        busy.add(item.line)
        together = max(together, len(busy))
        await asyncio.sleep(0)
        seen[item.line].append(item.id)
        busy.discard(item.line)
        return UpdateState.DONE

    inbox = InboxRoom(Door(database, clock)).pump()
    await inbox.accept([update(number, chat=number % 7 + 1) for number in range(1, 211)])
    async with working(inbox, handle):
        await inbox.settled()
    assert together > 1
    assert all(numbers == sorted(numbers) for numbers in seen.values())
    assert {row.state for row in await update_rows(database)} == {UpdateState.DONE}


async def test_generated_repeats_change_nothing(database: Database, clock: FixedClock) -> None:
    handled: list[int] = []

    async def handle(item: Waiting) -> UpdateState:
        handled.append(item.id)
        return UpdateState.DONE

    numbers = [number for number in range(1, 301) for _ in range(10)]
    random.Random(5).shuffle(numbers)
    inbox = InboxRoom(Door(database, clock)).pump()
    async with working(inbox, handle):
        for start in range(0, len(numbers), 100):
            await inbox.accept([update(number, chat=number % 20 + 1) for number in numbers[start : start + 100]])
        await inbox.settled()
    assert sorted(handled) == list(range(1, 301))


async def test_a_crash_in_mid_handling_is_counted_and_given_up_at_last(database: Database, clock: FixedClock) -> None:
    tries = []
    for place in range(3):
        inbox, begun = InboxRoom(Door(database, clock)).pump(), asyncio.Event()

        async def handle(item: Waiting, begun: asyncio.Event = begun) -> UpdateState:
            tries.append(item.tries)
            begun.set()
            await asyncio.Event().wait()
            return UpdateState.DONE

        await (inbox.load() if place else inbox.accept([update(1)]))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(inbox.progress.run()), group.create_task(inbox.run(handle, apologise, begun))]
            await begun.wait()
            for task in tasks:
                task.cancel()
    inbox = InboxRoom(Door(database, clock)).pump()
    await inbox.load()
    async with working(inbox, handle):
        await inbox.settled()
    [row] = await update_rows(database)
    assert (tries, row.state, row.tries) == ([0, 1, 2], UpdateState.APOLOGISED, 3)


async def test_an_ending_is_kept_until_the_database_takes_it(database: Database, clock: FixedClock) -> None:
    inbox = InboxRoom(Door(database, clock)).pump()
    await inbox.accept([update(1)])
    inbox.progress.end(UpdateId(1), UpdateState.DONE)
    await rename(database, "telegram_updates", "away")
    with pytest.raises(DBAPIError):
        await inbox.progress.flush()
    await rename(database, "away", "telegram_updates")
    await inbox.progress.flush()
    assert [row.state for row in await update_rows(database)] == [UpdateState.DONE]


async def rename(database: Database, old: str, new: str) -> None:
    async with database.transaction() as session:
        await session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))


async def test_one_broken_update_does_not_stop_the_others(database: Database, clock: FixedClock) -> None:
    async def handle(item: Waiting) -> UpdateState:
        if item.id == 2:
            raise RuntimeError("broken")
        return UpdateState.DONE

    inbox = InboxRoom(Door(database, clock)).pump()
    async with working(inbox, handle):
        await inbox.accept([update(number) for number in (1, 2, 3)])
        await inbox.settled()
    states = [row.state for row in await update_rows(database)]
    assert states == [UpdateState.DONE, UpdateState.FAILED, UpdateState.DONE]


async def test_those_who_come_together_are_stored_together(database: Database, clock: FixedClock) -> None:
    inbox = InboxRoom(Door(database, clock)).pump()
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(inbox.accept([update(number % 25 + 1)])) for number in range(50)]
    assert sum(task.result() for task in tasks) >= 25
    assert [item.id for item in await ListWaiting(Door(database, clock))()] == list(range(1, 26))


async def test_who_shared_a_failed_transaction_hears_of_it(database: Database, clock: FixedClock) -> None:
    inbox = InboxRoom(Door(database, clock)).pump()
    naive = replace(update(2), body={"x": object()})
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(caught(inbox.accept([item]))) for item in (update(1), naive, update(3))]
    first, broken, shared = [task.result() for task in tasks]
    assert first == 1
    assert isinstance(broken, Exception)
    assert isinstance(shared, BotError)
    assert await inbox.accept([update(4)]) == 1


async def caught(call: Coroutine[Any, Any, int]) -> int | Exception:
    try:
        return await call
    except Exception as error:  # noqa: BLE001 - what it is is the question
        return error


@pytest.mark.parametrize("words", ["\0", "\ud83d", "😀" * 4000, "<b>'\"\\"])
async def test_any_text_can_be_stored(database: Database, clock: FixedClock, words: str) -> None:
    await StoreUpdates(Door(database, clock))([update(1, words=f"党费{words}")])
    [item] = await ListWaiting(Door(database, clock))()
    assert item.body["message"]["text"].startswith("党费")


async def test_a_dialogue_outlives_a_restart_and_ends_after_a_day(database: Database, clock: FixedClock) -> None:
    get, put, drop = (
        GetDialogue(Door(database, clock)),
        PutDialogue(Door(database, clock)),
        DropDialogue(Door(database, clock)),
    )
    first, second = Dialogue("leave", {"step": 1}), Dialogue("new", {"title": "主题党日"})
    await put(1, 2, first)
    await put(1, 2, second)
    await put(1, 3, first)
    assert (await get(1, 2), await get(1, 3), await get(2, 2)) == (second, first, None)
    assert [await drop(1, 3), await drop(1, 3)] == [True, False]
    clock.move(hours=24)
    assert await get(1, 2) is None
    await PruneInbox(Door(database, clock))()
    assert await drop(1, 2) is False


def facts(body: dict[str, Any]) -> tuple[int | None, int | None] | None:
    found = arrived(body)
    return (found.chat, found.user) if found else None


def test_what_can_arrive_is_read() -> None:
    person = {"id": 7}
    assert facts({"update_id": 1, "message": {"chat": {"id": -5}, "from": person}}) == (-5, 7)
    assert facts({"update_id": 1, "callback_query": {"from": person, "message": {"chat": {"id": 5}}}}) == (5, 7)
    assert facts({"update_id": 1, "callback_query": {"from": person}}) == (None, 7)
    assert facts({"update_id": 1, "poll_answer": {"user": person}}) == (None, 7)
    assert facts({"update_id": 1}) == (None, None)
    assert facts({"update_id": 1, "message": "text", "x": 2.5}) == (None, None)
    for number in (None, "1", -1, True, 1.0, 2**63):
        assert facts({"update_id": number}) is None
