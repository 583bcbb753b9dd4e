"""What a member sees of their own accounts, and the day on which each was used last."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.accounts.model import Account, AccountId, Asker
from bot.people.accounts.storage import AccountStore
from bot.people.door import PeopleDoor
from bot.people.model import MemberId
from bot.storage.door import Visit

PATIENCE_SECONDS = 1.0  # that a day waits to be written down


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """One of one's own accounts; `is_this` is the one that asks."""

    account: Account
    is_this: bool


@dataclass(frozen=True, slots=True)
class MyAccounts:
    """List the live accounts of the member an account speaks for, oldest first. Errors: BotError NOT_BOUND."""

    door: PeopleDoor

    async def __call__(self, asker: Asker) -> list[OwnAccount]:
        async with self.door.looking.open() as at:
            this, member = await _known(at, asker)
            accounts = await AccountStore(at.session).live(member)
        return [OwnAccount(account, account.id == this) for account in accounts]


@dataclass(frozen=True, slots=True)
class EndOwn:
    """End one of one's own accounts; a repeat is quiet. Errors: BotError ACCOUNT_NOT_FOUND, also for another's."""

    door: PeopleDoor

    async def __call__(self, member: MemberId, account: AccountId) -> None:
        async with self.door.open() as at:
            if await AccountStore(at.session).owner(account) != member:
                record(Event.FOREIGN_ID_REFUSED, member=member, wanted=account)
                raise BotError(ErrorCode.ACCOUNT_NOT_FOUND)
            if await AccountStore(at.session).revoke(account, at.now):
                at.note(Event.ACCOUNT_REVOKED, account=account, by=member)


@dataclass(frozen=True, slots=True)
class EndOthers:
    """End every other account of the member an account speaks for; gives how many. Errors: BotError NOT_BOUND."""

    door: PeopleDoor

    async def __call__(self, asker: Asker) -> int:
        async with self.door.open() as at:
            this, member = await _known(at, asker)
            ended = await AccountStore(at.session).revoke_others(member, this, at.now)
            for account in ended:
                at.note(Event.ACCOUNT_REVOKED, account=account, by=member)
        return len(ended)


@dataclass(slots=True)
class NoteSeen:
    """Note the day on which an account was used, for its owner: a day and no time, written once a day.

    It comes after the answer and never fails: what cannot be written now is tried at the next visit. Whoever comes
    while others are being written shares the next transaction.
    """

    door: PeopleDoor
    _day: date = date.min
    _noted: set[Asker] = field(default_factory=set)
    _waiting: set[Asker] = field(default_factory=set)
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self, asker: Asker) -> None:
        today = self.door.clock.today()
        if today != self._day:
            self._day, self._noted = today, set()
        if asker in self._noted:
            return
        self._noted.add(asker)
        self._waiting.add(asker)
        async with self._writing:
            together, self._waiting = self._waiting, set()
            await self._write(together)

    async def _write(self, together: set[Asker]) -> None:
        if not together:
            return
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self.door.open() as at:
                await AccountStore(at.session).see(together, at.today)
        except (SQLAlchemyError, OSError):  # out of time is an OSError as well
            self._noted -= together


async def _known(at: Visit, asker: Asker) -> tuple[AccountId, MemberId]:
    found = await AccountStore(at.session).live_as(asker)
    if found is None:
        raise BotError(ErrorCode.NOT_BOUND)
    return found
