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
from bot.people.model import Permission
from bot.telegram.desk.keyboards import keyboard
from bot.telegram.desk.reception import MemberDesk, asker
from bot.telegram.desk.room import Context, Desk, Handler
from bot.telegram.members.entry import Entry
from bot.telegram.transport.addressing import FOR_US, FROM_BOT, PRIVATE, command_of, is_private, words_of
from bot.telegram.transport.markup import escaped
from bot.telegram.wording.common_sentences import ChatText
from bot.telegram.wording.member_sentences import RegisterChat
from bot.telegram.wording.secretary_sentences import SecretaryChat
from bot.texts import Sentence, say

GONE = {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}
SERVICE = filters.StatusUpdate.ALL
NOT_TEXT = ~filters.TEXT & ~SERVICE
RUNNING: dict[str, tuple[Sentence, Permission]] = {
    "new": (SecretaryChat.COMMAND_NEW, Permission.RUN_ACTIVITY),
    "open": (SecretaryChat.COMMAND_OPEN, Permission.RUN_ACTIVITY),
    "list": (SecretaryChat.COMMAND_LIST, Permission.SEE_REGISTER),
    "mark": (SecretaryChat.COMMAND_MARK, Permission.RUN_ACTIVITY),
    "close": (SecretaryChat.COMMAND_CLOSE, Permission.RUN_ACTIVITY),
    "lock": (SecretaryChat.COMMAND_LOCK, Permission.LOCK_REGISTER),
    "export": (SecretaryChat.COMMAND_EXPORT, Permission.EXPORT),
    "invite": (SecretaryChat.COMMAND_INVITE, Permission.INVITE),
    "accounts": (SecretaryChat.COMMAND_ACCOUNTS, Permission.INVITE),
}


@dataclass(frozen=True, slots=True)
class GeneralHandlers:
    """The commands that belong to no room. `menu` is every room's commands."""

    members: MemberDesk
    entry: Entry
    menu: dict[str, Sentence]

    @property
    def desk(self) -> Desk:
        """The desk of everybody."""
        return self.members.desk

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
        """Greet; a link's payload is an invitation or the wall's code."""
        payload = words_of(_message(update))
        if payload:
            await self.entry.on_payload(update, payload)
        else:
            await self.desk.say(_message(update), ChatText.CHAT_WELCOME)

    async def on_help(self, update: Update, _: Context) -> None:
        """List the commands; in private also those that the person's posts allow."""
        message = _message(update)
        parts = [say(ChatText.CHAT_HELP, commands=_listed(self.menu))]
        member = await self.members.known(message.from_user.id) if message.from_user else None
        if member is not None and is_private(message):
            standing = await self.members.act.own.standing(member)
            own = {name: text for name, (text, needed) in RUNNING.items() if standing.caller.holds(needed)}
            parts += [say(SecretaryChat.HELP_RUNNING, commands=_listed(own))] if own else []
        await self.desk.reply(message, escaped("\n\n".join(parts)))

    async def on_privacy(self, update: Update, _: Context) -> None:
        """Tell what is kept; somebody bound also reads what of them, and may unbind."""
        message = _message(update)
        user = message.from_user.id if message.from_user else 0
        if not is_private(message) or await self.members.known(user) is None:
            await self.desk.say(message, ChatText.CHAT_PRIVACY)
            return
        who = await self.members.services.people.my_binding(asker(user))
        own = say(RegisterChat.PRIVACY_OWN, name=who.name, place=who.home.name if who.home else "")
        text = f"{say(ChatText.CHAT_PRIVACY)}\n\n{own}"
        await self.desk.reply(message, escaped(text), keyboard([(RegisterChat.BUTTON_UNBIND, "ub")]))


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


def _listed(commands: dict[str, Sentence]) -> str:
    return "\n".join(say(ChatText.CHAT_HELP_LINE, command=name, meaning=say(text)) for name, text in commands.items())


def _message(update: Update) -> Message:
    assert update.effective_message is not None  # every filter above promises it
    return update.effective_message
