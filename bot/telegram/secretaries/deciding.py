"""Deciding what members asked: leave, make-up proofs, objections. The first decision stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, Update

from bot.activities.register.model import LineState
from bot.activities.register.viewing import Register
from bot.activities.requests.model import DisputeState, TaskState
from bot.activities.room import Registers, Requests
from bot.errors import BotError, ErrorCode
from bot.people.model import Member
from bot.telegram import buttons
from bot.telegram.buttons import Sign
from bot.telegram.desk.keyboards import column
from bot.telegram.desk.reception import Reception, Steps
from bot.telegram.desk.spots import MemberPress, Utterance
from bot.telegram.notices import Notices, dispute_buttons, leave_buttons, proof_buttons
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.telegram.transport.callback_data import Context, Handler
from bot.telegram.wording.members import dispute_decided, leave_decided, task_decided
from bot.telegram.wording.secretaries import CORRECTIONS, dispute_notice, leave_notice, proof_notice
from bot.texts import say, told

RETURN, RULING = "return", "ruling"


@dataclass(frozen=True, slots=True)
class DecisionHandlers:
    """Buttons under requests; use cases check who presses."""

    desk: Reception
    notices: Notices
    register: Registers
    requests: Requests

    @property
    def steps(self) -> Steps:
        return {
            RETURN: (RegisterChat.DIALOGUE_RETURN, self.on_return_words),
            RULING: (RegisterChat.DIALOGUE_RULING, self.on_ruling_words),
        }

    def handlers(self) -> Sequence[Handler]:
        return [
            buttons.LEAVE_DECIDE.handler(self.on_leave),
            buttons.PROOF_ACCEPT.handler(self.on_accepted),
            buttons.PROOF_RETURN.handler(self.on_return),
            buttons.OBJECTION_UPHOLD.handler(self.on_uphold),
            buttons.OBJECTION_STATE.handler(self.on_state),
            buttons.OBJECTION_REJECT.handler(self.on_reject),
            buttons.WAITING.handler(self.on_waiting),
        ]

    async def on_leave(self, update: Update, _: Context) -> None:
        """Grant or refuse leave."""
        press = await self.desk.press(update)
        sign, number = press.of(buttons.LEAVE_DECIDE)
        decide = self.requests.decide_leave
        leave = await decide(press.member, number, granted=sign is Sign.PLUS, first_only=True)
        text = await self._told(leave.member, leave_decided(leave), told(leave.state))
        await self.desk.change(press, f"{leave_notice(leave)}\n{text}")

    async def on_accepted(self, update: Update, _: Context) -> None:
        """Accept a proof."""
        press = await self.desk.press(update)
        number = press.of(buttons.PROOF_ACCEPT)
        task = await self.requests.decide_task(press.member, number, accepted=True, first_only=True)
        text = await self._told(task.member, task_decided(task), told(task.state))
        await self.desk.change(press, f"{proof_notice(task)}\n{text}")

    async def on_return(self, update: Update, _: Context) -> None:
        """Ask what is missing in a proof."""
        press = await self.desk.press(update)
        task = await self.requests.task(press.member, press.of(buttons.PROOF_RETURN))
        await self.desk.heard(press)
        await self.desk.keep(press, RETURN, {"task": task.id})
        await self.desk.reply(press, say(SecretaryChat.RETURN_ASK, name=task.member.name))

    async def on_return_words(self, said: Utterance) -> bool:
        """Give a proof back with the words."""
        decide = self.requests.decide_task
        task = await decide(said.spot.member, said.data["task"], accepted=False, note=said.words, first_only=True)
        await self.desk.reply(said.spot, await self._told(task.member, task_decided(task), told(task.state)))
        return True

    async def on_uphold(self, update: Update, _: Context) -> None:
        """Ask what the line should say."""
        press = await self.desk.press(update)
        dispute = await self.requests.dispute(press.member, press.of(buttons.OBJECTION_UPHOLD))
        shown = [(str(told(state)), buttons.OBJECTION_STATE(dispute.id, state)) for state in CORRECTIONS]
        await self.desk.heard(press)
        await self.desk.reply(press, SecretaryChat.RULING_STATE, column(shown))

    async def on_state(self, update: Update, _: Context) -> None:
        """Ask for the reason of a correction."""
        press = await self.desk.press(update)
        number, state = press.of(buttons.OBJECTION_STATE)
        if state not in CORRECTIONS:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        await self._ask_ruling(press, number, state)

    async def on_reject(self, update: Update, _: Context) -> None:
        """Ask for the reason why a line stays."""
        press = await self.desk.press(update)
        await self._ask_ruling(press, press.of(buttons.OBJECTION_REJECT), None)

    async def on_ruling_words(self, said: Utterance) -> bool:
        """Decide on an objection."""
        to = LineState(said.data["to"]) if said.data["to"] else None
        decide = self.requests.decide_dispute
        dispute = await decide(said.spot.member, said.data["dispute"], said.words, correct_to=to, first_only=True)
        text = await self._told(dispute.member, dispute_decided(dispute), told(dispute.state))
        await self.desk.reply(said.spot, text)
        return True

    async def on_waiting(self, update: Update, _: Context) -> None:
        """Send everything that waits, each with its buttons; never into a group."""
        press = await self.desk.press(update)
        if await self.desk.is_public(press):
            return
        register = await self.register.view(press.member, press.of(buttons.WAITING))
        await self.desk.heard(press)
        for text, below in [*_waiting(register)] or [(say(SecretaryChat.NOTHING_PENDING), None)]:
            await self.desk.reply(press, text, below)

    async def _ask_ruling(self, press: MemberPress, number: int, to: LineState | None) -> None:
        dispute = await self.requests.dispute(press.member, number)
        await self.desk.heard(press)
        await self.desk.keep(press, RULING, {"dispute": dispute.id, "to": to})
        await self.desk.reply(press, SecretaryChat.RULING_ASK)

    async def _told(self, member: Member, text: str, state: object) -> str:
        """Tell the asker; gives the sentence for who decided."""
        is_told = await self.notices.decided(member, text)
        key = SecretaryChat.DECIDED if is_told else SecretaryChat.DECIDED_NO_CHAT
        return say(key, name=member.name, state=state)


def _waiting(register: Register) -> Iterator[tuple[str, InlineKeyboardMarkup | None]]:
    """Give what waits for a decision, each with its buttons."""
    for leave in register.leaves:
        if leave.is_open:
            yield leave_notice(leave), leave_buttons(leave)
    for task in register.tasks:
        if task.state is TaskState.SUBMITTED:
            yield proof_notice(task), proof_buttons(task)
    for dispute in register.disputes:
        if dispute.state is DisputeState.ASKED:
            yield dispute_notice(dispute), dispute_buttons(dispute)
