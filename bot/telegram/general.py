"""What is said to everything that is no question: greetings, help, and a sentence for whatever is not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.telegram.addressing import FOR_US, FROM_BOT, PRIVATE, command_of
from bot.telegram.desk import Context, Desk, Handler
from bot.texts import Sentence, say
from bot.texts.telegram import ChatText

GONE = {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}
SERVICE = filters.StatusUpdate.ALL
NOT_TEXT = ~filters.TEXT & ~SERVICE


@dataclass(frozen=True, slots=True)
class GeneralHandlers:
    """The commands that belong to no room. `menu` is every room's commands."""

    desk: Desk
    menu: dict[str, Sentence]

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name the commands of the menu."""
        return {"help": ChatText.CHAT_COMMAND_HELP, "privacy": ChatText.CHAT_COMMAND_PRIVACY}

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        new = filters.UpdateType.MESSAGE
        return [
            CommandHandler("start", self.on_start, new),
            CommandHandler("help", self.on_help, new),
            CommandHandler("privacy", self.on_privacy, new),
        ]

    async def on_start(self, update: Update, _: Context) -> None:
        """Greet."""
        await self.desk.say(_message(update), ChatText.CHAT_WELCOME)

    async def on_help(self, update: Update, _: Context) -> None:
        """List the commands."""
        lines = [say(ChatText.CHAT_HELP_LINE, command=name, meaning=say(text)) for name, text in self.menu.items()]
        await self.desk.say(_message(update), ChatText.CHAT_HELP, commands="\n".join(lines))

    async def on_privacy(self, update: Update, _: Context) -> None:
        """Tell what is kept."""
        await self.desk.say(_message(update), ChatText.CHAT_PRIVACY)


@dataclass(frozen=True, slots=True)
class IgnoredHandlers:
    """Stands before all others: what nobody expects an answer to."""

    commands: dict[str, Sentence]

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
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

    desk: Desk
    commands: dict[str, Sentence]

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
        return [
            MessageHandler(edited & filters.TEXT & FOR_US, self.on_edited),
            MessageHandler(new & filters.COMMAND & FOR_US, self.on_unknown_command),
            MessageHandler(new & NOT_TEXT & (PRIVATE | FOR_US), self.on_not_text),
            CallbackQueryHandler(self.on_unknown_button),
            TypeHandler(Update, self.on_nothing),
        ]

    async def on_edited(self, update: Update, _: Context) -> None:
        """Say that an edited message is not answered again."""
        await self.desk.say(_message(update), ChatText.CHAT_EDITED)

    async def on_unknown_command(self, update: Update, _: Context) -> None:
        """Say that there is no such command."""
        message = _message(update)
        await self.desk.say(message, ChatText.CHAT_UNKNOWN_COMMAND, command=f"/{command_of(message) or ''}")

    async def on_not_text(self, update: Update, _: Context) -> None:
        """Say that only text is understood."""
        await self.desk.say(_message(update), ChatText.CHAT_ONLY_TEXT)

    async def on_unknown_button(self, _: Update, __: Context) -> None:
        """Say that the button no longer works. Errors: BotError BUTTON_EXPIRED."""
        raise BotError(ErrorCode.BUTTON_EXPIRED)

    async def on_nothing(self, _: Update, __: Context) -> None:
        """Leave alone what was said to others."""


def _message(update: Update) -> Message:
    assert update.effective_message is not None  # every filter above promises it
    return update.effective_message
