"""Every outgoing call goes through here: paced, repeated when the network fails, quiet when a chat is closed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.logs import Event, record
from bot.telegram.transport.markup import escaped, split
from bot.telegram.transport.pacing import Lane, Pace

TRIES = 4
PATIENCE = 10  # times that one message obeys "retry after"
BACKOFF_SECONDS = 0.5
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

T = TypeVar("T")
Call = Callable[[], Awaitable[T]]


class Undelivered(Exception):
    """Telegram could not be reached, or asked to wait again and again; a later try may succeed."""


@dataclass(slots=True)
class Sender:
    """Sends. A closed chat (the person blocked the bot, the group is gone) gives None and a logged event."""

    bot: Bot
    timeout_seconds: float
    pace: Pace = field(default_factory=Pace)
    takes_drafts: bool = True

    async def send(
        self, chat: int, html: str, *, reply_to: int | None = None, buttons: InlineKeyboardMarkup | None = None
    ) -> Message | None:
        """Send text, split where it is too long; buttons stand under the last part. Errors: Undelivered.

        First and last part reply to the question: a button finds the words it needs in the message replied to.
        """
        *earlier, last = split(html)
        for place, part in enumerate(earlier):
            await self._part(chat, part, None if place else reply_to, None)
        return await self._part(chat, last, reply_to, buttons)

    async def edit(self, message: Message, html: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Put other words in place of a message; one that is gone or already says so is left alone."""
        with suppress(BadRequest):
            await self.paced(
                message.chat.id,
                lambda: message.edit_text(
                    html, parse_mode=ParseMode.HTML, reply_markup=buttons, link_preview_options=NO_PREVIEW
                ),
            )

    async def send_file(self, chat: int, content: bytes, name: str, caption: str = "") -> Message | None:
        """Send a file with plain text under it. Errors: Undelivered."""
        file = InputFile(content, filename=name)
        return await self.paced(chat, lambda: self.bot.send_document(chat, file, caption=caption))

    async def answer(self, query: CallbackQuery, text: str = "", *, alert: bool = False) -> None:
        """Answer a pressed button; what can no longer be told there is sent as a message. Errors: Undelivered."""
        try:
            await self._called(lambda: query.answer(text or None, show_alert=alert))
        except (TelegramError, Undelivered):  # too old, too long, or answered before
            if text and query.message is not None:
                await self.send(query.message.chat.id, escaped(text))

    async def draft(self, chat: int, draft: int, text: str) -> None:
        """Show words in the making, or that somebody is typing; a sign that fails is only left out."""
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(self.timeout_seconds):
                if not (self.takes_drafts and await self._drafted(chat, draft, text)):
                    await self.bot.send_chat_action(chat, ChatAction.TYPING)

    async def typing(self, chat: int) -> None:
        """Show that somebody is typing; a sign that fails is only left out."""
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(self.timeout_seconds):
                await self.bot.send_chat_action(chat, ChatAction.TYPING)

    async def _drafted(self, chat: int, draft: int, text: str) -> bool:
        try:
            return await self.bot.send_message_draft(chat, draft, text)
        except (BadRequest, InvalidToken):  # an older server answers 404, which the library takes for a wrong token
            self.takes_drafts = False
            return False

    async def _part(
        self, chat: int, html: str, reply_to: int | None, buttons: InlineKeyboardMarkup | None
    ) -> Message | None:
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        return await self.paced(
            chat,
            lambda: self.bot.send_message(
                chat,
                html,
                parse_mode=ParseMode.HTML,
                reply_markup=buttons,
                reply_parameters=reply,
                link_preview_options=NO_PREVIEW,
            ),
        )

    async def paced(self, chat: int, call: Call[T]) -> T | None:
        """Make a call that counts as a message to a chat. Errors: Undelivered, BadRequest."""
        lane = self.pace.lane(chat)
        async with lane.lock:
            for _ in range(PATIENCE):
                try:
                    async with self.pace.turn(lane):
                        return await self._called(call)
                except RetryAfter as busy:
                    self._hold(lane, busy)
                except (Forbidden, ChatMigrated):
                    record(Event.CHAT_CLOSED, chat=chat)
                    return None
        raise Undelivered

    def _hold(self, lane: Lane, busy: RetryAfter) -> None:
        assert isinstance(busy.retry_after, timedelta)  # connection.py asks the library for it
        pause = busy.retry_after.total_seconds()
        record(Event.TELEGRAM_HELD_BACK, seconds=pause)
        self.pace.hold(lane, pause)

    async def _called(self, call: Call[T]) -> T:
        """Call, and call again when the network or the server fails. Errors: Undelivered, TelegramError."""
        for attempt in range(TRIES):
            await self.pace.sleep(BACKOFF_SECONDS * 2**attempt if attempt else 0)
            try:
                async with asyncio.timeout(self.timeout_seconds):
                    return await call()
            except BadRequest:
                raise
            except (NetworkError, InvalidToken, TimeoutError):  # a revoked token is told at the next start
                continue
        raise Undelivered
