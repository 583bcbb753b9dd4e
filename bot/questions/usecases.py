"""What a member can do with questions: ask, say whether the answer helped, pass the question on."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import ErrorCode
from bot.logs import Event, record
from bot.questions.model import Answered, AnswerId, Asked, PassedOn
from bot.questions.render import answer_text
from bot.questions.storage import QuestionStore
from bot.storage.door import Door
from knowledge.answering import Answering, Considered, Done
from knowledge.generating.events import Said, Thinking
from knowledge.model import Outcome
from knowledge.ports import IndexUnreadable, SearchIncomplete

PATIENCE_SECONDS = 1.0  # that an answer waits for its statistics


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Answer a question and note the outcome without the question's words: nobody may list who asked what.

    Errors: IndexUnreadable, SearchIncomplete.
    """

    answer: Answering
    door: Door

    async def __call__(
        self, question: str, *, earlier: Sequence[str] = (), as_of: date | None = None, noted: bool = True
    ) -> Asked:
        """Answer one question. `earlier` are the questions before it, oldest first; `noted` false leaves no trace."""
        asked, _ = await self.considered(question, earlier=earlier, as_of=as_of)
        if noted:
            await self._note(asked)
        return asked

    async def stream(
        self, question: str, *, earlier: Sequence[str] = (), as_of: date | None = None
    ) -> AsyncGenerator[Thinking | Said | Answered, None]:
        """Tell an answer as it comes: Thinking, sentences, then Answered, whose text replaces them all; noted."""
        start = perf_counter()
        with _noticed():
            async with aclosing(self.answer.stream(question, earlier, as_of)) as events:
                async for event in events:
                    if isinstance(event, Done):
                        asked = _asked(event.considered, start)
                        await self._note(asked)
                        yield Answered(asked)
                    else:
                        yield event

    async def considered(
        self, question: str, *, earlier: Sequence[str] = (), as_of: date | None = None
    ) -> tuple[Asked, Considered]:
        """Answer one question and keep what was weighed on the way; nothing is stored."""
        start = perf_counter()
        with _noticed():
            considered = await self.answer.consider(question, earlier=earlier, as_of=as_of)
        return _asked(considered, start), considered

    async def _note(self, asked: Asked) -> None:
        """Write the statistics down; an answer does not wait long for them, nor fail because they cannot be written."""
        answer = asked.answer
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self.door.open() as at:
                await QuestionStore(at.session).note_answer(asked, at.now)
        except (SQLAlchemyError, OSError):  # out of time is an OSError as well
            record(Event.ANSWER_NOT_NOTED)
        event = Event.ANSWERED if answer.outcome is Outcome.ANSWERED else Event.REFUSED
        record(event, engine=answer.engine, reason=answer.reason, latency_ms=asked.latency_ms)


@contextmanager
def _noticed() -> Iterator[None]:
    """Have it in the log that a search could not be trusted."""
    try:
        yield
    except (IndexUnreadable, SearchIncomplete) as incomplete:
        half = isinstance(incomplete, SearchIncomplete)
        record(Event.SEARCH_LACKING, reason=ErrorCode.SEARCH_INCOMPLETE if half else ErrorCode.INDEX_UNREADABLE)
        raise


def _asked(considered: Considered, start: float) -> Asked:
    if considered.trouble is not None:
        record(Event.MODEL_FAILED, reason=considered.trouble)
    for part in sorted(considered.answer.lacking):
        record(Event.SEARCH_LACKING, reason=part)
    text = answer_text(considered.answer)
    latency = round((perf_counter() - start) * 1000)
    return Asked(AnswerId(secrets.token_urlsafe(12)), considered.answer, text, latency)


@dataclass(frozen=True, slots=True)
class GiveFeedback:
    """Keep whether an answer helped; a second tap replaces the first. Errors: BotError ANSWER_NOT_FOUND."""

    door: Door

    async def __call__(self, answer: AnswerId, *, useful: bool, reason: str | None = None) -> None:
        async with self.door.open() as at:
            await QuestionStore(at.session).put_feedback(answer, useful, reason, at.now)
            at.note(Event.FEEDBACK_GIVEN, useful=int(useful))


@dataclass(frozen=True, slots=True)
class PassOn:
    """Pass a question on to the secretary, in the words and with the contact the member chose to give.

    `nonce` marks one request: when it comes again, the number given the first time is given again.
    """

    door: Door

    async def __call__(self, question: str, contact: str | None = None, *, nonce: str | None = None) -> int:
        async with self.door.open() as at:
            store = QuestionStore(at.session)
            known = await store.number_of(nonce) if nonce else None
            if known is not None:
                return known
            number = await store.add_passed_on(question, contact, at.now, nonce)
            at.note(Event.QUESTION_PASSED_ON, number=number)
            return number


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """List the questions that were passed on and are not dealt with, oldest first."""

    door: Door

    async def __call__(self) -> list[PassedOn]:
        async with self.door.looking.open() as at:
            return await QuestionStore(at.session).open_questions()


@dataclass(frozen=True, slots=True)
class SettleQuestion:
    """Mark a passed-on question as dealt with and forget its words. Errors: BotError QUESTION_NOT_FOUND."""

    door: Door

    async def __call__(self, number: int) -> None:
        async with self.door.open() as at:
            await QuestionStore(at.session).settle(number)
