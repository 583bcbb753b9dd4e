"""The demonstration's way in: be any member of the sample branch. Wired only by `zhibu serve --demo`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock
from bot.people.accounts import Asker
from bot.people.directory import Directory
from bot.people.model import MemberId
from bot.people.storage import AccountStore
from bot.people.usecases import Roster, RosterView
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class Demo:
    """Lists the sample members and binds a browser to any of them. Errors: BotError NOT_BOUND for who is none."""

    database: Database
    clock: Clock

    async def members(self) -> RosterView:
        """List everybody with their posts."""
        return await Roster(self.database, self.clock)(None, None)

    async def enter(self, asker: Asker, member: MemberId) -> None:
        """Bind the browser to a member, whoever it was before."""
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            await Directory(session).caller(member, today)
            accounts = AccountStore(session)
            await accounts.revoke_asker(asker, now)
            await accounts.bind(member, asker, now)
