"""An activity as a calendar entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.activities.model import Activity, ActivityState
from bot.activities.outputs.sentences import OutputText
from bot.activities.register.model import Change
from bot.clock import COUNTRY_ZONE
from bot.plain import one_line
from bot.texts import say

ALARM_BEFORE = timedelta(hours=1)
_PRODUCT = "-//zhibu-assistant//register//CN"


def calendar_entry(activity: Activity, uid: str, sequence: int, now: datetime) -> bytes:
    """Give the .ics: one event in China's time with an alarm an hour before. `uid` stays the same for ever."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 - a third of a second that only this export pays

    title = one_line(activity.title)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("sequence", sequence)
    event.add("dtstart", activity.starts_at.astimezone(COUNTRY_ZONE))
    event.add("dtend", activity.ends_at.astimezone(COUNTRY_ZONE))
    event.add("summary", title)
    event.add("status", "CANCELLED" if activity.state is ActivityState.CANCELLED else "CONFIRMED")
    for name, text in (("location", one_line(activity.place)), ("description", _agenda(activity))):
        if text:
            event.add(name, text)
    if activity.state is not ActivityState.CANCELLED:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -ALARM_BEFORE)
        alarm.add("description", say(OutputText.OUT_ALARM, title=title))
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def sequence_of(trace: Iterable[Change]) -> int:
    """Count what concerns somebody's calendar: being called off, being restored, and what changes no state."""
    whole = (change for change in trace if change.member is None)
    return sum(
        change.before == change.after or ActivityState.CANCELLED in {change.before, change.after} for change in whole
    )


def _agenda(activity: Activity) -> str:
    return "\n".join(map(one_line, activity.agenda.splitlines()))
