"""The one place where rooms are made and listed, in the order in which they are asked."""

from __future__ import annotations

from dataclasses import dataclass

from bot.telegram.desk.reception import Reception, Room, TalkingRoom
from bot.telegram.everybody.dialogues import DialogueGuard, DialogueHandlers
from bot.telegram.everybody.general import GeneralHandlers
from bot.telegram.everybody.leftovers import IgnoredHandlers, LastHandlers
from bot.telegram.members.entry import Entry
from bot.telegram.members.leaving import LeaveHandlers
from bot.telegram.members.own import OwnHandlers
from bot.telegram.members.writing import WritingHandlers
from bot.telegram.notices import Notices
from bot.telegram.questions.asking import QuestionHandlers
from bot.telegram.secretaries.attendance import AttendanceHandlers
from bot.telegram.secretaries.creating import NewHandlers
from bot.telegram.secretaries.deciding import DecisionHandlers
from bot.telegram.secretaries.inviting import InviteHandlers
from bot.telegram.secretaries.locks import LockHandlers
from bot.telegram.secretaries.picking import ActivityPicker
from bot.telegram.secretaries.registers import RegisterHandlers
from bot.telegram.transport.sender import Sender
from bot.wiring import Services


@dataclass(frozen=True, slots=True)
class Rooms:
    """`guards` see every update first and let it pass; of `rooms` the first handler that takes it is the only one."""

    guards: list[Room]
    rooms: list[Room]


def rooms_of(services: Services, sender: Sender) -> Rooms:
    """Make the rooms; plain text is a code, a dialogue's next words, or a question at last."""
    desk = Reception(sender, services.people, services.inbox, services.settings.web.require_sign_in)
    act = services.activities
    entry = Entry(desk, services.people.bind, act.check_in, act.own, services.links, services.clock)
    own = OwnHandlers(desk, act.own, act.requests, act.files, services.clock)
    attendance = AttendanceHandlers(desk, act.register, act.own)
    questions = _questions(desk, services)
    talking = [*_writing(desk, services), attendance]
    steps = {kind: step for room in talking for kind, step in room.steps.items()}
    dialogues = DialogueHandlers(desk, entry, steps, questions.on_question)
    rooms: list[Room] = [entry, own, *talking, *_running(desk, services, attendance), dialogues, questions]
    general = GeneralHandlers(desk, entry, act.own)
    return Rooms([DialogueGuard(desk, steps)], [IgnoredHandlers(), *rooms, general, LastHandlers(desk)])


def _questions(desk: Reception, services: Services) -> QuestionHandlers:
    is_written = services.settings.llm.base_url is not None
    return QuestionHandlers(desk, services.ask, services.questions, services.library, is_written)


def _writing(desk: Reception, services: Services) -> list[TalkingRoom]:
    """List the rooms in which people write to others: plans, requests, decisions."""
    act = services.activities
    notices = Notices(desk)
    return [
        NewHandlers(desk, act.planning, act.own, services.clock),
        LeaveHandlers(desk, notices, act.own, act.requests, services.clock),
        WritingHandlers(desk, notices, act.own, act.requests, services.questions.suggest),
        DecisionHandlers(desk, notices, act.register, act.requests),
    ]


def _running(desk: Reception, services: Services, attendance: AttendanceHandlers) -> list[Room]:
    """List the rooms of who runs activities; the picker runs the errands of all of them."""
    act = services.activities
    registers = RegisterHandlers(desk, act.register, act.own, act.wall, act.files, services.links)
    locks = LockHandlers(desk, act.register)
    errands = {**registers.errands, **locks.errands, **attendance.errands}
    picker = ActivityPicker(desk, act.register.choices, errands)
    return [registers, locks, picker, InviteHandlers(desk, act.own, services.links)]
