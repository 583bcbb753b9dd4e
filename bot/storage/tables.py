"""The parent of the service's tables; each room has its own."""

from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase

from knowledge.sql import new_metadata


class BotTable(DeclarativeBase):
    """Parent of the service's tables; `BotTable.metadata` goes into the Alembic tree."""

    metadata = new_metadata()
