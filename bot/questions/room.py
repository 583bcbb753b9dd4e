"""The questions room as the edges call it, but for asking itself, which needs the library's indexes."""

from __future__ import annotations

from bot.questions.suggesting import OpenSuggestions, SettleSuggestion, Suggest
from bot.questions.usecases import GiveFeedback, OpenQuestions, PassOn, SettleQuestion
from bot.storage.door import Door


class Questions:
    """Whether answers helped, what was passed on, what was suggested."""

    def __init__(self, door: Door) -> None:
        self.give_feedback = GiveFeedback(door)
        self.pass_on = PassOn(door)
        self.passed_on = OpenQuestions(door)
        self.settle = SettleQuestion(door)
        self.suggest = Suggest(door)
        self.suggestions = OpenSuggestions(door)
        self.settle_suggestion = SettleSuggestion(door)
