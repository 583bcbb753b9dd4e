"""What members write to others in one message: a make-up proof, an objection, a suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.activities.model import ActivityId
from bot.activities.requests.model import TaskState
from bot.errors import BotError, ErrorCode
from bot.telegram.desk.keyboards import NUMBER, column
from bot.telegram.desk.reception import MemberDesk, Spot, Step, Turn
from bot.telegram.desk.room import Context, Handler
from bot.telegram.notices import Notices
from bot.telegram.transport.addressing import words_of
from bot.telegram.wording.member_sentences import RegisterChat
from bot.telegram.wording.members import objection_label, proof_sent
from bot.texts import Sentence, say, told

PROOF, OBJECTION, SUGGESTION = "proof", "objection", "suggest"


@dataclass(frozen=True, slots=True)
class RequestHandlers:
    """Each begins with a command or a button and ends with one message of words."""

    members: MemberDesk
    notices: Notices

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name the commands of the menu."""
        return {"dispute": RegisterChat.COMMAND_DISPUTE, "suggest": RegisterChat.COMMAND_SUGGEST}

    @property
    def steps(self) -> dict[str, tuple[Sentence, Step]]:
        """Name the dialogues."""
        return {
            PROOF: (RegisterChat.DIALOGUE_PROOF, self.on_proof_words),
            OBJECTION: (RegisterChat.DIALOGUE_OBJECTION, self.on_objection_words),
            SUGGESTION: (RegisterChat.DIALOGUE_SUGGEST, self.on_suggestion_words),
        }

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        new = filters.UpdateType.MESSAGE
        return [
            CommandHandler("dispute", self.on_dispute, new),
            CommandHandler("suggest", self.on_suggest, new),
            CallbackQueryHandler(self.on_proof, rf"^pf:{NUMBER}$"),
            CallbackQueryHandler(self.on_objection, rf"^ob:{NUMBER}$"),
        ]

    async def on_proof(self, update: Update, context: Context) -> None:
        """Ask for the words of a proof. Errors: BotError REQUEST_NOT_FOUND for a task of somebody else."""
        press = await self.members.press(update, context)
        kept = await self.members.act.own.record(press.spot.member)
        task = next((task for task in kept.tasks if task.id == press.number()), None)
        if task is None:
            raise BotError(ErrorCode.REQUEST_NOT_FOUND)
        spot = await self.members.heard(press)
        await self.members.keep(spot, PROOF, {"task": task.id})
        await self.members.say(spot, RegisterChat.PROOF_ASK, task=task.task)

    async def on_proof_words(self, turn: Turn) -> bool:
        """Hand a proof in."""
        task = await self.members.act.requests.submit_proof(turn.spot.member, turn.data["task"], turn.words)
        await self.members.tell(turn.spot, proof_sent(task))
        if task.state is TaskState.SUBMITTED:
            await self.notices.proof_sent(task)
        return True

    async def on_dispute(self, update: Update, _: Context) -> None:
        """Ask which line is meant."""
        spot = await self.members.private(update)
        if spot is None:
            return
        found = await self.members.act.own.objectionable(spot.member)
        if not found:
            await self.members.say(spot, RegisterChat.DISPUTE_NONE)
            return
        buttons = [(objection_label(own), f"ob:{own.activity.id}") for own in found]
        await self.members.tell(spot, say(RegisterChat.DISPUTE_WHICH), column(buttons))

    async def on_objection(self, update: Update, context: Context) -> None:
        """Ask for the words of an objection. Errors: BotError NOT_EXPECTED for an activity of others."""
        press = await self.members.press(update, context)
        found = await self.members.act.own.objectionable(press.spot.member)
        own = next((own for own in found if own.activity.id == press.number()), None)
        if own is None:
            raise BotError(ErrorCode.NOT_EXPECTED)
        spot = await self.members.heard(press)
        await self.members.keep(spot, OBJECTION, {"activity": own.activity.id})
        await self.members.say(spot, RegisterChat.DISPUTE_ASK, title=own.activity.title)

    async def on_objection_words(self, turn: Turn) -> bool:
        """Send an objection."""
        activity = ActivityId(turn.data["activity"])
        dispute = await self.members.act.requests.object_to_line(turn.spot.member, activity, turn.words)
        facts = {"title": dispute.activity.title, "state": told(dispute.line)}
        await self.members.say(turn.spot, RegisterChat.DISPUTE_SENT, **facts)
        await self.notices.objected(dispute)
        return True

    async def on_suggest(self, update: Update, _: Context) -> None:
        """Keep what follows the command, or ask for it."""
        spot = await self.members.private(update)
        if spot is None:
            return
        words = words_of(spot.message)
        if words:
            await self._suggest(spot, words)
        else:
            await self.members.keep(spot, SUGGESTION, {})
            await self.members.say(spot, RegisterChat.SUGGEST_ASK)

    async def on_suggestion_words(self, turn: Turn) -> bool:
        """Keep a suggestion."""
        await self._suggest(turn.spot, turn.words)
        return True

    async def _suggest(self, spot: Spot, words: str) -> None:
        key = f"tg:{spot.update}:{spot.message.date:%Y%m%d}"  # numbers of updates begin anew after a silent week
        kept = await self.members.services.questions.suggest(words, key=key)
        done = RegisterChat.SUGGEST_DONE_CONTACT if kept.contact else RegisterChat.SUGGEST_DONE
        await self.members.say(spot, done, number=kept.number)
