"""Facts of a roster file and of what it would change. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.people.model import MemberId, MemberStatus, OrganisationId, OrganisationKind, PostKind

Names = tuple[str, ...]  # an organisation by the names from the top down


class Column(StrEnum):
    """Columns by their usual header."""

    CODE = "编号"
    NAME = "姓名"
    PLACE = "党组织"
    LEVEL = "级别"
    STATUS = "党员身份"
    JOINED = "入党日期"
    POSTS = "职务"
    SINCE = "任职日期"
    LEAVING = "异动"


REQUIRED = (Column.CODE, Column.NAME, Column.PLACE, Column.STATUS)


class ProblemKind(StrEnum):
    """What can be wrong with a cell; bot.texts holds a sentence for each."""

    HEADER_REFUSED = "header_refused"
    HEADER_UNKNOWN = "header_unknown"
    HEADER_TWICE = "header_twice"
    ID_NUMBER = "id_number"
    PHONE_NUMBER = "phone_number"
    FORMULA_EMPTY = "formula_empty"
    CELL_ERROR = "cell_error"
    MERGED = "merged"
    CODE_MISSING = "code_missing"
    CODE_WRONG = "code_wrong"
    CODE_TWICE = "code_twice"
    CODE_OUT_OF_REACH = "code_out_of_reach"
    NAME_MISSING = "name_missing"
    NAME_LONG = "name_long"
    PLACE_MISSING = "place_missing"
    PLACE_LONG = "place_long"
    PLACE_LEVEL_UNKNOWN = "place_level_unknown"
    PLACE_LEVEL_LIST = "place_level_list"
    PLACE_LEVEL_ORDER = "place_level_order"
    PLACE_KIND_DIFFERS = "place_kind_differs"
    PLACE_OUT_OF_REACH = "place_out_of_reach"
    STATUS_UNKNOWN = "status_unknown"
    DATE_UNKNOWN = "date_unknown"
    DATE_UNLIKELY = "date_unlikely"
    DATE_COUNT = "date_count"
    POST_UNKNOWN = "post_unknown"
    POST_PLACE_UNKNOWN = "post_place_unknown"
    LEAVING_UNKNOWN = "leaving_unknown"
    LEAVING_STRANGER = "leaving_stranger"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: `row` counts from 1 as Excel does, `column` is the header or, without one, the letter."""

    row: int
    column: str
    kind: ProblemKind
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WantedPost:
    """A post in a row. `place` is the organisation as written in brackets; None means the level suited to it."""

    kind: PostKind
    place: str | None
    since: date | None


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A checked row. For someone who leaves only `code` and `name` count."""

    row: int
    code: str
    name: str
    place: Names
    kinds: tuple[OrganisationKind, ...]
    status: MemberStatus
    joined_on: date | None
    posts: tuple[WantedPost, ...]
    is_leaving: bool


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster as read: what is wrong, or the lines. Columns that the file lacks leave what is stored alone."""

    lines: tuple[RosterEntry, ...]
    columns: frozenset[Column]
    problems: tuple[Problem, ...]
    checksum: str


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """An organisation that is stored."""

    id: OrganisationId
    kind: OrganisationKind
    path: tuple[OrganisationId, ...]


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post that is stored and open."""

    id: int
    kind: PostKind
    place: Names
    from_on: date


@dataclass(frozen=True, slots=True)
class KnownMember:
    """A member who is stored; `membership` is the open one, if any, and `place` where it is."""

    id: MemberId
    name: str
    status: MemberStatus
    joined_on: date | None
    membership: int | None
    place: Names | None
    posts: tuple[KnownPost, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """All that is stored, by names and by code."""

    places: dict[Names, KnownPlace]
    members: dict[str, KnownMember]


class ChangeKind(StrEnum):
    """What happens to a member; bot.texts holds a sentence for each."""

    NEW = "new"
    NAME = "name"
    STATUS = "status"
    JOINED = "joined"
    MOVED = "moved"
    BACK = "back"
    POST_BEGINS = "post_begins"
    POST_ENDS = "post_ends"
    POST_DATE = "post_date"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class RosterChange:
    """One change. `old` and `new` hold a name, a date, a status, an organisation's names, or a post with its place."""

    kind: ChangeKind
    old: object = None
    new: object = None


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done for one member: the changes to show, and what to write."""

    code: str
    name: str
    status: MemberStatus
    joined_on: date | None
    known: KnownMember | None
    changes: tuple[RosterChange, ...]
    goes_to: Names | None = None
    ends_posts: tuple[KnownPost, ...] = ()
    begins_posts: tuple[tuple[PostKind, Names, date], ...] = ()
    dates_posts: tuple[tuple[KnownPost, date], ...] = ()
    is_leaving: bool = False

    def has(self, kind: ChangeKind) -> bool:
        """Tell whether a change of this kind is among them."""
        return any(change.kind is kind for change in self.changes)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; with any problem it does nothing. `missing` are stored members not in the file."""

    steps: tuple[Step, ...]
    new_places: tuple[tuple[Names, OrganisationKind], ...]
    unchanged: int
    missing: int
    problems: tuple[Problem, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.steps and not self.new_places

    def counts(self) -> dict[str, int]:
        """Count people by what happens to them; those who move are among the changed."""
        new = sum(step.has(ChangeKind.NEW) for step in self.steps)
        leaving = sum(step.is_leaving for step in self.steps)
        return {
            "new": new,
            "changed": len(self.steps) - new - leaving,
            "moved": sum(step.has(ChangeKind.MOVED) or step.has(ChangeKind.BACK) for step in self.steps),
            "leaving": leaving,
            "unchanged": self.unchanged,
            "places": len(self.new_places),
        }
