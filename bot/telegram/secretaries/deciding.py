"""Deciding what members asked: leave, make-up proofs, objections. The first decision stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.activities.model import ActivityId
from bot.activities.register.model import LineState
from bot.activities.requests.model import DisputeState, TaskState
from bot.errors import BotError, ErrorCode
from bot.people.model import Member
from bot.telegram.desk.keyboards import NUMBER, column
from bot.telegram.desk.reception import MemberDesk, Spot, Step, Turn
from bot.telegram.desk.room import Context, Handler
from bot.telegram.notices import Notices, dispute_buttons, leave_buttons, proof_buttons
from bot.telegram.wording.member_sentences import RegisterChat
from bot.telegram.wording.members import dispute_decided, leave_decided, task_decided
from bot.telegram.wording.secretaries import CORRECTIONS, dispute_notice, leave_notice, proof_notice
from bot.telegram.wording.secretary_sentences import SecretaryChat
from bot.texts import Sentence, say, told

RETURN, RULING = "return", "ruling"


@dataclass(frozen=True, slots=True)
class DecisionHandlers:
    """Buttons under requests; use cases check who presses."""

    members: MemberDesk
    notices: Notices

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name no command."""
        return {}

    @property
    def steps(self) -> dict[str, tuple[Sentence, Step]]:
        """Name the dialogues."""
        return {
            RETURN: (RegisterChat.DIALOGUE_RETURN, self.on_return_words),
            RULING: (RegisterChat.DIALOGUE_RULING, self.on_ruling_words),
        }

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        return [
            CallbackQueryHandler(self.on_leave, rf"^dl([+-]):{NUMBER}$"),
            CallbackQueryHandler(self.on_accepted, rf"^dt\+:{NUMBER}$"),
            CallbackQueryHandler(self.on_return, rf"^dt-:{NUMBER}$"),
            CallbackQueryHandler(self.on_uphold, rf"^dd\+:{NUMBER}$"),
            CallbackQueryHandler(self.on_state, rf"^ds:{NUMBER}:([a-z_]{{1,20}})$"),
            CallbackQueryHandler(self.on_reject, rf"^dd-:{NUMBER}$"),
            CallbackQueryHandler(self.on_waiting, rf"^wt:{NUMBER}$"),
        ]

    async def on_leave(self, update: Update, context: Context) -> None:
        """Grant or refuse leave."""
        press = await self.members.press(update, context)
        is_granted, number, who = press.parts[0] == "+", press.number(1), press.spot.member
        leave = await self.members.act.requests.decide_leave(who, number, granted=is_granted, first_only=True)
        text = await self._told(leave.member, leave_decided(leave), told(leave.state))
        await self.members.change(press, f"{leave_notice(leave)}\n{text}")

    async def on_accepted(self, update: Update, context: Context) -> None:
        """Accept a proof."""
        press = await self.members.press(update, context)
        number, who = press.number(), press.spot.member
        task = await self.members.act.requests.decide_task(who, number, accepted=True, first_only=True)
        text = await self._told(task.member, task_decided(task), told(task.state))
        await self.members.change(press, f"{proof_notice(task)}\n{text}")

    async def on_return(self, update: Update, context: Context) -> None:
        """Ask what is missing in a proof."""
        press = await self.members.press(update, context)
        task = await self.members.act.requests.task(press.spot.member, press.number())
        spot = await self.members.heard(press)
        await self.members.keep(spot, RETURN, {"task": task.id})
        await self.members.say(spot, SecretaryChat.RETURN_ASK, name=task.member.name)

    async def on_return_words(self, turn: Turn) -> bool:
        """Give a proof back with the words."""
        who, number = turn.spot.member, turn.data["task"]
        task = await self.members.act.requests.decide_task(
            who, number, accepted=False, note=turn.words, first_only=True
        )
        await self.members.tell(turn.spot, await self._told(task.member, task_decided(task), told(task.state)))
        return True

    async def on_uphold(self, update: Update, context: Context) -> None:
        """Ask what the line should say."""
        press = await self.members.press(update, context)
        dispute = await self.members.act.requests.dispute(press.spot.member, press.number())
        buttons = [(str(told(state)), f"ds:{dispute.id}:{state}") for state in CORRECTIONS]
        spot = await self.members.heard(press)
        await self.members.tell(spot, say(SecretaryChat.RULING_STATE), column(buttons))

    async def on_state(self, update: Update, context: Context) -> None:
        """Ask for the reason of a correction."""
        press = await self.members.press(update, context)
        if press.parts[1] not in CORRECTIONS:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        dispute = await self.members.act.requests.dispute(press.spot.member, press.number())
        await self._ask_ruling(await self.members.heard(press), dispute.id, press.parts[1])

    async def on_reject(self, update: Update, context: Context) -> None:
        """Ask for the reason why a line stays."""
        press = await self.members.press(update, context)
        dispute = await self.members.act.requests.dispute(press.spot.member, press.number())
        await self._ask_ruling(await self.members.heard(press), dispute.id, None)

    async def on_ruling_words(self, turn: Turn) -> bool:
        """Decide on an objection."""
        to = LineState(turn.data["to"]) if turn.data["to"] else None
        number, decide = turn.data["dispute"], self.members.act.requests.decide_dispute
        dispute = await decide(turn.spot.member, number, turn.words, correct_to=to, first_only=True)
        text = await self._told(dispute.member, dispute_decided(dispute), told(dispute.state))
        await self.members.tell(turn.spot, text)
        return True

    async def on_waiting(self, update: Update, context: Context) -> None:
        """Send everything that waits, each with its buttons; never into a group."""
        press = await self.members.press(update, context)
        if await self.members.desk.is_public(press.spot.message):
            return
        register = await self.members.act.register.view(press.spot.member, ActivityId(press.number()))
        shown = [(leave_notice(one), leave_buttons(one)) for one in register.leaves if one.is_open]
        tasks = [one for one in register.tasks if one.state is TaskState.SUBMITTED]
        shown += [(proof_notice(one), proof_buttons(one)) for one in tasks]
        disputes = [one for one in register.disputes if one.state is DisputeState.ASKED]
        shown += [(dispute_notice(one), dispute_buttons(one)) for one in disputes]
        spot = await self.members.heard(press)
        for text, buttons in shown or [(say(SecretaryChat.NOTHING_PENDING), None)]:
            await self.members.tell(spot, text, buttons)

    async def _ask_ruling(self, spot: Spot, dispute: int, to: str | None) -> None:
        await self.members.keep(spot, RULING, {"dispute": dispute, "to": to})
        await self.members.say(spot, SecretaryChat.RULING_ASK)

    async def _told(self, member: Member, text: str, state: object) -> str:
        """Tell the asker; gives the sentence for who decided."""
        is_told = await self.notices.decided(member, text)
        key = SecretaryChat.DECIDED if is_told else SecretaryChat.DECIDED_NO_CHAT
        return say(key, name=member.name, state=state)
