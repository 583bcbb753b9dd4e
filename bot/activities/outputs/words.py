"""A register and a ledger put into words, once for every form they are given out in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.activities.model import Activity, ActivityState
from bot.activities.outputs.model import PaperProblem
from bot.activities.outputs.sentences import PAPER_PROBLEMS, OutputText
from bot.activities.outputs.views import LedgerView, MemberHours, RegisterView
from bot.activities.register.model import Change, Line, LineState, Quorum, Tally
from bot.clock import COUNTRY_ZONE, minute
from bot.people.model import Member, MemberId
from bot.plain import one_line
from bot.texts import say, told

REGISTER_COLUMNS = {
    "number": OutputText.OUT_NUMBER,
    "name": OutputText.OUT_NAME,
    "place": OutputText.OUT_PLACE_OF_MEMBER,
    "status": OutputText.OUT_STATUS,
    "state": OutputText.OUT_STATE,
    "time": OutputText.OUT_TIME,
    "via": OutputText.OUT_VIA,
    "note": OutputText.OUT_NOTE,
}
CHANGE_COLUMNS = {
    "at": OutputText.OUT_CHANGED_AT,
    "name": OutputText.OUT_NAME,
    "before": OutputText.OUT_BEFORE,
    "after": OutputText.OUT_AFTER,
    "by": OutputText.OUT_CHANGED_BY,
    "reason": OutputText.OUT_REASON,
}
COUNT_COLUMNS = {
    "expected": OutputText.OUT_EXPECTED,
    "present": OutputText.OUT_PRESENT,
    "left_early": OutputText.OUT_LEFT_EARLY,
    "online": OutputText.OUT_ONLINE,
    "on_leave": OutputText.OUT_LEAVE,
    "excused": OutputText.OUT_EXCUSED,
    "absent": OutputText.OUT_ABSENT,
    "made_up": OutputText.OUT_MADE_UP,
    "silent": OutputText.OUT_SILENT,
}
LEDGER_COLUMNS = {
    "number": OutputText.OUT_NUMBER,
    "date": OutputText.OUT_DATE,
    "organisation": OutputText.OUT_ORGANISATION,
    "kind": OutputText.OUT_KIND,
    "title": OutputText.OUT_TITLE,
    "place": OutputText.OUT_PLACE,
    **COUNT_COLUMNS,
    "state": OutputText.OUT_ACTIVITY_STATE,
}
HOURS_COLUMNS = {
    "number": OutputText.OUT_NUMBER,
    "name": OutputText.OUT_NAME,
    "place": OutputText.OUT_PLACE_OF_MEMBER,
    "earned": OutputText.OUT_EARNED,
    "asked": OutputText.OUT_ASKED,
}
_WHOLE_STATES = {state.value: state for state in ActivityState}
_LINE_STATES = {state.value: state for state in LineState}


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """A register in words. `facts` are labels with what they say; rows hold the columns of the tables by name."""

    organisation: str
    title: str
    kind: str
    time: str
    place: str
    agenda: str
    counts: Mapping[str, int]
    tally: str
    quorum: str
    confirmed: str
    locked: str
    official: str
    draft: str
    lines: tuple[Mapping[str, str | int], ...]
    changes: tuple[Mapping[str, str], ...]

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What stands over the table."""
        return (
            (say(OutputText.OUT_TITLE), self.title),
            (say(OutputText.OUT_KIND), self.kind),
            (say(OutputText.OUT_WHEN), self.time),
            (say(OutputText.OUT_PLACE), self.place),
            (say(OutputText.OUT_COUNTS), self.tally),
            (say(OutputText.OUT_QUORUM), self.quorum),
        )

    @property
    def agreed(self) -> tuple[tuple[str, str], ...]:
        """Who confirmed and who locked the register, and when."""
        return (
            (say(OutputText.OUT_CONFIRMED), self.confirmed),
            (say(OutputText.OUT_LOCKED), self.locked),
        )


def register_words(view: RegisterView, *, is_official: bool) -> RegisterWords:
    """Put a register into words, its lines in the roster's order."""
    one = view.activity
    confirmed, locked = _agreed(view)
    return RegisterWords(
        organisation=one_line(one.organisation.name),
        title=one_line(one.title),
        kind=str(told(one.kind)),
        time=span(one),
        place=one_line(one.place),
        agenda="\n".join(map(one_line, one.agenda.splitlines())),
        counts=counts_of(view.tally),
        tally=say(OutputText.OUT_TALLY, **counts_of(view.tally)),
        quorum=_quorum(view.quorum),
        confirmed=_signed(confirmed, view.names),
        locked=_signed(locked, view.names),
        official=say(OutputText.OUT_OFFICIAL_YES if is_official else OutputText.OUT_OFFICIAL_NO),
        draft="" if one.is_locked else say(OutputText.OUT_DRAFT),
        lines=tuple(_line(number, line) for number, line in enumerate(view.lines, start=1)),
        changes=tuple(_change(change, view.names) for change in _after_locking(view.trace)),
    )


def counts_of(tally: Tally) -> dict[str, int]:
    """Give the counts by column; all but `expected` add up to it."""
    by_state = tally.by_state
    return {
        "expected": tally.expected,
        "present": tally.in_room,
        "left_early": by_state.get(LineState.LEFT_EARLY, 0),
        "online": by_state.get(LineState.ONLINE, 0),
        "on_leave": tally.on_leave,
        "excused": by_state.get(LineState.EXCUSED, 0),
        "absent": by_state.get(LineState.ABSENT, 0),
        "made_up": by_state.get(LineState.MADE_UP, 0),
        "silent": by_state.get(LineState.EXPECTED, 0),
    }


def span(activity: Activity) -> str:
    """Write the time of an activity as people in China read it."""
    start, end = activity.starts_at.astimezone(COUNTRY_ZONE), activity.ends_at.astimezone(COUNTRY_ZONE)
    last = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%Y-%m-%d %H:%M}"
    return say(OutputText.OUT_SPAN, year=start.year, month=start.month, day=start.day, start=f"{start:%H:%M}", end=last)


def place_of(member: Member) -> str:
    """Name where a member belongs now."""
    return one_line(member.home.name) if member.home else say(OutputText.OUT_GONE)


def ledger_rows(view: LedgerView) -> list[dict[str, str | int]]:
    """Give one row an activity, earliest first."""
    return [
        {
            "number": number,
            "date": span(activity),
            "organisation": one_line(activity.organisation.name),
            "kind": str(told(activity.kind)),
            "title": one_line(activity.title),
            "place": one_line(activity.place),
            **counts_of(tally),
            "state": str(told(activity.state)),
        }
        for number, (activity, tally) in enumerate(view.activities, start=1)
    ]


def hours_rows(hours: Iterable[MemberHours]) -> list[dict[str, str | int | float]]:
    """Give one row a member, in the roster's order."""
    return [
        {
            "number": number,
            "name": one_line(one.member.name),
            "place": place_of(one.member),
            "earned": round(one.earned_minutes / 60, 1),
            "asked": one.asked_minutes // 60,
        }
        for number, one in enumerate(hours, start=1)
    ]


def _line(number: int, line: Line) -> Mapping[str, str | int]:
    return {
        "number": number,
        "code": one_line(line.member.code),
        "name": one_line(line.member.name),
        "place": place_of(line.member),
        "status": str(told(line.member.status)),
        "state": str(told(line.state)),
        "time": minute(line.at) if line.at else "",
        "via": str(told(line.via)) if line.via else "",
        "note": str(told(line.leave)) if line.leave else "",
    }


def _quorum(quorum: Quorum | None) -> str:
    if quorum is None:
        return say(OutputText.OUT_QUORUM_NONE)
    kinds = {
        (True, True): OutputText.OUT_QUORUM_REACHED,
        (True, False): OutputText.OUT_QUORUM_MISSING,
        (False, True): OutputText.OUT_QUORUM_REACHED_ALL,
        (False, False): OutputText.OUT_QUORUM_MISSING_ALL,
    }
    rule = quorum.rule
    facts = {"expected": quorum.expected, "present": quorum.present, "article": rule.article}
    missing = {} if quorum.is_reached else {"missing": quorum.missing}
    return say(kinds[rule.of_voters, quorum.is_reached], regulation=rule.regulation, **facts, **missing)


def _agreed(view: RegisterView) -> tuple[Change | None, Change | None]:
    """Give the steps by which the register is confirmed and locked; what was taken back since does not count."""
    confirmed = locked = None
    for change in view.trace:
        match change.after if change.member is None else None:
            case ActivityState.CONFIRMED:
                confirmed, locked = change, None
            case ActivityState.LOCKED:
                locked = change
            case ActivityState.OPEN | ActivityState.CLOSED:
                confirmed = locked = None
    return confirmed, locked


def _signed(change: Change | None, names: Mapping[MemberId, str]) -> str:
    if change is None:
        return say(OutputText.OUT_NOT_YET)
    return say(OutputText.OUT_BY, name=_who(change.by, names), at=minute(change.at))


def _who(member: MemberId | None, names: Mapping[MemberId, str]) -> str:
    return one_line(names[member]) if member is not None else say(OutputText.OUT_OPERATOR)


def _after_locking(trace: Iterable[Change]) -> Iterable[Change]:
    steps = iter(trace)
    for change in steps:
        if change.member is None and change.after == ActivityState.LOCKED:
            return steps
    return ()


def _change(change: Change, names: Mapping[MemberId, str]) -> Mapping[str, str]:
    states: Mapping[str, object] = _WHOLE_STATES if change.member is None else _LINE_STATES
    return {
        "at": minute(change.at),
        "name": say(OutputText.OUT_WHOLE) if change.member is None else _who(change.member, names),
        "before": str(told(states[change.before])),
        "after": str(told(states[change.after])),
        "by": _who(change.by, names),
        "reason": one_line(change.reason or ""),
    }


def paper_problem(problem: PaperProblem) -> str:
    """Tell where a filled sheet is wrong, what it is and how to mend it."""
    facts = {key: told(fact) for key, fact in problem.facts.items()}
    return say(OutputText.PAPER_ROW, row=problem.row, problem=say(PAPER_PROBLEMS[problem.kind], **facts))
