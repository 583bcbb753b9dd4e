"""One look a second at an activity, however many walls show it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

LOOK_SECONDS = 1.0  # how often the counts are read: a check-in is on the wall within two seconds
BEAT = b"event: beat\ndata: 1\n\n"
Look = Callable[[], Awaitable[bytes]]


@dataclass(slots=True)
class Watching:
    """Whoever comes first looks, and the others are shown what was seen; nobody looks when nobody watches."""

    seconds: float = LOOK_SECONDS
    _seen: dict[Hashable, _Seen] = field(default_factory=dict)

    async def __call__(self, thing: Hashable, look: Look) -> AsyncGenerator[bytes, None]:
        """Give what `look` gives, at once and on each change, and a beat when nothing has changed.

        It ends with what `look` raises.
        """
        shown = b""
        while True:
            now = await self._now(thing, look)
            yield BEAT if now == shown else now
            shown = now
            await asyncio.sleep(self.seconds)

    async def _now(self, thing: Hashable, look: Look) -> bytes:
        while True:
            seen = self._seen.get(thing)
            if seen is None or monotonic() - seen.at >= self.seconds:
                return await self._first(thing, look)
            with suppress(_WentAway):
                return await asyncio.shield(seen.line)  # one who leaves must not take it from the others

    async def _first(self, thing: Hashable, look: Look) -> bytes:
        self._forget_old()
        seen = self._seen[thing] = _Seen(monotonic(), asyncio.get_running_loop().create_future())
        try:
            line = await look()
        except BaseException as error:
            self._seen.pop(thing, None)
            seen.line.set_exception(error if isinstance(error, Exception) else _WentAway())
            seen.line.exception()  # nobody else may be there to hear of it
            raise
        seen.line.set_result(line)
        return line

    def _forget_old(self) -> None:
        """Let go of what nobody has watched for a while."""
        old = [thing for thing, seen in self._seen.items() if monotonic() - seen.at > 60 * self.seconds]
        for thing in old:
            del self._seen[thing]


@dataclass(frozen=True, slots=True)
class _Seen:
    at: float
    line: asyncio.Future[bytes]


class _WentAway(Exception):
    """Who was looking closed the page meanwhile: another looks."""
