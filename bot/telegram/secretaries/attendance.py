"""Marking the register in one line: a preview, names asked back, a button writes, another takes it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update

from bot.activities.model import ActivityId
from bot.activities.reading.attendance_line import Spoken
from bot.activities.register.choosing import Purpose
from bot.activities.register.marking import MarkPlan
from bot.activities.register.model import LineChange
from bot.activities.room import Mine, Registers
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId, Permission
from bot.telegram import buttons
from bot.telegram.desk.keyboards import column, keyboard
from bot.telegram.desk.reception import QUIET, Reception, Steps
from bot.telegram.desk.spots import MemberPress, MemberSpot, Utterance
from bot.telegram.secretaries.picking import Errand, Errands
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.telegram.transport.callback_data import Context, Handler
from bot.telegram.wording.secretaries import marked_text, person_label, spoken_text, undone_text
from bot.texts import say

MARK, MARKED = "mark", "marked"


@dataclass(frozen=True, slots=True)
class AttendanceHandlers:
    """The dialogue holds the `activity`, the `words`, and who is meant by names that two people share."""

    desk: Reception
    register: Registers
    own: Mine

    @property
    def steps(self) -> Steps:
        return {MARK: (RegisterChat.DIALOGUE_MARK, self.on_words)}

    @property
    def errands(self) -> Errands:
        """What /mark does with the activity picked."""
        return {Purpose.MARK: Errand(self.enter, self.begin)}

    def handlers(self) -> Sequence[Handler]:
        return [
            buttons.MARK_WHO.handler(self.on_person),
            buttons.MARK_YES.handler(self.on_write),
            buttons.MARK_NO.handler(self.on_dropped),
            buttons.MARK_UNDO.handler(self.on_undo),
        ]

    async def enter(self, update: Update) -> MemberSpot | None:
        """Begin; words after the command wait for the choice of the activity."""
        spot = await self.desk.private(update)
        if spot is not None:
            (await self.own.standing(spot.member)).ensure_holds(Permission.RUN_ACTIVITY)
            await self.desk.keep(spot, MARK, {"activity": None, "words": spot.words, "settled": {}, QUIET: True})
        return spot

    async def begin(self, spot: MemberSpot, activity: ActivityId) -> None:
        """Take the words said with the command, or ask for them. Never in a group: the answer names people."""
        if await self.desk.is_public(spot):
            return
        found = await self.desk.any_dialogue(spot)
        is_new = found is not None and found.kind == MARK and found.data["activity"] is None
        words = str(found.data["words"]) if found is not None and is_new else ""
        if words:
            await self._preview(spot, activity, words, {})
        else:
            await self._ask(spot, activity)

    async def on_words(self, said: Utterance) -> bool:
        """Read the words."""
        await self._preview(said.spot, ActivityId(said.data["activity"]), said.words, {})
        return False

    async def on_person(self, update: Update, _: Context) -> None:
        """Take which of two people is meant."""
        press = await self.desk.press(update)
        activity, member = press.of(buttons.MARK_WHO)
        data = await self._kept(press, MARK, activity)
        settled = {name: MemberId(who) for name, who in data["settled"].items()}
        plan = await self.register.plan_marks(press.member, activity, data["words"], settled)
        unclear = plan.spoken.unclear
        meant = [name for name, lines in unclear.items() if member in {line.member.id for line in lines}]
        await self.desk.heard(press)
        await self._preview(press, activity, data["words"], settled | dict.fromkeys(meant, member))

    async def on_write(self, update: Update, _: Context) -> None:
        """Write what the preview says."""
        press = await self.desk.press(update)
        activity = press.of(buttons.MARK_YES)
        data = await self._kept(press, MARK, activity)
        if "lines" not in data:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        marked = await self.register.mark(press.member, activity, _changes(data))
        register = await self.register.view(press.member, activity)
        undo = keyboard([(SecretaryChat.BUTTON_UNDO, buttons.MARK_UNDO(activity))] if marked.changes else [])
        await self.desk.keep(press, MARKED, {"activity": activity, "lines": _as_json(marked.undo), QUIET: True})
        await self.desk.change(press, marked_text(marked, register.tally), undo)

    async def on_dropped(self, update: Update, _: Context) -> None:
        """Write nothing."""
        press = await self.desk.press(update)
        await self._kept(press, MARK, press.of(buttons.MARK_NO))
        await self.desk.drop(press)
        await self.desk.change(press, SecretaryChat.MARK_DROPPED)

    async def on_undo(self, update: Update, _: Context) -> None:
        """Make the lines what they were."""
        press = await self.desk.press(update)
        activity = press.of(buttons.MARK_UNDO)
        data = await self._kept(press, MARKED, activity)
        undone = await self.register.mark(press.member, activity, _changes(data))
        await self.desk.change(press, undone_text(undone))
        await self.desk.drop(press)

    async def _ask(self, spot: MemberSpot, activity: ActivityId) -> None:
        register = await self.register.view(spot.member, activity)
        await self.desk.keep(spot, MARK, {"activity": activity, "words": "", "settled": {}})
        await self.desk.reply(spot, say(SecretaryChat.MARK_HOW, title=register.activity.title))

    async def _preview(
        self, spot: MemberSpot, activity: ActivityId, words: str, settled: Mapping[str, MemberId]
    ) -> None:
        """Tell what would be written, or what is not clear."""
        plan = await self.register.plan_marks(spot.member, activity, words, dict(settled))
        spoken = plan.spoken
        waits = bool(spoken.marks or spoken.unclear) and not spoken.unknown
        data = {"activity": activity, "words": words, "settled": settled, QUIET: waits}
        if spoken.is_clear:
            data["lines"] = _as_json(plan.changes)
        await self.desk.keep(spot, MARK, data)
        if not waits:
            await self._not_read(spot, spoken)
        elif spoken.unclear:
            await self._which(spot, activity, spoken)
        else:
            await self._ask_to_write(spot, plan)

    async def _ask_to_write(self, spot: MemberSpot, plan: MarkPlan) -> None:
        one = plan.activity
        write = (SecretaryChat.BUTTON_WRITE, buttons.MARK_YES(one.id))
        drop = (SecretaryChat.BUTTON_DROP, buttons.MARK_NO(one.id))
        await self.desk.reply(spot, spoken_text(one.title, plan.spoken), keyboard([write, drop]))

    async def _not_read(self, spot: MemberSpot, spoken: Spoken) -> None:
        if spoken.unknown:
            await self.desk.reply(spot, say(SecretaryChat.MARK_UNKNOWN, words="、".join(spoken.unknown)))
        else:
            await self.desk.reply(spot, SecretaryChat.MARK_NOTHING)

    async def _which(self, spot: MemberSpot, activity: ActivityId, spoken: Spoken) -> None:
        name, lines = next(iter(spoken.unclear.items()))
        shown = [(person_label(line), buttons.MARK_WHO(activity, line.member.id)) for line in lines]
        await self.desk.reply(spot, say(SecretaryChat.MARK_WHO, name=name, count=len(lines)), column(shown))

    async def _kept(self, press: MemberPress, kind: str, activity: ActivityId) -> Mapping[str, Any]:
        """Give the dialogue of the button. Errors: BotError BUTTON_EXPIRED when it is about another activity by now."""
        data = await self.desk.dialogue(press, kind)
        if data["activity"] != activity:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        return data


def _as_json(changes: Iterable[LineChange]) -> list[Any]:
    return [change.as_json() for change in changes]


def _changes(data: Mapping[str, Any]) -> list[LineChange]:
    return [LineChange.from_json(line) for line in data["lines"]]
