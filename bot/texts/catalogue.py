"""Says a sentence in the language set at the start."""

from __future__ import annotations

from contextvars import ContextVar

from bot.errors import BotError
from bot.texts import en, zh_cn
from bot.texts.keys import Language, Text

LANGUAGES: dict[Language, dict[Text, str]] = {Language.ZH_CN: zh_cn.SENTENCES, Language.EN: en.SENTENCES}
_spoken: ContextVar[Language] = ContextVar("_spoken", default=Language.ZH_CN)


def speak(language: Language) -> None:
    """Set the language of every later sentence."""
    _spoken.set(language)


def say(text: Text, **facts: object) -> str:
    """Give the sentence with its facts. A fact the sentence needs and does not get raises KeyError."""
    return LANGUAGES[_spoken.get()][text].format(**facts)


def sentence(error: BotError) -> str:
    """Explain an error: what happened, and what to do next."""
    return say(Text[f"ERROR_{error.code.name}"], **error.facts)


def refusal(code: str, detail: str) -> str:
    """Explain why a file was not taken, by the code of its report line."""
    return say(Text[f"REFUSED_{code.upper()}"], detail=detail)
