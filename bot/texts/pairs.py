"""How the sentences of a room are written down: each key beside its languages, so that none can be without the other."""

from __future__ import annotations

from enum import Enum

from bot.texts.keys import Language


class Sentence(Enum):
    """Parent of a room's sentences: `KEY = ("中文", "English")`. Keys of errors are ERROR_ and the code's name."""

    def __init__(self, chinese: str, english: str) -> None:
        self.chinese = chinese
        self.english = english

    def template(self, language: Language) -> str:
        """Give the sentence with places for its facts."""
        return self.chinese if language is Language.ZH_CN else self.english
