"""Suggestions and complaints to whoever runs the service: without a name, unless a contact is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import BotError, ErrorCode
from bot.logs import Event
from bot.questions.model import Suggestion
from bot.questions.storage import SuggestionStore
from bot.questions.words import checked
from bot.storage.door import Door

_CONTACT = re.compile(r"[\s，。,;；]*(?:联系方式|联系人|联系电话|联系)\s*[:：]\s*(?P<contact>[^\n]{1,100})\s*$")


@dataclass(frozen=True, slots=True)
class Suggest:
    """Keep a suggestion; gives its number. What follows 「联系方式：」 at its end is kept as the contact.

    `key` names the request, so that a repeat is kept once; it says nothing of the person.
    Errors: BotError WORDS_MISSING, TOO_LONG.
    """

    door: Door

    async def __call__(self, text: str, *, key: str) -> Suggestion:
        words, contact = split_contact(text)
        if not words:
            raise BotError(ErrorCode.WORDS_MISSING)
        said = checked(words)
        async with self.door.open() as at:
            kept, is_new = await SuggestionStore(at.session).add(said, contact, key, at.now)
            if is_new:
                at.note(Event.SUGGESTED, number=kept.number)
            return kept


@dataclass(frozen=True, slots=True)
class OpenSuggestions:
    """List the suggestions that are not dealt with, oldest first."""

    door: Door

    async def __call__(self) -> Sequence[Suggestion]:
        async with self.door.looking.open() as at:
            return await SuggestionStore(at.session).open()


@dataclass(frozen=True, slots=True)
class SettleSuggestion:
    """Mark a suggestion as dealt with and forget its words and contact. Errors: BotError SUGGESTION_NOT_FOUND."""

    door: Door

    async def __call__(self, number: int) -> None:
        async with self.door.open() as at:
            await SuggestionStore(at.session).settle(number)


def split_contact(text: str) -> tuple[str, str | None]:
    """Take the contact off the end of a text."""
    found = _CONTACT.search(text)
    if found is None:
        return text.strip(), None
    return text[: found.start()].strip(), found["contact"].strip() or None
