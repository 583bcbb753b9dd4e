"""Secrets that this installation makes for itself, and locks that one writer at a time holds."""

from __future__ import annotations

import secrets

from sqlalchemy import LargeBinary, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import BotTable
from knowledge.sql import insert_once

KEY_BYTES = 32


class ServiceKeyRow(BotTable):
    """A secret of this installation, made once."""

    __tablename__ = "service_keys"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)


async def service_key(session: AsyncSession, name: str, *, locked: bool = False) -> bytes:
    """Give the installation's secret of that name, 32 bytes; the first call makes it, so it needs `transaction`.

    Of several first calls at once one wins and all get its value. With `locked` the others wait until this
    transaction ends (on SQLite every writer waits anyway).
    """
    query = select(ServiceKeyRow.value).where(ServiceKeyRow.name == name)
    if locked:
        query = query.with_for_update()
    value = await session.scalar(query)
    if value is None:
        await insert_once(session, ServiceKeyRow, {"name": name, "value": secrets.token_bytes(KEY_BYTES)}, "name")
        value = await session.scalar(query)
    assert value is not None  # this transaction or another has just written it
    return value
