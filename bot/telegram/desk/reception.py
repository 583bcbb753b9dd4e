"""The desk for people the roster knows: who writes, what they press, and where their dialogue stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update

from bot.activities.room import Activities
from bot.errors import BotError, ErrorCode
from bot.inbox.model import Dialogue
from bot.people.accounts import Asker, Channel
from bot.people.model import MemberId
from bot.telegram.desk.room import Context, Desk
from bot.telegram.transport.markup import escaped
from bot.texts import Sentence
from bot.wiring import Services

QUIET = "quiet"  # a dialogue that waits for a button; plain text stays a question


@dataclass(frozen=True, slots=True)
class Spot:
    """Somebody known, and the message that an answer belongs under. `user` is their Telegram id."""

    message: Message
    user: int
    member: MemberId
    update: int


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed by somebody known; `parts` are the groups of its pattern."""

    query: CallbackQuery
    spot: Spot
    parts: tuple[str, ...]

    def number(self, place: int = 0) -> int:
        """Give one of the ids in the button."""
        return int(self.parts[place])


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody said in the middle of a dialogue."""

    spot: Spot
    words: str
    data: Mapping[str, Any]


Step = Callable[[Turn], Awaitable[bool]]  # tells whether the dialogue is over


@dataclass(frozen=True, slots=True)
class MemberDesk:
    """What the rooms about people and activities share."""

    desk: Desk

    @property
    def services(self) -> Services:
        """Every use case."""
        return self.desk.services

    @property
    def act(self) -> Activities:
        """The use cases of the activities room."""
        return self.desk.services.activities

    async def known(self, user: int) -> MemberId | None:
        """Tell whom a Telegram account speaks for."""
        return await self.services.people.who_is(asker(user))

    async def spot(self, update: Update) -> Spot:
        """Tell who wrote a message. Errors: BotError NOT_BOUND."""
        message, user = update.effective_message, update.effective_user
        assert message is not None  # only handlers of messages and buttons ask
        assert user is not None  # IgnoredHandlers takes what nobody wrote
        member = await self.known(user.id)
        if member is None:
            raise BotError(ErrorCode.NOT_BOUND)
        return Spot(message, user.id, member, update.update_id)

    async def private(self, update: Update) -> Spot | None:
        """Tell who wrote in private; in a group they are asked to come there, and it is None. Errors: NOT_BOUND."""
        message = update.effective_message
        assert message is not None  # only handlers of messages ask
        return None if await self.desk.is_public(message) else await self.spot(update)

    async def press(self, update: Update, context: Context) -> Press:
        """Tell who pressed what. Errors: BotError BUTTON_EXPIRED, NOT_BOUND."""
        query = update.callback_query
        assert query is not None  # CallbackQueryHandler's promise
        assert context.matches is not None  # the pattern's promise
        if not isinstance(query.message, Message) or not query.message.is_accessible:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        return Press(query, await self.spot(update), context.matches[0].groups())

    async def tell(self, spot: Spot, text: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Reply with plain text."""
        await self.desk.reply(spot.message, escaped(text), buttons)

    async def say(self, spot: Spot, sentence: Sentence, **facts: object) -> None:
        """Reply with a sentence."""
        await self.desk.say(spot.message, sentence, **facts)

    async def change(self, press: Press, text: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Take the waiting sign off a button and put other words in place of its message."""
        await self.desk.sender.answer(press.query)
        await self.desk.sender.edit(press.spot.message, escaped(text), buttons)

    async def heard(self, press: Press) -> Spot:
        """Take the waiting sign off a button."""
        await self.desk.sender.answer(press.query)
        return press.spot

    async def dialogue(self, spot: Spot, kind: str) -> Mapping[str, Any]:
        """Give what a dialogue of this kind holds. Errors: BotError BUTTON_EXPIRED when it is over."""
        found = await self.any_dialogue(spot.message.chat.id, spot.user)
        if found is None or found.kind != kind:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        return found.data

    async def any_dialogue(self, chat: int, user: int) -> Dialogue | None:
        """Give the dialogue that somebody is in."""
        return await self.services.inbox.get_dialogue(chat, user)

    async def keep(self, spot: Spot, kind: str, data: Mapping[str, Any]) -> None:
        """Keep where a dialogue stands."""
        await self.services.inbox.put_dialogue(spot.message.chat.id, spot.user, Dialogue(kind, data))

    async def drop(self, chat: int, user: int) -> bool:
        """End a dialogue; tells whether there was one."""
        return await self.services.inbox.drop_dialogue(chat, user)


def asker(user: int) -> Asker:
    """Name a Telegram account as the people room does."""
    return Asker(Channel.TELEGRAM, str(user))
