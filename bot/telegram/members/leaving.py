"""Asking for leave: the activity, the kind, one message with the reason; or all of it in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.activities.model import ActivityId
from bot.activities.own.usecases import Own
from bot.activities.reading.activity_line import read_leave
from bot.activities.register.model import LeaveKind
from bot.errors import BotError, ErrorCode
from bot.telegram.desk.keyboards import NUMBER, column, keyboard
from bot.telegram.desk.reception import MemberDesk, Spot, Step, Turn
from bot.telegram.desk.room import Context, Handler
from bot.telegram.notices import Notices
from bot.telegram.wording.member_sentences import RegisterChat
from bot.telegram.wording.members import clipped, leave_sent
from bot.texts import Sentence, say, told

LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class LeaveHandlers:
    """The dialogue holds what is known: `activity`, `kind`, `reason`."""

    members: MemberDesk
    notices: Notices

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name the commands of the menu."""
        return {"leave": RegisterChat.COMMAND_LEAVE}

    @property
    def steps(self) -> dict[str, tuple[Sentence, Step]]:
        """Name the dialogues."""
        return {LEAVE: (RegisterChat.DIALOGUE_LEAVE, self.on_reason)}

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        return [
            CommandHandler("leave", self.on_leave, filters.UpdateType.MESSAGE),
            CallbackQueryHandler(self.on_activity, rf"^lv:{NUMBER}$"),
            CallbackQueryHandler(self.on_kind, rf"^lk:{NUMBER}:([a-z]{{1,20}})$"),
        ]

    async def on_leave(self, update: Update, context: Context) -> None:
        """Begin; what the line says already is not asked for."""
        spot = await self.members.private(update)
        if spot is None:
            return
        kind, reason = read_leave(" ".join(context.args or []))
        found = await self._open_to_leave(spot)
        one = found[0].activity.id if len(found) == 1 else None
        if found:
            await self._go_on(spot, {"activity": one, "kind": kind, "reason": reason})
        else:
            await self.members.say(spot, RegisterChat.LEAVE_NONE)

    async def on_activity(self, update: Update, context: Context) -> None:
        """Take the activity from a button."""
        press = await self.members.press(update, context)
        said = await self._said(press.spot)
        spot = await self.members.heard(press)
        await self._go_on(spot, {**said, "activity": press.number()})

    async def on_kind(self, update: Update, context: Context) -> None:
        """Take the kind from a button."""
        press = await self.members.press(update, context)
        if press.parts[1] not in set(LeaveKind):
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        said = await self._said(press.spot)
        reason = said.get("reason") if said.get("activity") == press.number() else ""
        spot = await self.members.heard(press)
        await self._go_on(spot, {"activity": press.number(), "kind": press.parts[1], "reason": reason})

    async def on_reason(self, turn: Turn) -> bool:
        """Take the words; before the kind is chosen they may name it."""
        kind, reason = read_leave(turn.words) if not turn.data["kind"] else (turn.data["kind"], turn.words)
        return await self._go_on(turn.spot, {**turn.data, "kind": kind, "reason": reason})

    async def _go_on(self, spot: Spot, said: Mapping[str, Any]) -> bool:
        """Ask for what is missing, or send; tells whether it is over."""
        if all(said.get(part) for part in ("activity", "kind", "reason")):
            await self._send(spot, said)
            await self.members.drop(spot.message.chat.id, spot.user)
            return True
        await self.members.keep(spot, LEAVE, said)
        await (self._ask_which(spot) if not said.get("activity") else self._ask_more(spot, said))
        return False

    async def _send(self, spot: Spot, said: Mapping[str, Any]) -> None:
        kind, activity = LeaveKind(said["kind"]), ActivityId(said["activity"])
        leave = await self.members.act.requests.ask_leave(spot.member, activity, kind, said["reason"])
        await self.members.tell(spot, leave_sent(leave))
        if leave.is_open:
            await self.notices.leave_asked(leave)

    async def _ask_which(self, spot: Spot) -> None:
        found = await self._open_to_leave(spot)
        buttons = [(clipped(own.activity.title), f"lv:{own.activity.id}") for own in found]
        await self.members.tell(spot, say(RegisterChat.LEAVE_WHICH), column(buttons))

    async def _ask_more(self, spot: Spot, said: Mapping[str, Any]) -> None:
        """Ask for the kind or the reason. Errors: BotError NOT_EXPECTED when the activity is none of theirs."""
        mine = await self.members.act.own.ahead(spot.member)
        title = next((own.activity.title for own in mine if own.activity.id == said["activity"]), None)
        if title is None:
            await self.members.drop(spot.message.chat.id, spot.user)
            raise BotError(ErrorCode.NOT_EXPECTED)
        if said.get("kind"):
            await self.members.say(spot, RegisterChat.LEAVE_REASON, title=title, kind=told(LeaveKind(said["kind"])))
        else:
            buttons = [(str(told(kind)), f"lk:{said['activity']}:{kind}") for kind in LeaveKind]
            await self.members.tell(spot, say(RegisterChat.LEAVE_KIND, title=title), keyboard(buttons))

    async def _open_to_leave(self, spot: Spot) -> list[Own]:
        now = self.members.services.clock.now()
        return [own for own in await self.members.act.own.ahead(spot.member) if own.takes_leave(now)]

    async def _said(self, spot: Spot) -> Mapping[str, Any]:
        found = await self.members.any_dialogue(spot.message.chat.id, spot.user)
        return found.data if found and found.kind == LEAVE else {}
