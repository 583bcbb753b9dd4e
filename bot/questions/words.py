"""What a question must be before anybody searches for it."""

from __future__ import annotations

from bot.errors import BotError, ErrorCode
from bot.plain import printable

LONGEST_QUESTION = 2000  # characters


def checked(question: str) -> str:
    """Give a question back that can be asked. Errors: BotError QUESTION_EMPTY, TOO_LONG."""
    if not any(char.isalnum() for char in question):
        raise BotError(ErrorCode.QUESTION_EMPTY)
    if len(question) > LONGEST_QUESTION:
        raise BotError(ErrorCode.TOO_LONG, limit=LONGEST_QUESTION)
    return printable(question)
