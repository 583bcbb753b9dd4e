"""What one can do with members and their accounts."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.accounts import Account, AccountId, Asker
from bot.people.directory import Directory
from bot.people.model import Grant, Member, MemberId, Organisation, OrganisationId, Period, Permission
from bot.people.reach import ensure_holds, organisation_within
from bot.people.roster.words import clean
from bot.people.storage import AccountStore
from bot.plain import printable
from knowledge.sql import Database

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

    database: Database

    async def __call__(self, asker: Asker) -> MemberId | None:
        async with self.database.reading() as session:
            return await AccountStore(session).member_of(asker)


@dataclass(frozen=True, slots=True)
class MyBinding:
    """Give the member an account speaks for. Errors: BotError NOT_BOUND."""

    database: Database
    clock: Clock

    async def __call__(self, asker: Asker) -> Member:
        today = self.clock.today()
        async with self.database.reading() as session:
            number = await AccountStore(session).member_of(asker)
            if number is None:
                raise BotError(ErrorCode.NOT_BOUND)
            caller = await Directory(session).caller(number, today)
        assert caller.member is not None  # only the operator has none
        return caller.member


@dataclass(frozen=True, slots=True)
class Unbind:
    """Remove the binding of one's own account; one that is not bound stays so."""

    database: Database
    clock: Clock

    async def __call__(self, asker: Asker) -> None:
        async with self.database.transaction() as session:
            is_ended = await AccountStore(session).revoke_asker(asker, self.clock.now())
        if is_ended:
            record(Event.ACCOUNT_REVOKED)


@dataclass(frozen=True, slots=True)
class ListAccounts:
    """List live accounts of an organisation and below it, or all within reach, oldest first.

    Errors: BotError NOT_BOUND, NOT_ALLOWED, ORGANISATION_NOT_FOUND.
    """

    database: Database
    clock: Clock

    async def __call__(self, caller: MemberId | None, organisation: OrganisationId | None = None) -> list[Account]:
        today = self.clock.today()
        async with self.database.reading() as session:
            directory = Directory(session)
            actor = await directory.caller(caller, today)
            ensure_holds(actor, Permission.INVITE)
            if organisation is not None:
                await organisation_within(directory, actor, (Permission.INVITE,), organisation)
            accounts = await AccountStore(session).live()
        paths = [(account, account.member.home.path if account.member.home else ()) for account in accounts]
        return [
            account
            for account, path in paths
            if actor.may(Permission.INVITE, path) and (organisation is None or organisation in path)
        ]


@dataclass(frozen=True, slots=True)
class RevokeAccount:
    """End a binding, of one's own or of a member within reach; a repeat is quiet.

    Errors: BotError NOT_BOUND, NOT_ALLOWED, ACCOUNT_NOT_FOUND (also for accounts of others' branches).
    """

    database: Database
    clock: Clock

    async def __call__(self, caller: MemberId | None, account: AccountId) -> None:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            directory, store = Directory(session), AccountStore(session)
            actor = await directory.caller(caller, today)
            owner = await store.owner(account)
            if owner is None or owner != actor.id:
                ensure_holds(actor, Permission.INVITE)
                home = (await directory.members([owner]))[owner].home if owner is not None else None
                if owner is None or not actor.may(Permission.INVITE, home.path if home else ()):
                    raise BotError(ErrorCode.ACCOUNT_NOT_FOUND)
            is_ended = await store.revoke(account, now)
        if is_ended:
            record(Event.ACCOUNT_REVOKED, account=account, by=caller)


@dataclass(frozen=True, slots=True)
class FindMembers:
    """Find members by roster number or by whole name, within the reach of a permission; several may share a name.

    Errors: BotError NOT_BOUND, NOT_ALLOWED, MEMBER_NOT_FOUND.
    """

    database: Database
    clock: Clock

    async def __call__(
        self, caller: MemberId | None, text: str, permission: Permission = Permission.INVITE
    ) -> list[Member]:
        today, wanted = self.clock.today(), clean(text)
        async with self.database.reading() as session:
            directory = Directory(session)
            actor = await directory.caller(caller, today)
            ensure_holds(actor, permission)
            found = await directory.named(wanted)
        within = [member for member in found if member.home and actor.may(permission, member.home.path)]
        exact = [member for member in within if member.code == wanted]
        if not within:
            raise BotError(ErrorCode.MEMBER_NOT_FOUND)
        return exact or within


@dataclass(frozen=True, slots=True)
class ShowMember:
    """Show a member by roster number, with everything the register knows of them; the operator sees those gone too.

    Errors: BotError NOT_BOUND, NOT_ALLOWED, MEMBER_NOT_FOUND (also for members of others' branches).
    """

    database: Database
    clock: Clock

    async def __call__(self, caller: MemberId | None, code: str) -> MemberFile:
        today = self.clock.today()
        async with self.database.reading() as session:
            directory = Directory(session)
            actor = await directory.caller(caller, today)
            ensure_holds(actor, Permission.MANAGE_ROSTER)
            member = await directory.by_code(printable(code))
            if member is None or not actor.may(Permission.MANAGE_ROSTER, member.home.path if member.home else ()):
                raise BotError(ErrorCode.MEMBER_NOT_FOUND)
            return MemberFile(member, await directory.history(member.id), await directory.organisations())


@dataclass(frozen=True, slots=True)
class Roster:
    """List the members of an organisation and below it with their posts; None gives the operator everyone.

    Errors: BotError NOT_BOUND, ORGANISATION_NOT_FOUND.
    """

    database: Database
    clock: Clock

    async def __call__(self, caller: MemberId | None, organisation: OrganisationId | None) -> RosterView:
        today = self.clock.today()
        async with self.database.reading() as session:
            directory = Directory(session)
            actor = await directory.caller(caller, today)
            place = None
            if organisation is not None:
                place = await organisation_within(directory, actor, SEEING_ROSTER, organisation)
            elif not actor.is_operator:
                raise BotError(ErrorCode.ORGANISATION_NOT_FOUND)
            members = await directory.members_of(organisation, today)
            posts = await directory.posts_of([member.id for member in members], today)
            places = await directory.organisations()
        lines = tuple(RosterLine(member, posts.get(member.id, ())) for member in members)
        return RosterView(place, lines, places)
