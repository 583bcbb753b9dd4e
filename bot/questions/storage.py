"""Answers, feedback and passed-on questions in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import BotError, ErrorCode
from bot.questions.model import AnswerId, Asked, PassedOn, Suggestion
from bot.questions.tables import AnswerRow, FeedbackRow, PassedOnRow, PassedOnState, SuggestionRow


@dataclass(frozen=True, slots=True)
class QuestionStore:
    """Queries of the questions room inside one transaction."""

    session: AsyncSession

    async def note_answer(self, asked: Asked, at: datetime) -> None:
        """Keep an answer's outcome and the passages it cited; no words of the question."""
        answer = asked.answer
        self.session.add(
            AnswerRow(
                id=asked.id,
                created_at=at,
                outcome=answer.outcome,
                reason=answer.reason,
                engine=answer.engine,
                prompt_fingerprint=answer.prompt,
                cited=[int(citation.evidence.passage.id) for citation in answer.citations],
                latency_ms=asked.latency_ms,
            )
        )

    async def put_feedback(self, answer: AnswerId, useful: bool, reason: str | None, at: datetime) -> None:
        """Keep the latest feedback on an answer. Errors: BotError ANSWER_NOT_FOUND."""
        if await self.session.get(AnswerRow, answer) is None:
            raise BotError(ErrorCode.ANSWER_NOT_FOUND)
        row = await self.session.scalar(select(FeedbackRow).where(FeedbackRow.answer_id == answer))
        if row is None:
            self.session.add(FeedbackRow(answer_id=answer, useful=useful, reason=reason, created_at=at))
        else:
            row.useful, row.reason, row.created_at = useful, reason, at

    async def number_of(self, nonce: str) -> int | None:
        """Find the question that was passed on with this nonce."""
        number: int | None = await self.session.scalar(select(PassedOnRow.id).where(PassedOnRow.nonce == nonce))
        return number

    async def add_passed_on(self, question: str, contact: str | None, at: datetime, nonce: str | None = None) -> int:
        """Keep a question that a member passed on; gives its number."""
        row = PassedOnRow(question=question, contact=contact, created_at=at, state=PassedOnState.OPEN, answer=None)
        row.nonce = nonce
        self.session.add(row)
        await self.session.flush()
        return row.id

    async def open_questions(self) -> list[PassedOn]:
        """List questions that are not dealt with, oldest first."""
        rows = await self.session.scalars(
            select(PassedOnRow).where(PassedOnRow.state == PassedOnState.OPEN).order_by(PassedOnRow.id)
        )
        return [PassedOn(row.id, row.question, row.contact, row.created_at) for row in rows]

    async def settle(self, number: int) -> None:
        """Close an open question and forget its words and contact. Errors: BotError QUESTION_NOT_FOUND."""
        row = await self.session.get(PassedOnRow, number)
        if row is None or row.state is not PassedOnState.OPEN:
            raise BotError(ErrorCode.QUESTION_NOT_FOUND, number=number)
        row.state, row.question, row.contact = PassedOnState.CLOSED, "", None


@dataclass(frozen=True, slots=True)
class SuggestionStore:
    """Queries on suggestions inside one transaction."""

    session: AsyncSession

    async def add(self, words: str, contact: str | None, key: str, at: datetime) -> tuple[Suggestion, bool]:
        """Keep a suggestion unless the same request already did; tells whether it is new."""
        known = await self.session.scalar(select(SuggestionRow).where(SuggestionRow.request_key == key))
        if known is not None:
            return _suggestion(known), False
        row = SuggestionRow(request_key=key, words=words, contact=contact, created_at=at, is_settled=False)
        self.session.add(row)
        await self.session.flush()
        return _suggestion(row), True

    async def open(self) -> list[Suggestion]:
        """List what is not dealt with, oldest first."""
        query = select(SuggestionRow).where(SuggestionRow.is_settled.is_(False)).order_by(SuggestionRow.id)
        return [_suggestion(row) for row in await self.session.scalars(query)]

    async def settle(self, number: int) -> None:
        """Close a suggestion and forget its words and contact. Errors: BotError SUGGESTION_NOT_FOUND."""
        row = await self.session.get(SuggestionRow, number)
        if row is None or row.is_settled:
            raise BotError(ErrorCode.SUGGESTION_NOT_FOUND, number=number)
        row.is_settled, row.words, row.contact = True, "", None


def _suggestion(row: SuggestionRow) -> Suggestion:
    return Suggestion(row.id, row.words, row.contact, row.created_at)
