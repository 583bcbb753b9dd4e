"""The variables of the Word templates, explained; a test holds them against what is really given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.activities.outputs.sentences import OutputText
from bot.activities.outputs.templates import TemplateName
from bot.activities.outputs.words import (
    CHANGE_COLUMNS,
    COUNT_COLUMNS,
    HOURS_COLUMNS,
    LEDGER_COLUMNS,
    REGISTER_COLUMNS,
)
from bot.texts import say
from bot.texts.pairs import Sentence

Columns = Mapping[str, Sentence]
LINE_COLUMNS: Columns = {**REGISTER_COLUMNS, "code": OutputText.OUT_CODE}
_NONE: Columns = {}
_REGISTER: Mapping[str, tuple[Sentence, Columns]] = {
    "heading": (OutputText.VARIABLE_HEADING, _NONE),
    "organisation": (OutputText.OUT_ORGANISATION, _NONE),
    "title": (OutputText.OUT_TITLE, _NONE),
    "kind": (OutputText.OUT_KIND, _NONE),
    "time": (OutputText.OUT_WHEN, _NONE),
    "place": (OutputText.OUT_PLACE, _NONE),
    "agenda": (OutputText.OUT_AGENDA, _NONE),
    **{name: (title, _NONE) for name, title in COUNT_COLUMNS.items()},
    "tally": (OutputText.VARIABLE_TALLY, _NONE),
    "quorum": (OutputText.OUT_QUORUM, _NONE),
    "confirmed": (OutputText.VARIABLE_CONFIRMED, _NONE),
    "locked": (OutputText.VARIABLE_LOCKED, _NONE),
    "official": (OutputText.VARIABLE_OFFICIAL, _NONE),
    "is_official": (OutputText.VARIABLE_IS_OFFICIAL, _NONE),
    "draft": (OutputText.VARIABLE_DRAFT, _NONE),
    "is_locked": (OutputText.VARIABLE_IS_LOCKED, _NONE),
    "lines": (OutputText.VARIABLE_LINES, LINE_COLUMNS),
    "changes": (OutputText.VARIABLE_CHANGES, CHANGE_COLUMNS),
    "is_long": (OutputText.VARIABLE_IS_LONG, _NONE),
    "pairs": (OutputText.VARIABLE_PAIRS, _NONE),
}
_LEDGER: Mapping[str, tuple[Sentence, Columns]] = {
    "heading": (OutputText.VARIABLE_HEADING, _NONE),
    "organisation": (OutputText.OUT_ORGANISATION, _NONE),
    "year": (OutputText.VARIABLE_YEAR, _NONE),
    "made_at": (OutputText.VARIABLE_MADE_AT, _NONE),
    "activities": (OutputText.VARIABLE_ACTIVITIES, LEDGER_COLUMNS),
    "shows_hours": (OutputText.VARIABLE_SHOWS_HOURS, _NONE),
    "hours": (OutputText.VARIABLE_HOURS, HOURS_COLUMNS),
}
VARIABLES = {TemplateName.REGISTER: _REGISTER, TemplateName.SHEET: _REGISTER, TemplateName.LEDGER: _LEDGER}


def explained() -> Iterator[str]:
    """Explain the variables of every template, line by line."""
    yield say(OutputText.VARIABLES_HEAD, open="{{ ", close=" }}")
    for template, variables in VARIABLES.items():
        yield ""
        yield template.value
        for name, (meaning, columns) in variables.items():
            named = ", ".join(f"{column} ({say(title)})" for column, title in columns.items())
            yield f"  {name}: {say(meaning, columns=named)}"
