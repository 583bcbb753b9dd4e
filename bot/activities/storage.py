"""Activities and registers in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.model import Activity, ActivityId, ActivityState, Draft
from bot.activities.register.tables import LineRow
from bot.activities.tables import ActivityRow, SeriesRow
from bot.errors import BotError, ErrorCode
from bot.people.directory import Directory
from bot.people.model import MemberId, OrganisationId
from bot.plain import printable
from bot.storage.keys import derived


def code_secret(session: AsyncSession, salt: bytes) -> bytes:
    """Give the secret of the wall's codes that an activity's salt stands for."""
    return derived(session, "activity", salt)


@dataclass(frozen=True, slots=True)
class ActivityStore:
    """Queries on activities inside one transaction."""

    session: AsyncSession

    async def add(
        self,
        organisation: OrganisationId,
        draft: Draft,
        *,
        key: str,
        by: MemberId | None,
        at: datetime,
        secret: bytes,
        series: int | None = None,
    ) -> tuple[ActivityId, bool]:
        """Add an activity unless the same request already did; gives its id and whether it is new.

        `secret` is the salt of what the wall's codes will be made from.
        """
        known = await self.session.scalar(select(ActivityRow.id).where(ActivityRow.request_key == key))
        if known is not None:
            return ActivityId(known), False
        row = ActivityRow(
            organisation_id=organisation,
            series_id=series,
            request_key=key,
            kind=draft.kind,
            title=printable(draft.title),
            place=printable(draft.place),
            agenda=printable(draft.agenda),
            starts_at=draft.starts_at,
            ends_at=draft.ends_at,
            credit_minutes=draft.credited,
            state=ActivityState.PLANNED,
            needs_second_person=draft.needs_second_person,
            shows_names=False,
            secret=secret,
            created_at=at,
            created_by=by,
        )
        self.session.add(row)
        await self.session.flush()
        return ActivityId(row.id), True

    async def add_series(self, organisation: OrganisationId, rule: Any, key: str, at: datetime) -> tuple[int, bool]:
        """Add a series unless the same request already did."""
        known = await self.session.scalar(select(SeriesRow.id).where(SeriesRow.request_key == key))
        if known is not None:
            return known, False
        row = SeriesRow(organisation_id=organisation, rule=rule, request_key=key, created_at=at)
        self.session.add(row)
        await self.session.flush()
        return row.id, True

    async def get(self, activity: ActivityId, *, lock: bool = False, share: bool = False) -> Activity:
        """Give one activity. Errors: BotError ACTIVITY_NOT_FOUND.

        With `lock` nobody else changes or shares it until the transaction ends; with `share` nobody else changes it.
        """
        query = select(ActivityRow).where(ActivityRow.id == activity).execution_options(populate_existing=True)
        if lock or share:
            query = query.with_for_update(read=share)
        row = await self.session.scalar(query)
        if row is None:
            raise BotError(ErrorCode.ACTIVITY_NOT_FOUND)
        return await self._as_activity(row)

    async def secret(self, activity: ActivityId) -> bytes:
        """Give the secret of the wall's code."""
        salt = await self.session.scalar(select(ActivityRow.secret).where(ActivityRow.id == activity))
        if salt is None:
            raise BotError(ErrorCode.ACTIVITY_NOT_FOUND)
        return code_secret(self.session, salt)

    async def change(self, activity: ActivityId, **values: Any) -> None:
        """Set columns of an activity."""
        await self.session.execute(update(ActivityRow).where(ActivityRow.id == activity).values(**values))

    async def in_organisations(self, ids: Iterable[OrganisationId], first: datetime, last: datetime) -> list[Activity]:
        """List the activities of these organisations that begin within a time, earliest first."""
        return await self._listed(
            select(ActivityRow)
            .where(ActivityRow.organisation_id.in_(list(ids)), ActivityRow.starts_at.between(first, last))
            .order_by(ActivityRow.starts_at, ActivityRow.id)
        )

    async def of_member(self, member: MemberId, first: datetime, last: datetime) -> list[Activity]:
        """List the activities that expect a member and begin within a time, earliest first."""
        return await self._listed(
            select(ActivityRow)
            .join(LineRow, LineRow.activity_id == ActivityRow.id)
            .where(LineRow.member_id == member, ActivityRow.starts_at.between(first, last))
            .order_by(ActivityRow.starts_at, ActivityRow.id)
        )

    async def of_series(self, series: int) -> list[Activity]:
        """List a series, earliest first."""
        return await self._listed(
            select(ActivityRow).where(ActivityRow.series_id == series).order_by(ActivityRow.starts_at)
        )

    async def _listed(self, query: Select[ActivityRow]) -> list[Activity]:
        return [await self._as_activity(row) for row in await self.session.scalars(query)]

    async def _as_activity(self, row: ActivityRow) -> Activity:
        return Activity(
            id=ActivityId(row.id),
            organisation=await Directory(self.session).organisation(OrganisationId(row.organisation_id)),
            kind=row.kind,
            title=row.title,
            place=row.place,
            agenda=row.agenda,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            credit_minutes=row.credit_minutes,
            state=row.state,
            needs_second_person=row.needs_second_person,
            shows_names=row.shows_names,
            confirmed_by=MemberId(row.confirmed_by) if row.confirmed_by is not None else None,
            locked_at=row.locked_at,
            series=row.series_id,
        )
