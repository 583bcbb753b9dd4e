"""Locking a register: first what would happen, then a button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.activities.model import ActivityId
from bot.activities.register.choosing import Purpose
from bot.telegram.desk.keyboards import NUMBER, keyboard
from bot.telegram.desk.reception import MemberDesk, Spot
from bot.telegram.desk.room import Context, Handler
from bot.telegram.secretaries.picking import Choosing
from bot.telegram.wording.secretaries import lock_text, locked_text
from bot.telegram.wording.secretary_sentences import SecretaryChat
from bot.texts import Sentence, say


@dataclass(frozen=True, slots=True)
class LockHandlers:
    """The preview names who would be absent, so it is shown in private only."""

    members: MemberDesk
    choosing: Choosing

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name no command: /help tells those who may lock registers."""
        return {}

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        self.choosing.actions[Purpose.LOCK] = self.preview
        return [
            CommandHandler("lock", self.on_lock, filters.UpdateType.MESSAGE),
            CallbackQueryHandler(self.on_sure, rf"^rk:{NUMBER}:([0-9a-f]{{8}})$"),
            CallbackQueryHandler(self.on_dropped, r"^rkx$"),
        ]

    async def on_lock(self, update: Update, _: Context) -> None:
        """Choose the register."""
        spot = await self.members.private(update)
        if spot is not None:
            await self.choosing.choose(spot, Purpose.LOCK)

    async def preview(self, spot: Spot, activity: ActivityId) -> None:
        """Tell what locking would do."""
        if await self.members.desk.is_public(spot.message):
            return
        plan = await self.members.act.register.plan_lock(spot.member, activity)
        yes = (SecretaryChat.BUTTON_LOCK_YES, f"rk:{activity}:{plan.seen}")
        no = (SecretaryChat.BUTTON_DROP, "rkx")
        await self.members.tell(spot, lock_text(plan), keyboard([yes, no]))

    async def on_sure(self, update: Update, context: Context) -> None:
        """Lock."""
        press = await self.members.press(update, context)
        lock = self.members.act.register.lock
        locked = await lock(press.spot.member, ActivityId(press.number()), seen=press.parts[1])
        await self.members.change(press, locked_text(locked))

    async def on_dropped(self, update: Update, context: Context) -> None:
        """Leave it open."""
        press = await self.members.press(update, context)
        await self.members.change(press, say(SecretaryChat.LOCK_DROPPED))
