"""The door to work: one transaction or one reading, and the one moment that counts in it.

A use case holds a door and says only its rule; it never opens a session or asks the clock itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.logs import Event, Fact, record
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class Visit:
    """What is inside: a session, and the moment (aware UTC) and day (in China) at which the door was opened."""

    session: AsyncSession
    now: datetime
    today: date
    notes: list[tuple[Event, Mapping[str, Fact]]]

    @property
    def opened(self) -> tuple[AsyncSession, datetime, date, list[tuple[Event, Mapping[str, Fact]]]]:
        """What a wider visit begins with."""
        return self.session, self.now, self.today, self.notes

    def note(self, event: Event, **facts: Fact) -> None:
        """Log an event with ids and numbers, once what it tells is committed; a rollback tells nothing."""
        self.notes.append((event, facts))


@dataclass(frozen=True, slots=True)
class Door:
    """Opens transactions; `looking` gives the same door that opens readings, which the database refuses to write in."""

    database: Database
    clock: Clock
    is_looking: bool = False

    @property
    def looking(self) -> Self:
        """Give the door for those who only look."""
        return replace(self, is_looking=True)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Visit]:
        """Open; a transaction commits on the way out and rolls back on any error."""
        now, today = self.clock.now(), self.clock.today()
        async with self.database.reading() if self.is_looking else self.database.transaction() as session:
            visit = Visit(session, now, today, [])
            yield visit
        for event, facts in visit.notes:
            record(event, **facts)
