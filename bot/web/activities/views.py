"""How pages about the register put things."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bot.activities.register.marking import Marked
from bot.activities.register.model import LineChange
from bot.activities.register.viewing import Register
from bot.activities.sentences import ActivityText
from bot.clock import COUNTRY_ZONE
from bot.texts import say
from bot.web.activities.bodies import write_change
from bot.web.sentences.pages import PageText


def done(path: str, what: str) -> str:
    """Give the address that shows a page with the sentence of what was done."""
    return f"{path}{'&' if '?' in path else '?'}did={what}"


def told(what: str) -> str | None:
    """Give the sentence for what was done; None for a name we do not know."""
    key = PageText.__members__.get(f"DID_{what.upper()}")
    return say(key) if key else None


def change_lines(changes: Iterable[LineChange]) -> list[str]:
    """Write the changes of a preview or an undo for a form."""
    return [write_change(change) for change in changes]


def marked_facts(marked: Marked) -> dict[str, Any]:
    """Give what the page says after lines were written: what was done, who stayed as they were, and the undo."""
    passed = "、".join(line.member.name for line in marked.passed)
    said = [
        told("marked") if marked.changes else None,
        say(ActivityText.MARKED_PASSED, names=passed) if passed else None,
    ]
    return {"told": "".join(filter(None, said)) or told("marked"), "undo": change_lines(marked.undo)}


def next_start(now: datetime) -> str:
    """Propose a start for the form: three in the afternoon, today or tomorrow, in China."""
    local = now.astimezone(COUNTRY_ZONE)
    start = local.replace(hour=15, minute=0, second=0, microsecond=0)
    return (start if start > local else start + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")


def lines_json(register: Register) -> dict[str, Any]:
    """Give a register as data."""
    tally, activity = register.tally, register.activity
    people = [(line.member, line.state) for line in register.lines]
    lines = [{"member": who.id, "code": who.code, "name": who.name, "state": state} for who, state in people]
    counts = {"expected": tally.expected, "present": tally.in_room, "on_leave": tally.on_leave}
    return {"activity": activity.id, "title": activity.title, "state": activity.state, **counts, "lines": lines}
