"""Fetches updates. Telegram is told that they arrived only after they are stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from telegram.error import RetryAfter

from bot.inbox.model import arrived
from bot.inbox.pump import Inbox
from bot.logs import Event, record_error
from bot.telegram.transport.connection import Connection
from bot.telegram.transport.pacing import Sleep

BREATH_SECONDS = 0.05  # in a rush: what comes meanwhile shares one transaction, which costs less than it waits
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0


@dataclass(slots=True)
class Polling:
    """Asks for updates until cancelled.

    The offset is sent only until Telegram has heard it: after a silent week numbers start anew, below it perhaps.
    """

    connection: Connection
    inbox: Inbox
    timeout_seconds: int
    sleep: Sleep
    note: Callable[[Exception | None], None]  # told of every failure, and by None of the first success after one
    _offset: int | None = None
    _pause: float = 0.0

    async def run(self) -> None:
        """Fetch and store, for ever."""
        while True:
            await self.inbox.has_room()
            found = await self._fetched()
            try:
                if found is not None:
                    await self._take(found)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with the database passes
                record_error(Event.INBOX_TROUBLE, error)
                await self._rest(error)

    async def _fetched(self) -> Sequence[dict[str, Any]] | None:
        try:
            found = await self.connection.fetch(self._offset, self.timeout_seconds)
        except Exception as error:  # noqa: BLE001 - and so does what is wrong with the network
            self.note(error)
            await self._rest(error)
            return None
        if self._pause:
            self.note(None)
            self._pause = 0.0
        return found

    async def _take(self, bodies: Sequence[dict[str, Any]]) -> None:
        updates = [item for body in bodies if (item := arrived(body)) is not None]
        await self.inbox.accept(updates)
        self._offset = updates[-1].id + 1 if updates else None
        if len(bodies) > 1:
            await self.sleep(BREATH_SECONDS)

    async def _rest(self, error: Exception) -> None:
        self._pause = min(max(2 * self._pause, FIRST_PAUSE_SECONDS), LONGEST_PAUSE_SECONDS)
        asked = error.retry_after.total_seconds() if isinstance(error, RetryAfter) else 0.0  # type: ignore[union-attr]
        await self.sleep(max(self._pause, asked))
