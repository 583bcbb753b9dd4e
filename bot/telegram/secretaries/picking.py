"""The one activity that a command is about: the only one that fits, or the one chosen by a button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from telegram import Update

from bot.activities.model import ActivityId
from bot.activities.register.choosing import Choices, Purpose
from bot.telegram import buttons, commands
from bot.telegram.commands import Command
from bot.telegram.desk.keyboards import column
from bot.telegram.desk.reception import Reception
from bot.telegram.desk.spots import MemberSpot
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.telegram.transport.callback_data import Context, Handler
from bot.telegram.wording.secretaries import choice_label
from bot.texts import Sentence

# by purpose: the command, and what is said where nothing fits
WANTED: Mapping[Purpose, tuple[Command, Sentence]] = {
    Purpose.OPEN: (commands.OPEN, SecretaryChat.NOTHING_OPEN),
    Purpose.CLOSE: (commands.CLOSE, SecretaryChat.NOTHING_CLOSE),
    Purpose.LIST: (commands.LIST, SecretaryChat.NOTHING_LIST),
    Purpose.MARK: (commands.MARK, SecretaryChat.NOTHING_MARK),
    Purpose.LOCK: (commands.LOCK, SecretaryChat.NOTHING_LOCK),
    Purpose.EXPORT: (commands.EXPORT, SecretaryChat.NOTHING_EXPORT),
}


class Errand(NamedTuple):
    """How a command begins (None: it goes no further), and what is done with the activity picked."""

    enter: Callable[[Update], Awaitable[MemberSpot | None]]
    act: Callable[[MemberSpot, ActivityId], Awaitable[None]]


Errands = Mapping[Purpose, Errand]


@dataclass(frozen=True, slots=True)
class ActivityPicker:
    """Runs the errand of a command or a button on one activity."""

    desk: Reception
    choices: Choices
    errands: Errands

    def handlers(self) -> Sequence[Handler]:
        typed = [command.handler(partial(self.on_command, purpose)) for purpose, (command, _) in WANTED.items()]
        return [*typed, buttons.PICK.handler(self.on_picked)]

    async def on_command(self, purpose: Purpose, update: Update, _: Context) -> None:
        """Run the errand on the only activity that fits, or ask which."""
        spot = await self.errands[purpose].enter(update)
        if spot is None:
            return
        found = await self.choices(spot.member, purpose)
        if len(found) == 1:
            await self.errands[purpose].act(spot, found[0].id)
        elif found:
            shown = [(choice_label(one), buttons.PICK(purpose, one.id)) for one in found]
            await self.desk.reply(spot, SecretaryChat.CHOOSE, column(shown))
        else:
            await self.desk.reply(spot, WANTED[purpose][1])

    async def on_picked(self, update: Update, _: Context) -> None:
        """Run the errand on the activity of the button; the use case checks who presses."""
        press = await self.desk.press(update)
        purpose, activity = press.of(buttons.PICK)
        await self.errands[purpose].act(press, activity)
        await self.desk.heard(press)
