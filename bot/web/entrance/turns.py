"""Answers in turn: few at once, the rest wait client by client, and beyond a bound there is an honest no."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.errors import BotError, ErrorCode

Place = asyncio.Future[None]


@dataclass(slots=True)
class Turns:
    """Lets `at_once` work; `waiting` more may wait, `seconds` at most.

    Clients are served round and round, each its own oldest first, so that one that asks a lot waits for itself. When
    all places are taken, a client that has fewer takes the newest place of the one that has most.
    Two cores answer four at once (knowledge.retrieval.search); more are let in, for a language model makes them wait.
    """

    at_once: int = 16
    waiting: int = 64
    seconds: float = 20.0
    _working: int = 0
    _lines: OrderedDict[str, deque[Place]] = field(default_factory=OrderedDict)

    @asynccontextmanager
    async def of(self, client: str) -> AsyncIterator[None]:
        """Work when the client's turn has come. Errors: BotError ANSWERS_BUSY."""
        await self._come_in(client)
        try:
            yield
        finally:
            self._next()

    async def _come_in(self, client: str) -> None:
        if self._working < self.at_once:
            self._working += 1
            return
        place = self._take_place(client)
        try:
            async with asyncio.timeout(self.seconds):
                await place
        except TimeoutError:
            self._leave(client, place)
            raise BotError(ErrorCode.ANSWERS_BUSY) from None
        except BaseException:
            self._leave(client, place)
            raise

    def _take_place(self, client: str) -> Place:
        if sum(map(len, self._lines.values())) >= self.waiting:
            self._make_room(client)
        place: Place = asyncio.get_running_loop().create_future()
        self._lines.setdefault(client, deque()).append(place)
        return place

    def _make_room(self, client: str) -> None:
        longest = max(self._lines.values(), key=len)
        if len(longest) <= len(self._lines.get(client, ())) + 1:
            raise BotError(ErrorCode.ANSWERS_BUSY)
        place = longest.pop()
        if not place.done():
            place.set_exception(BotError(ErrorCode.ANSWERS_BUSY))

    def _leave(self, client: str, place: Place) -> None:
        """Give the place up; a turn that came in the very moment is passed on."""
        if place.done() and not place.cancelled() and place.exception() is None:
            self._next()
        line = self._lines.get(client)
        if line is not None and place in line:
            line.remove(place)
            if not line:
                del self._lines[client]

    def _next(self) -> None:
        while self._lines:
            client, line = self._lines.popitem(last=False)
            place = line.popleft()
            if line:
                self._lines[client] = line  # at the end: the others come first
            if not place.done():
                place.set_result(None)
                return
        self._working -= 1
