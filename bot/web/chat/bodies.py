"""What members send, checked at the door. A check that fails names its ErrorCode; what was sent is never repeated."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from bot.errors import ErrorCode
from bot.plain import printable
from bot.web.entrance.errors import misfit

LONGEST_QUESTION = 2000
LONGEST_REASON = 500
LONGEST_CONTACT = 100
EARLIER = 10  # questions of one conversation that are read


def plain(value: object) -> object:
    """Take half characters and control characters out of text; databases and pages cannot hold them."""
    if not isinstance(value, str):
        return value
    return printable(value)


def at_most(limit: int) -> AfterValidator:
    """Make the check that text has no more characters than this."""

    def check(text: str) -> str:
        if len(text) > limit:
            raise misfit(ErrorCode.TOO_LONG, limit=limit)
        return text

    return AfterValidator(check)


def with_words(text: str) -> str:
    """Check that there is a letter, a character or a figure in it: an emoji alone asks nothing."""
    if not any(char.isalnum() for char in text):
        raise misfit(ErrorCode.QUESTION_EMPTY)
    return text


def latest(questions: list[str]) -> list[str]:
    """Keep the last questions of a conversation that hold words."""
    return [text for text in questions if any(char.isalnum() for char in text)][-EARLIER:]


def blank_as_none(text: str | None) -> str | None:
    """Take an empty field for none."""
    return text or None


Words = Annotated[str, BeforeValidator(plain), at_most(LONGEST_QUESTION)]
Question = Annotated[str, BeforeValidator(plain), at_most(LONGEST_QUESTION), AfterValidator(with_words)]
Comment = Annotated[str, BeforeValidator(plain), at_most(LONGEST_REASON)]
Contact = Annotated[str, BeforeValidator(plain), at_most(LONGEST_CONTACT)]


class AskBody(BaseModel):
    """A question, with those before it in the conversation, oldest first."""

    question: Question = Field("", validate_default=True)  # a form leaves an empty field out
    earlier: Annotated[list[Words], AfterValidator(latest)] = Field(default_factory=list)
    as_of: date | None = None


class FeedbackBody(BaseModel):
    """Whether an answer helped."""

    answer_id: Annotated[str, Field(max_length=64)]
    useful: bool
    reason: Annotated[Comment | None, AfterValidator(blank_as_none)] = None


class PassOnBody(BaseModel):
    """A question for the secretary, with the contact the member chose to give."""

    question: Question = Field("", validate_default=True)  # a form leaves an empty field out
    contact: Annotated[Contact | None, AfterValidator(blank_as_none)] = None
