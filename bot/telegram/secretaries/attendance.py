"""Marking the register in one line: a preview, names asked back, a button writes, another takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.activities.model import ActivityId
from bot.activities.reading.attendance_line import Spoken
from bot.activities.register.choosing import Purpose
from bot.activities.register.marking import MarkPlan
from bot.activities.register.model import LineChange
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId, Permission
from bot.telegram.desk.keyboards import NUMBER, column, keyboard
from bot.telegram.desk.reception import QUIET, MemberDesk, Press, Spot, Step, Turn
from bot.telegram.desk.room import Context, Handler
from bot.telegram.secretaries.picking import Choosing
from bot.telegram.transport.addressing import words_of
from bot.telegram.wording.member_sentences import RegisterChat
from bot.telegram.wording.secretaries import marked_text, person_label, spoken_text, undone_text
from bot.telegram.wording.secretary_sentences import SecretaryChat
from bot.texts import Sentence, say

MARK, MARKED = "mark", "marked"


@dataclass(frozen=True, slots=True)
class MarkHandlers:
    """The dialogue holds the `activity`, the `words`, and who is meant by names that two people share."""

    members: MemberDesk
    choosing: Choosing

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name no command: /help tells those who may run activities."""
        return {}

    @property
    def steps(self) -> dict[str, tuple[Sentence, Step]]:
        """Name the dialogues."""
        return {MARK: (RegisterChat.DIALOGUE_MARK, self.on_words)}

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        self.choosing.actions[Purpose.MARK] = self.begin
        return [
            CommandHandler("mark", self.on_mark, filters.UpdateType.MESSAGE),
            CallbackQueryHandler(self.on_person, rf"^ms:{NUMBER}:{NUMBER}$"),
            CallbackQueryHandler(self.on_write, rf"^mw:{NUMBER}$"),
            CallbackQueryHandler(self.on_dropped, rf"^mx:{NUMBER}$"),
            CallbackQueryHandler(self.on_undo, rf"^mu:{NUMBER}$"),
        ]

    async def on_mark(self, update: Update, _: Context) -> None:
        """Begin; words after the command wait for the choice of the activity."""
        spot = await self.members.private(update)
        if spot is not None:
            (await self.members.act.own.standing(spot.member)).ensure_holds(Permission.RUN_ACTIVITY)
            said = words_of(spot.message)
            await self.members.keep(spot, MARK, {"activity": None, "words": said, "settled": {}, QUIET: True})
            await self.choosing.choose(spot, Purpose.MARK)

    async def begin(self, spot: Spot, activity: ActivityId) -> None:
        """Take the words said with the command, or ask for them. Never in a group: the answer names people."""
        if await self.members.desk.is_public(spot.message):
            return
        found = await self.members.any_dialogue(spot.message.chat.id, spot.user)
        is_new = found is not None and found.kind == MARK and found.data["activity"] is None
        words = str(found.data["words"]) if found is not None and is_new else ""
        if words:
            await self._preview(spot, activity, words, {})
        else:
            await self._ask(spot, activity)

    async def on_words(self, turn: Turn) -> bool:
        """Read the words."""
        await self._preview(turn.spot, ActivityId(turn.data["activity"]), turn.words, {})
        return False

    async def on_person(self, update: Update, context: Context) -> None:
        """Take which of two people is meant."""
        press = await self.members.press(update, context)
        data, activity, member = await self._current(press), ActivityId(press.number()), MemberId(press.number(1))
        settled = {name: MemberId(who) for name, who in data["settled"].items()}
        plan = await self.members.act.register.plan_marks(press.spot.member, activity, data["words"], settled)
        unclear = plan.spoken.unclear
        meant = [name for name, lines in unclear.items() if member in {line.member.id for line in lines}]
        settled |= dict.fromkeys(meant, member)
        await self._preview(await self.members.heard(press), activity, data["words"], settled)

    async def on_write(self, update: Update, context: Context) -> None:
        """Write what the preview says."""
        press = await self.members.press(update, context)
        data, activity, who = await self._current(press), ActivityId(press.number()), press.spot.member
        if "lines" not in data:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        changes = [LineChange.from_json(line) for line in data["lines"]]
        marked = await self.members.act.register.mark(who, activity, changes)
        text = marked_text(marked, (await self.members.act.register.view(who, activity)).tally)
        kept = {"activity": activity, "lines": [change.as_json() for change in marked.undo], QUIET: True}
        undo = keyboard([(SecretaryChat.BUTTON_UNDO, f"mu:{activity}")] if marked.changes else [])
        await self.members.keep(press.spot, MARKED, kept)
        await self.members.change(press, text, undo)

    async def on_dropped(self, update: Update, context: Context) -> None:
        """Write nothing."""
        press = await self.members.press(update, context)
        await self._current(press)
        await self.members.drop(press.spot.message.chat.id, press.spot.user)
        await self.members.change(press, say(SecretaryChat.MARK_DROPPED))

    async def on_undo(self, update: Update, context: Context) -> None:
        """Make the lines what they were."""
        press = await self.members.press(update, context)
        data, activity = await self.members.dialogue(press.spot, MARKED), ActivityId(press.number())
        if data["activity"] != activity:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        changes = [LineChange.from_json(line) for line in data["lines"]]
        undone = await self.members.act.register.mark(press.spot.member, activity, changes)
        await self.members.change(press, undone_text(undone))
        await self.members.drop(press.spot.message.chat.id, press.spot.user)

    async def _ask(self, spot: Spot, activity: ActivityId) -> None:
        one = (await self.members.act.register.view(spot.member, activity)).activity
        await self.members.keep(spot, MARK, {"activity": activity, "words": "", "settled": {}})
        await self.members.say(spot, SecretaryChat.MARK_HOW, title=one.title)

    async def _preview(self, spot: Spot, activity: ActivityId, words: str, settled: dict[str, MemberId]) -> None:
        """Tell what would be written, or what is not clear."""
        plan = await self.members.act.register.plan_marks(spot.member, activity, words, settled)
        spoken = plan.spoken
        waits = bool(spoken.marks or spoken.unclear) and not spoken.unknown
        data = {"activity": activity, "words": words, "settled": settled, QUIET: waits}
        if spoken.is_clear:
            data["lines"] = [change.as_json() for change in plan.changes]
        await self.members.keep(spot, MARK, data)
        if not waits:
            await self._not_read(spot, spoken)
        elif spoken.unclear:
            await self._which(spot, activity, spoken)
        else:
            await self._ask_to_write(spot, plan)

    async def _ask_to_write(self, spot: Spot, plan: MarkPlan) -> None:
        number = plan.activity.id
        write, drop = (SecretaryChat.BUTTON_WRITE, f"mw:{number}"), (SecretaryChat.BUTTON_DROP, f"mx:{number}")
        await self.members.tell(spot, spoken_text(plan.activity.title, plan.spoken), keyboard([write, drop]))

    async def _not_read(self, spot: Spot, spoken: Spoken) -> None:
        if spoken.unknown:
            await self.members.say(spot, SecretaryChat.MARK_UNKNOWN, words="、".join(spoken.unknown))
        else:
            await self.members.say(spot, SecretaryChat.MARK_NOTHING)

    async def _which(self, spot: Spot, activity: ActivityId, spoken: Spoken) -> None:
        name, lines = next(iter(spoken.unclear.items()))
        buttons = [(person_label(line), f"ms:{activity}:{line.member.id}") for line in lines]
        await self.members.tell(spot, say(SecretaryChat.MARK_WHO, name=name, count=len(lines)), column(buttons))

    async def _current(self, press: Press) -> Mapping[str, Any]:
        data = await self.members.dialogue(press.spot, MARK)
        if data["activity"] != press.number():
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        return data
