"""How sentences are written down: in pairs of languages, so that none can be without the other."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import NamedTuple, Self


class Language(StrEnum):
    """Languages that sentences are kept in."""

    ZH_CN = "zh-CN"
    EN = "en"


class Pair(NamedTuple):
    """One sentence or name in both languages, with {places} for its facts."""

    chinese: str
    english: str

    def template(self, language: Language) -> str:
        """Give the sentence with places for its facts."""
        return self.chinese if language is Language.ZH_CN else self.english


class Sentence(Enum):
    """Parent of a room's table of sentences: `KEY = ("中文", "English")`."""

    def __init__(self, chinese: str, english: str) -> None:
        self.words = Pair(chinese, english)

    def template(self, language: Language) -> str:
        """Give the sentence with places for its facts."""
        return self.words.template(language)


class Named(StrEnum):
    """Parent of the enums whose members people read: `SICK = "sick", "病假", "sick leave"`. The first is stored."""

    said: Pair

    def __new__(cls, value: str, chinese: str = "", english: str = "") -> Self:
        """Make a member: a string as it is stored, with its name in both languages, which only look-ups go without."""
        if not chinese or not english:
            raise TypeError(value)
        member = str.__new__(cls, value)
        member._value_ = value
        member.said = Pair(chinese, english)
        return member


Sayable = Sentence | Pair
