"""The demonstration's way in: be any member of the sample branch. Wired only by `zhibu serve --demo`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people.accounts.model import Asker
from bot.people.door import PeopleDoor
from bot.people.members.usecases import Roster, RosterView
from bot.people.model import MemberId


@dataclass(frozen=True, slots=True)
class Demo:
    """Lists the sample members and binds a browser to any of them. Errors: BotError NOT_BOUND for who is none.

    `is_open`: others on the network reach it, and every page has to warn them.
    """

    door: PeopleDoor
    is_open: bool = False

    async def members(self) -> RosterView:
        """List everybody with their posts."""
        return await Roster(self.door)(None, None)

    async def forget(self) -> None:
        """End every account of the folder: those of an earlier run do not outlive it."""
        async with self.door.caller(None) as at:
            await at.accounts.revoke_all(at.now)

    async def enter(self, asker: Asker, member: MemberId, before: Asker | None = None) -> None:
        """Bind the browser's new token to a member; what it brought along, `before`, ends, as in `Bind`."""
        async with self.door.caller(member) as at:
            if before is not None:
                await at.accounts.revoke_asker(before, at.now)
            await at.accounts.bind(member, asker, at.now)
