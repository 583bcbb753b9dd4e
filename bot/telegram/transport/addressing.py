"""Who a message is for, and which of its words are the question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from telegram import Message, MessageEntity
from telegram.constants import ChatType
from telegram.ext.filters import MessageFilter

COMMAND = re.compile(r"^/(?P<name>\w+)(?:@(?P<bot>\w+))?(?:\s+|$)", re.ASCII)


def is_private(message: Message) -> bool:
    """Whether only one person and the bot are there."""
    return message.chat.type == ChatType.PRIVATE


def is_forwarded(message: Message) -> bool:
    """Whether somebody passed the message along: what proves presence must not come this way."""
    return message.forward_origin is not None or message.is_automatic_forward is True


def is_for_us(message: Message) -> bool:
    """Whether the bot is spoken to: in private always, in a group by reply, mention or our name in a command."""
    if is_private(message):
        return True
    bot = message.get_bot()
    command = COMMAND.match(message.text or "")
    if command is not None and command["bot"]:
        return command["bot"].lower() == bot.username.lower()
    reply = message.reply_to_message
    is_reply = reply is not None and reply.from_user is not None and reply.from_user.id == bot.id
    return is_reply or bool(_mentions(message, bot.username))


def command_of(message: Message) -> str | None:
    """Give the name of the command in small letters; None when it is none."""
    command = COMMAND.match(message.text or "")
    return command["name"].lower() if command else None


def words_of(message: Message) -> str:
    """Give what was said without the command and without our name."""
    text = COMMAND.sub("", message.text or "", count=1)
    for mention in _mentions(message, message.get_bot().username):
        text = text.replace(mention, "")
    return text.strip()


def _mentions(message: Message, username: str) -> Sequence[str]:
    if not message.text:
        return []
    found = message.parse_entities([MessageEntity.MENTION]).values()
    return [mention for mention in found if mention.lower() == f"@{username.lower()}"]


class ForUs(MessageFilter):
    """Lets a message through that speaks to the bot."""

    def filter(self, message: Message) -> bool:
        """Whether it does."""
        return is_for_us(message)


class Private(MessageFilter):
    """Lets a message through that was sent in a private chat."""

    def filter(self, message: Message) -> bool:
        """Whether it was."""
        return is_private(message)


class FromBot(MessageFilter):
    """Lets a message of another bot through, or one that a channel or a group wrote in its own name."""

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        return message.from_user is None or message.from_user.is_bot or message.sender_chat is not None


FOR_US = ForUs()
PRIVATE = Private()
FROM_BOT = FromBot()
