"""Where something was said or pressed, and by whom: what every handler reads, and what an answer belongs under."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, Message, Update

from bot.errors import BotError, ErrorCode
from bot.people.accounts.model import Asker, Channel
from bot.people.model import MemberId
from bot.telegram.transport.addressing import is_private, words_of
from bot.telegram.transport.callback_data import Data, P, V


@dataclass(frozen=True)
class Spot:
    """Somebody's message, or the message whose button they pressed. `user` is their Telegram id."""

    message: Message
    user: int
    update: int

    @property
    def chat(self) -> int:
        """The chat it stands in."""
        return self.message.chat.id

    @property
    def words(self) -> str:
        """What was said, without a command and our name."""
        return words_of(self.message)

    @property
    def is_private(self) -> bool:
        """Whether nobody else reads along."""
        return is_private(self.message)

    @property
    def asker(self) -> Asker:
        """The account, as the people room names it."""
        return asker(self.user)


@dataclass(frozen=True)
class MemberSpot(Spot):
    """The same of somebody bound."""

    member: MemberId


@dataclass(frozen=True)
class Press(Spot):
    """A button pressed; the message is the one with the button."""

    query: CallbackQuery

    def of(self, button: Data[P, V]) -> V:
        """Give what the button carries. Errors: BotError BUTTON_EXPIRED for another button."""
        return button.read(self.query)


@dataclass(frozen=True)
class MemberPress(Press, MemberSpot):
    """A button pressed by somebody bound."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said in the middle of a dialogue, and what the dialogue holds."""

    spot: MemberSpot
    words: str
    data: Mapping[str, Any]


TakeWords = Callable[[Utterance], Awaitable[bool]]  # tells whether the dialogue is over


def spot_of(update: Update) -> Spot:
    """Tell where something was said."""
    message = update.effective_message
    user = update.effective_user
    assert message is not None  # only handlers of messages ask
    assert user is not None  # IgnoredHandlers takes what nobody wrote
    return Spot(message, user.id, update.update_id)


def press_of(update: Update) -> Press:
    """Tell what was pressed. Errors: BotError BUTTON_EXPIRED when Telegram no longer shows the message to bots."""
    query = query_of(update)
    if not isinstance(query.message, Message) or not query.message.is_accessible:
        raise BotError(ErrorCode.BUTTON_EXPIRED)
    return Press(query.message, query.from_user.id, update.update_id, query)


def query_of(update: Update) -> CallbackQuery:
    """Give a press as the library does, whether or not its message is still there."""
    assert update.callback_query is not None  # only handlers of buttons ask
    return update.callback_query


def asker(user: int) -> Asker:
    """Name a Telegram account as the people room does."""
    return Asker(Channel.TELEGRAM, str(user))
