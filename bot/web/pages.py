"""Renders pages: Jinja2 with escaping on, an undefined name is a mistake, sentences come from bot.texts."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from bot.texts import Text, say
from knowledge.model import Flag

TEMPLATES = Path(__file__).parent / "templates"


def show(template: str, status: int = 200, **facts: object) -> HTMLResponse:
    """Give a page as a response."""
    return HTMLResponse(render(template, **facts), status)


def render(template: str, **facts: object) -> str:
    """Fill a template."""
    return _environment().get_template(template).render(**facts)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(say=say, Text=Text)
    environment.filters.update(day=spoken_day, doubts=spoken_doubts)
    return environment


def spoken_day(day: date) -> str:
    """Write a date as people say it."""
    return say(Text.WEB_DAY, year=day.year, month=day.month, day=day.day)


def spoken_doubts(flags: frozenset[Flag]) -> list[str]:
    """Name the doubts about a text."""
    return [say(Text[f"FLAG_{flag.name}"]) for flag in sorted(flags)]
