"""docs/api.md, made from the routes themselves: `python -m tests.support.api_page` writes it anew."""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from fastapi import UploadFile, params
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo
from starlette.requests import Request
from starlette.responses import StreamingResponse

from bot.errors import ErrorCode
from bot.texts import Language
from bot.texts.errors import EXPLAINED
from bot.web.activities.bodies import LARGEST_ID
from bot.web.activities.demo import demo_of
from bot.web.app import ROOMS
from bot.web.entrance.errors import STATUS
from bot.web.entrance.guard import LARGEST_BODY, LARGEST_UPLOAD
from bot.web.entrance.identity import asker, member
from bot.web.entrance.limits import Buckets

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
CALLERS = {member: "a bound browser", asker: "a browser with our cookie", demo_of: "anybody, under `--demo` only"}
ID = f", from 1 to {LARGEST_ID}"
WORDS = {str: "text", int: "whole number", float: "number", bool: "`true` or `false`", date: "`YYYY-MM-DD`"}
WORDS |= {datetime: "moment, in China's time unless it says otherwise", UploadFile: "a file"}
HEAD = """# HTTP API

Made from the routes by `python -m tests.support.api_page`; a test fails when it is not what they say. What begins
with `/api/` is for programs and gives JSON; the rest are pages and forms for people, which take and give the same
things. The answer JSON is written down in [design.md](design.md), "Machine interfaces". A name in bold is
needed; an id is a whole number from 1 on.

- **Who calls.** A browser is known by the cookie that `POST /bind` gives it; scripts cannot read it, and it lasts
  180 days; each binding makes it anew. What is another branch's is refused as what does not exist. Where
  `ZHIBU_WEB__REQUIRE_SIGN_IN` is set, "anybody" is a bound browser, but for binding, check-in's page, the demonstration
  and health. HEAD answers as GET, without a body.
- **Every request** but Telegram's must name this server in `Host`. A POST must come from our own page or from no page
  at all and holds {body} KiB at most ({upload} MiB for a sheet). An address may make {full:.0f} of them at once and
  {pace:.0f} a second after that; check-in has its own limit, by member.
- **An error** is `{{"error": CODE, "message": SENTENCE}}` with the status in the last table, or a page with the same
  sentence. A body that does not fit is `body_unreadable`, an address that does not fit `page_not_found`.
- **A stream** is server-sent events. `/api/ask/stream`: `thinking`, `text` (a verified sentence), `page` (the whole
  answer as HTML), `done` (the answer JSON), or `error`. The wall's: JSON on each change, `beat` between, `trouble`
  where it ends by a fault.
"""


def api_page() -> str:
    """Give the page."""
    bucket = Buckets()
    head = HEAD.format(
        body=LARGEST_BODY // 1024, upload=LARGEST_UPLOAD // 1024**2, full=bucket.full, pace=bucket.per_second
    )
    return "\n".join([head, *_routes(), *_errors()]) + "\n"


def _routes() -> Iterator[str]:
    for room in ROOMS:
        yield f"## {_first(room.__doc__).rstrip('.')}\n"
        yield "| call | who | takes | does |\n|---|---|---|---|"
        for route in room.router.routes:
            assert isinstance(route, APIRoute)  # rooms have nothing else
            yield _row(route)
        yield ""


def _row(route: APIRoute) -> str:
    hints = get_type_hints(route.endpoint, include_extras=True)
    given = {name: (hints[name], one.default) for name, one in inspect.signature(route.endpoint).parameters.items()}
    method = "".join(route.methods or ())
    takes = "<br>".join(line for name, (hint, default) in given.items() for line in _taken(name, hint, default))
    does = f"{_first(route.endpoint.__doc__)} {_shape(hints['return'])}".strip()
    return f"| `{method} {route.path}` | {_caller(given)} | {takes} | {does} |"


def _caller(given: dict[str, tuple[Any, Any]]) -> str:
    asked = [one.dependency for hint, _ in given.values() for one in _metadata(hint) if isinstance(one, params.Depends)]
    known = [CALLERS[one] for one in asked if one in CALLERS]
    if any(isinstance(one, params.Header) for hint, _ in given.values() for one in _metadata(hint)):
        return "Telegram, by its secret"
    return next(iter(known), "who has the wall's signed link" if "key" in given else "anybody")


def _taken(name: str, hint: Any, default: object) -> Iterator[str]:
    """Give a line for each parameter, and for each field of a body."""
    kind, metadata = _stripped(hint)
    if kind is Request or any(isinstance(one, params.Depends) for one in metadata):
        return
    if inspect.isclass(kind) and issubclass(kind, BaseModel):
        for field_name, field in kind.model_fields.items():
            yield _line(
                field_name,
                field.annotation,
                field.metadata,
                is_needed=field.is_required() or bool(field.validate_default),
            )
        return
    alias = next((one.alias for one in metadata if isinstance(one, FieldInfo) and one.alias), name)
    yield _line(alias, kind, metadata, is_needed=default is inspect.Parameter.empty)


def _line(name: str, hint: Any, metadata: list[Any], *, is_needed: bool) -> str:
    return f"{'**' if is_needed else ''}{name}{'**' if is_needed else ''}: {_told(hint, metadata)}"


def _told(hint: Any, metadata: list[Any]) -> str:
    """Say what a value has to be."""
    kind, more = _stripped(hint)
    limits = _limits([*metadata, *more])
    choices = [one for one in get_args(kind) if one is not type(None)]
    if get_origin(kind) in {Union, types.UnionType}:
        return _told(choices[0], [*metadata, *more])
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(f"`{one}`" for one in choices)
    if get_origin(kind) is list:
        return f"list of {_told(choices[0], [])}{limits.replace(' at most', ' of them at most')}"
    if inspect.isclass(kind) and issubclass(kind, StrEnum):
        return "one of " + ", ".join(f"`{one.value}`" for one in kind)
    return "id" if limits == ID else f"{WORDS[kind]}{limits}"


def _limits(metadata: list[Any]) -> str:
    """Say how long, how large, in which form; longest first is how they are declared."""
    parts = []
    for one in metadata:
        if isinstance(one, FieldInfo):
            parts.append(_limits(one.metadata))
        elif isinstance(one, AfterValidator):
            longest = inspect.getclosurevars(one.func).nonlocals.get("limit")
            parts.append(f", {longest} at most" if longest else "")
        else:
            words = {
                "max_length": ", {} at most",
                "ge": ", from {}",
                "gt": ", over {}",
                "le": " to {}",
                "pattern": ", `{}`",
            }
            found = ((text, getattr(one, name, None)) for name, text in words.items())
            parts += [text.format(str(value).replace("|", "\\|")) for text, value in found if value is not None]
    return "".join(parts)


def _stripped(hint: Any) -> tuple[Any, list[Any]]:
    return (get_args(hint)[0], _metadata(hint)) if get_origin(hint) is Annotated else (hint, [])


def _metadata(hint: Any) -> list[Any]:
    return list(get_args(hint)[1:]) if get_origin(hint) is Annotated else []


def _shape(given: Any) -> str:
    if inspect.isclass(given) and issubclass(given, StreamingResponse):
        return "A stream."
    is_json = get_origin(given) is dict or given is JSONResponse
    return "JSON." if is_json else ""


def _errors() -> Iterator[str]:
    yield "## Errors\n"
    yield "| code | status | says |\n|---|---|---|"
    for code in ErrorCode:
        yield f"| `{code.value}` | {STATUS[code]} | {EXPLAINED[code].template(Language.EN)} |"


def _first(text: str | None) -> str:
    return (text or "").strip().splitlines()[0]


if __name__ == "__main__":
    PAGE.write_text(api_page(), encoding="utf-8")
