"""The inbox in SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.inbox.model import Arrived, Dialogue, UpdateId, UpdateState, Waiting, is_same_series
from bot.inbox.tables import DialogueRow, InboxRow, UpdateRow
from knowledge.sql import insert_missing, put

AT_ONCE = 100  # rows in one statement: SQLite allows 32,766 values


@dataclass(frozen=True, slots=True)
class UpdateStore:
    """Queries about updates inside one transaction."""

    session: AsyncSession

    async def pruned_to(self, at: datetime) -> int:
        """Give the number up to which updates are known to be repeats, and note that something came in."""
        row = await self.session.get(InboxRow, 1)
        if row is None:
            self.session.add(InboxRow(id=1, pruned_to=-1, series_since=at, last_at=at))
            return -1
        if not is_same_series(row.last_at, at):
            row.pruned_to, row.series_since = -1, at
        row.last_at = at
        return row.pruned_to

    async def add_new(self, updates: Sequence[Arrived], at: datetime) -> set[UpdateId]:
        """Store updates that are not stored yet and give their numbers. The primary key decides."""
        added = await insert_missing(self.session, UpdateRow, [_row(item, at) for item in updates], "update_id")
        return {UpdateId(number) for number in added}

    async def waiting(self) -> list[Waiting]:
        """List the updates that are not settled, by number."""
        query = select(UpdateRow).where(UpdateRow.state == UpdateState.NEW).order_by(UpdateRow.update_id)
        rows = await self.session.scalars(query)
        return [Waiting(UpdateId(row.update_id), row.chat_id, row.user_id, row.body or {}, row.tries) for row in rows]

    async def count_tries(self, ids: Collection[UpdateId]) -> None:
        """Note that handling of these begins."""
        change = update(UpdateRow).where(UpdateRow.update_id.in_(ids)).values(tries=UpdateRow.tries + 1)
        await self.session.execute(change.execution_options(synchronize_session=False))

    async def settle(self, ids: Collection[UpdateId], state: UpdateState, at: datetime) -> None:
        """Note how updates ended and forget what they held. A settled one stays as it is."""
        change = update(UpdateRow).where(UpdateRow.update_id.in_(ids), UpdateRow.state == UpdateState.NEW)
        ended = change.values(state=state, settled_at=at, body=null(), chat_id=None, user_id=None)
        await self.session.execute(ended.execution_options(synchronize_session=False))

    async def prune(self, before: datetime) -> None:
        """Forget updates that were settled long ago; the highest number of the running series stays known."""
        row = await self.session.get(InboxRow, 1)
        if row is None:
            return
        old = (UpdateRow.state != UpdateState.NEW, UpdateRow.settled_at < before)
        highest = await self.session.scalar(
            select(func.max(UpdateRow.update_id)).where(*old, UpdateRow.received_at >= row.series_since)
        )
        row.pruned_to = max(row.pruned_to, -1 if highest is None else highest)
        await self.session.execute(delete(UpdateRow).where(*old).execution_options(synchronize_session=False))


@dataclass(frozen=True, slots=True)
class DialogueStore:
    """Queries about dialogues inside one transaction."""

    session: AsyncSession

    async def get(self, chat: int, user: int, since: datetime) -> Dialogue | None:
        """Find a dialogue that went on after `since`."""
        row = await self.session.get(DialogueRow, (chat, user))
        return Dialogue(row.kind, row.data) if row is not None and row.updated_at > since else None

    async def put(self, chat: int, user: int, dialogue: Dialogue, at: datetime) -> None:
        """Keep where a dialogue stands, in place of any other of this person in this chat."""
        values = {"kind": dialogue.kind, "data": dict(dialogue.data), "updated_at": at}
        await put(self.session, DialogueRow, {"chat_id": chat, "user_id": user, **values}, "chat_id", "user_id")

    async def drop(self, chat: int, user: int) -> bool:
        """End a dialogue; tells whether there was one."""
        gone = delete(DialogueRow).where(DialogueRow.chat_id == chat, DialogueRow.user_id == user)
        return await self.session.scalar(gone.returning(DialogueRow.kind)) is not None

    async def prune(self, before: datetime) -> None:
        """Forget dialogues that were left in the middle."""
        await self.session.execute(delete(DialogueRow).where(DialogueRow.updated_at <= before))


def _row(item: Arrived, at: datetime) -> dict[str, Any]:
    return {
        "update_id": item.id,
        "chat_id": item.chat,
        "user_id": item.user,
        "body": dict(item.body),
        "received_at": at,
        "state": UpdateState.NEW,
        "tries": 1,
        "settled_at": None,
    }
