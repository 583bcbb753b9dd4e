"""Dialogues of several messages: the next words go to the step that asked for them; commands end them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.activities.checkin.codes import DIGITS, plain_digits, read_payload
from bot.errors import BotError, ErrorCode
from bot.inbox.model import Dialogue
from bot.telegram.desk.reception import QUIET, MemberDesk, Step, Turn
from bot.telegram.desk.room import Context, Handler
from bot.telegram.members.entry import Entry
from bot.telegram.transport.addressing import FOR_US, PRIVATE, command_of, is_private, words_of
from bot.telegram.wording.member_sentences import RegisterChat
from bot.texts import Sentence, say

Steps = Mapping[str, tuple[Sentence, Step]]  # by kind: what it is called, and who takes the words
SAID_AGAIN = {ErrorCode.WORDS_MISSING, ErrorCode.TOO_LONG, ErrorCode.ACTIVITY_UNSOUND, ErrorCode.SERIES_EMPTY}
NEW = filters.UpdateType.MESSAGE


@dataclass(frozen=True, slots=True)
class DialogueHandlers:
    """Plain text: six digits are a code, words within a dialogue are its next step, the rest is a question."""

    members: MemberDesk
    entry: Entry
    steps: Steps
    otherwise: Callable[[Update, Context], Awaitable[None]]

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name the commands of the menu."""
        return {"cancel": RegisterChat.COMMAND_CANCEL}

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        return [
            CommandHandler("cancel", self.on_cancel, NEW),
            MessageHandler(NEW & filters.TEXT & ~filters.COMMAND & FOR_US, self.on_text),
        ]

    async def on_cancel(self, update: Update, _: Context) -> None:
        """End the dialogue."""
        message, user = _message(update)
        found = await self.members.any_dialogue(message.chat.id, user)
        name = named(self.steps, found)
        if name is None:
            await self.members.desk.say(message, RegisterChat.NOTHING_TO_CANCEL)
        else:
            await self.members.desk.say(message, RegisterChat.CANCELLED, what=say(name))
        await self.members.drop(message.chat.id, user)

    async def on_text(self, update: Update, context: Context) -> None:
        """Hand plain text to whom it is for."""
        message, user = _message(update)
        if len(plain_digits(words_of(message))) == DIGITS:
            await self.entry.on_code(update, words_of(message))
            return
        found = await self.members.any_dialogue(message.chat.id, user) if is_private(message) else None
        if found is None or named(self.steps, found) is None:
            await self.otherwise(update, context)
        else:
            await self._go_on(update, found)

    async def _go_on(self, update: Update, dialogue: Dialogue) -> None:
        spot = await self.members.spot(update)
        turn = Turn(spot, words_of(spot.message), dialogue.data)
        try:
            is_over = await self.steps[dialogue.kind][1](turn)
        except BotError as refused:
            if refused.code not in SAID_AGAIN:
                await self.members.drop(spot.message.chat.id, spot.user)
            raise
        if is_over:
            await self.members.drop(spot.message.chat.id, spot.user)


@dataclass(frozen=True, slots=True)
class DialogueGuard:
    """Stands before all rooms: another command ends a dialogue that waits for words, and says so."""

    members: MemberDesk
    steps: Steps
    commands: dict[str, Sentence]

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        return [MessageHandler(NEW & filters.COMMAND & PRIVATE, self.on_command)]

    async def on_command(self, update: Update, _: Context) -> None:
        """End the dialogue, unless /cancel does so itself."""
        message = update.effective_message
        if message is None or message.from_user is None or command_of(message) == "cancel" or is_tap(message):
            return
        chat, user = message.chat.id, message.from_user.id
        name = named(self.steps, await self.members.any_dialogue(chat, user))
        if name is not None:
            await self.members.drop(chat, user)
            await self.members.desk.say(message, RegisterChat.CANCELLED_BY_COMMAND, what=say(name))


def is_tap(message: Message) -> bool:
    """Whether this is a tap on the wall's link: it is over at once, and the dialogue goes on after it."""
    return command_of(message) == "start" and read_payload(words_of(message)) is not None


def named(steps: Steps, dialogue: Dialogue | None) -> Sentence | None:
    """Name a dialogue that waits for words; None where none does."""
    if dialogue is None or dialogue.data.get(QUIET) or dialogue.kind not in steps:
        return None
    return steps[dialogue.kind][0]


def _message(update: Update) -> tuple[Message, int]:
    message = update.effective_message
    assert message is not None  # the filters' promise
    assert message.from_user is not None  # IgnoredHandlers takes what nobody wrote
    return message, message.from_user.id
