"""Renders pages: Jinja2 with escaping on, an undefined name is a mistake, sentences come from bot.texts."""

from __future__ import annotations

import json
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path

from fastapi.sse import format_sse_event
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityState
from bot.activities.outputs.words import paper_problem
from bot.activities.reading.attendance_line import Spoken
from bot.activities.register.model import LeaveKind, LineState
from bot.activities.sentences import ActivityText
from bot.people.model import MemberId, Permission
from bot.people.sentences import PeopleText
from bot.people.wording import account_line, own_account_line
from bot.questions.render import doubts_about, standing_name
from bot.questions.sentences import AnswerText
from bot.texts import say, told, when
from bot.web.sentences.chat import WebText
from bot.web.sentences.pages import PageText

OPEN_DEMO = ContextVar("open_demo", default=False)
"""Whether the request came to a demonstration that is open to the network."""
TEMPLATES = Path(__file__).parent / "templates"


def show(template: str, status: int = 200, **facts: object) -> HTMLResponse:
    """Give a page as a response."""
    return HTMLResponse(render(template, **facts), status)


def render(template: str, **facts: object) -> str:
    """Fill a template."""
    return _environment().get_template(template).render(**facts)


def event(name: str | None, data: object) -> bytes:
    """Frame a server-sent event; without a name it is what the browser calls a message."""
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(GLOBALS)
    environment.filters.update(FILTERS)
    return environment


def spoken_day(day: date) -> str:
    """Write a date as people say it."""
    return say(AnswerText.DAY, year=day.year, month=day.month, day=day.day)


def spoken_step(state: str, member: MemberId | None) -> object:
    """Name a state of the trace: of a line, or of the whole activity."""
    return told(LineState(state) if member is not None else ActivityState(state))


def spoken_counts(spoken: Spoken) -> str:
    """Count what would be written, state by state."""
    return "、".join(f"{told(state)} {count}" for state, count in spoken.counts().items())


GLOBALS: dict[str, object] = {
    "ActivityKind": ActivityKind,
    "ActivityText": ActivityText,
    "AnswerText": AnswerText,
    "LeaveKind": LeaveKind,
    "LineState": LineState,
    "PageText": PageText,
    "PeopleText": PeopleText,
    "Permission": Permission,
    "WebText": WebText,
    "is_open_demo": OPEN_DEMO.get,
    "account_line": account_line,
    "counted": spoken_counts,
    "own_account_line": own_account_line,
    "problem_line": paper_problem,
    "say": say,
    "spell": told,
    "spell_step": spoken_step,
    "when": when,
}
FILTERS = {"day": spoken_day, "doubts": doubts_about, "spelled": told, "standing": standing_name}
