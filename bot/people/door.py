"""The door for somebody known: who asks, and how far they reach. What is outside looks as if it did not exist."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.accounts.storage import AccountStore, InvitationStore
from bot.people.directory import Directory
from bot.people.model import Caller, Member, MemberId, Organisation, OrganisationId, Permission
from bot.people.roster.storage import RosterStore
from bot.storage.door import Door, Visit


@dataclass(frozen=True, slots=True)
class CallerVisit(Visit):
    """A visit by somebody known: what they may do, and the people room's stores."""

    caller: Caller

    @property
    def directory(self) -> Directory:
        """Members, organisations and posts."""
        return Directory(self.session)

    @property
    def accounts(self) -> AccountStore:
        """Bound accounts."""
        return AccountStore(self.session)

    @property
    def invitations(self) -> InvitationStore:
        """Invitations and wrong codes."""
        return InvitationStore(self.session)

    @property
    def roster(self) -> RosterStore:
        """What is stored of the roster, and its imports."""
        return RosterStore(self.session)

    def ensure_holds(self, permission: Permission) -> None:
        """Let on who holds the permission anywhere. Errors: BotError NOT_ALLOWED."""
        ensure_holds(self.caller, permission)

    def ensure(self, permission: Permission, path: Collection[OrganisationId]) -> None:
        """Check a permission in the organisation with that path and log a refusal. Errors: BotError NOT_ALLOWED."""
        _ensure(self.caller, permission, path)

    def ensure_reach(
        self, path: Collection[OrganisationId], missing: ErrorCode, *permissions: Permission, wanted: int | None = None
    ) -> None:
        """Let the caller through to something of the organisation with that path, if one of the permissions is theirs.

        What is not theirs is refused as what does not exist, with `missing`; `wanted`, its id, goes into the log.
        Errors: BotError `missing`, NOT_ALLOWED for what is theirs without the permission.
        """
        if not path or not self.caller.belongs(path):
            record(Event.FOREIGN_ID_REFUSED, member=self.caller.id, wanted=wanted)
            raise BotError(missing)
        if not any(self.caller.may(permission, path) for permission in permissions):
            self.ensure(permissions[0], path)

    async def organisation(self, organisation: OrganisationId, *permissions: Permission) -> Organisation:
        """Give an organisation for which one permission is held. Errors: ORGANISATION_NOT_FOUND, NOT_ALLOWED."""
        found = await self.directory.organisation(organisation)
        self.ensure_reach(found.path, ErrorCode.ORGANISATION_NOT_FOUND, *permissions, wanted=organisation)
        return found

    async def member(self, member: MemberId, permission: Permission) -> Member:
        """Give a member for whom the permission is held. Errors: BotError MEMBER_NOT_FOUND, NOT_ALLOWED."""
        found = (await self.directory.members([member])).get(member)
        path = found.path if found else ()
        self.ensure_reach(path, ErrorCode.MEMBER_NOT_FOUND, permission, wanted=member)
        assert found is not None  # nobody has no home, and that is refused
        return found


@dataclass(frozen=True, slots=True)
class PeopleDoor(Door):
    """The door of everybody the roster knows."""

    @asynccontextmanager
    async def caller(self, actor: MemberId | None) -> AsyncIterator[CallerVisit]:
        """Open for a member, None the operator. Errors: BotError NOT_BOUND when the member is gone."""
        async with self.open() as at:
            yield CallerVisit(*at.opened, await Directory(at.session).caller(actor, at.today))


def ensure_holds(caller: Caller, permission: Permission) -> None:
    """Let on who holds the permission anywhere. Errors: BotError NOT_ALLOWED.

    Where nothing is named it is the whole check; else it comes before any look-up, so that a refusal tells nothing
    about what there is.
    """
    if not caller.holds(permission):
        _ensure(caller, permission, ())


def _ensure(caller: Caller, permission: Permission, path: Collection[OrganisationId]) -> None:
    if not caller.may(permission, path):
        record(Event.PERMISSION_REFUSED, member=caller.id, permission=permission)
    caller.ensure(permission, path)
