"""Running an activity from the chat: open, close, look, confirm, export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.activities.model import Activity, ActivityId, ActivityState
from bot.activities.outputs.model import ExportKind
from bot.activities.register.choosing import Purpose
from bot.activities.register.viewing import Register
from bot.activities.standing import Standing
from bot.people.model import Permission
from bot.telegram.desk.keyboards import NUMBER, Button, column, keyboard
from bot.telegram.desk.reception import MemberDesk, Spot
from bot.telegram.desk.room import Context, Handler
from bot.telegram.secretaries.picking import Choosing
from bot.telegram.transport.addressing import is_private
from bot.telegram.wording.secretaries import closed_text, opened_text, register_text
from bot.telegram.wording.secretary_sentences import SecretaryChat
from bot.texts import Sentence, say

STEPS: dict[ActivityState, tuple[Purpose, Permission, Sentence]] = {
    ActivityState.PLANNED: (Purpose.OPEN, Permission.RUN_ACTIVITY, SecretaryChat.BUTTON_OPEN),
    ActivityState.OPEN: (Purpose.CLOSE, Permission.RUN_ACTIVITY, SecretaryChat.BUTTON_CLOSE),
    ActivityState.CLOSED: (Purpose.LOCK, Permission.LOCK_REGISTER, SecretaryChat.BUTTON_LOCK),
    ActivityState.CONFIRMED: (Purpose.LOCK, Permission.LOCK_REGISTER, SecretaryChat.BUTTON_LOCK),
}
FILES = {
    ExportKind.REGISTER_XLSX: SecretaryChat.CHAT_FILE_REGISTER_XLSX,
    ExportKind.REGISTER_DOCX: SecretaryChat.CHAT_FILE_REGISTER_DOCX,
    ExportKind.SHEET_DOCX: SecretaryChat.CHAT_FILE_SHEET_DOCX,
    ExportKind.SHEET_XLSX: SecretaryChat.CHAT_FILE_SHEET_XLSX,
}


@dataclass(frozen=True, slots=True)
class RegisterHandlers:
    """Commands for those who run activities; use cases check that they may."""

    members: MemberDesk
    choosing: Choosing

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name no command: /help tells those who may run activities."""
        return {}

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        act, new = self.choosing.actions, filters.UpdateType.MESSAGE
        act |= {Purpose.OPEN: self.open, Purpose.CLOSE: self.close, Purpose.LIST: self.show, Purpose.EXPORT: self.files}
        return [
            CommandHandler("open", self.on_open, new),
            CommandHandler("close", self.on_close, new),
            CommandHandler("list", self.on_list, new),
            CommandHandler("export", self.on_export, new),
            CallbackQueryHandler(self.on_refresh, rf"^rf:{NUMBER}$"),
            CallbackQueryHandler(self.on_confirm, rf"^cf:{NUMBER}$"),
            CallbackQueryHandler(self.on_file, rf"^ex:{NUMBER}:(\d)$"),
        ]

    async def on_open(self, update: Update, _: Context) -> None:
        """Open check-in."""
        await self._choose(update, Purpose.OPEN)

    async def on_close(self, update: Update, _: Context) -> None:
        """End check-in."""
        await self._choose(update, Purpose.CLOSE)

    async def on_export(self, update: Update, _: Context) -> None:
        """Give a register out as a file."""
        await self._choose(update, Purpose.EXPORT)

    async def on_list(self, update: Update, _: Context) -> None:
        """Tell how a register stands; a group sees counts only."""
        await self.choosing.choose(await self.members.spot(update), Purpose.LIST)

    async def open(self, spot: Spot, activity: ActivityId) -> None:
        """Open check-in and give the wall's link; the link is for one person, so a group is not given it."""
        if await self.members.desk.is_public(spot.message):
            return
        one = await self.members.act.register.open(spot.member, activity)
        path = await self.members.act.wall.link(spot.member, activity)
        link = self.members.services.links.page(path, "")
        text = opened_text(one, link, has_address=self.members.services.links.public_url is not None)
        await self.members.tell(spot, text, keyboard([(SecretaryChat.BUTTON_LIST, f"ch:{Purpose.LIST}:{activity}")]))

    async def close(self, spot: Spot, activity: ActivityId) -> None:
        """End check-in and tell the counts."""
        await self.members.act.register.close(spot.member, activity)
        register = await self.members.act.register.view(spot.member, activity)
        buttons = await self._buttons(spot, register)
        await self.members.tell(spot, closed_text(register), buttons)

    async def show(self, spot: Spot, activity: ActivityId) -> None:
        """Tell how a register stands."""
        register = await self.members.act.register.view(spot.member, activity)
        text = register_text(register, with_names=is_private(spot.message))
        await self.members.tell(spot, text, await self._buttons(spot, register))

    async def on_refresh(self, update: Update, context: Context) -> None:
        """Tell anew how a register stands."""
        press = await self.members.press(update, context)
        register = await self.members.act.register.view(press.spot.member, ActivityId(press.number()))
        text = register_text(register, with_names=is_private(press.spot.message))
        await self.members.change(press, text, await self._buttons(press.spot, register))

    async def on_confirm(self, update: Update, context: Context) -> None:
        """Confirm a register as the second person."""
        press = await self.members.press(update, context)
        one = await self.members.act.register.confirm(press.spot.member, ActivityId(press.number()))
        await self.members.say(await self.members.heard(press), SecretaryChat.CONFIRMED, title=one.title)

    async def files(self, spot: Spot, activity: ActivityId) -> None:
        """Ask which file."""
        if await self.members.desk.is_public(spot.message):
            return
        one = (await self.members.act.register.view(spot.member, activity)).activity
        buttons = [(label, f"ex:{activity}:{place}") for place, label in enumerate(FILES.values())]
        await self.members.tell(spot, say(SecretaryChat.EXPORT_WHICH, title=one.title), column(buttons))

    async def on_file(self, update: Update, context: Context) -> None:
        """Send the file; never into a group."""
        press = await self.members.press(update, context)
        kind = list(FILES)[press.number(1) % len(FILES)]
        if not await self.members.desk.is_public(press.spot.message):
            file = await self.members.act.files.export(press.spot.member, ActivityId(press.number()), kind)
            await self.members.desk.sender.send_file(press.spot.message.chat.id, file.content, file.name)
        await self.members.heard(press)

    async def _choose(self, update: Update, purpose: Purpose) -> None:
        spot = await self.members.private(update)
        if spot is not None:
            await self.choosing.choose(spot, purpose)

    async def _buttons(self, spot: Spot, register: Register) -> InlineKeyboardMarkup | None:
        refresh: Button = (SecretaryChat.BUTTON_REFRESH, f"rf:{register.activity.id}")
        if not is_private(spot.message):
            return keyboard([refresh])
        standing = await self.members.act.own.standing(spot.member)
        return keyboard([refresh, *_next_steps(register.activity, standing)], _asides(register, standing))


def _next_steps(one: Activity, standing: Standing) -> Iterator[Button]:
    """Give the buttons that move the activity on."""
    step = STEPS.get(one.state)
    if step is not None and standing.may(step[1], one):
        yield step[2], f"ch:{step[0]}:{one.id}"
    if step is not None and standing.may(Permission.RUN_ACTIVITY, one):
        yield SecretaryChat.BUTTON_MARK, f"ch:{Purpose.MARK}:{one.id}"
    if one.state is ActivityState.LOCKED and standing.may(Permission.EXPORT, one):
        yield SecretaryChat.BUTTON_EXPORT, f"ch:{Purpose.EXPORT}:{one.id}"


def _asides(register: Register, standing: Standing) -> list[Button]:
    """Give the buttons for what waits beside it."""
    one, buttons = register.activity, list[Button]()
    if one.state is ActivityState.CLOSED and standing.may(Permission.CONFIRM_REGISTER, one):
        buttons.append((SecretaryChat.BUTTON_CONFIRM, f"cf:{one.id}"))
    if register.waiting and standing.may(Permission.RUN_ACTIVITY, one):
        buttons.append((SecretaryChat.BUTTON_PENDING, f"wt:{one.id}"))
    return buttons
