"""A member's activities put into words for the chat. Plain text; the edge makes it harmless."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from bot.activities.checkin.model import CheckedIn
from bot.activities.model import Activity, ActivityState
from bot.activities.own.usecases import Own, Record
from bot.activities.register.model import LineState
from bot.activities.requests.model import Dispute, DisputeState, Leave, LeaveState, Task, TaskState
from bot.activities.sentences import ActivityText
from bot.clock import COUNTRY_ZONE
from bot.people.accounts.model import Binding
from bot.people.sentences import PeopleText
from bot.telegram.sentences.members import RegisterChat
from bot.texts import say, told

LONGEST_LABEL = 20  # characters of a title in a button


def span(starts_at: datetime, ends_at: datetime) -> str:
    """Write when something is, with the weekday, in China's time."""
    start, end = starts_at.astimezone(COUNTRY_ZONE), ends_at.astimezone(COUNTRY_ZONE)
    facts = {"month": start.month, "day": start.day, "weekday": weekday(start.date()), "start": f"{start:%H:%M}"}
    if start.date() == end.date():
        return say(RegisterChat.SPAN, **facts, end=f"{end:%H:%M}")
    return say(RegisterChat.SPAN_LONG, **facts, until=f"{end.month}/{end.day} {end:%H:%M}")


def weekday(day: date) -> str:
    """Name the weekday."""
    return say(RegisterChat.WEEKDAYS).split()[day.weekday()]


def day_text(day: date) -> str:
    """Write a day with its weekday."""
    return say(RegisterChat.DAY_OF_YEAR, year=day.year, month=day.month, day=day.day, weekday=weekday(day))


def span_of(activity: Activity) -> str:
    """Write when an activity is."""
    return span(activity.starts_at, activity.ends_at)


def place_of(activity: Activity) -> str:
    """Write where an activity is."""
    return activity.place or say(RegisterChat.PLACE_OPEN)


def clipped(title: str) -> str:
    """Cut a title to what a button can show."""
    return title if len(title) <= LONGEST_LABEL else f"{title[: LONGEST_LABEL - 1]}…"


def hours(minutes: int) -> str:
    """Write minutes as study hours, without a needless decimal."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


def checked_in(result: CheckedIn) -> str:
    """Say what became of a check-in, in one sentence."""
    time = f"{result.at.astimezone(COUNTRY_ZONE):%H:%M}"
    if not result.is_first:
        return say(RegisterChat.CHECKED_IN_BEFORE, time=time)
    key = RegisterChat.CHECKED_IN_LATE if result.state is LineState.LATE else RegisterChat.CHECKED_IN
    return say(key, title=result.activity.title, time=time)


def next_one(ahead: Iterable[Own], now: datetime) -> str:
    """Tell the next activity in one line; empty when there is none."""
    first = next((own.activity for own in ahead if own.activity.ends_at > now), None)
    if first is None:
        return ""
    return say(RegisterChat.NEXT_ONE, title=first.title, span=span_of(first), place=place_of(first))


def welcome_text(binding: Binding, ahead: Iterable[Own], now: datetime, *, runs: bool) -> str:
    """Greet somebody just bound, or bound before; `runs` tells whether they run activities."""
    return "\n".join(filter(None, _welcome_lines(binding, ahead, now, runs=runs)))


def _welcome_lines(binding: Binding, ahead: Iterable[Own], now: datetime, *, runs: bool) -> Iterator[str]:
    member = binding.member
    if binding.is_first:
        yield say(PeopleText.BOUND, name=member.name, organisation=member.home.name if member.home else "")
    else:
        yield say(PeopleText.BOUND_ALREADY, name=member.name)
    yield say(RegisterChat.WELCOME_BOUND)
    if runs:
        yield say(RegisterChat.WELCOME_RUNS)
    yield next_one(ahead, now)


def ahead_text(ahead: Iterable[Own]) -> str:
    """Tell what lies ahead of a member, with their own state."""
    blocks = ["\n".join(_ahead_lines(own)) for own in ahead]
    return "\n\n".join(blocks) or say(RegisterChat.AHEAD_NONE)


def _ahead_lines(own: Own) -> Iterator[str]:
    one = own.activity
    facts = {"title": one.title, "kind": told(one.kind), "span": span_of(one), "place": place_of(one)}
    yield say(RegisterChat.AHEAD_LINE, **facts)
    if one.agenda:
        yield say(RegisterChat.AHEAD_AGENDA, agenda=one.agenda)
    if own.leave and own.leave.state is not LeaveState.WITHDRAWN and own.state is LineState.EXPECTED:
        yield say(RegisterChat.AHEAD_LEAVE, kind=told(own.leave.kind), state=told(own.leave.state))
    elif own.state is not LineState.EXPECTED or one.state is ActivityState.OPEN:
        yield say(RegisterChat.AHEAD_STATE, state=told(own.state))


def record_text(record: Record) -> str:
    """Tell a member their own year."""
    return "\n".join(_record_lines(record))


def _record_lines(record: Record) -> Iterator[str]:
    ledger = record.hours
    member = ledger.member
    place = member.home.name if member.home else ""
    yield say(RegisterChat.ME_HEAD, name=member.name, place=place, year=ledger.year)
    facts = {"earned": ledger.earned_minutes, "coming": ledger.coming_minutes}
    facts |= {"asked": ledger.asked_minutes, "missing": ledger.missing_minutes}
    yield say(ActivityText.ME_HOURS_LINE, **{name: hours(minutes) for name, minutes in facts.items()})
    for own in record.lines:
        yield _line(own)
    if not record.lines:
        yield say(RegisterChat.ME_NO_LINES)
    for task in record.tasks:
        yield say(RegisterChat.ME_TASK, task=task.task, due=task.due_on.isoformat(), state=told(task.state))
        if task.note and task.state is TaskState.RETURNED:
            yield say(RegisterChat.ME_TASK_NOTE, note=task.note)
    for dispute in record.disputes:
        yield say(RegisterChat.ME_DISPUTE, title=dispute.activity.title, state=told(dispute.state))
        if dispute.reason and dispute.state is not DisputeState.ASKED:
            yield say(RegisterChat.ME_DISPUTE_REASON, reason=dispute.reason)


def _line(own: Own) -> str:
    day = own.activity.starts_at.astimezone(COUNTRY_ZONE)
    return say(RegisterChat.ME_LINE, month=day.month, day=day.day, title=own.activity.title, state=told(own.state))


def objection_label(own: Own) -> str:
    """Name a line in a button."""
    day = own.activity.starts_at.astimezone(COUNTRY_ZONE)
    facts = {"title": clipped(own.activity.title), "state": told(own.state)}
    return say(RegisterChat.DISPUTE_ITEM, month=day.month, day=day.day, **facts)


def leave_sent(leave: Leave) -> str:
    """Say that a request for leave is on its way, or that it was granted before."""
    facts = {"title": leave.activity.title, "state": told(leave.state)}
    if leave.state is LeaveState.GRANTED:
        return say(RegisterChat.LEAVE_STANDS, **facts)
    return say(RegisterChat.LEAVE_SENT, **facts, kind=told(leave.kind))


def leave_decided(leave: Leave) -> str:
    """Tell the asker what became of their leave."""
    facts = {"title": leave.activity.title, "kind": told(leave.kind), "state": told(leave.state)}
    return say(RegisterChat.LEAVE_DECIDED, **facts)


def proof_sent(task: Task) -> str:
    """Say that a proof is handed in, or that the task was settled before."""
    key = RegisterChat.PROOF_SETTLED if task.state is TaskState.ACCEPTED else RegisterChat.PROOF_SENT
    return say(key, task=task.task)


def task_decided(task: Task) -> str:
    """Tell the member what became of their make-up study."""
    if task.note and task.state is TaskState.RETURNED:
        return say(RegisterChat.TASK_DECIDED_NOTE, task=task.task, state=told(task.state), note=task.note)
    return say(RegisterChat.TASK_DECIDED, task=task.task, state=told(task.state))


def dispute_decided(dispute: Dispute) -> str:
    """Tell the member what became of their objection."""
    facts = {"title": dispute.activity.title, "state": told(dispute.state), "reason": dispute.reason or ""}
    return say(RegisterChat.DISPUTE_DECIDED, **facts)
