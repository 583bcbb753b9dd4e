"""Dialogues of several messages: the next words go to the step that asked for them; commands end them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.activities.checkin.codes import DIGITS, plain_digits, read_payload
from bot.errors import BotError, ErrorCode
from bot.inbox.model import Dialogue
from bot.people.accounts.codes import read_code
from bot.telegram import commands
from bot.telegram.desk.reception import QUIET, Reception, Steps
from bot.telegram.desk.spots import Utterance, spot_of
from bot.telegram.members.entry import Entry
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.transport.addressing import FOR_US, PRIVATE, command_of, words_of
from bot.telegram.transport.callback_data import Callback, Context, Handler
from bot.texts import Sentence, say

SAID_AGAIN = {ErrorCode.WORDS_MISSING, ErrorCode.TOO_LONG, ErrorCode.ACTIVITY_UNSOUND, ErrorCode.SERIES_EMPTY}
NEW = filters.UpdateType.MESSAGE


@dataclass(frozen=True, slots=True)
class DialogueHandlers:
    """Plain text: a bare code checks in or binds, words within a dialogue are its next step, the rest is a question."""

    desk: Reception
    entry: Entry
    steps: Steps
    otherwise: Callback

    def handlers(self) -> Sequence[Handler]:
        return [
            commands.CANCEL.handler(self.on_cancel),
            MessageHandler(NEW & filters.TEXT & ~filters.COMMAND & FOR_US, self.on_text),
        ]

    async def on_cancel(self, update: Update, _: Context) -> None:
        """End the dialogue."""
        spot = spot_of(update)
        name = named(self.steps, await self.desk.any_dialogue(spot))
        if name is None:
            await self.desk.reply(spot, RegisterChat.NOTHING_TO_CANCEL)
        else:
            await self.desk.reply(spot, say(RegisterChat.CANCELLED, what=say(name)))
        await self.desk.drop(spot)

    async def on_text(self, update: Update, context: Context) -> None:
        """Hand plain text to whom it is for."""
        spot = spot_of(update)
        if len(plain_digits(spot.words)) == DIGITS:
            await self.entry.on_digits(update, spot.words)
            return
        if read_code(spot.words) is not None:
            await self.entry.on_invitation(update, spot.words)
            return
        found = await self.desk.any_dialogue(spot) if spot.is_private else None
        if found is None or named(self.steps, found) is None:
            await self.otherwise(update, context)
        else:
            await self._go_on(update, found)

    async def _go_on(self, update: Update, dialogue: Dialogue) -> None:
        spot = await self.desk.member(update)
        _, take = self.steps[dialogue.kind]
        try:
            is_over = await take(Utterance(spot, spot.words, dialogue.data))
        except BotError as refused:
            if refused.code not in SAID_AGAIN:
                await self.desk.drop(spot)
            raise
        if is_over:
            await self.desk.drop(spot)


@dataclass(frozen=True, slots=True)
class DialogueGuard:
    """Stands before all rooms: another command ends a dialogue that waits for words, and says so."""

    desk: Reception
    steps: Steps

    def handlers(self) -> Sequence[Handler]:
        return [MessageHandler(NEW & filters.COMMAND & PRIVATE, self.on_command)]

    async def on_command(self, update: Update, _: Context) -> None:
        """End the dialogue, unless /cancel does so itself."""
        message = update.effective_message
        if message is None or message.from_user is None or goes_on_after(message):
            return
        spot = spot_of(update)
        name = named(self.steps, await self.desk.any_dialogue(spot))
        if name is not None:
            await self.desk.drop(spot)
            await self.desk.reply(spot, say(RegisterChat.CANCELLED_BY_COMMAND, what=say(name)))


def goes_on_after(message: Message) -> bool:
    """Whether a command leaves the dialogue to itself: /cancel ends it, a tap on the wall's link is over at once."""
    command = command_of(message)
    is_tap = command == commands.START.name and read_payload(words_of(message)) is not None
    return is_tap or command == commands.CANCEL.name


def named(steps: Steps, dialogue: Dialogue | None) -> Sentence | None:
    """Name a dialogue that waits for words; None where none does."""
    if dialogue is None or dialogue.data.get(QUIET) or dialogue.kind not in steps:
        return None
    return steps[dialogue.kind][0]
