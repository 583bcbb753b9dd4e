"""Tables of the inbox. A settled update keeps its number and how it ended, nothing of who or what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.inbox.model import UpdateState
from bot.storage.tables import BotTable
from knowledge.sql import Json, UtcDateTime, enum_column


class UpdateRow(BotTable):
    """One update; `body`, `chat_id` and `user_id` are set to NULL when it is settled."""

    __tablename__ = "telegram_updates"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    user_id: Mapped[int | None] = mapped_column(BigInteger)
    body: Mapped[dict[str, Any] | None] = mapped_column(Json)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    state: Mapped[UpdateState] = mapped_column(enum_column(UpdateState))
    tries: Mapped[int]
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index(
            "ix_telegram_updates_new",
            "update_id",
            sqlite_where=state == UpdateState.NEW,
            postgresql_where=state == UpdateState.NEW,
        ),
    )


class InboxRow(BotTable):
    """The one row about the inbox itself: up to which number updates of the running series were pruned."""

    __tablename__ = "inbox"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pruned_to: Mapped[int] = mapped_column(BigInteger)
    series_since: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DialogueRow(BotTable):
    """A dialogue in the middle; one for each person in a chat."""

    __tablename__ = "dialogues"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
