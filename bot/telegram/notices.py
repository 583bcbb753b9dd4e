"""Messages to others: who decides is told of a request, who asked is told of the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.activities.model import Activity
from bot.activities.requests.model import Dispute, Leave, Task
from bot.logs import Event, record
from bot.people.model import Member, MemberId, Permission
from bot.telegram import buttons
from bot.telegram.buttons import Sign
from bot.telegram.desk.keyboards import keyboard
from bot.telegram.desk.reception import Reception
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.telegram.transport.markup import escaped
from bot.telegram.transport.sender import Undelivered
from bot.telegram.wording.secretaries import dispute_notice, leave_notice, proof_notice


@dataclass(frozen=True, slots=True)
class Notices:
    """Tells others. One who cannot be reached does not keep the asker's own message from ending well."""

    desk: Reception

    async def leave_asked(self, leave: Leave) -> None:
        """Tell who may grant it."""
        chats = await self._deciders(leave.activity, Permission.RUN_ACTIVITY, leave.member.id)
        await self._send(chats, leave_notice(leave), leave_buttons(leave))

    async def proof_sent(self, task: Task) -> None:
        """Tell who may accept it."""
        chats = await self._deciders(task.activity, Permission.RUN_ACTIVITY, task.member.id)
        await self._send(chats, proof_notice(task), proof_buttons(task))

    async def objected(self, dispute: Dispute) -> None:
        """Tell who may decide on it."""
        chats = await self._deciders(dispute.activity, Permission.LOCK_REGISTER, dispute.member.id)
        await self._send(chats, dispute_notice(dispute), dispute_buttons(dispute))

    async def decided(self, member: Member, text: str) -> bool:
        """Tell the asker what became of it; tells whether they have a chat that took it."""
        chat = await self.desk.people.chat_of(member.id)
        return chat is not None and await self._sent(chat, text, None)

    async def _deciders(self, activity: Activity, permission: Permission, asker: MemberId) -> Sequence[int]:
        return await self.desk.people.deciders(activity.organisation.path, permission, asker=asker)

    async def _send(self, chats: Sequence[int], text: str, below: InlineKeyboardMarkup | None) -> None:
        for chat in chats:
            await self._sent(chat, text, below)

    async def _sent(self, chat: int, text: str, below: InlineKeyboardMarkup | None) -> bool:
        try:
            return await self.desk.sender.send(chat, escaped(text), buttons=below) is not None
        except (Undelivered, TelegramError):
            record(Event.NOTICE_FAILED, chat=chat)
            return False


def leave_buttons(leave: Leave) -> InlineKeyboardMarkup | None:
    """Give the buttons under a request for leave."""
    grant = (SecretaryChat.BUTTON_GRANT, buttons.LEAVE_DECIDE(Sign.PLUS, leave.id))
    refuse = (SecretaryChat.BUTTON_REFUSE, buttons.LEAVE_DECIDE(Sign.MINUS, leave.id))
    return keyboard([grant, refuse])


def proof_buttons(task: Task) -> InlineKeyboardMarkup | None:
    """Give the buttons under a proof."""
    accept = (SecretaryChat.BUTTON_ACCEPT, buttons.PROOF_ACCEPT(task.id))
    return keyboard([accept, (SecretaryChat.BUTTON_RETURN, buttons.PROOF_RETURN(task.id))])


def dispute_buttons(dispute: Dispute) -> InlineKeyboardMarkup | None:
    """Give the buttons under an objection."""
    uphold = (SecretaryChat.BUTTON_UPHOLD, buttons.OBJECTION_UPHOLD(dispute.id))
    return keyboard([uphold, (SecretaryChat.BUTTON_REJECT, buttons.OBJECTION_REJECT(dispute.id))])
