"""Facts and rules of people: the organisation tree, members, posts and what each post may do. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NewType

from bot.errors import BotError, ErrorCode
from bot.texts.pairs import Named

MemberId = NewType("MemberId", int)
OrganisationId = NewType("OrganisationId", int)


class OrganisationKind(Named):
    """Levels of the tree; any of them may be missing, and depth is free."""

    COMMITTEE = "committee", "党委", "committee"
    GENERAL_BRANCH = "general_branch", "党总支", "general branch"
    BRANCH = "branch", "党支部", "branch"
    GROUP = "group", "党小组", "group"


class MemberStatus(Named):
    """Full members vote; probationary members attend without a vote (党章第七条)."""

    FULL = "full", "正式党员", "full member"
    PROBATIONARY = "probationary", "预备党员", "probationary member"


class PostKind(Named):
    """Posts a member can hold in an organisation, for a time."""

    SECRETARY = "secretary", "书记", "the secretary"
    DEPUTY_SECRETARY = "deputy_secretary", "副书记", "the deputy secretary"
    ORGANISATION_COMMISSIONER = "organisation_commissioner", "组织委员", "the organisation commissioner"
    PUBLICITY_COMMISSIONER = "publicity_commissioner", "宣传委员", "the publicity commissioner"
    DISCIPLINE_COMMISSIONER = "discipline_commissioner", "纪检委员", "the discipline commissioner"
    COMMITTEE_MEMBER = "committee_member", "委员", "a committee member"
    GROUP_LEADER = "group_leader", "党小组组长", "the group leader"
    ADMINISTRATOR = "administrator", "机关党委管理员", "the administrator"
    AUDITOR = "auditor", "监督检查", "the auditor"


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


class Permission(Named):
    """What a post can allow within its organisation and those below it. What is one's own needs no permission."""

    SEE_REGISTER = (
        "see_register",
        "查看签到表和未到人员",
        "see registers and who is missing",
    )  # registers and who is missing
    RUN_ACTIVITY = (
        "run_activity",
        "创建和主持活动、补签、批假",
        "create and run activities, mark, decide on leave",
    )  # create, open, mark, close, decide on leave
    CONFIRM_REGISTER = "confirm_register", "复核签到表", "confirm a register as the second person"  # the second person
    LOCK_REGISTER = (
        "lock_register",
        "锁定和重开签到表、处理异议",
        "lock and reopen registers, decide objections",
    )  # lock, reopen, decide on disputes
    EXPORT = "export", "导出签到表和台账", "export registers and ledgers"  # registers and ledgers as files
    SEE_HOURS = "see_hours", "查看学时", "see study hours"  # study hours of members
    INVITE = (
        "invite",
        "发邀请、查看和撤销绑定账号",
        "invite, list and revoke bound accounts",
    )  # invitations and bound accounts
    MANAGE_ROSTER = "manage_roster", "维护名册", "keep the roster"  # import, transfers, posts


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

    @property
    def path(self) -> tuple[OrganisationId, ...]:
        """Where the member belongs, from the top down; nothing for one who has left."""
        return self.home.path if self.home else ()

    @property
    def roster_place(self) -> tuple[tuple[OrganisationId, ...], str]:
        """What the roster is sorted by: branch by branch, then by number."""
        return self.path, self.code


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
        home = set(self.member.path) if self.member else set()
        return self.is_operator or within[-1] in home or any(grant.organisation in within for grant in self.grants)


OPERATOR = Caller(None)
