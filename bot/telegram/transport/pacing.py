"""When the next message may go: one a second to a chat, 20 a minute to a group, 30 a second in all."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic

from bot.inbox.slots import standing_aside

REMEMBERED = 20_000  # chats; an idle one unseen for longest is forgotten first
SLACK = 1.005  # two clocks never run quite alike
LOOK_AGAIN_SECONDS = 0.02  # while all that count are still under way

Seconds = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class TelegramLimits:
    """Telegram's limits, as its documentation and telegram.constants.FloodLimit give them."""

    chat_per_second: int = 1
    group_per_minute: int = 20
    overall_per_second: int = 30


@dataclass(slots=True)
class Window:
    """At most `limit` in any span of `seconds`, wherever they are counted.

    A call counts from its start until `seconds` after its end. Whoever counts it at the other side does so in between,
    so no delay on the way can bring more than `limit` together there.
    """

    limit: int
    seconds: float
    _under_way: int = 0
    _ended: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Give the seconds until the next one may fit in."""
        while self._ended and self._ended[0] <= now - self.seconds:
            self._ended.popleft()
        if self._under_way + len(self._ended) < self.limit:
            return 0.0
        return self._ended[0] + self.seconds - now if self._ended else LOOK_AGAIN_SECONDS

    def begin(self) -> None:
        """Count one."""
        self._under_way += 1

    def end(self, now: float) -> None:
        """Note that it is over; it counts a while longer."""
        self._under_way -= 1
        self._ended.append(now)


@dataclass(slots=True)
class Lane:
    """One chat's turn: who holds the lock sends, and whatever Telegram asks to wait all wait."""

    windows: tuple[Window, ...]
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    held_until: float = 0.0

    def wait(self, now: float) -> float:
        """Give the seconds until a message to this chat may go."""
        return max(self.held_until - now, *(window.wait(now) for window in self.windows))


@dataclass(slots=True)
class Pace:
    """Makes senders wait. `now` and `sleep` are the monotonic clock in seconds; tests bring their own."""

    limits: TelegramLimits = field(default_factory=TelegramLimits)
    now: Seconds = monotonic
    sleep: Sleep = asyncio.sleep
    _overall: Window = field(init=False)
    _lanes: OrderedDict[int, Lane] = field(default_factory=OrderedDict)
    _gate: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self._overall = Window(self.limits.overall_per_second, SLACK)

    def lane(self, chat: int) -> Lane:
        """Give a chat's lane."""
        lane = self._lanes.pop(chat, None) or Lane(tuple(self._windows(chat)))
        self._lanes[chat] = lane
        oldest = next(iter(self._lanes.values()))
        if len(self._lanes) > REMEMBERED and not oldest.lock.locked() and oldest.wait(self.now()) <= 0:
            self._lanes.popitem(last=False)
        return lane

    @asynccontextmanager
    async def turn(self, lane: Lane) -> AsyncIterator[None]:
        """Enter when a message may go; send it inside. The caller holds the lane's lock.

        First come, first served: only the first in the queue looks at the clock, however many wait behind it. Whoever
        waits gives up its place among the workers meanwhile.
        """
        if self._gate.locked() or self._wait(lane) > 0:
            async with standing_aside():
                await self._queue(lane)
        else:
            self._begin(lane)
        try:
            yield
        finally:
            for window in (*lane.windows, self._overall):
                window.end(self.now())

    async def _queue(self, lane: Lane) -> None:
        while (wait := lane.wait(self.now())) > 0:
            await self.sleep(wait)
        async with self._gate:
            while (wait := self._wait(lane)) > 0:
                await self.sleep(wait)
            self._begin(lane)

    def _wait(self, lane: Lane) -> float:
        return max(lane.wait(self.now()), self._overall.wait(self.now()))

    def _begin(self, lane: Lane) -> None:
        for window in (*lane.windows, self._overall):
            window.begin()

    def hold(self, lane: Lane, seconds: float) -> None:
        """Let nothing go to this chat for so long."""
        lane.held_until = self.now() + seconds

    def _windows(self, chat: int) -> list[Window]:
        is_group = chat < 0
        private = Window(self.limits.chat_per_second, SLACK)
        return [private, Window(self.limits.group_per_minute, 60 * SLACK)] if is_group else [private]
