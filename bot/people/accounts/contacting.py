"""Whom to write to: the Telegram accounts of those who decide, and of one member."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.people.accounts.storage import AccountStore
from bot.people.directory import Directory
from bot.people.door import PeopleDoor
from bot.people.model import Caller, MemberId, OrganisationId, Permission


@dataclass(frozen=True, slots=True)
class Deciders:
    """Give the Telegram ids of who holds a permission in the organisation with that path, but for `asker`."""

    door: PeopleDoor

    async def __call__(
        self, path: Iterable[OrganisationId], permission: Permission, *, asker: MemberId
    ) -> Sequence[int]:
        steps = tuple(path)
        async with self.door.looking.open() as at:
            accounts = await AccountStore(at.session).telegram_ids()
            posts = await Directory(at.session).posts_of(accounts, at.today)
            people = await Directory(at.session).members(posts)
        callers = {who: Caller(people[who], posts[who]) for who in posts}
        return [accounts[who] for who, caller in callers.items() if who != asker and caller.may(permission, steps)]


@dataclass(frozen=True, slots=True)
class ChatOf:
    """Give the Telegram id of a member; None when they have none."""

    door: PeopleDoor

    async def __call__(self, member: MemberId) -> int | None:
        async with self.door.looking.open() as at:
            return (await AccountStore(at.session).telegram_ids(member)).get(member)
