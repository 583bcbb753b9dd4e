"""The one activity that a command is about: the only one that fits, or the one chosen by a button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.activities.model import ActivityId
from bot.activities.register.choosing import Purpose
from bot.telegram.desk.keyboards import NUMBER, column
from bot.telegram.desk.reception import MemberDesk, Spot
from bot.telegram.desk.room import Context, Handler
from bot.telegram.wording.secretaries import choice_label
from bot.telegram.wording.secretary_sentences import SecretaryChat
from bot.texts import Sentence, say

Action = Callable[[Spot, ActivityId], Awaitable[None]]
NOTHING = {
    Purpose.OPEN: SecretaryChat.NOTHING_OPEN,
    Purpose.CLOSE: SecretaryChat.NOTHING_CLOSE,
    Purpose.LIST: SecretaryChat.NOTHING_LIST,
    Purpose.MARK: SecretaryChat.NOTHING_MARK,
    Purpose.LOCK: SecretaryChat.NOTHING_LOCK,
    Purpose.EXPORT: SecretaryChat.NOTHING_EXPORT,
}


@dataclass(frozen=True, slots=True)
class Choosing:
    """Rooms put their actions in; a command or a button runs the one of its purpose."""

    members: MemberDesk
    actions: dict[Purpose, Action] = field(default_factory=dict)

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name no command."""
        return {}

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        purposes = "".join(Purpose)
        return [CallbackQueryHandler(self.on_chosen, rf"^ch:([{purposes}]):{NUMBER}$")]

    async def choose(self, spot: Spot, purpose: Purpose) -> None:
        """Run the action on the only activity that fits, or ask which."""
        found = await self.members.act.register.choices(spot.member, purpose)
        if len(found) == 1:
            await self.actions[purpose](spot, found[0].id)
        elif found:
            buttons = [(choice_label(one), f"ch:{purpose}:{one.id}") for one in found]
            await self.members.tell(spot, say(SecretaryChat.CHOOSE), column(buttons))
        else:
            await self.members.say(spot, NOTHING[purpose])

    async def on_chosen(self, update: Update, context: Context) -> None:
        """Run the action on the activity of the button; the use case checks who presses."""
        press = await self.members.press(update, context)
        action = self.actions[Purpose(press.parts[0])]
        await action(press.spot, ActivityId(press.number(1)))
        await self.members.heard(press)
