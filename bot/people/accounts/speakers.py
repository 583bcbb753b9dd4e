"""Whom accounts speak for, many at once: other rooms ask inside their own transaction."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.accounts.model import Asker
from bot.people.model import MemberId
from bot.people.tables import AccountRow

# built once: a whole hall asks within a minute
_SPEAKERS = select(AccountRow.channel, AccountRow.external_id, AccountRow.member_id).where(
    AccountRow.external_id.in_(bindparam("external_ids", expanding=True)), AccountRow.revoked_at.is_(None)
)


async def speakers(session: AsyncSession, askers: Collection[Asker]) -> dict[Asker, MemberId]:
    """Tell whom each of these accounts speaks for; one that is not bound is left out."""
    if not askers:
        return {}
    connection = await session.connection()
    rows = await connection.execute(_SPEAKERS, {"external_ids": [asker.external_id for asker in askers]})
    found = {Asker(row.channel, row.external_id): MemberId(row.member_id) for row in rows}
    return {asker: found[asker] for asker in askers if asker in found}
