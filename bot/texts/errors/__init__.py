"""Every error's sentence by its code: what happened, then what to do next."""

from __future__ import annotations

from bot.errors import ErrorCode
from bot.texts.errors import chat, papers, people, register, roster, service
from bot.texts.pairs import Pair

EXPLAINED: dict[ErrorCode, Pair] = {
    **chat.ERRORS,
    **papers.ERRORS,
    **people.ERRORS,
    **register.ERRORS,
    **roster.ERRORS,
    **service.ERRORS,
}
