"""The first sign of an answer, and its words as they come. Only the latest words matter, one draft a second."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from telegram import Message

from bot.telegram.sentences.common import ChatText
from bot.telegram.transport.addressing import is_private
from bot.telegram.transport.markup import LONGEST
from bot.telegram.transport.sender import Sender
from bot.texts import say

GAP_SECONDS = 1.0


@dataclass(slots=True)
class LiveAnswer:
    """Words in the making under one question."""

    sender: Sender
    chat: int
    number: int
    text: str = field(default_factory=lambda: say(ChatText.CHAT_THINKING))
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _idle: asyncio.Lock = field(default_factory=asyncio.Lock)

    def show(self, text: str) -> None:
        """Put words in place of those before, soon."""
        self.text = text[:LONGEST]
        self._changed.set()

    async def run(self) -> None:
        """Show what changes until cancelled; a draft on its way is never cut off."""
        while True:
            self._changed.clear()
            async with self._idle:
                await self.sender.draft(self.chat, self.number, self.text)
            await self.sender.pace.sleep(GAP_SECONDS)
            await self._changed.wait()

    async def rest(self) -> None:
        """Return when no draft is on its way, so that none arrives after the answer."""
        async with self._idle:
            self._changed.clear()


@asynccontextmanager
async def answering(sender: Sender, message: Message) -> AsyncIterator[LiveAnswer]:
    """Show at once that the question has come; hand out where its words go."""
    live = LiveAnswer(sender, message.chat.id, message.message_id)
    failed: Exception | None = None
    async with asyncio.TaskGroup() as group:
        showing = group.create_task(live.run() if is_private(message) else sender.typing(message.chat.id))
        try:
            yield live
        except Exception as error:  # noqa: BLE001 - raised again below; a task group would wrap it
            failed = error
        await live.rest()
        showing.cancel()
    if failed is not None:
        raise failed
