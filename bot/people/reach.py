"""How far a caller reaches: what is outside looks as if it did not exist."""

from __future__ import annotations

from collections.abc import Iterable

from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.directory import Directory
from bot.people.model import Caller, Member, MemberId, Organisation, OrganisationId, Permission


def ensure_holds(caller: Caller, permission: Permission) -> None:
    """Errors: BotError NOT_ALLOWED when no post of theirs gives the permission anywhere.

    It comes before any look-up, so that a refusal tells nothing about what there is.
    """
    if not caller.holds(permission):
        record(Event.PERMISSION_REFUSED, member=caller.id, permission=permission)
        caller.ensure(permission, ())


async def member_within(directory: Directory, caller: Caller, permission: Permission, member: MemberId) -> Member:
    """Give a member whom the caller has the permission for. Errors: BotError NOT_ALLOWED, MEMBER_NOT_FOUND."""
    ensure_holds(caller, permission)
    found = (await directory.members([member])).get(member)
    if found is None or found.home is None or not caller.may(permission, found.home.path):
        record(Event.FOREIGN_ID_REFUSED, member=caller.id, wanted=member)
        raise BotError(ErrorCode.MEMBER_NOT_FOUND)
    return found


async def organisation_within(
    directory: Directory, caller: Caller, permissions: Iterable[Permission], organisation: OrganisationId
) -> Organisation:
    """Give an organisation for which one of the permissions is held. Errors: BotError ORGANISATION_NOT_FOUND."""
    found = await directory.organisation(organisation)
    if not any(caller.may(permission, found.path) for permission in permissions):
        record(Event.FOREIGN_ID_REFUSED, member=caller.id, organisation=organisation)
        raise BotError(ErrorCode.ORGANISATION_NOT_FOUND)
    return found
