"""A worker's place. Whoever waits for Telegram's turn gives it up meanwhile, so that others are handled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class _Place:
    slots: asyncio.Semaphore
    is_held: bool = False

    async def take(self) -> None:
        await self.slots.acquire()
        self.is_held = True

    def leave(self) -> None:
        if self.is_held:  # a wait that was cancelled never took it back
            self.is_held = False
            self.slots.release()


_mine: ContextVar[_Place | None] = ContextVar("_mine", default=None)


@asynccontextmanager
async def working(slots: asyncio.Semaphore) -> AsyncIterator[None]:
    """Hold a place while an update is handled."""
    place = _Place(slots)
    await place.take()
    before = _mine.set(place)
    try:
        yield
    finally:
        _mine.reset(before)
        place.leave()


@asynccontextmanager
async def standing_aside() -> AsyncIterator[None]:
    """Give the place up for the time of a wait; outside of an update's handling nothing is held."""
    place = _mine.get()
    if place is None:
        yield
        return
    place.leave()
    yield
    await place.take()
