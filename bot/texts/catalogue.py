"""Says a sentence in the language set at the start."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime
from enum import StrEnum

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityState, Part
from bot.activities.register.model import LeaveKind, LineState, Via
from bot.activities.requests.model import DisputeState, LeaveState, TaskState
from bot.clock import COUNTRY_ZONE
from bot.errors import BotError
from bot.people.model import MemberStatus, OrganisationKind, Permission, PostKind
from bot.texts import en, zh_cn
from bot.texts.activities import ActivityText
from bot.texts.activity_cli import ActivityCliText
from bot.texts.cli import CliText
from bot.texts.keys import Language, Text
from bot.texts.outputs import OutputText
from bot.texts.pages import PageText
from bot.texts.pairs import Sentence
from bot.texts.people import PeopleText
from bot.texts.roster import RosterText
from bot.texts.roster_help import RosterHelp
from bot.texts.telegram import ChatErrorText

LANGUAGES: dict[Language, dict[Text, str]] = {Language.ZH_CN: zh_cn.SENTENCES, Language.EN: en.SENTENCES}
ROOMS: tuple[type[Sentence], ...] = (
    PageText,
    PeopleText,
    RosterText,
    RosterHelp,
    ActivityText,
    ChatErrorText,
    OutputText,
    ActivityCliText,
    CliText,
)
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
    return say(NAMED[f"ERROR_{error.code.name}"], **{key: told(fact) for key, fact in error.facts.items()})


def told(fact: object) -> object:
    """Name a post, status, level or permission in the language set; several of them are joined by 、."""
    if isinstance(fact, datetime):
        return when(fact)
    if isinstance(fact, tuple):
        return ("、" if _spoken.get() is Language.ZH_CN else ", ").join(str(told(item)) for item in fact)
    prefix = next((prefix for values, prefix in _NAMED_FACTS.items() if isinstance(fact, values)), None)
    return say(NAMED[f"{prefix}_{fact.name}"]) if prefix and isinstance(fact, StrEnum) else fact


def when(moment: datetime) -> str:
    """Write a moment as people in China read it."""
    local = moment.astimezone(COUNTRY_ZONE)
    return say(ActivityText.WHEN, month=local.month, day=local.day, hour=local.hour, minute=local.minute)


def refusal(code: str, detail: str) -> str:
    """Explain why a file was not taken, by the code of its report line."""
    return say(Text[f"REFUSED_{code.upper()}"], detail=detail)


_NAMED_FACTS: dict[type[StrEnum], str] = {
    PostKind: "POST",
    MemberStatus: "MEMBER",
    OrganisationKind: "ORGANISATION",
    Permission: "PERMISSION",
    ActivityKind: "KIND",
    ActivityState: "ACTIVITY",
    LineState: "LINE",
    LeaveKind: "LEAVE",
    LeaveState: "LEAVE_STATE",
    TaskState: "TASK",
    DisputeState: "DISPUTE",
    Via: "VIA",
    Part: "UNSOUND",
}
NAMED: dict[str, Text | Sentence] = {key.name: key for key in every_key()}
