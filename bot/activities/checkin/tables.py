"""Wrong codes at the wall."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import BotTable
from knowledge.sql import UtcDateTime


class WrongCheckinRow(BotTable):
    """A wrong check-in code; a few in a short time close the door for a while."""

    __tablename__ = "wrong_checkins"
    __table_args__ = (Index("ix_wrong_checkins_member_id_at", "member_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
