"""What is a member's own: what lies ahead, the year's record, the binding of the account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import Update

from bot.activities.own.usecases import Own
from bot.activities.room import Files, Mine, Requests
from bot.clock import Clock
from bot.people.sentences import PeopleText
from bot.telegram import buttons, commands
from bot.telegram.desk.keyboards import Button, column, keyboard
from bot.telegram.desk.reception import Reception
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.transport.callback_data import Context, Handler
from bot.telegram.wording.members import ahead_text, clipped, record_text
from bot.texts import Sentence, say

MOST_BUTTONS = 12


@dataclass(frozen=True, slots=True)
class OwnHandlers:
    """Commands and buttons about oneself."""

    desk: Reception
    own: Mine
    requests: Requests
    files: Files
    clock: Clock

    def handlers(self) -> Sequence[Handler]:
        return [
            commands.NEXT.handler(self.on_next),
            commands.ME.handler(self.on_me),
            buttons.CALENDAR.handler(self.on_calendar),
            buttons.LEAVE_BACK.handler(self.on_taken_back),
            buttons.UNBIND.handler(self.on_unbind),
            buttons.UNBIND_YES.handler(self.on_unbind_sure),
            buttons.UNBIND_NO.handler(self.on_unbind_not),
            buttons.END_OTHERS.handler(self.on_end_others),
            buttons.END_OTHERS_YES.handler(self.on_end_others_sure),
        ]

    async def on_next(self, update: Update, _: Context) -> None:
        """Tell what lies ahead."""
        spot = await self.desk.private(update)
        if spot is not None:
            ahead = await self.own.ahead(spot.member)
            await self.desk.reply(spot, ahead_text(ahead), column(self._next_buttons(ahead)))

    def _next_buttons(self, ahead: Sequence[Own]) -> Sequence[Button]:
        found = [button for own in ahead for button in self._buttons_of(own, is_only=len(ahead) == 1)]
        return found[:MOST_BUTTONS]

    def _buttons_of(self, own: Own, *, is_only: bool) -> Iterator[Button]:
        now = self.clock.now()
        one = own.activity

        def label(alone: Sentence, among_others: Sentence) -> str:
            return say(alone) if is_only else say(among_others, title=clipped(one.title))

        if own.may_take_back(now):
            yield label(RegisterChat.BUTTON_BACK, RegisterChat.BUTTON_BACK_OF), buttons.LEAVE_BACK(one.id)
        elif own.takes_leave(now):
            yield label(RegisterChat.BUTTON_LEAVE, RegisterChat.BUTTON_LEAVE_OF), buttons.LEAVE(one.id)
        if one.ends_at > now:
            yield label(RegisterChat.BUTTON_CALENDAR, RegisterChat.BUTTON_CALENDAR_OF), buttons.CALENDAR(one.id)

    async def on_me(self, update: Update, _: Context) -> None:
        """Tell the year's record."""
        spot = await self.desk.private(update)
        if spot is not None:
            kept = await self.own.record(spot.member)
            tasks = [task for task in kept.tasks if task.is_open][:MOST_BUTTONS]
            labels = [say(RegisterChat.BUTTON_PROOF_OF, title=clipped(task.task)) for task in tasks]
            shown = [(label, buttons.PROOF(task.id)) for label, task in zip(labels, tasks, strict=True)]
            await self.desk.reply(spot, record_text(kept), column(shown))

    async def on_calendar(self, update: Update, _: Context) -> None:
        """Send the calendar entry."""
        press = await self.desk.press(update)
        file = await self.files.calendar(press.member, press.of(buttons.CALENDAR))
        await self.desk.heard(press)
        await self.desk.send_file(press, file, say(RegisterChat.CALENDAR_CAPTION))

    async def on_taken_back(self, update: Update, _: Context) -> None:
        """Take a request for leave back."""
        press = await self.desk.press(update)
        leave = await self.requests.withdraw_leave(press.member, press.of(buttons.LEAVE_BACK))
        await self.desk.heard(press)
        await self.desk.reply(press, say(RegisterChat.LEAVE_TAKEN_BACK, title=leave.activity.title))

    async def on_unbind(self, update: Update, _: Context) -> None:
        """Ask whether to unbind."""
        press = await self.desk.press(update)
        yes = (RegisterChat.BUTTON_UNBIND_YES, buttons.UNBIND_YES())
        no = (RegisterChat.BUTTON_KEEP, buttons.UNBIND_NO())
        await self.desk.heard(press)
        await self.desk.reply(press, RegisterChat.UNBIND_ASK, keyboard([yes, no]))

    async def on_unbind_sure(self, update: Update, _: Context) -> None:
        """Unbind the account that presses."""
        press = await self.desk.press(update)
        await self.desk.people.unbind(press.asker)
        await self.desk.drop(press)
        await self.desk.change(press, PeopleText.UNBOUND)

    async def on_unbind_not(self, update: Update, _: Context) -> None:
        """Leave everything as it is."""
        await self.desk.change(await self.desk.press(update), RegisterChat.UNBIND_KEPT)

    async def on_end_others(self, update: Update, _: Context) -> None:
        """Ask whether to end the own accounts elsewhere."""
        press = await self.desk.press(update)
        yes = (RegisterChat.BUTTON_END_OTHERS_YES, buttons.END_OTHERS_YES())
        no = (RegisterChat.BUTTON_KEEP, buttons.UNBIND_NO())
        await self.desk.heard(press)
        await self.desk.reply(press, RegisterChat.END_OTHERS_ASK, keyboard([yes, no]))

    async def on_end_others_sure(self, update: Update, _: Context) -> None:
        """End them; the account that presses stays."""
        press = await self.desk.press(update)
        count = await self.desk.people.end_others(press.asker)
        await self.desk.change(press, say(PeopleText.OTHERS_ENDED, count=count))
