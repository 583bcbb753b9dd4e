"""The desk of every room: who writes or presses, the answer to them, and where their dialogue stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from telegram import InlineKeyboardMarkup, Update

from bot.activities.outputs.model import ExportedFile
from bot.errors import BotError, ErrorCode
from bot.inbox.model import Dialogue
from bot.inbox.room import InboxRoom
from bot.people.model import MemberId
from bot.people.room import People
from bot.telegram.desk.spots import MemberPress, MemberSpot, Press, Spot, TakeWords, press_of, spot_of
from bot.telegram.sentences.common import ChatText
from bot.telegram.transport.callback_data import Handler
from bot.telegram.transport.markup import escaped
from bot.telegram.transport.sender import Sender
from bot.texts import Sentence, say

QUIET = "quiet"  # a dialogue that waits for a button; plain text stays a question
Steps = Mapping[str, tuple[Sentence, TakeWords]]  # by kind: what it is called, and who takes the words


class Room(Protocol):
    """What answers in chat: its handlers, in the order in which they are asked."""

    def handlers(self) -> Sequence[Handler]: ...


class TalkingRoom(Room, Protocol):
    """A room with dialogues."""

    @property
    def steps(self) -> Steps: ...


@dataclass(frozen=True, slots=True)
class Reception:
    """What a handler needs between reading the input and the answer."""

    sender: Sender
    people: People
    inbox: InboxRoom
    is_for_members: bool = False

    async def admit(self, spot: Spot) -> None:
        """Let ask who is bound, where a sign-in is asked for; else everybody. Errors: BotError NOT_BOUND.

        In a group too it is who asks that counts: otherwise a stranger reads the library from a group of their own.
        """
        if self.is_for_members:
            await self.people.my_binding(spot.asker)

    async def known(self, spot: Spot) -> MemberId | None:
        """Tell whom the account speaks for."""
        return await self.people.who_is(spot.asker)

    async def member(self, update: Update) -> MemberSpot:
        """Tell who wrote a message. Errors: BotError NOT_BOUND."""
        spot = spot_of(update)
        return MemberSpot(spot.message, spot.user, spot.update, await self._bound(spot))

    async def private(self, update: Update) -> MemberSpot | None:
        """Tell who wrote in private; in a group they are asked to come there, and it is None. Errors: NOT_BOUND."""
        return None if await self.is_public(spot_of(update)) else await self.member(update)

    async def press(self, update: Update) -> MemberPress:
        """Tell who pressed what. Errors: BotError BUTTON_EXPIRED, NOT_BOUND."""
        press = press_of(update)
        return MemberPress(press.message, press.user, press.update, await self._bound(press), press.query)

    async def is_public(self, spot: Spot) -> bool:
        """Tell whether others read along; then the person is asked to come to the private chat."""
        if spot.is_private:
            return False
        await self.reply(spot, say(ChatText.CHAT_IN_PRIVATE, link=self.sender.bot.link))
        return True

    async def reply(self, spot: Spot, text: str | Sentence, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Reply with plain text, or with a sentence that needs no facts."""
        await self.show(spot, escaped(_words(text)), buttons)

    async def show(self, spot: Spot, html: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Reply with HTML."""
        await self.sender.send(spot.chat, html, reply_to=spot.message.message_id, buttons=buttons)

    async def send_file(self, spot: Spot, file: ExportedFile, caption: str = "") -> None:
        """Send a file into the chat."""
        await self.sender.send_file(spot.chat, file.content, file.name, caption)

    async def heard(self, press: Press) -> None:
        """Take the waiting sign off a button."""
        await self.sender.answer(press.query)

    async def change(self, press: Press, text: str | Sentence, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Take the waiting sign off a button and put other words in place of its message."""
        await self.heard(press)
        await self.sender.edit(press.message, escaped(_words(text)), buttons)

    async def dialogue(self, spot: Spot, kind: str) -> Mapping[str, Any]:
        """Give what a dialogue of this kind holds. Errors: BotError BUTTON_EXPIRED when it is over."""
        found = await self.any_dialogue(spot)
        if found is None or found.kind != kind:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        return found.data

    async def any_dialogue(self, spot: Spot) -> Dialogue | None:
        """Give the dialogue that somebody is in."""
        return await self.inbox.get_dialogue(spot.chat, spot.user)

    async def keep(self, spot: Spot, kind: str, data: Mapping[str, Any]) -> None:
        """Keep where a dialogue stands."""
        await self.inbox.put_dialogue(spot.chat, spot.user, Dialogue(kind, data))

    async def drop(self, spot: Spot) -> None:
        """End a dialogue, if there is one."""
        await self.inbox.drop_dialogue(spot.chat, spot.user)

    async def _bound(self, spot: Spot) -> MemberId:
        member = await self.known(spot)
        if member is None:
            raise BotError(ErrorCode.NOT_BOUND)
        return member


def _words(text: str | Sentence) -> str:
    return text if isinstance(text, str) else say(text)
