"""Where a member stands: the organisations their posts cover and what they may do there."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.door import ActivityDoor
from bot.activities.model import Activity
from bot.people.door import ensure_holds
from bot.people.model import Caller, MemberId, Organisation, OrganisationId, Permission


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
        ensure_holds(self.caller, permission)

    def place(self, organisation: OrganisationId | None = None) -> Organisation | None:
        """Give one of the places, the first when none is named; None where there is none."""
        named = (place for place in self.places if organisation in (None, place.id))
        return next(named, None)


@dataclass(frozen=True, slots=True)
class MyStanding:
    """Tell where a member stands. Errors: BotError NOT_BOUND."""

    door: ActivityDoor

    async def __call__(self, member: MemberId | None) -> Standing:
        async with self.door.looking.member(member) as at:
            tree = (await at.directory.organisations()).values()
        places = (place for place in tree if at.caller.may(Permission.SEE_REGISTER, place.path))
        return Standing(at.caller, tuple(sorted(places, key=lambda place: (len(place.path), place.path))))
