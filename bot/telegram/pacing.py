"""When the next message may go: one a second to a chat, 20 a minute to a group, 30 a second in all."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic

REMEMBERED = 20_000  # chats; an idle one unseen for longest is forgotten first
SLACK = 1.02  # the network may bring two messages closer together than they were sent

Seconds = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits, as its documentation and telegram.constants.FloodLimit give them."""

    chat_per_second: int = 1
    group_per_minute: int = 20
    overall_per_second: int = 30


@dataclass(slots=True)
class Window:
    """At most `limit` in any span of `seconds`."""

    limit: int
    seconds: float
    _taken: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Give the seconds until the next one fits in."""
        while self._taken and self._taken[0] <= now - self.seconds:
            self._taken.popleft()
        return self._taken[0] + self.seconds - now if len(self._taken) >= self.limit else 0.0

    def take(self, now: float) -> None:
        """Count one."""
        self._taken.append(now)


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

    limits: Limits = field(default_factory=Limits)
    now: Seconds = monotonic
    sleep: Sleep = asyncio.sleep
    _overall: Window = field(init=False)
    _lanes: OrderedDict[int, Lane] = field(default_factory=OrderedDict)

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

    async def turn(self, lane: Lane) -> None:
        """Return when a message may go, and count it. The caller holds the lane's lock."""
        while (wait := max(lane.wait(self.now()), self._overall.wait(self.now()))) > 0:
            await self.sleep(wait)
        for window in (*lane.windows, self._overall):
            window.take(self.now())

    def hold(self, lane: Lane, seconds: float) -> None:
        """Let nothing go to this chat for so long."""
        lane.held_until = self.now() + seconds

    def _windows(self, chat: int) -> list[Window]:
        is_group = chat < 0
        private = Window(self.limits.chat_per_second, SLACK)
        return [private, Window(self.limits.group_per_minute, 60 * SLACK)] if is_group else [private]
