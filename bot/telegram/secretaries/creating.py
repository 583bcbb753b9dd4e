"""Creating activities in one message: what is missing is asked for, a preview comes first, a button confirms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update

from bot.activities.kinds import ActivityKind
from bot.activities.planning.preview import Plan
from bot.activities.reading.activity_line import Missing, Wish, read_activity, read_part
from bot.activities.room import Mine, Planning
from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.inbox.model import UpdateId
from bot.people.model import Permission
from bot.telegram import buttons, commands
from bot.telegram.desk.keyboards import column, keyboard
from bot.telegram.desk.reception import QUIET, Reception, Steps
from bot.telegram.desk.spots import MemberPress, MemberSpot, Utterance
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.telegram.transport.callback_data import Context, Handler
from bot.telegram.wording.secretaries import created_text, plan_text, series_text, usual_title
from bot.texts import say, told

NEW, EDIT = "new", "edit"
QUESTIONS = {
    Missing.KIND: SecretaryChat.ASK_KIND,
    Missing.DAY: SecretaryChat.ASK_DAY,
    Missing.TIME: SecretaryChat.ASK_TIME,
    Missing.PLACE: SecretaryChat.ASK_PLACE,
}


@dataclass(frozen=True, slots=True)
class NewHandlers:
    """The dialogue holds `wish`, the `line` it began with, what it `asks` for, and the preview's `key`."""

    desk: Reception
    planning: Planning
    own: Mine
    clock: Clock

    @property
    def steps(self) -> Steps:
        return {NEW: (RegisterChat.DIALOGUE_NEW, self.on_words)}

    def handlers(self) -> Sequence[Handler]:
        return [
            commands.NEW.handler(self.on_new),
            buttons.NEW_KIND.handler(self.on_kind),
            buttons.NEW_YES.handler(self.on_confirmed),
            buttons.NEW_EDIT.handler(self.on_edit),
            buttons.NEW_NO.handler(self.on_dropped),
        ]

    async def on_new(self, update: Update, _: Context) -> None:
        """Read the line."""
        spot = await self.desk.private(update)
        if spot is None:
            return
        (await self.own.standing(spot.member)).ensure_holds(Permission.RUN_ACTIVITY)
        if spot.words:
            await self._go_on(spot, read_activity(spot.words, self.clock.today()), spot.words)
        else:
            await self.desk.reply(spot, SecretaryChat.NEW_HOW)

    async def on_kind(self, update: Update, _: Context) -> None:
        """Take the kind from a button."""
        press = await self.desk.press(update)
        kind = press.of(buttons.NEW_KIND)
        data = await self.desk.dialogue(press, NEW)
        if data["asks"] != Missing.KIND:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        await self.desk.heard(press)
        await self._go_on(press, Wish.from_json(data["wish"]).corrected(Wish(kind=kind)), data["line"])

    async def on_words(self, said: Utterance) -> bool:
        """Take the answer to a question, or a correction."""
        asked = said.data["asks"]
        today = self.clock.today()
        read = read_activity(said.words, today) if asked == EDIT else read_part(said.words, Missing(asked), today)
        if read == Wish():
            how = SecretaryChat.EDIT_HOW if asked == EDIT else QUESTIONS[Missing(asked)]
            await self.desk.reply(said.spot, say(SecretaryChat.NOT_READ) + say(how))
        else:
            await self._go_on(said.spot, Wish.from_json(said.data["wish"]).corrected(read), said.data["line"])
        return False

    async def on_confirmed(self, update: Update, _: Context) -> None:
        """Create what the preview shows; a second press creates nothing more."""
        press = await self.desk.press(update)
        number = press.of(buttons.NEW_YES)
        data = await self._previewed(press, number)
        plan = await self._plan(press, data)
        key = f"tg:{press.user}:{number}"
        if plan.rule is None:
            created = await self.planning.create(press.member, plan.organisation.id, plan.draft, key)
            text = created_text(created)
        else:
            text = series_text(await self.planning.create_series(press.member, plan, key, data["seen"]))
        await self.desk.change(press, text)

    async def on_edit(self, update: Update, _: Context) -> None:
        """Ask what should change."""
        press = await self.desk.press(update)
        data = await self._previewed(press, press.of(buttons.NEW_EDIT))
        await self.desk.heard(press)
        await self.desk.keep(press, NEW, {**data, "asks": EDIT, QUIET: False})
        await self.desk.reply(press, SecretaryChat.EDIT_HOW)

    async def on_dropped(self, update: Update, _: Context) -> None:
        """Create nothing."""
        press = await self.desk.press(update)
        await self._previewed(press, press.of(buttons.NEW_NO))
        await self.desk.drop(press)
        await self.desk.change(press, SecretaryChat.NEW_DROPPED)

    async def _go_on(self, spot: MemberSpot, wish: Wish, line: str) -> None:
        """Ask for what is missing, or show the preview."""
        asks = wish.missing
        data = {"wish": wish.as_json(), "line": line, "asks": asks, "key": spot.update, QUIET: asks is None}
        if asks is None:
            data["seen"] = await self._show(spot, data)
        elif asks is Missing.KIND:
            shown = column([(str(told(kind)), buttons.NEW_KIND(kind)) for kind in ActivityKind])
            await self.desk.reply(spot, SecretaryChat.ASK_KIND, shown)
        else:
            await self.desk.reply(spot, QUESTIONS[asks])
        await self.desk.keep(spot, NEW, data)

    async def _show(self, spot: MemberSpot, data: Mapping[str, Any]) -> str:
        """Show the preview; gives its mark."""
        plan = await self._plan(spot, data)
        key = UpdateId(data["key"])
        create = (SecretaryChat.BUTTON_CREATE, buttons.NEW_YES(key))
        edit = (SecretaryChat.BUTTON_EDIT, buttons.NEW_EDIT(key))
        drop = (SecretaryChat.BUTTON_DROP, buttons.NEW_NO(key))
        await self.desk.reply(spot, plan_text(plan), keyboard([create, edit, drop]))
        return plan.seen

    async def _plan(self, spot: MemberSpot, data: Mapping[str, Any]) -> Plan:
        wish = Wish.from_json(data["wish"])
        return await self.planning.plan_wish(spot.member, wish, usual_title(wish), data["line"])

    async def _previewed(self, press: MemberPress, number: UpdateId) -> Mapping[str, Any]:
        """Give the dialogue whose preview has this button. Errors: BotError BUTTON_EXPIRED for an older one."""
        data = await self.desk.dialogue(press, NEW)
        if data["key"] != number:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        return data
