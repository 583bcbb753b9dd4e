"""What is a member's own: what lies ahead, the year's record, the binding of the account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.activities.model import ActivityId
from bot.activities.own.usecases import Own
from bot.telegram.desk.keyboards import NUMBER, Button, column, keyboard
from bot.telegram.desk.reception import MemberDesk, asker
from bot.telegram.desk.room import Context, Handler
from bot.telegram.wording.member_sentences import RegisterChat
from bot.telegram.wording.members import ahead_text, clipped, record_text
from bot.texts import Sentence, say
from bot.texts.people import PeopleText

MOST_BUTTONS = 12


@dataclass(frozen=True, slots=True)
class OwnHandlers:
    """Commands and buttons about oneself."""

    members: MemberDesk

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name the commands of the menu."""
        return {"next": RegisterChat.COMMAND_NEXT, "me": RegisterChat.COMMAND_ME}

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        new = filters.UpdateType.MESSAGE
        return [
            CommandHandler("next", self.on_next, new),
            CommandHandler("me", self.on_me, new),
            CallbackQueryHandler(self.on_calendar, rf"^cal:{NUMBER}$"),
            CallbackQueryHandler(self.on_taken_back, rf"^lw:{NUMBER}$"),
            CallbackQueryHandler(self.on_unbind, r"^ub$"),
            CallbackQueryHandler(self.on_unbind_sure, r"^uby$"),
            CallbackQueryHandler(self.on_unbind_not, r"^ubn$"),
        ]

    async def on_next(self, update: Update, _: Context) -> None:
        """Tell what lies ahead."""
        spot = await self.members.private(update)
        if spot is not None:
            ahead = await self.members.act.own.ahead(spot.member)
            await self.members.tell(spot, ahead_text(ahead), column(self._next_buttons(ahead)))

    def _next_buttons(self, ahead: Sequence[Own]) -> Sequence[Button]:
        buttons = [button for own in ahead for button in self._buttons_of(own, is_only=len(ahead) == 1)]
        return buttons[:MOST_BUTTONS]

    def _buttons_of(self, own: Own, *, is_only: bool) -> Iterator[Button]:
        now, number, title = self.members.services.clock.now(), own.activity.id, clipped(own.activity.title)
        if own.may_take_back(now):
            label = RegisterChat.BUTTON_BACK if is_only else say(RegisterChat.BUTTON_BACK_OF, title=title)
            yield label, f"lw:{number}"
        elif own.takes_leave(now):
            label = RegisterChat.BUTTON_LEAVE if is_only else say(RegisterChat.BUTTON_LEAVE_OF, title=title)
            yield label, f"lv:{number}"
        if own.activity.ends_at > now:
            label = RegisterChat.BUTTON_CALENDAR if is_only else say(RegisterChat.BUTTON_CALENDAR_OF, title=title)
            yield label, f"cal:{number}"

    async def on_me(self, update: Update, _: Context) -> None:
        """Tell the year's record."""
        spot = await self.members.private(update)
        if spot is not None:
            kept = await self.members.act.own.record(spot.member)
            tasks = [task for task in kept.tasks if task.is_open][:MOST_BUTTONS]
            labels = [say(RegisterChat.BUTTON_PROOF_OF, title=clipped(task.task)) for task in tasks]
            buttons = [(label, f"pf:{task.id}") for label, task in zip(labels, tasks, strict=True)]
            await self.members.tell(spot, record_text(kept), column(buttons))

    async def on_calendar(self, update: Update, context: Context) -> None:
        """Send the calendar entry."""
        press = await self.members.press(update, context)
        file = await self.members.act.files.calendar(press.spot.member, ActivityId(press.number()))
        spot = await self.members.heard(press)
        caption = say(RegisterChat.CALENDAR_CAPTION)
        await self.members.desk.sender.send_file(spot.message.chat.id, file.content, file.name, caption)

    async def on_taken_back(self, update: Update, context: Context) -> None:
        """Take a request for leave back."""
        press = await self.members.press(update, context)
        leave = await self.members.act.requests.withdraw_leave(press.spot.member, ActivityId(press.number()))
        spot = await self.members.heard(press)
        await self.members.say(spot, RegisterChat.LEAVE_TAKEN_BACK, title=leave.activity.title)

    async def on_unbind(self, update: Update, context: Context) -> None:
        """Ask whether to unbind."""
        press = await self.members.press(update, context)
        buttons = keyboard([(RegisterChat.BUTTON_UNBIND_YES, "uby"), (RegisterChat.BUTTON_KEEP, "ubn")])
        spot = await self.members.heard(press)
        await self.members.tell(spot, say(RegisterChat.UNBIND_ASK), buttons)

    async def on_unbind_sure(self, update: Update, context: Context) -> None:
        """Unbind the account that presses."""
        press = await self.members.press(update, context)
        await self.members.services.people.unbind(asker(press.spot.user))
        await self.members.drop(press.spot.message.chat.id, press.spot.user)
        await self.members.change(press, say(PeopleText.UNBOUND))

    async def on_unbind_not(self, update: Update, context: Context) -> None:
        """Leave everything as it is."""
        press = await self.members.press(update, context)
        await self.members.change(press, say(RegisterChat.UNBIND_KEPT))
