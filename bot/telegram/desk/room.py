"""What every handlers file is handed, and what it is expected to offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.ext import BaseHandler, CallbackContext

from bot.telegram.questions.memory import Conversations
from bot.telegram.transport.addressing import is_private
from bot.telegram.transport.markup import escaped
from bot.telegram.transport.sender import Sender
from bot.telegram.wording.common_sentences import ChatText
from bot.texts import Sentence, say
from bot.wiring import Services

Context = CallbackContext[Any, Any, Any, Any]
Handler = BaseHandler[Update, Any, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """Use cases, the way out, and the short memory of the chat."""

    services: Services
    sender: Sender
    conversations: Conversations = field(default_factory=Conversations)

    async def say(self, message: Message, sentence: Sentence, **facts: object) -> None:
        """Reply with a sentence."""
        await self.reply(message, escaped(say(sentence, **facts)))

    async def reply(self, message: Message, html: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Reply with HTML."""
        await self.sender.send(message.chat.id, html, reply_to=message.message_id, buttons=buttons)

    async def is_public(self, message: Message) -> bool:
        """Tell whether others read along; then the person is asked to come to the private chat."""
        if is_private(message):
            return False
        await self.say(message, ChatText.CHAT_IN_PRIVATE, link=self.sender.bot.link)
        return True


class Handlers(Protocol):
    """What a room answers in chat. `commands` go into the menu and /help with their meaning."""

    @property
    def commands(self) -> dict[str, Sentence]: ...

    def handlers(self) -> Sequence[Handler]: ...
