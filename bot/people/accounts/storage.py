"""Accounts, invitations and wrong codes in SQL."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.accounts.codes import IN_ALL, Limit
from bot.people.accounts.model import Account, AccountId, Asker, Channel, Issued
from bot.people.directory import Directory
from bot.people.model import Member, MemberId
from bot.people.tables import AccountRow, InvitationRow, WrongCodeRow
from bot.storage.keys import derived, service_salt
from knowledge.batches import batches
from knowledge.sql import insert_once

CODES_KEY = "invitation_codes"
_AT_ONCE = 500  # accounts a statement


@dataclass(frozen=True, slots=True)
class AccountStore:
    """Queries on bound accounts inside one transaction."""

    session: AsyncSession

    async def member_of(self, asker: Asker) -> MemberId | None:
        """Tell whom an account speaks for."""
        found = await self.live_as(asker)
        return None if found is None else found[1]

    async def live_as(self, asker: Asker) -> tuple[AccountId, MemberId] | None:
        """Give an account's number and whom it speaks for; None where it is not bound."""
        query = select(AccountRow.id, AccountRow.member_id).where(
            AccountRow.channel == asker.channel,
            AccountRow.external_id == asker.external_id,
            AccountRow.revoked_at.is_(None),
        )
        found = (await self.session.execute(query)).one_or_none()
        return None if found is None else (AccountId(found.id), MemberId(found.member_id))

    async def has_telegram(self, member: MemberId) -> bool:
        """Tell whether the member has a live Telegram account."""
        query = select(AccountRow.id).where(
            AccountRow.member_id == member, AccountRow.channel == Channel.TELEGRAM, AccountRow.revoked_at.is_(None)
        )
        return await self.session.scalar(query) is not None

    async def bind(self, member: MemberId, asker: Asker, at: datetime) -> bool:
        """Keep a new binding; false when one stands in its way, for a browser's token also one that has ended.

        The unique indexes decide, not an earlier SELECT.
        """
        values = {"member_id": member, "channel": asker.channel, "external_id": asker.external_id, "bound_at": at}
        return await insert_once(self.session, AccountRow, values)

    async def revoke_all(self, at: datetime) -> None:
        """End every live account."""
        await self.session.execute(update(AccountRow).where(AccountRow.revoked_at.is_(None)).values(revoked_at=at))

    async def live(self, member: MemberId | None = None) -> list[Account]:
        """List all live accounts, or those of one member, oldest first."""
        query = select(AccountRow).where(AccountRow.revoked_at.is_(None)).order_by(AccountRow.id)
        if member is not None:
            query = query.where(AccountRow.member_id == member)
        rows = (await self.session.scalars(query)).all()
        people = await Directory(self.session).members(MemberId(row.member_id) for row in rows)
        return [_account(row, people[MemberId(row.member_id)]) for row in rows]

    async def telegram_ids(self, member: MemberId | None = None) -> dict[MemberId, int]:
        """Give who has a live Telegram account and its id, or that of one member."""
        query = select(AccountRow.member_id, AccountRow.external_id).where(
            AccountRow.channel == Channel.TELEGRAM, AccountRow.revoked_at.is_(None)
        )
        if member is not None:
            query = query.where(AccountRow.member_id == member)
        return {MemberId(who): int(number) for who, number in await self.session.execute(query)}

    async def owner(self, account: AccountId) -> MemberId | None:
        """Tell whose account this is or was; None for no such account."""
        found = await self.session.scalar(select(AccountRow.member_id).where(AccountRow.id == account))
        return None if found is None else MemberId(found)

    async def revoke(self, account: AccountId, at: datetime) -> bool:
        """End a binding; false when it had ended before."""
        return bool(await self._end(AccountRow.id == account, at))

    async def revoke_others(self, member: MemberId, but: AccountId, at: datetime) -> list[AccountId]:
        """End the bindings of a member but for one; gives those that ended."""
        return await self._end((AccountRow.member_id == member) & (AccountRow.id != but), at)

    async def revoke_asker(self, asker: Asker, at: datetime) -> bool:
        """End the binding of an account; false when it has none."""
        is_it = (AccountRow.channel == asker.channel) & (AccountRow.external_id == asker.external_id)
        return bool(await self._end(is_it, at))

    async def see(self, askers: Collection[Asker], on: date) -> None:
        """Note the day for those of these accounts that are bound and have not been seen on it."""
        stale = or_(AccountRow.last_seen_on.is_(None), AccountRow.last_seen_on < on)
        for channel in Channel:
            numbers = sorted(asker.external_id for asker in askers if asker.channel is channel)
            for some in batches(numbers, _AT_ONCE):
                is_one = (AccountRow.channel == channel) & AccountRow.external_id.in_(some)
                seen = update(AccountRow).where(is_one, AccountRow.revoked_at.is_(None), stale)
                await self.session.execute(seen.values(last_seen_on=on))

    async def _end(self, which: ColumnElement[bool], at: datetime) -> list[AccountId]:
        ended = update(AccountRow).where(which, AccountRow.revoked_at.is_(None)).values(revoked_at=at)
        return [AccountId(number) for number in await self.session.scalars(ended.returning(AccountRow.id))]


@dataclass(frozen=True, slots=True)
class InvitationStore:
    """Queries on invitations and wrong codes inside one transaction."""

    session: AsyncSession

    async def hash_code(self, code: str) -> str:
        """Give the keyed hash under which a code is found, and be alone with the codes until the commit."""
        salt = await service_salt(self.session, CODES_KEY, locked=True)
        # in two steps: migration 0006 takes the second one for codes that were given out before there was a key
        return derived(self.session, CODES_KEY, hmac.digest(salt, code.encode(), "sha256")).hex()

    async def add(self, issued: Issued, code_hash: str, link_id: str, by: MemberId | None, at: datetime) -> bool:
        """Keep a new invitation in place of the member's open one; false when an open one has the same code."""
        await self.withdraw([issued.member], at)
        taken = select(InvitationRow.id).where(InvitationRow.code_hash == code_hash, _unused())
        if await self.session.scalar(taken) is not None:
            return False
        row = InvitationRow(
            member_id=issued.member,
            code_hash=code_hash,
            link_id=link_id,
            link_hash=issued.link_hash,
            created_by=by,
            created_at=at,
            expires_at=issued.expires_at,
            tries_left=issued.tries_left,
        )
        self.session.add(row)
        await self.session.flush()
        return True

    async def withdraw(self, members: Sequence[MemberId], at: datetime) -> None:
        """Make the open invitations of these members void."""
        await self.session.execute(
            update(InvitationRow).where(InvitationRow.member_id.in_(members), _unused()).values(revoked_at=at)
        )

    async def by_code(self, code_hash: str) -> Issued | None:
        """Find the invitation with this code: the one that is still good, else the newest."""
        query = select(InvitationRow).where(InvitationRow.code_hash == code_hash)
        return await self._first(query.order_by(case((_unused(), 0), else_=1), InvitationRow.id.desc()))

    async def by_link(self, link_id: str) -> Issued | None:
        """Find an invitation by the public half of its link, and be alone with it until the commit."""
        return await self._first(select(InvitationRow).where(InvitationRow.link_id == link_id).with_for_update())

    async def take(self, invitation: int, at: datetime) -> bool:
        """Use an invitation up; false when somebody else has just done so."""
        used = update(InvitationRow).where(InvitationRow.id == invitation, _unused()).values(used_at=at)
        return await self.session.scalar(used.returning(InvitationRow.id)) is not None

    async def count_try(self, invitation: int) -> None:
        """Take one of the tries that a link has."""
        await self.session.execute(
            update(InvitationRow)
            .where(InvitationRow.id == invitation, InvitationRow.tries_left > 0)
            .values(tries_left=InvitationRow.tries_left - 1)
        )

    async def oldest_wrong_code(self, limit: Limit, now: datetime, asker: Asker | None = None) -> datetime | None:
        """Give when the first of the last wrong codes came that reach a limit, of one asker or of all; else None.

        What a clock set back has left in the future does not count.
        """
        query = select(WrongCodeRow.at).where(WrongCodeRow.at > now - limit.window, WrongCodeRow.at <= now)
        if asker is not None:
            query = query.where(WrongCodeRow.channel == asker.channel, WrongCodeRow.external_id == asker.external_id)
        return await self.session.scalar(query.order_by(WrongCodeRow.at.desc()).offset(limit.tries - 1).limit(1))

    async def add_wrong_code(self, asker: Asker, at: datetime) -> None:
        """Note a wrong code and forget those that no longer matter; of a browser nothing else is kept."""
        await self.session.execute(delete(WrongCodeRow).where(WrongCodeRow.at <= at - IN_ALL.window))
        external_id = "" if asker.channel is Channel.BROWSER else asker.external_id
        self.session.add(WrongCodeRow(channel=asker.channel, external_id=external_id, at=at))
        await self.session.flush()

    async def _first(self, query: Select[InvitationRow]) -> Issued | None:
        row = await self.session.scalar(query.limit(1).execution_options(populate_existing=True))
        if row is None:
            return None
        return Issued(
            row.id,
            MemberId(row.member_id),
            row.link_hash,
            row.expires_at,
            row.tries_left,
            row.used_at,
            row.revoked_at,
        )


def _unused() -> ColumnElement[bool]:
    return and_(InvitationRow.used_at.is_(None), InvitationRow.revoked_at.is_(None))


def _account(row: AccountRow, member: Member) -> Account:
    return Account(AccountId(row.id), member, row.channel, row.bound_at, row.last_seen_on)
