"""Registers, sheets and ledgers as .docx: ours or the organisation's own template, filled in without running code."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.activities.outputs.sentences import OutputText
from bot.activities.outputs.templates import TemplateName, default_template
from bot.activities.outputs.views import LedgerView, RegisterView
from bot.activities.outputs.words import hours_rows, ledger_rows, register_words
from bot.clock import minute
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.plain import one_line
from bot.texts import say
from bot.texts.pairs import Sentence

MOST_LINES = 2_000  # Word itself needs minutes to lay out a longer table
LARGEST_TEMPLATE = 20_000_000
LONG_SHEET = 25  # lines; a longer sheet has two columns
_BLANK = {"number": "", "name": "", "code": "", "place": "", "status": ""}

Context = Mapping[str, Any]


def register_context(view: RegisterView, *, is_official: bool, what: OutputText) -> Context:
    """Give the variables of `register.docx` and `sheet.docx`."""
    words = register_words(view, is_official=is_official)
    lines = list(words.lines)
    ends = [*lines[1::2], _BLANK]
    return {
        "heading": say(OutputText.OUT_HEADING, organisation=words.organisation, what=say(what)),
        "organisation": words.organisation,
        "title": words.title,
        "kind": words.kind,
        "time": words.time,
        "place": words.place,
        "agenda": words.agenda,
        **words.counts,
        "tally": words.tally,
        "quorum": words.quorum,
        "confirmed": words.confirmed,
        "locked": words.locked,
        "official": words.official,
        "is_official": is_official,
        "draft": words.draft,
        "is_locked": view.activity.is_locked,
        "lines": lines,
        "changes": list(words.changes),
        "is_long": len(lines) > LONG_SHEET,
        "pairs": [{"left": left, "right": right} for left, right in zip(lines[::2], ends, strict=False)],
    }


def ledger_context(view: LedgerView) -> Context:
    """Give the variables of `ledger.docx`."""
    organisation, what = one_line(view.organisation.name), say(OutputText.OUT_LEDGER, year=view.year)
    return {
        "heading": say(OutputText.OUT_HEADING, organisation=organisation, what=what),
        "organisation": organisation,
        "year": view.year,
        "made_at": say(OutputText.OUT_MADE_AT, at=minute(view.made_at)),
        "activities": ledger_rows(view),
        "shows_hours": view.hours is not None,
        "hours": hours_rows(view.hours or ()),
    }


def filled(name: TemplateName, folder: Path | None, context: Context) -> bytes:
    """Fill in the organisation's own template where there is one, else ours.

    Errors: BotError TEMPLATE_BROKEN, EXPORT_TOO_LONG.
    """
    longest = max(len(value) for value in context.values() if isinstance(value, list))
    if longest > MOST_LINES:
        raise BotError(ErrorCode.EXPORT_TOO_LONG, count=longest, limit=MOST_LINES)
    own = folder / name if folder else None
    if own is None or not own.exists():
        return _rendered(default_template(name), context)
    try:
        return _rendered(_checked(own), context)
    except BotError:
        raise
    except Exception as broken:  # a template is a stranger's program: whatever it does wrong, it is told by its name
        raise _broken(name, *_reason(broken)) from broken


def _rendered(template: bytes, context: Context) -> bytes:
    from docxtpl import DocxTemplate  # noqa: PLC0415 - half a second that only a Word export pays

    # the sandbox keeps a template from reaching code or files through Python's attributes
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    document = DocxTemplate(io.BytesIO(template))
    document.render(dict(context), environment, autoescape=True)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _checked(own: Path) -> bytes:
    with own.open("rb") as source:
        content = source.read(LARGEST_TEMPLATE + 1)
    if len(content) > LARGEST_TEMPLATE:
        raise _too_large(own)
    with ZipFile(io.BytesIO(content)) as package:
        if sum(info.file_size for info in package.infolist()) > LARGEST_TEMPLATE:
            raise _too_large(own)
        if "word/document.xml" not in package.namelist():
            raise BadZipFile
    return content


def _too_large(own: Path) -> BotError:
    return _broken(TemplateName(own.name), OutputText.OUT_WHY_TOO_LARGE, {"limit": LARGEST_TEMPLATE // 1_000_000})


def _reason(broken: Exception) -> tuple[Sentence, dict[str, object]]:
    match broken:
        case SecurityError():
            return OutputText.OUT_WHY_FORBIDDEN, {}
        case UndefinedError():
            return OutputText.OUT_WHY_UNKNOWN, {"what": broken.message}
        case TemplateSyntaxError():
            return OutputText.OUT_WHY_SYNTAX, {"what": broken.message}
        case BadZipFile() | OSError():
            return OutputText.OUT_WHY_NOT_DOCX, {}
    return OutputText.OUT_WHY_FAILED, {}


def _broken(name: TemplateName, why: Sentence, facts: Mapping[str, object]) -> BotError:
    record(Event.TEMPLATE_BROKEN, template=name)
    return BotError(ErrorCode.TEMPLATE_BROKEN, name=name.value, why=say(why, **facts))
