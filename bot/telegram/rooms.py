"""The one place where handlers files are registered, in the order in which they are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.telegram.desk.reception import MemberDesk
from bot.telegram.desk.room import Desk, Handlers
from bot.telegram.everybody.dialogues import DialogueGuard, DialogueHandlers, Steps
from bot.telegram.everybody.general import GeneralHandlers, IgnoredHandlers, LastHandlers
from bot.telegram.members.entry import Entry
from bot.telegram.members.leaving import LeaveHandlers
from bot.telegram.members.own import OwnHandlers
from bot.telegram.members.writing import RequestHandlers
from bot.telegram.notices import Notices
from bot.telegram.questions.asking import QuestionHandlers
from bot.telegram.secretaries.attendance import MarkHandlers
from bot.telegram.secretaries.creating import NewHandlers
from bot.telegram.secretaries.deciding import DecisionHandlers
from bot.telegram.secretaries.inviting import InviteHandlers
from bot.telegram.secretaries.locks import LockHandlers
from bot.telegram.secretaries.picking import Choosing
from bot.telegram.secretaries.registers import RegisterHandlers
from bot.texts import Sentence


@dataclass(frozen=True, slots=True)
class Rooms:
    """`guards` see every update first and let it pass; of `rooms` the first handler that takes it is the only one."""

    guards: list[Handlers]
    rooms: list[Handlers]


class Talking(Handlers, Protocol):
    """A room with dialogues."""

    @property
    def steps(self) -> Steps: ...


def rooms_of(desk: Desk) -> Rooms:
    """List the rooms; plain text is a code, a dialogue's next words, or a question at last."""
    members, menu = MemberDesk(desk), dict[str, Sentence]()
    choosing, entry, questions = Choosing(members), Entry(members), QuestionHandlers(desk)
    registers, locks = RegisterHandlers(members, choosing), LockHandlers(members, choosing)
    talking = _talking(members, choosing)
    steps = {kind: step for room in talking for kind, step in room.steps.items()}
    dialogues = DialogueHandlers(members, entry, steps, questions.on_question)
    general = GeneralHandlers(members, entry, menu)
    rooms: list[Handlers] = [entry, OwnHandlers(members), *talking, registers, locks, InviteHandlers(members)]
    rooms += [choosing, dialogues, questions, general]
    for room in rooms:
        menu.update(room.commands)
    return Rooms([DialogueGuard(members, steps, {})], [IgnoredHandlers({}), *rooms, LastHandlers(desk, {})])


def _talking(members: MemberDesk, choosing: Choosing) -> list[Talking]:
    """List the rooms with dialogues."""
    notices = Notices(members)
    return [
        LeaveHandlers(members, notices),
        RequestHandlers(members, notices),
        NewHandlers(members),
        MarkHandlers(members, choosing),
        DecisionHandlers(members, notices),
    ]
