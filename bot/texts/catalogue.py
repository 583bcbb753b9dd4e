"""Says a sentence in the language set at the start."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar

from bot.errors import BotError
from bot.texts import en, zh_cn
from bot.texts.activities import ActivityText
from bot.texts.keys import Language, Text
from bot.texts.pairs import Sentence
from bot.texts.people import PeopleText
from bot.texts.telegram import ChatText

LANGUAGES: dict[Language, dict[Text, str]] = {Language.ZH_CN: zh_cn.SENTENCES, Language.EN: en.SENTENCES}
ROOMS: tuple[type[Sentence], ...] = (PeopleText, ActivityText, ChatText)
_spoken: ContextVar[Language] = ContextVar("_spoken", default=Language.ZH_CN)


def speak(language: Language) -> None:
    """Set the language of every later sentence."""
    _spoken.set(language)


def say(text: Text | Sentence, **facts: object) -> str:
    """Give the sentence with its facts. A fact the sentence needs and does not get raises KeyError."""
    return template(text, _spoken.get()).format(**facts)


def template(text: Text | Sentence, language: Language) -> str:
    """Give a sentence with places for its facts."""
    return text.template(language) if isinstance(text, Sentence) else LANGUAGES[language][text]


def every_key() -> Iterator[Text | Sentence]:
    """List every sentence of every room."""
    yield from Text
    for room in ROOMS:
        yield from room


def sentence(error: BotError) -> str:
    """Explain an error: what happened, and what to do next."""
    return say(NAMED[f"ERROR_{error.code.name}"], **error.facts)


def refusal(code: str, detail: str) -> str:
    """Explain why a file was not taken, by the code of its report line."""
    return say(Text[f"REFUSED_{code.upper()}"], detail=detail)


NAMED: dict[str, Text | Sentence] = {key.name: key for key in every_key()}
