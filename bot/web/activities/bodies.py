"""Forms about activities and the register, checked at the door."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from bot.activities.kinds import ActivityKind
from bot.activities.model import Draft
from bot.activities.planning.series import SeriesRule
from bot.activities.register.model import LeaveKind, LineChange, LineState, Mark, Via
from bot.clock import COUNTRY_ZONE
from bot.people.model import MemberId, OrganisationId
from bot.web.chat.bodies import Comment, at_most, blank_as_none, plain

LARGEST_ID = 2**31 - 1
Number = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Short = Annotated[str, BeforeValidator(plain), at_most(100)]
Long = Annotated[str, BeforeValidator(plain), at_most(2000)]
Reason = Annotated[Comment | None, AfterValidator(blank_as_none)]
Seen = Annotated[str | None, Field(pattern=r"^[0-9a-f]{8}$")]
RequestKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$")]


def local(moment: datetime) -> datetime:
    """Read a moment without a zone as one in China."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=COUNTRY_ZONE)).astimezone(UTC)


LocalMoment = Annotated[datetime, AfterValidator(local)]


class BindBody(BaseModel):
    """An invitation: the token of its link, or its code as typed."""

    token: Annotated[str, Field(max_length=64)] = ""
    code: Annotated[str, Field(max_length=40)] = ""


class CheckinBody(BaseModel):
    """A code typed, or the payload of a scanned link."""

    code: Annotated[str, Field(max_length=400)] = ""
    p: Annotated[str, Field(max_length=64)] = ""
    activity: Number | None = None


class LeaveBody(BaseModel):
    """A request for leave."""

    activity: Number
    kind: LeaveKind
    reason: Comment = ""


class OneActivity(BaseModel):
    """An activity alone."""

    activity: Number


class WordsBody(BaseModel):
    """An objection to a line."""

    activity: Number
    words: Long = ""


class ProofBody(BaseModel):
    """What was studied for a make-up task."""

    task: Number
    proof: Long = ""


class DecisionBody(BaseModel):
    """A decision on a request. `to` is the corrected state of a line, empty for no correction."""

    yes: bool = False
    note: Reason = None
    to: Annotated[LineState | None, BeforeValidator(lambda value: value or None)] = None


class ReasonBody(BaseModel):
    """Why something is done; `seen` is the mark of the preview that was shown before it."""

    reason: Reason = None
    shown: bool = False
    seen: Seen = None


class MarkBody(BaseModel):
    """What a secretary writes in lines: `mark` in one member's, or `lines` of a preview or an undo, MEMBER=FROM>TO.

    A mark is a state, or on_leave:KIND. `via` tells the hand from the paper sheet.
    """

    member: Number | None = None
    mark: Annotated[str, Field(max_length=40)] = ""
    lines: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=20_000)] = Field(default_factory=list)
    reason: Reason = None
    via: Literal[Via.SECRETARY, Via.PAPER] = Via.SECRETARY

    def changes(self) -> list[LineChange]:
        """Give the changes. Errors: ValueError for what is none."""
        given = [read_change(line) for line in self.lines]
        if self.member is not None:
            given.append(LineChange(MemberId(self.member), read_mark(self.mark)))
        return given


def read_change(text: str) -> LineChange:
    """Read MEMBER=FROM>TO. Errors: ValueError."""
    member, _, marks = text.partition("=")
    before, _, after = marks.partition(">")
    return LineChange(MemberId(int(member)), read_mark(after), read_mark(before))


def write_change(change: LineChange) -> str:
    """Write what `read_change` reads."""
    assert change.before is not None  # previews and undos know what the line says
    return f"{change.member}={write_mark(change.before)}>{write_mark(change.after)}"


def read_mark(text: str) -> Mark:
    """Read a state, or on_leave:KIND. Errors: ValueError."""
    state, _, leave = text.partition(":")
    return Mark(LineState(state), LeaveKind(leave) if leave else None)


def write_mark(mark: Mark) -> str:
    """Write what `read_mark` reads."""
    return f"{mark.state}:{mark.leave}" if mark.leave else mark.state.value


class SpokenBody(BaseModel):
    """「除张三外全部到会」, with who is meant by names that two people share: NAME=MEMBER."""

    words: Long = ""
    settle: Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=200)] = Field(default_factory=list)

    def settled(self) -> dict[str, MemberId]:
        """Give who is meant. Errors: ValueError."""
        pairs = (item.rsplit("=", 1) for item in self.settle if "=" in item)
        return {name: MemberId(int(member)) for name, member in pairs}


class ActivityBody(BaseModel):
    """A new activity, or a series of them."""

    organisation: Number
    kind: ActivityKind
    title: Short
    place: Short = ""
    agenda: Long = ""
    starts: LocalMoment
    hours: Annotated[float, Field(gt=0, le=72)] = 2
    second: bool = False
    repeat: Annotated[str, Field(pattern=r"^(|day|weekday)$")] = ""
    until: date | None = None
    seen: Seen = None
    key: RequestKey

    @property
    def place_id(self) -> OrganisationId:
        """The organisation's id."""
        return OrganisationId(self.organisation)

    def draft(self) -> Draft:
        """Give what the use case takes."""
        return Draft(
            kind=self.kind,
            title=self.title,
            place=self.place,
            agenda=self.agenda,
            starts_at=self.starts,
            ends_at=self.starts + timedelta(hours=self.hours),
            needs_second_person=self.second,
        )

    def rule(self) -> SeriesRule | None:
        """Give the series' rule: the same day of the month as the first, or the same weekday of it."""
        if not self.repeat:
            return None
        first = self.starts.astimezone(COUNTRY_ZONE).date()
        last = self.until or date(first.year, 12, 31)
        if self.repeat == "day":
            return SeriesRule(first.replace(day=1), last, day=first.day)
        return SeriesRule(first.replace(day=1), last, nth=(first.day - 1) // 7 + 1, weekday_number=first.weekday())
