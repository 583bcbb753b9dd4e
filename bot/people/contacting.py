"""Whom to write to: the Telegram accounts of those who decide, and of one member."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.people.directory import Directory
from bot.people.model import Caller, MemberId, OrganisationId, Permission
from bot.people.storage import AccountStore
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class Deciders:
    """Give the Telegram ids of who holds a permission in the organisation with that path, but for `asker`."""

    database: Database
    clock: Clock

    async def __call__(
        self, path: Iterable[OrganisationId], permission: Permission, *, asker: MemberId
    ) -> Sequence[int]:
        today, steps = self.clock.today(), tuple(path)
        async with self.database.reading() as session:
            accounts = await AccountStore(session).telegram_ids()
            posts = await Directory(session).posts_of(accounts, today)
            people = await Directory(session).members(posts)
        callers = {who: Caller(people[who], posts[who]) for who in posts}
        return [accounts[who] for who, caller in callers.items() if who != asker and caller.may(permission, steps)]


@dataclass(frozen=True, slots=True)
class ChatOf:
    """Give the Telegram id of a member; None when they have none."""

    database: Database

    async def __call__(self, member: MemberId) -> int | None:
        async with self.database.reading() as session:
            return (await AccountStore(session).telegram_ids(member)).get(member)
