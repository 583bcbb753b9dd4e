"""Every command of the chat, in the order of the menu: what it does, and which permission it takes.

What everybody may do is in Telegram's menu and in /help; the rest is told by /help in private to whose posts allow it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from telegram.ext import CommandHandler, filters

from bot.people.model import Permission
from bot.telegram.sentences.common import ChatText
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.telegram.transport.callback_data import Callback, Handler
from bot.texts import Sentence, say


@dataclass(frozen=True, slots=True)
class Command:
    """`/name`; use cases check the permission, and somewhere to hold it is enough to be told of the command."""

    name: str
    meaning: Sentence
    permission: Permission | None = None

    def handler(self, callback: Callback) -> Handler:
        """Call back for new messages that begin with it."""
        return CommandHandler(self.name, callback, filters.UpdateType.MESSAGE)


START = Command("start", ChatText.CHAT_COMMAND_HELP)  # in no list: Telegram has a button for it, and links bring it

CHECKIN = Command("checkin", RegisterChat.COMMAND_CHECKIN)
NEXT = Command("next", RegisterChat.COMMAND_NEXT)
ME = Command("me", RegisterChat.COMMAND_ME)
LEAVE = Command("leave", RegisterChat.COMMAND_LEAVE)
DISPUTE = Command("dispute", RegisterChat.COMMAND_DISPUTE)
SUGGEST = Command("suggest", RegisterChat.COMMAND_SUGGEST)
CANCEL = Command("cancel", RegisterChat.COMMAND_CANCEL)
ASK = Command("ask", ChatText.CHAT_COMMAND_ASK)
NEW_TOPIC = Command("new_topic", ChatText.CHAT_COMMAND_NEW)
HELP = Command("help", ChatText.CHAT_COMMAND_HELP)
PRIVACY = Command("privacy", ChatText.CHAT_COMMAND_PRIVACY)

NEW = Command("new", SecretaryChat.COMMAND_NEW, Permission.RUN_ACTIVITY)
OPEN = Command("open", SecretaryChat.COMMAND_OPEN, Permission.RUN_ACTIVITY)
LIST = Command("list", SecretaryChat.COMMAND_LIST, Permission.SEE_REGISTER)
MARK = Command("mark", SecretaryChat.COMMAND_MARK, Permission.RUN_ACTIVITY)
CLOSE = Command("close", SecretaryChat.COMMAND_CLOSE, Permission.RUN_ACTIVITY)
LOCK = Command("lock", SecretaryChat.COMMAND_LOCK, Permission.LOCK_REGISTER)
EXPORT = Command("export", SecretaryChat.COMMAND_EXPORT, Permission.EXPORT)
INVITE = Command("invite", SecretaryChat.COMMAND_INVITE, Permission.INVITE)
ACCOUNTS = Command("accounts", SecretaryChat.COMMAND_ACCOUNTS, Permission.INVITE)
TABLE = (
    *(CHECKIN, NEXT, ME, LEAVE, DISPUTE, SUGGEST, CANCEL, ASK, NEW_TOPIC, HELP, PRIVACY),
    *(NEW, OPEN, LIST, MARK, CLOSE, LOCK, EXPORT, INVITE, ACCOUNTS),
)
FOR_ALL = tuple(command for command in TABLE if command.permission is None)


def listed(commands: Iterable[Command]) -> str:
    """Tell commands and what they do, one a line."""
    return "\n".join(say(ChatText.CHAT_HELP_LINE, command=one.name, meaning=say(one.meaning)) for one in commands)
