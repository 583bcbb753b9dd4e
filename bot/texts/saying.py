"""Says a sentence in the language set at the start."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from datetime import datetime

from bot.clock import COUNTRY_ZONE
from bot.errors import BotError
from bot.texts.errors import EXPLAINED
from bot.texts.pairs import Language, Named, Pair, Sayable

_WHEN = Pair("{month}月{day}日 {hour:02d}:{minute:02d}", "{month}/{day} {hour:02d}:{minute:02d}")
_AND = Pair("、", ", ")
_spoken: ContextVar[Language] = ContextVar("_spoken", default=Language.ZH_CN)


def speak(language: Language) -> None:
    """Set the language of every later sentence."""
    _spoken.set(language)


def say(text: Sayable, **facts: object) -> str:
    """Give the sentence with its facts. A fact the sentence needs and does not get raises KeyError."""
    return text.template(_spoken.get()).format(**facts)


def sentence(error: BotError) -> str:
    """Explain an error: what happened, and what to do next."""
    return say(EXPLAINED[error.code], **{key: told(fact) for key, fact in error.facts.items()})


def told(fact: object) -> object:
    """Name a post, status, level or permission in the language set; several of them are joined by 、."""
    if isinstance(fact, Named):
        return say(fact.said)
    if isinstance(fact, datetime):
        return when(fact)
    return joined(told(item) for item in fact) if isinstance(fact, tuple) else fact


def joined(items: Iterable[object]) -> str:
    """Join what is listed, as people of that language do."""
    return say(_AND).join(map(str, items))


def when(moment: datetime) -> str:
    """Write a moment as people in China read it."""
    local = moment.astimezone(COUNTRY_ZONE)
    return say(_WHEN, month=local.month, day=local.day, hour=local.hour, minute=local.minute)
