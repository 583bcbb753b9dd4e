"""Where a member stands: the organisations their posts cover and what they may do there."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.access import allow
from bot.activities.model import Activity
from bot.clock import Clock
from bot.people.directory import Directory
from bot.people.model import Caller, MemberId, Organisation, OrganisationId, Permission
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class Standing:
    """A caller with the organisations in which they may see registers, the widest first."""

    caller: Caller
    places: tuple[Organisation, ...]

    @property
    def names(self) -> dict[MemberId, str]:
        """The caller's own name by id, for the trace."""
        return {self.caller.member.id: self.caller.member.name} if self.caller.member else {}

    def may(self, permission: Permission, activity: Activity) -> bool:
        """Tell whether a button is worth showing; the use case behind it checks again."""
        return self.caller.may(permission, activity.organisation.path)

    def ensure_holds(self, permission: Permission) -> None:
        """Let on who holds the permission anywhere; use cases check the place. Errors: BotError NOT_ALLOWED."""
        if not self.caller.holds(permission):
            allow(self.caller, permission, ())

    def place(self, organisation: OrganisationId | None = None) -> Organisation | None:
        """Give one of the places, the first when none is named; None where there is none."""
        named = (place for place in self.places if organisation in (None, place.id))
        return next(named, None)


@dataclass(frozen=True, slots=True)
class MyStanding:
    """Tell where a member stands. Errors: BotError NOT_BOUND."""

    database: Database
    clock: Clock

    async def __call__(self, member: MemberId | None) -> Standing:
        today = self.clock.today()
        async with self.database.reading() as session:
            directory = Directory(session)
            caller = await directory.caller(member, today)
            tree = (await directory.organisations()).values()
        places = (place for place in tree if caller.may(Permission.SEE_REGISTER, place.path))
        return Standing(caller, tuple(sorted(places, key=lambda place: (len(place.path), place.path))))
