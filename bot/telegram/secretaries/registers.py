"""Running an activity from the chat: open, close, look, confirm, export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from telegram import InlineKeyboardMarkup, Update

from bot.activities.model import Activity, ActivityId, ActivityState
from bot.activities.outputs.model import ExportKind
from bot.activities.register.choosing import Purpose
from bot.activities.register.viewing import Register
from bot.activities.room import Files, Mine, Registers, Walls
from bot.activities.standing import Standing
from bot.errors import BotError, ErrorCode
from bot.links import Links
from bot.people.model import Permission
from bot.telegram import buttons
from bot.telegram.desk.keyboards import Button, column, keyboard
from bot.telegram.desk.reception import Reception
from bot.telegram.desk.spots import MemberSpot
from bot.telegram.secretaries.picking import Errand, Errands
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.telegram.transport.callback_data import Context, Handler
from bot.telegram.wording.secretaries import closed_text, opened_text, register_text
from bot.texts import Sentence, say


class NextStep(NamedTuple):
    """What moves an activity on: the errand, who may, and the button's name."""

    purpose: Purpose
    permission: Permission
    label: Sentence


NEXT_STEPS = {
    ActivityState.PLANNED: NextStep(Purpose.OPEN, Permission.RUN_ACTIVITY, SecretaryChat.BUTTON_OPEN),
    ActivityState.OPEN: NextStep(Purpose.CLOSE, Permission.RUN_ACTIVITY, SecretaryChat.BUTTON_CLOSE),
    ActivityState.CLOSED: NextStep(Purpose.LOCK, Permission.LOCK_REGISTER, SecretaryChat.BUTTON_LOCK),
    ActivityState.CONFIRMED: NextStep(Purpose.LOCK, Permission.LOCK_REGISTER, SecretaryChat.BUTTON_LOCK),
}
FILES = {
    ExportKind.REGISTER_XLSX: SecretaryChat.CHAT_FILE_REGISTER_XLSX,
    ExportKind.REGISTER_DOCX: SecretaryChat.CHAT_FILE_REGISTER_DOCX,
    ExportKind.SHEET_DOCX: SecretaryChat.CHAT_FILE_SHEET_DOCX,
    ExportKind.SHEET_XLSX: SecretaryChat.CHAT_FILE_SHEET_XLSX,
}


@dataclass(frozen=True, slots=True)
class RegisterHandlers:
    """Errands of those who run activities; use cases check that they may."""

    desk: Reception
    register: Registers
    own: Mine
    wall: Walls
    output: Files
    links: Links

    @property
    def errands(self) -> Errands:
        """What commands do with the activity picked; all but /list belong into the private chat."""
        return {
            Purpose.OPEN: Errand(self.desk.private, self.open),
            Purpose.CLOSE: Errand(self.desk.private, self.close),
            Purpose.LIST: Errand(self.desk.member, self.show),
            Purpose.EXPORT: Errand(self.desk.private, self.files),
        }

    def handlers(self) -> Sequence[Handler]:
        return [
            buttons.REFRESH.handler(self.on_refresh),
            buttons.CONFIRM.handler(self.on_confirm),
            buttons.EXPORT.handler(self.on_file),
        ]

    async def open(self, spot: MemberSpot, activity: ActivityId) -> None:
        """Open check-in and give the wall's link; the link is for one person, so a group is not given it."""
        if await self.desk.is_public(spot):
            return
        one = await self.register.open(spot.member, activity)
        link = self.links.page(await self.wall.link(spot.member, activity), "")
        text = opened_text(one, link, has_address=self.links.public_url is not None)
        await self.desk.reply(spot, text, keyboard([(SecretaryChat.BUTTON_LIST, buttons.PICK(Purpose.LIST, activity))]))

    async def close(self, spot: MemberSpot, activity: ActivityId) -> None:
        """End check-in and tell the counts."""
        await self.register.close(spot.member, activity)
        register = await self.register.view(spot.member, activity)
        await self.desk.reply(spot, closed_text(register), await self._buttons(spot, register))

    async def show(self, spot: MemberSpot, activity: ActivityId) -> None:
        """Tell how a register stands; a group sees counts only."""
        register = await self.register.view(spot.member, activity)
        text = register_text(register, with_names=spot.is_private)
        await self.desk.reply(spot, text, await self._buttons(spot, register))

    async def on_refresh(self, update: Update, _: Context) -> None:
        """Tell anew how a register stands."""
        press = await self.desk.press(update)
        register = await self.register.view(press.member, press.of(buttons.REFRESH))
        text = register_text(register, with_names=press.is_private)
        await self.desk.change(press, text, await self._buttons(press, register))

    async def on_confirm(self, update: Update, _: Context) -> None:
        """Confirm a register as the second person."""
        press = await self.desk.press(update)
        one = await self.register.confirm(press.member, press.of(buttons.CONFIRM))
        await self.desk.heard(press)
        await self.desk.reply(press, say(SecretaryChat.CONFIRMED, title=one.title))

    async def files(self, spot: MemberSpot, activity: ActivityId) -> None:
        """Ask which file."""
        if await self.desk.is_public(spot):
            return
        register = await self.register.view(spot.member, activity)
        shown = [(label, buttons.EXPORT(activity, kind)) for kind, label in FILES.items()]
        await self.desk.reply(spot, say(SecretaryChat.EXPORT_WHICH, title=register.activity.title), column(shown))

    async def on_file(self, update: Update, _: Context) -> None:
        """Send the file; never into a group. Errors: BotError BUTTON_EXPIRED for a file that no button offers."""
        press = await self.desk.press(update)
        activity, kind = press.of(buttons.EXPORT)
        if kind not in FILES:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        if not await self.desk.is_public(press):
            await self.desk.send_file(press, await self.output.export(press.member, activity, kind))
        await self.desk.heard(press)

    async def _buttons(self, spot: MemberSpot, register: Register) -> InlineKeyboardMarkup | None:
        refresh: Button = (SecretaryChat.BUTTON_REFRESH, buttons.REFRESH(register.activity.id))
        if not spot.is_private:
            return keyboard([refresh])
        standing = await self.own.standing(spot.member)
        return keyboard([refresh, *_next_steps(register.activity, standing)], [*_asides(register, standing)])


def _next_steps(one: Activity, standing: Standing) -> Iterator[Button]:
    """Give the buttons that move the activity on."""
    step = NEXT_STEPS.get(one.state)
    if step is not None and standing.may(step.permission, one):
        yield step.label, buttons.PICK(step.purpose, one.id)
    if step is not None and standing.may(Permission.RUN_ACTIVITY, one):
        yield SecretaryChat.BUTTON_MARK, buttons.PICK(Purpose.MARK, one.id)
    if one.state is ActivityState.LOCKED and standing.may(Permission.EXPORT, one):
        yield SecretaryChat.BUTTON_EXPORT, buttons.PICK(Purpose.EXPORT, one.id)


def _asides(register: Register, standing: Standing) -> Iterator[Button]:
    """Give the buttons for what waits beside it."""
    one = register.activity
    if one.state is ActivityState.CLOSED and standing.may(Permission.CONFIRM_REGISTER, one):
        yield SecretaryChat.BUTTON_CONFIRM, buttons.CONFIRM(one.id)
    if register.waiting and standing.may(Permission.RUN_ACTIVITY, one):
        yield SecretaryChat.BUTTON_PENDING, buttons.WAITING(one.id)
