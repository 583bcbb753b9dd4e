"""What stands before and after all rooms: what nobody expects an answer to, and a sentence for whatever nobody took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus
from telegram.ext import ChatMemberHandler, MessageHandler, TypeHandler, filters

from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.telegram.desk.reception import Reception
from bot.telegram.desk.spots import spot_of
from bot.telegram.sentences.common import ChatText
from bot.telegram.transport.addressing import FOR_US, FROM_BOT, PRIVATE, command_of
from bot.telegram.transport.callback_data import Context, Handler, any_button
from bot.texts import say

GONE = {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}
SERVICE = filters.StatusUpdate.ALL
NOT_TEXT = ~filters.TEXT & ~SERVICE


@dataclass(frozen=True, slots=True)
class IgnoredHandlers:
    """Stands before all others: what nobody expects an answer to."""

    def handlers(self) -> Sequence[Handler]:
        return [
            ChatMemberHandler(self.on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.UpdateType.CHANNEL_POSTS | FROM_BOT | SERVICE, self.on_ignored),
        ]

    async def on_membership(self, update: Update, _: Context) -> None:
        """Note that a chat was closed to the bot or opened again."""
        change = update.my_chat_member
        assert isinstance(change, ChatMemberUpdated)  # ChatMemberHandler's promise
        is_gone = change.new_chat_member.status in GONE
        record(Event.CHAT_CLOSED if is_gone else Event.CHAT_OPENED, chat=change.chat.id)

    async def on_ignored(self, _: Update, __: Context) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class LastHandlers:
    """Stands after all others: a sentence for whatever nobody took."""

    desk: Reception

    def handlers(self) -> Sequence[Handler]:
        new = filters.UpdateType.MESSAGE
        return [
            MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT & FOR_US, self.on_edited),
            MessageHandler(new & filters.COMMAND & FOR_US, self.on_unknown_command),
            MessageHandler(new & NOT_TEXT & (PRIVATE | FOR_US), self.on_not_text),
            any_button(self.on_unknown_button),
            TypeHandler(Update, self.on_nothing),
        ]

    async def on_edited(self, update: Update, _: Context) -> None:
        """Say that an edited message is not answered again."""
        await self.desk.reply(spot_of(update), ChatText.CHAT_EDITED)

    async def on_unknown_command(self, update: Update, _: Context) -> None:
        """Say that there is no such command."""
        spot = spot_of(update)
        typed = f"/{command_of(spot.message) or ''}"
        await self.desk.reply(spot, say(ChatText.CHAT_UNKNOWN_COMMAND, command=typed))

    async def on_not_text(self, update: Update, _: Context) -> None:
        """Say that only text is understood."""
        await self.desk.reply(spot_of(update), ChatText.CHAT_ONLY_TEXT)

    async def on_unknown_button(self, _: Update, __: Context) -> None:
        """Say that the button no longer works. Errors: BotError BUTTON_EXPIRED."""
        raise BotError(ErrorCode.BUTTON_EXPIRED)

    async def on_nothing(self, _: Update, __: Context) -> None:
        """Leave alone what was said to others."""
