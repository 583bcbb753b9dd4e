"""What members write to others in one message: a make-up proof, an objection, a suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Update

from bot.activities.model import ActivityId
from bot.activities.requests.model import TaskState
from bot.activities.room import Mine, Requests
from bot.errors import BotError, ErrorCode
from bot.questions.suggesting import Suggest
from bot.telegram import buttons, commands
from bot.telegram.desk.keyboards import column
from bot.telegram.desk.reception import Reception, Steps
from bot.telegram.desk.spots import MemberSpot, Utterance
from bot.telegram.notices import Notices
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.transport.callback_data import Context, Handler
from bot.telegram.wording.members import objection_label, proof_sent
from bot.texts import say, told

PROOF, OBJECTION, SUGGESTION = "proof", "objection", "suggest"


@dataclass(frozen=True, slots=True)
class WritingHandlers:
    """Each begins with a command or a button and ends with one message of words."""

    desk: Reception
    notices: Notices
    own: Mine
    requests: Requests
    suggest: Suggest

    @property
    def steps(self) -> Steps:
        return {
            PROOF: (RegisterChat.DIALOGUE_PROOF, self.on_proof_words),
            OBJECTION: (RegisterChat.DIALOGUE_OBJECTION, self.on_objection_words),
            SUGGESTION: (RegisterChat.DIALOGUE_SUGGEST, self.on_suggestion_words),
        }

    def handlers(self) -> Sequence[Handler]:
        return [
            commands.DISPUTE.handler(self.on_dispute),
            commands.SUGGEST.handler(self.on_suggest),
            buttons.PROOF.handler(self.on_proof),
            buttons.OBJECT.handler(self.on_objection),
        ]

    async def on_proof(self, update: Update, _: Context) -> None:
        """Ask for the words of a proof. Errors: BotError REQUEST_NOT_FOUND for a task of somebody else."""
        press = await self.desk.press(update)
        number = press.of(buttons.PROOF)
        kept = await self.own.record(press.member)
        task = next((task for task in kept.tasks if task.id == number), None)
        if task is None:
            raise BotError(ErrorCode.REQUEST_NOT_FOUND)
        await self.desk.heard(press)
        await self.desk.keep(press, PROOF, {"task": task.id})
        await self.desk.reply(press, say(RegisterChat.PROOF_ASK, task=task.task))

    async def on_proof_words(self, said: Utterance) -> bool:
        """Hand a proof in."""
        task = await self.requests.submit_proof(said.spot.member, said.data["task"], said.words)
        await self.desk.reply(said.spot, proof_sent(task))
        if task.state is TaskState.SUBMITTED:
            await self.notices.proof_sent(task)
        return True

    async def on_dispute(self, update: Update, _: Context) -> None:
        """Ask which line is meant."""
        spot = await self.desk.private(update)
        if spot is None:
            return
        found = await self.own.objectionable(spot.member)
        if found:
            shown = [(objection_label(own), buttons.OBJECT(own.activity.id)) for own in found]
            await self.desk.reply(spot, RegisterChat.DISPUTE_WHICH, column(shown))
        else:
            await self.desk.reply(spot, RegisterChat.DISPUTE_NONE)

    async def on_objection(self, update: Update, _: Context) -> None:
        """Ask for the words of an objection. Errors: BotError NOT_EXPECTED for an activity of others."""
        press = await self.desk.press(update)
        activity = press.of(buttons.OBJECT)
        found = await self.own.objectionable(press.member)
        own = next((own for own in found if own.activity.id == activity), None)
        if own is None:
            raise BotError(ErrorCode.NOT_EXPECTED)
        await self.desk.heard(press)
        await self.desk.keep(press, OBJECTION, {"activity": own.activity.id})
        await self.desk.reply(press, say(RegisterChat.DISPUTE_ASK, title=own.activity.title))

    async def on_objection_words(self, said: Utterance) -> bool:
        """Send an objection."""
        activity = ActivityId(said.data["activity"])
        dispute = await self.requests.object_to_line(said.spot.member, activity, said.words)
        facts = {"title": dispute.activity.title, "state": told(dispute.line)}
        await self.desk.reply(said.spot, say(RegisterChat.DISPUTE_SENT, **facts))
        await self.notices.objected(dispute)
        return True

    async def on_suggest(self, update: Update, _: Context) -> None:
        """Keep what follows the command, or ask for it."""
        spot = await self.desk.private(update)
        if spot is None:
            return
        if spot.words:
            await self._suggest(spot, spot.words)
        else:
            await self.desk.keep(spot, SUGGESTION, {})
            await self.desk.reply(spot, RegisterChat.SUGGEST_ASK)

    async def on_suggestion_words(self, said: Utterance) -> bool:
        """Keep a suggestion."""
        await self._suggest(said.spot, said.words)
        return True

    async def _suggest(self, spot: MemberSpot, words: str) -> None:
        key = f"tg:{spot.update}:{spot.message.date:%Y%m%d}"  # numbers of updates begin anew after a silent week
        kept = await self.suggest(words, key=key)
        done = RegisterChat.SUGGEST_DONE_CONTACT if kept.contact else RegisterChat.SUGGEST_DONE
        await self.desk.reply(spot, say(done, number=kept.number))
