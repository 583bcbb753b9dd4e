"""Registers, plans and requests put into words for who runs activities. Plain text; the edge makes it harmless."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.activities.model import Activity
from bot.activities.planning.preview import Plan
from bot.activities.planning.series import Occurrence
from bot.activities.planning.usecases import Created
from bot.activities.reading.activity_line import Wish
from bot.activities.reading.attendance_line import Spoken
from bot.activities.register.locking import LockOutcome
from bot.activities.register.marking import Marked
from bot.activities.register.model import Line, LineState, Quorum, Tally
from bot.activities.register.viewing import Register
from bot.activities.requests.model import Dispute, Leave, Task
from bot.activities.sentences import ActivityText
from bot.clock import COUNTRY_ZONE
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.telegram.wording.members import clipped, day_text, hours, span, span_of
from bot.texts import say, told

CORRECTIONS = (LineState.PRESENT, LineState.LATE, LineState.ONLINE, LineState.EXCUSED, LineState.ABSENT)


def choice_label(activity: Activity) -> str:
    """Name an activity in a button."""
    day = activity.starts_at.astimezone(COUNTRY_ZONE)
    facts = {"title": clipped(activity.title), "state": told(activity.state)}
    return say(SecretaryChat.CHOICE, month=day.month, day=day.day, **facts)


def usual_title(wish: Wish) -> str:
    """Give the title of an activity that was not given one: its kind."""
    return str(told(wish.kind))


def plan_text(plan: Plan) -> str:
    """Tell what would be created."""
    return "\n".join(_plan_lines(plan))


def _plan_lines(plan: Plan) -> Iterator[str]:
    draft = plan.draft
    yield say(
        SecretaryChat.PLAN,
        title=draft.title,
        kind=told(draft.kind),
        span=span(draft.starts_at, draft.ends_at),
        place=draft.place or say(RegisterChat.PLACE_OPEN),
        organisation=plan.organisation.name,
        expected=plan.expected,
        hours=hours(draft.credited),
    )
    if draft.agenda:
        yield say(SecretaryChat.PLAN_AGENDA, agenda=draft.agenda)
    if plan.days:
        days = "\n".join(_occurrence(day) for day in plan.days)
        yield say(SecretaryChat.PLAN_SERIES, count=len(plan.days), days=days)
    if not plan.works:
        yield say(SecretaryChat.PLAN_DAY_OFF)
    if not plan.is_official:
        yield say(SecretaryChat.PLAN_UNOFFICIAL)
    if plan.is_past:
        yield say(SecretaryChat.PLAN_PAST)


def _occurrence(day: Occurrence) -> str:
    if not day.is_moved:
        return day_text(day.on)
    return say(SecretaryChat.PLAN_SERIES_MOVED, day=day_text(day.on), meant=day_text(day.meant))


def counts(tally: Tally) -> str:
    """Write the counts of a register; no names."""
    by_state = tally.by_state
    return say(
        SecretaryChat.COUNTS,
        expected=tally.expected,
        present=tally.in_room,
        online=by_state.get(LineState.ONLINE, 0),
        leave=tally.on_leave,
        silent=by_state.get(LineState.EXPECTED, 0),
    )


def register_text(register: Register, *, with_names: bool) -> str:
    """Tell how a register stands; names only where nobody else reads along."""
    return "\n".join(_register_lines(register, with_names=with_names))


def _register_lines(register: Register, *, with_names: bool) -> Iterator[str]:
    one = register.activity
    yield say(SecretaryChat.REGISTER_HEAD, title=one.title, span=span_of(one), state=told(one.state))
    yield counts(register.tally)
    if register.quorum:
        yield _quorum(register.quorum)
    if not with_names:
        yield say(SecretaryChat.REGISTER_IN_GROUP)
        return
    for state, key in (
        (LineState.EXPECTED, SecretaryChat.REGISTER_SILENT_NAMES),
        (LineState.ON_LEAVE, SecretaryChat.REGISTER_LEAVE_NAMES),
        (LineState.ABSENT, SecretaryChat.REGISTER_ABSENT_NAMES),
    ):
        lines = [line for line in register.lines if line.state is state]
        if lines:
            yield say(key, names=names(lines))
    if register.late_codes:
        yield say(SecretaryChat.REGISTER_LATE, count=register.late_codes)
    if register.waiting:
        yield say(SecretaryChat.REGISTER_PENDING, count=register.waiting)


def _quorum(quorum: Quorum) -> str:
    key = SecretaryChat.REGISTER_QUORUM_YES if quorum.is_reached else SecretaryChat.REGISTER_QUORUM_NO
    rule = quorum.rule
    facts = {"expected": quorum.expected, "present": quorum.present, "regulation": rule.regulation}
    facts |= {"article": rule.article}
    return say(key, **(facts if quorum.is_reached else facts | {"missing": quorum.missing}))


def closed_text(register: Register) -> str:
    """Say that check-in is over, with the counts; no names."""
    return say(SecretaryChat.CLOSED, title=register.activity.title, counts=counts(register.tally))


def opened_text(activity: Activity, link: str, *, has_address: bool) -> str:
    """Say that check-in is open, with the wall's link and what members do."""
    text = say(SecretaryChat.OPENED, title=activity.title, link=link)
    return text if has_address else f"{text}\n{say(SecretaryChat.OPENED_PATH)}"


def marked_text(marked: Marked, tally: Tally) -> str:
    """Say how many lines were changed, and how the register stands now."""
    if not marked.changes and not marked.passed:
        return say(SecretaryChat.MARKED_SAME, title=marked.activity.title)
    facts = {"title": marked.activity.title, "count": len(marked.changes)}
    return say(SecretaryChat.MARKED, **facts, counts=counts(tally)) + passed_text(marked)


def undone_text(undone: Marked) -> str:
    """Say how many lines were taken back."""
    facts = {"title": undone.activity.title, "count": len(undone.changes)}
    return say(SecretaryChat.UNDONE, **facts) + passed_text(undone)


def passed_text(marked: Marked) -> str:
    """Name the lines that somebody else has changed meanwhile; empty where there are none."""
    return say(ActivityText.MARKED_PASSED, names=names(marked.passed)) if marked.passed else ""


def locked_text(outcome: LockOutcome) -> str:
    """Say that a register is locked and what that led to."""
    facts = {"absent": len(outcome.silent), "tasks": len(outcome.tasks)}
    return say(SecretaryChat.LOCKED, title=outcome.activity.title, **facts)


def names(lines: Iterable[Line]) -> str:
    """Join names as people write them, leave with its kind."""
    return str(told(tuple(_name(line) for line in lines)))


def _name(line: Line) -> str:
    if line.leave is None:
        return line.member.name
    return say(SecretaryChat.NAME_WITH_KIND, name=line.member.name, kind=told(line.leave))


def person_label(line: Line) -> str:
    """Name one of several people with the same name."""
    member = line.member
    group = member.home.name if member.home else ""
    return say(SecretaryChat.MARK_PERSON, name=member.name, group=group, code=member.code)


def spoken_text(title: str, spoken: Spoken) -> str:
    """Tell what a line of words would write."""
    in_order = [(state, count) for state in LineState if (count := spoken.counts()[state])]
    said = tuple(say(SecretaryChat.MARK_COUNT, state=told(state), count=count) for state, count in in_order)
    return say(SecretaryChat.MARK_PLAN, title=title, counts=told(said))


def lock_text(plan: LockOutcome) -> str:
    """Tell what locking would do."""
    return "\n".join(_lock_lines(plan))


def _lock_lines(plan: LockOutcome) -> Iterator[str]:
    yield say(SecretaryChat.LOCK_PLAN, title=plan.activity.title)
    if plan.silent:
        yield say(SecretaryChat.LOCK_ABSENT, count=len(plan.silent), names=names(plan.silent))
    else:
        yield say(SecretaryChat.LOCK_NOBODY)
    if plan.tasks:
        yield say(SecretaryChat.LOCK_TASKS, count=len(plan.tasks), due=plan.due_on.isoformat())
    yield say(SecretaryChat.LOCK_LATER)
    if plan.waiting:
        yield say(SecretaryChat.LOCK_WAITING, count=plan.waiting)
    if plan.activity.needs_second_person:
        yield say(SecretaryChat.LOCK_SECOND)


def leave_notice(leave: Leave) -> str:
    """Tell who decides about a request for leave."""
    one = leave.activity
    facts = {"name": leave.member.name, "kind": told(leave.kind), "reason": leave.reason}
    text = say(SecretaryChat.NOTICE_LEAVE, **facts, title=one.title, span=span_of(one))
    return text + say(SecretaryChat.NOTICE_LEAVE_LATE) if leave.is_after_start else text


def proof_notice(task: Task) -> str:
    """Tell who decides about a proof."""
    return say(SecretaryChat.NOTICE_PROOF, name=task.member.name, task=task.task, proof=task.proof or "")


def dispute_notice(dispute: Dispute) -> str:
    """Tell who decides about an objection."""
    facts = {"name": dispute.member.name, "title": dispute.activity.title, "state": told(dispute.line)}
    return say(SecretaryChat.NOTICE_DISPUTE, **facts, words=dispute.words)


def created_text(created: Created) -> str:
    """Say that an activity is created, or was before."""
    facts = {"title": created.activity.title, "span": span_of(created.activity)}
    if created.is_new:
        return say(SecretaryChat.CREATED, **facts, expected=created.expected)
    return say(SecretaryChat.CREATED_BEFORE, **facts)


def series_text(made: Sequence[Activity]) -> str:
    """Say that a series is created."""
    first, last = (day_text(one.starts_at.astimezone(COUNTRY_ZONE).date()) for one in (made[0], made[-1]))
    return say(SecretaryChat.SERIES_CREATED, count=len(made), first=first, last=last)
