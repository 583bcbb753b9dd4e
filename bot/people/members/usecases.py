"""What one can do with members and their accounts."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import BotError, ErrorCode
from bot.logs import Event
from bot.people.accounts.model import Account, AccountId, Asker
from bot.people.accounts.storage import AccountStore
from bot.people.directory import Directory
from bot.people.door import PeopleDoor
from bot.people.model import Grant, Member, MemberId, Organisation, OrganisationId, Period, Permission
from bot.people.roster.words import clean
from bot.plain import printable

SEEING_ROSTER = (Permission.MANAGE_ROSTER, Permission.INVITE, Permission.SEE_REGISTER)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A member in a list, with the posts they hold."""

    member: Member
    posts: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class RosterView:
    """The members of an organisation; `places` names each organisation of a post."""

    organisation: Organisation | None
    lines: tuple[RosterLine, ...]
    places: dict[OrganisationId, Organisation]


@dataclass(frozen=True, slots=True)
class MemberFile:
    """A member with where they belonged and what they were, oldest first; `places` names the organisations."""

    member: Member
    periods: list[Period]
    places: dict[OrganisationId, Organisation]


@dataclass(frozen=True, slots=True)
class WhoIs:
    """Tell whom an account speaks for; None when it is not bound. One indexed query."""

    door: PeopleDoor

    async def __call__(self, asker: Asker) -> MemberId | None:
        async with self.door.looking.open() as at:
            return await AccountStore(at.session).member_of(asker)


@dataclass(frozen=True, slots=True)
class MyBinding:
    """Give the member an account speaks for. Errors: BotError NOT_BOUND."""

    door: PeopleDoor

    async def __call__(self, asker: Asker) -> Member:
        async with self.door.looking.open() as at:
            number = await AccountStore(at.session).member_of(asker)
            if number is None:
                raise BotError(ErrorCode.NOT_BOUND)
            caller = await Directory(at.session).caller(number, at.today)
        assert caller.member is not None  # only the operator has none
        return caller.member


@dataclass(frozen=True, slots=True)
class Unbind:
    """Remove the binding of one's own account; one that is not bound stays so."""

    door: PeopleDoor

    async def __call__(self, asker: Asker) -> None:
        async with self.door.open() as at:
            if await AccountStore(at.session).revoke_asker(asker, at.now):
                at.note(Event.ACCOUNT_REVOKED)


@dataclass(frozen=True, slots=True)
class ListAccounts:
    """List live accounts of an organisation and below it, or all within reach, oldest first.

    Errors: BotError NOT_BOUND, NOT_ALLOWED, ORGANISATION_NOT_FOUND.
    """

    door: PeopleDoor

    async def __call__(self, actor: MemberId | None, organisation: OrganisationId | None = None) -> list[Account]:
        async with self.door.looking.caller(actor) as at:
            at.ensure_holds(Permission.INVITE)
            if organisation is not None:
                await at.organisation(organisation, Permission.INVITE)
            accounts = await at.accounts.live()
        within = [account for account in accounts if at.caller.may(Permission.INVITE, account.member.path)]
        return [account for account in within if organisation is None or organisation in account.member.path]


@dataclass(frozen=True, slots=True)
class RevokeAccount:
    """End a binding, of one's own or of a member within reach; a repeat is quiet.

    Errors: BotError NOT_BOUND, NOT_ALLOWED, ACCOUNT_NOT_FOUND (also for accounts of others' branches).
    """

    door: PeopleDoor

    async def __call__(self, actor: MemberId | None, account: AccountId) -> None:
        async with self.door.caller(actor) as at:
            owner = await at.accounts.owner(account)
            if owner is None or owner != at.caller.id:
                at.ensure_holds(Permission.INVITE)
                path = (await at.directory.members([owner]))[owner].path if owner is not None else ()
                at.ensure_reach(path, ErrorCode.ACCOUNT_NOT_FOUND, Permission.INVITE, wanted=account)
            if await at.accounts.revoke(account, at.now):
                at.note(Event.ACCOUNT_REVOKED, account=account, by=actor)


@dataclass(frozen=True, slots=True)
class FindMembers:
    """Find members by roster number or by whole name, within the reach of a permission; several may share a name.

    Errors: BotError NOT_BOUND, NOT_ALLOWED, MEMBER_NOT_FOUND.
    """

    door: PeopleDoor

    async def __call__(
        self, actor: MemberId | None, text: str, permission: Permission = Permission.INVITE
    ) -> list[Member]:
        wanted = clean(text)
        async with self.door.looking.caller(actor) as at:
            at.ensure_holds(permission)
            found = await at.directory.named(wanted)
        within = [member for member in found if member.home and at.caller.may(permission, member.path)]
        if not within:
            raise BotError(ErrorCode.MEMBER_NOT_FOUND)
        return [member for member in within if member.code == wanted] or within


@dataclass(frozen=True, slots=True)
class ShowMember:
    """Show a member by roster number, with everything the register knows of them; the operator sees those gone too.

    Errors: BotError NOT_BOUND, NOT_ALLOWED, MEMBER_NOT_FOUND (also for members of others' branches).
    """

    door: PeopleDoor

    async def __call__(self, actor: MemberId | None, code: str) -> MemberFile:
        async with self.door.looking.caller(actor) as at:
            at.ensure_holds(Permission.MANAGE_ROSTER)
            member = await at.directory.by_code(printable(code))
            if member is None or not at.caller.may(Permission.MANAGE_ROSTER, member.path):
                raise BotError(ErrorCode.MEMBER_NOT_FOUND)
            return MemberFile(member, await at.directory.history(member.id), await at.directory.organisations())


@dataclass(frozen=True, slots=True)
class Roster:
    """List the members of an organisation and below it with their posts; None gives the operator everyone.

    Errors: BotError NOT_BOUND, ORGANISATION_NOT_FOUND, NOT_ALLOWED.
    """

    door: PeopleDoor

    async def __call__(self, actor: MemberId | None, organisation: OrganisationId | None) -> RosterView:
        async with self.door.looking.caller(actor) as at:
            place = None
            if organisation is not None:
                place = await at.organisation(organisation, *SEEING_ROSTER)
            elif not at.caller.is_operator:
                raise BotError(ErrorCode.ORGANISATION_NOT_FOUND)
            members = await at.directory.members_of(organisation, at.today)
            posts = await at.directory.posts_of([member.id for member in members], at.today)
            places = await at.directory.organisations()
        lines = tuple(RosterLine(member, posts.get(member.id, ())) for member in members)
        return RosterView(place, lines, places)
