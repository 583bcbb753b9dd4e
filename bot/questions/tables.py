"""Tables of the questions room. A question's words are stored only when the member passes them on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import BotTable
from knowledge.model import Engine, Outcome, RefusalReason
from knowledge.sql import Json, UtcDateTime, enum_column


class PassedOnState(StrEnum):
    """Whether a question that was passed on has been dealt with."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class AnswerRow(BotTable):
    """What was answered, for figures and for `why`: no question, no person. `cited` holds passage ids."""

    __tablename__ = "answers"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome))
    reason: Mapped[RefusalReason | None] = mapped_column(enum_column(RefusalReason))
    engine: Mapped[Engine] = mapped_column(enum_column(Engine))
    prompt_fingerprint: Mapped[str | None] = mapped_column(Text)
    cited: Mapped[list[int]] = mapped_column(Json)
    latency_ms: Mapped[int]


class FeedbackRow(BotTable):
    """One tap on 有用 or 没用, with a reason only when the member wrote one; one row an answer."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), unique=True)
    useful: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PassedOnRow(BotTable):
    """A question the member chose to pass on, in the words and with the contact they chose to give."""

    __tablename__ = "passed_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    contact: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[PassedOnState] = mapped_column(enum_column(PassedOnState))
    answer: Mapped[str | None] = mapped_column(Text)
    nonce: Mapped[str | None] = mapped_column(Text)  # recognises a repeated request; says nothing about the person

    __table_args__ = (Index("ux_passed_on_nonce", "nonce", unique=True),)


class SuggestionRow(BotTable):
    """A complaint or suggestion to whoever runs the service; without a name unless its writer left a contact."""

    __tablename__ = "suggestions"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_key: Mapped[str] = mapped_column(Text, unique=True)
    words: Mapped[str] = mapped_column(Text)
    contact: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_settled: Mapped[bool]
