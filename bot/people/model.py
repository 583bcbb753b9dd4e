"""Facts and rules of people: the organisation tree, members, posts and what each post may do. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from bot.errors import BotError, ErrorCode

MemberId = NewType("MemberId", int)
OrganisationId = NewType("OrganisationId", int)


class OrganisationKind(StrEnum):
    """Levels of the tree; any of them may be missing, and depth is free."""

    COMMITTEE = "committee"  # 机关党委
    GENERAL_BRANCH = "general_branch"  # 党总支
    BRANCH = "branch"  # 党支部
    GROUP = "group"  # 党小组


class MemberStatus(StrEnum):
    """Full members vote; probationary members attend without a vote (党章第七条)."""

    FULL = "full"
    PROBATIONARY = "probationary"


class PostKind(StrEnum):
    """Posts a member can hold in an organisation, for a time."""

    SECRETARY = "secretary"  # 书记
    DEPUTY_SECRETARY = "deputy_secretary"  # 副书记
    ORGANISATION_COMMISSIONER = "organisation_commissioner"  # 组织委员
    PUBLICITY_COMMISSIONER = "publicity_commissioner"  # 宣传委员
    DISCIPLINE_COMMISSIONER = "discipline_commissioner"  # 纪检委员
    COMMITTEE_MEMBER = "committee_member"  # 其他委员
    GROUP_LEADER = "group_leader"  # 党小组组长
    ADMINISTRATOR = "administrator"  # 机关党委管理员
    AUDITOR = "auditor"  # 监督检查


COMMITTEE_POSTS = frozenset(
    {
        PostKind.SECRETARY,
        PostKind.DEPUTY_SECRETARY,
        PostKind.ORGANISATION_COMMISSIONER,
        PostKind.PUBLICITY_COMMISSIONER,
        PostKind.DISCIPLINE_COMMISSIONER,
        PostKind.COMMITTEE_MEMBER,
    }
)


class Permission(StrEnum):
    """What a post can allow within its organisation and those below it. What is one's own needs no permission."""

    SEE_REGISTER = "see_register"  # registers and who is missing
    RUN_ACTIVITY = "run_activity"  # create, open, mark, close, decide on leave
    CONFIRM_REGISTER = "confirm_register"  # the second person
    LOCK_REGISTER = "lock_register"  # lock, reopen, decide on disputes
    EXPORT = "export"  # registers and ledgers as files
    SEE_HOURS = "see_hours"  # study hours of members
    INVITE = "invite"  # invitations and bound accounts
    MANAGE_ROSTER = "manage_roster"  # import, transfers, posts


_SECRETARY = frozenset(Permission) - {Permission.MANAGE_ROSTER}
_RUNNING = frozenset({Permission.SEE_REGISTER, Permission.RUN_ACTIVITY})
MATRIX: dict[PostKind, frozenset[Permission]] = {
    PostKind.SECRETARY: _SECRETARY,
    PostKind.DEPUTY_SECRETARY: _SECRETARY,
    PostKind.ORGANISATION_COMMISSIONER: _SECRETARY - {Permission.SEE_HOURS},
    PostKind.PUBLICITY_COMMISSIONER: _RUNNING,
    PostKind.DISCIPLINE_COMMISSIONER: frozenset({Permission.SEE_REGISTER, Permission.CONFIRM_REGISTER}),
    PostKind.COMMITTEE_MEMBER: frozenset({Permission.SEE_REGISTER}),
    PostKind.GROUP_LEADER: _RUNNING,
    PostKind.ADMINISTRATOR: frozenset({Permission.MANAGE_ROSTER, Permission.INVITE}),
    PostKind.AUDITOR: frozenset({Permission.SEE_REGISTER}),
}


@dataclass(frozen=True, slots=True)
class Organisation:
    """One place in the tree; `path` runs from the root to itself."""

    id: OrganisationId
    kind: OrganisationKind
    name: str
    path: tuple[OrganisationId, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the register needs them. `code` is the roster's own number, unique; `home` where they belong now."""

    id: MemberId
    code: str
    name: str
    status: MemberStatus
    joined_on: date | None
    home: Organisation | None

    @property
    def votes(self) -> bool:
        """Whether the member has a vote."""
        return self.status is MemberStatus.FULL


@dataclass(frozen=True, slots=True)
class Grant:
    """A post in force, and the organisation whose subtree it covers."""

    post: PostKind
    organisation: OrganisationId


@dataclass(frozen=True, slots=True)
class Period:
    """A time of belonging (`post` None) or of holding a post; `last` is the last day that counts, None while open."""

    organisation: OrganisationId
    post: PostKind | None
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks for something. The operator at the machine's command line has no member and may do everything."""

    member: Member | None
    grants: tuple[Grant, ...] = ()

    @property
    def is_operator(self) -> bool:
        """Whether this is the command line of the machine itself."""
        return self.member is None

    @property
    def id(self) -> MemberId | None:
        """The member's id; None for the operator."""
        return self.member.id if self.member else None

    def may(self, permission: Permission, path: Iterable[OrganisationId]) -> bool:
        """Tell whether a post of theirs allows this in the organisation with that path."""
        within = set(path)
        return self.is_operator or any(
            grant.organisation in within and permission in MATRIX[grant.post] for grant in self.grants
        )

    def holds(self, permission: Permission) -> bool:
        """Tell whether a post of theirs allows this anywhere."""
        return self.is_operator or any(permission in MATRIX[grant.post] for grant in self.grants)

    def ensure(self, permission: Permission, path: Iterable[OrganisationId]) -> None:
        """Errors: BotError NOT_ALLOWED, naming the posts that may."""
        if not self.may(permission, path):
            posts = tuple(post for post in PostKind if permission in MATRIX[post])
            raise BotError(ErrorCode.NOT_ALLOWED, roles=posts)

    def belongs(self, path: Iterable[OrganisationId]) -> bool:
        """Tell whether the organisation is their own, above it, or within reach of one of their posts."""
        within = tuple(path)
        home = set(self.member.home.path) if self.member and self.member.home else set()
        return self.is_operator or within[-1] in home or any(grant.organisation in within for grant in self.grants)


OPERATOR = Caller(None)
