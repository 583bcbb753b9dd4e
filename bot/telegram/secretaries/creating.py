"""Creating activities in one message: what is missing is asked for, a preview comes first, a button confirms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.activities.kinds import ActivityKind
from bot.activities.planning.preview import Plan
from bot.activities.reading.activity_line import Missing, Wish, read_activity, read_part
from bot.errors import BotError, ErrorCode
from bot.people.model import Permission
from bot.telegram.desk.keyboards import NUMBER, column, keyboard
from bot.telegram.desk.reception import QUIET, MemberDesk, Press, Spot, Step, Turn
from bot.telegram.desk.room import Context, Handler
from bot.telegram.transport.addressing import words_of
from bot.telegram.wording.member_sentences import RegisterChat
from bot.telegram.wording.secretaries import created_text, plan_text, series_text, usual_title
from bot.telegram.wording.secretary_sentences import SecretaryChat
from bot.texts import Sentence, say, told

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

    members: MemberDesk

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name no command: /help tells those who may run activities."""
        return {}

    @property
    def steps(self) -> dict[str, tuple[Sentence, Step]]:
        """Name the dialogues."""
        return {NEW: (RegisterChat.DIALOGUE_NEW, self.on_words)}

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        return [
            CommandHandler("new", self.on_new, filters.UpdateType.MESSAGE),
            CallbackQueryHandler(self.on_kind, r"^nk:([a-z_]{1,40})$"),
            CallbackQueryHandler(self.on_confirmed, rf"^nc:{NUMBER}$"),
            CallbackQueryHandler(self.on_edit, rf"^ne:{NUMBER}$"),
            CallbackQueryHandler(self.on_dropped, rf"^nx:{NUMBER}$"),
        ]

    async def on_new(self, update: Update, _: Context) -> None:
        """Read the line."""
        spot = await self.members.private(update)
        if spot is None:
            return
        (await self.members.act.own.standing(spot.member)).ensure_holds(Permission.RUN_ACTIVITY)
        line = words_of(spot.message)
        if line:
            await self._go_on(spot, read_activity(line, self.members.services.clock.today()), line)
        else:
            await self.members.say(spot, SecretaryChat.NEW_HOW)

    async def on_kind(self, update: Update, context: Context) -> None:
        """Take the kind from a button."""
        press = await self.members.press(update, context)
        data = await self.members.dialogue(press.spot, NEW)
        if press.parts[0] not in set(ActivityKind) or data["asks"] != Missing.KIND:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        wish = Wish.from_json(data["wish"]).corrected(Wish(kind=ActivityKind(press.parts[0])))
        await self._go_on(await self.members.heard(press), wish, data["line"])

    async def on_words(self, turn: Turn) -> bool:
        """Take the answer to a question, or a correction."""
        asked, wish = turn.data["asks"], Wish.from_json(turn.data["wish"])
        today = self.members.services.clock.today()
        said = read_activity(turn.words, today) if asked == EDIT else read_part(turn.words, Missing(asked), today)
        if said == Wish():
            how = SecretaryChat.EDIT_HOW if asked == EDIT else QUESTIONS[Missing(asked)]
            await self.members.tell(turn.spot, say(SecretaryChat.NOT_READ) + say(how))
            return False
        await self._go_on(turn.spot, wish.corrected(said), turn.data["line"])
        return False

    async def on_confirmed(self, update: Update, context: Context) -> None:
        """Create what the preview shows; a second press creates nothing more."""
        press = await self.members.press(update, context)
        data = await self._previewed(press)
        plan = await self._plan(press.spot, data)
        member, key, act = press.spot.member, f"tg:{press.spot.user}:{press.number()}", self.members.act
        if plan.rule is None:
            text = created_text(await act.planning.create(member, plan.organisation.id, plan.draft, key))
        else:
            text = series_text(await act.planning.create_series(member, plan, key, data["seen"]))
        await self.members.change(press, text)

    async def on_edit(self, update: Update, context: Context) -> None:
        """Ask what should change."""
        press = await self.members.press(update, context)
        data = await self._previewed(press)
        spot = await self.members.heard(press)
        await self.members.keep(spot, NEW, {**data, "asks": EDIT, QUIET: False})
        await self.members.say(spot, SecretaryChat.EDIT_HOW)

    async def on_dropped(self, update: Update, context: Context) -> None:
        """Create nothing."""
        press = await self.members.press(update, context)
        await self._previewed(press)
        await self.members.drop(press.spot.message.chat.id, press.spot.user)
        await self.members.change(press, say(SecretaryChat.NEW_DROPPED))

    async def _go_on(self, spot: Spot, wish: Wish, line: str) -> None:
        """Ask for what is missing, or show the preview."""
        asks = wish.missing
        data = {"wish": wish.as_json(), "line": line, "asks": asks, "key": spot.update, QUIET: asks is None}
        if asks is None:
            data["seen"] = await self._show(spot, data)
        elif asks is Missing.KIND:
            buttons = column([(str(told(kind)), f"nk:{kind}") for kind in ActivityKind])
            await self.members.tell(spot, say(SecretaryChat.ASK_KIND), buttons)
        else:
            await self.members.say(spot, QUESTIONS[asks])
        await self.members.keep(spot, NEW, data)

    async def _show(self, spot: Spot, data: Mapping[str, Any]) -> str:
        """Show the preview; gives its mark."""
        plan, key = await self._plan(spot, data), data["key"]
        create, edit = (SecretaryChat.BUTTON_CREATE, f"nc:{key}"), (SecretaryChat.BUTTON_EDIT, f"ne:{key}")
        buttons = keyboard([create, edit, (SecretaryChat.BUTTON_DROP, f"nx:{key}")])
        await self.members.tell(spot, plan_text(plan), buttons)
        return plan.seen

    async def _plan(self, spot: Spot, data: Mapping[str, Any]) -> Plan:
        wish = Wish.from_json(data["wish"])
        return await self.members.act.planning.plan_wish(spot.member, wish, usual_title(wish), data["line"])

    async def _previewed(self, press: Press) -> Mapping[str, Any]:
        """Give the dialogue whose preview has this button. Errors: BotError BUTTON_EXPIRED for an older one."""
        data = await self.members.dialogue(press.spot, NEW)
        if data["key"] != press.number():
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        return data
