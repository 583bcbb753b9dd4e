"""Telegram's limits as its server keeps them, and a clock that passes as fast as it is told."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from time import monotonic


@dataclass
class FastTime:
    """A monotonic clock in seconds. Whoever sleeps by it moves it on instead of waiting."""

    at: float = 1000.0

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += max(seconds, 0.0)
        await asyncio.sleep(0)


@dataclass
class FloodLimits:
    """Counts messages; gives the seconds to wait when one is too many. A short burst to one chat is let through."""

    now: Callable[[], float] = monotonic
    burst: int = 3
    per_second: int = 30
    group_per_minute: int = 20
    enabled: bool = True
    _seen: dict[object, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _until: dict[int, float] = field(default_factory=dict)

    def refuses(self, chat: int) -> int:
        """Count a message to the chat; 0 when it may go."""
        if not self.enabled:
            return 0
        now = self.now()
        if self._until.get(chat, 0.0) > now:
            return max(1, ceil(self._until[chat] - now))
        spans: list[tuple[object, int, float]] = [(chat, self.burst, float(self.burst)), ("all", self.per_second, 1.0)]
        if chat < 0:
            spans.append(((chat, "minute"), self.group_per_minute, 60.0))
        wait = max(self._wait(key, limit, seconds, now) for key, limit, seconds in spans)
        if wait > 0:
            self._until[chat] = now + ceil(wait)
            return ceil(wait)
        for key, _, _ in spans:
            self._seen[key].append(now)
        return 0

    def _wait(self, key: object, limit: int, seconds: float, now: float) -> float:
        seen = self._seen[key]
        while seen and seen[0] <= now - seconds:
            seen.popleft()
        return seen[0] + seconds - now if len(seen) >= limit else 0.0
