"""The one place where handlers files are registered, in the order in which they are asked."""

from __future__ import annotations

from bot.telegram.desk import Desk, Handlers
from bot.telegram.general import GeneralHandlers, IgnoredHandlers, LastHandlers
from bot.telegram.questions import QuestionHandlers
from bot.texts import Sentence


def rooms_of(desk: Desk) -> list[Handlers]:
    """List the rooms. The first handler that takes an update is the only one; plain text is a question at last."""
    menu: dict[str, Sentence] = {}
    general, questions = GeneralHandlers(desk, menu), QuestionHandlers(desk)
    for room in (questions, general):
        menu.update(room.commands)
    return [IgnoredHandlers({}), general, questions, LastHandlers(desk, {})]
