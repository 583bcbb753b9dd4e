"""Asking for leave: the activity, the kind, one message with the reason; or all of it in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update

from bot.activities.model import ActivityId
from bot.activities.own.usecases import Own
from bot.activities.reading.activity_line import read_leave
from bot.activities.register.model import LeaveKind
from bot.activities.room import Mine, Requests
from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.telegram import buttons, commands
from bot.telegram.desk.keyboards import column, keyboard
from bot.telegram.desk.reception import Reception, Steps
from bot.telegram.desk.spots import MemberSpot, Utterance
from bot.telegram.notices import Notices
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.transport.callback_data import Context, Handler
from bot.telegram.wording.members import clipped, leave_sent
from bot.texts import say, told

LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class LeaveHandlers:
    """The dialogue holds what is known: `activity`, `kind`, `reason`."""

    desk: Reception
    notices: Notices
    own: Mine
    requests: Requests
    clock: Clock

    @property
    def steps(self) -> Steps:
        return {LEAVE: (RegisterChat.DIALOGUE_LEAVE, self.on_reason)}

    def handlers(self) -> Sequence[Handler]:
        return [
            commands.LEAVE.handler(self.on_leave),
            buttons.LEAVE.handler(self.on_activity),
            buttons.LEAVE_KIND.handler(self.on_kind),
        ]

    async def on_leave(self, update: Update, context: Context) -> None:
        """Begin; what the line says already is not asked for."""
        spot = await self.desk.private(update)
        if spot is None:
            return
        kind, reason = read_leave(" ".join(context.args or []))
        found = await self._open_to_leave(spot)
        one = found[0].activity.id if len(found) == 1 else None
        if found:
            await self._go_on(spot, {"activity": one, "kind": kind, "reason": reason})
        else:
            await self.desk.reply(spot, RegisterChat.LEAVE_NONE)

    async def on_activity(self, update: Update, _: Context) -> None:
        """Take the activity from a button."""
        press = await self.desk.press(update)
        said = await self._said(press)
        await self.desk.heard(press)
        await self._go_on(press, {**said, "activity": press.of(buttons.LEAVE)})

    async def on_kind(self, update: Update, _: Context) -> None:
        """Take the kind from a button."""
        press = await self.desk.press(update)
        activity, kind = press.of(buttons.LEAVE_KIND)
        said = await self._said(press)
        reason = said.get("reason") if said.get("activity") == activity else ""
        await self.desk.heard(press)
        await self._go_on(press, {"activity": activity, "kind": kind, "reason": reason})

    async def on_reason(self, said: Utterance) -> bool:
        """Take the words; before the kind is chosen they may name it."""
        kind, reason = read_leave(said.words) if not said.data["kind"] else (said.data["kind"], said.words)
        return await self._go_on(said.spot, {**said.data, "kind": kind, "reason": reason})

    async def _go_on(self, spot: MemberSpot, said: Mapping[str, Any]) -> bool:
        """Ask for what is missing, or send; tells whether it is over."""
        if all(said.get(part) for part in ("activity", "kind", "reason")):
            await self._send(spot, said)
            await self.desk.drop(spot)
            return True
        await self.desk.keep(spot, LEAVE, said)
        await (self._ask_which(spot) if not said.get("activity") else self._ask_more(spot, said))
        return False

    async def _send(self, spot: MemberSpot, said: Mapping[str, Any]) -> None:
        kind = LeaveKind(said["kind"])
        leave = await self.requests.ask_leave(spot.member, ActivityId(said["activity"]), kind, said["reason"])
        await self.desk.reply(spot, leave_sent(leave))
        if leave.is_open:
            await self.notices.leave_asked(leave)

    async def _ask_which(self, spot: MemberSpot) -> None:
        found = await self._open_to_leave(spot)
        shown = [(clipped(own.activity.title), buttons.LEAVE(own.activity.id)) for own in found]
        await self.desk.reply(spot, RegisterChat.LEAVE_WHICH, column(shown))

    async def _ask_more(self, spot: MemberSpot, said: Mapping[str, Any]) -> None:
        """Ask for the kind or the reason. Errors: BotError NOT_EXPECTED when the activity is none of theirs."""
        mine = await self.own.ahead(spot.member)
        one = next((own.activity for own in mine if own.activity.id == said["activity"]), None)
        if one is None:
            await self.desk.drop(spot)
            raise BotError(ErrorCode.NOT_EXPECTED)
        if said.get("kind"):
            kind = told(LeaveKind(said["kind"]))
            await self.desk.reply(spot, say(RegisterChat.LEAVE_REASON, title=one.title, kind=kind))
        else:
            shown = [(str(told(kind)), buttons.LEAVE_KIND(one.id, kind)) for kind in LeaveKind]
            await self.desk.reply(spot, say(RegisterChat.LEAVE_KIND, title=one.title), keyboard(shown))

    async def _open_to_leave(self, spot: MemberSpot) -> list[Own]:
        now = self.clock.now()
        return [own for own in await self.own.ahead(spot.member) if own.takes_leave(now)]

    async def _said(self, spot: MemberSpot) -> Mapping[str, Any]:
        found = await self.desk.any_dialogue(spot)
        return found.data if found and found.kind == LEAVE else {}
