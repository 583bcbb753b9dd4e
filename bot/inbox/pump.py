"""Works off the inbox: updates of one chat in order, different chats side by side, every ending written down."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from heapq import heappop, heappush
from itertools import islice

from bot.errors import BotError, ErrorCode
from bot.inbox.model import Arrived, UpdateId, UpdateState, Waiting
from bot.inbox.slots import working
from bot.inbox.usecases import ListWaiting, NoteProgress, StoreUpdates
from bot.logs import Event, record_error

WORKERS = 32  # updates handled at once; those that wait for Telegram to let them answer do not count
FULL = 20_000  # updates in hand, most of them waiting for their answer to go out; beyond it no more are fetched
LINGER_SECONDS = 0.05  # endings wait this long for others to share their transaction
AGAIN_SECONDS = 5.0  # pause before the next try of an update whose answer could not be delivered
AT_ONCE = 500  # numbers in one statement

Handle = Callable[[Waiting], Awaitable[UpdateState]]
GiveUp = Callable[[Waiting], Awaitable[UpdateState]]


@dataclass(slots=True)
class Progress:
    """Writes down beginnings at once and endings soon after, many in one transaction.

    A database that does not answer is tried again until it does: nothing is handled that was not written down.
    """

    note: NoteProgress
    pause_seconds: float = 1.0
    _begun: dict[UpdateId, asyncio.Future[None]] = field(default_factory=dict)
    _ended: dict[UpdateId, UpdateState] = field(default_factory=dict)
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)
    _hurry: asyncio.Event = field(default_factory=asyncio.Event)
    _some: asyncio.Event = field(default_factory=asyncio.Event)

    async def begin(self, number: UpdateId) -> None:
        """Return once the beginning is written down."""
        future = self._begun[number] = asyncio.get_running_loop().create_future()
        self._some.set()
        self._hurry.set()
        await future

    def end(self, number: UpdateId, state: UpdateState) -> None:
        """Take an ending in; it is written down soon."""
        self._ended[number] = state
        self._some.set()
        if len(self._ended) >= AT_ONCE:
            self._hurry.set()

    def hurry(self) -> None:
        """Write down what there is now: nothing else is coming."""
        self._hurry.set()

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            await self._some.wait()
            try:
                async with asyncio.timeout(LINGER_SECONDS):
                    await self._hurry.wait()
            except TimeoutError:
                pass
            try:
                await self.flush()
            except Exception as error:  # noqa: BLE001 - whatever the database has, it is asked again
                record_error(Event.INBOX_STUCK, error)
                await asyncio.sleep(self.pause_seconds)

    async def flush(self) -> None:
        """Write down what has gathered."""
        async with self._one:
            await self._flush()

    async def _flush(self) -> None:
        begun = dict(islice(self._begun.items(), AT_ONCE))
        ended = dict(islice(self._ended.items(), AT_ONCE))
        if begun or ended:
            await self.note(begun, ended)
        for number, future in begun.items():
            del self._begun[number]
            if not future.done():
                future.set_result(None)
        for number in ended:
            del self._ended[number]
        if not self._begun and not self._ended:
            self._some.clear()
            self._hurry.clear()


@dataclass(slots=True)
class Batch:
    """Updates that are stored together; `fresh` are the numbers that were new."""

    updates: list[Arrived] = field(default_factory=list)
    fresh: set[UpdateId] = field(default_factory=set)
    is_stored: bool = False


@dataclass(slots=True)
class Inbox:
    """Takes updates in and has them handled.

    `handle` gives how an update ended, or NEW when its answer could not be delivered and it should be tried again;
    `give_up` tells the person that nothing came of it and gives how that ended.
    """

    store: StoreUpdates
    waiting: ListWaiting
    progress: Progress
    workers: int = WORKERS
    again_seconds: float = AGAIN_SECONDS
    _gathering: Batch = field(default_factory=Batch)
    _storing: asyncio.Lock = field(default_factory=asyncio.Lock)
    _lines: dict[int, list[tuple[UpdateId, Waiting]]] = field(default_factory=dict)
    _ready: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    _busy: set[int] = field(default_factory=set)
    _known: set[UpdateId] = field(default_factory=set)
    _room: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def is_full(self) -> bool:
        """Whether so much waits that no more should come in."""
        return len(self._known) >= FULL

    async def accept(self, updates: Sequence[Arrived]) -> int:
        """Store updates and put what is new in line; gives how many were new. They are safe when this returns.

        Those that arrive while others are being stored share the next transaction. Errors: BotError
        DATABASE_UNREACHABLE when the transaction they shared failed.
        """
        batch = self._gathering
        batch.updates.extend(updates)
        async with self._storing:
            if batch is self._gathering:
                self._gathering = Batch()
                for item in await self.store(batch.updates):
                    batch.fresh.add(item.id)
                    self._queue(item)
                batch.is_stored = True
        if not batch.is_stored:
            raise BotError(ErrorCode.DATABASE_UNREACHABLE)
        mine = batch.fresh & {item.id for item in updates}
        batch.fresh -= mine  # of two who brought the same one, one brought it first
        return len(mine)

    async def load(self) -> None:
        """Put in line what a stop or a crash left behind."""
        for item in await self.waiting():
            self._queue(item)

    async def has_room(self) -> None:
        """Return when more may come in."""
        async with self._room:
            await self._room.wait_for(lambda: not self.is_full)

    async def settled(self) -> None:
        """Return when nothing waits any more."""
        async with self._room:
            await self._room.wait_for(lambda: not self._known)
        await self.progress.flush()

    async def run(self, handle: Handle, give_up: GiveUp, stopping: asyncio.Event) -> None:
        """Handle updates with several workers until told to stop; what is in hand then is finished first."""
        slots = asyncio.Semaphore(self.workers)
        async with asyncio.TaskGroup() as group:
            taking = group.create_task(self._take(group, slots, partial(self._handled, handle=handle, give_up=give_up)))
            await stopping.wait()
            taking.cancel()

    async def _take(self, group: asyncio.TaskGroup, slots: asyncio.Semaphore, handled: Handle) -> None:
        while True:
            line = await self._ready.get()
            async with slots:  # one is free: whoever comes next is begun
                _, item = heappop(self._lines[line])
                self._busy.add(line)
            group.create_task(self._work(line, item, slots, handled))

    async def _work(self, line: int, item: Waiting, slots: asyncio.Semaphore, handled: Handle) -> None:
        async with working(slots):
            state = await handled(item)
        if state is UpdateState.NEW:
            heappush(self._lines[line], (item.id, replace(item, tries=item.tries + 1, is_counted=False)))
            asyncio.get_running_loop().call_later(self.again_seconds, self._ready.put_nowait, line)
        else:
            await self._end(line, item.id, state)

    async def _handled(self, item: Waiting, handle: Handle, give_up: GiveUp) -> UpdateState:
        try:
            if item.is_spent:
                return await give_up(item)
            if not item.is_counted:
                await self.progress.begin(item.id)
            return await handle(item)
        except Exception as error:  # noqa: BLE001 - the last boundary: one broken update must not stop the others
            record_error(Event.UNEXPECTED, error)
            return UpdateState.FAILED

    async def _end(self, line: int, number: UpdateId, state: UpdateState) -> None:
        self._busy.discard(line)
        if self._lines[line]:
            self._ready.put_nowait(line)
        else:
            del self._lines[line]
        self._known.discard(number)
        self.progress.end(number, state)
        if self._ready.empty():
            self.progress.hurry()
        async with self._room:
            self._room.notify_all()

    def _queue(self, item: Waiting) -> None:
        if item.id in self._known:
            return
        self._known.add(item.id)
        heap = self._lines.setdefault(item.line, [])
        heappush(heap, (item.id, item))
        if len(heap) == 1 and item.line not in self._busy:
            self._ready.put_nowait(item.line)
