"""Locking a register: first what would happen, then a button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Update

from bot.activities.model import ActivityId
from bot.activities.register.choosing import Purpose
from bot.activities.room import Registers
from bot.telegram import buttons
from bot.telegram.buttons import PreviewMark
from bot.telegram.desk.keyboards import keyboard
from bot.telegram.desk.reception import Reception
from bot.telegram.desk.spots import MemberSpot
from bot.telegram.secretaries.picking import Errand, Errands
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.telegram.transport.callback_data import Context, Handler
from bot.telegram.wording.secretaries import lock_text, locked_text


@dataclass(frozen=True, slots=True)
class LockHandlers:
    """The preview names who would be absent, so it is shown in private only."""

    desk: Reception
    register: Registers

    @property
    def errands(self) -> Errands:
        """What /lock does with the activity picked."""
        return {Purpose.LOCK: Errand(self.desk.private, self.preview)}

    def handlers(self) -> Sequence[Handler]:
        return [buttons.LOCK_YES.handler(self.on_sure), buttons.LOCK_NO.handler(self.on_dropped)]

    async def preview(self, spot: MemberSpot, activity: ActivityId) -> None:
        """Tell what locking would do."""
        if await self.desk.is_public(spot):
            return
        plan = await self.register.plan_lock(spot.member, activity)
        yes = (SecretaryChat.BUTTON_LOCK_YES, buttons.LOCK_YES(activity, PreviewMark(plan.seen)))
        await self.desk.reply(spot, lock_text(plan), keyboard([yes, (SecretaryChat.BUTTON_DROP, buttons.LOCK_NO())]))

    async def on_sure(self, update: Update, _: Context) -> None:
        """Lock."""
        press = await self.desk.press(update)
        activity, mark = press.of(buttons.LOCK_YES)
        await self.desk.change(press, locked_text(await self.register.lock(press.member, activity, seen=mark)))

    async def on_dropped(self, update: Update, _: Context) -> None:
        """Leave it open."""
        await self.desk.change(await self.desk.press(update), SecretaryChat.LOCK_DROPPED)
