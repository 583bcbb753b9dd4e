"""Errors on the web: each code's HTTP status, and the one shape in which programs and people get them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.errors import BotError, ErrorCode
from bot.logs import note_incident
from bot.texts import sentence
from bot.web.pages import show

STATUS = {
    ErrorCode.SETTINGS_UNKNOWN: 500,
    ErrorCode.SETTINGS_INVALID: 500,
    ErrorCode.DATA_DIR_NOT_WRITABLE: 500,
    ErrorCode.DATABASE_UNREACHABLE: 503,
    ErrorCode.DATABASE_NEWER: 503,
    ErrorCode.ANOTHER_WRITER: 409,
    ErrorCode.NOTHING_TO_READ: 422,
    ErrorCode.DOCUMENT_NOT_FOUND: 404,
    ErrorCode.NO_EARLIER_VERSION: 409,
    ErrorCode.ANSWER_NOT_FOUND: 404,
    ErrorCode.QUESTION_NOT_FOUND: 404,
    ErrorCode.BATCH_UNREADABLE: 422,
    ErrorCode.BATCH_LINE_BROKEN: 422,
    ErrorCode.QUESTION_EMPTY: 422,
    ErrorCode.TOO_LONG: 422,
    ErrorCode.BODY_UNREADABLE: 400,
    ErrorCode.BODY_TOO_LARGE: 413,
    ErrorCode.FOREIGN_ORIGIN: 403,
    ErrorCode.UNKNOWN_HOST: 400,
    ErrorCode.TOO_MANY_REQUESTS: 429,
    ErrorCode.PAGE_NOT_FOUND: 404,
    ErrorCode.PASSAGE_NOT_FOUND: 404,
    ErrorCode.METHOD_NOT_ALLOWED: 405,
    ErrorCode.PORT_BUSY: 500,
    ErrorCode.HOST_UNUSABLE: 500,
    ErrorCode.EMBEDDINGS_UNREACHABLE: 503,
    ErrorCode.SAMPLES_MISSING: 500,
    ErrorCode.BENCH_NOT_INSTALLED: 500,
    ErrorCode.UNEXPECTED: 500,
    # people
    ErrorCode.NOT_BOUND: 401,
    ErrorCode.NOT_ALLOWED: 403,
    ErrorCode.MEMBER_NOT_FOUND: 404,
    ErrorCode.ORGANISATION_NOT_FOUND: 404,
    # activities
    ErrorCode.ACTIVITY_NOT_FOUND: 404,
}
HTTP_CODES = {404: ErrorCode.PAGE_NOT_FOUND, 405: ErrorCode.METHOD_NOT_ALLOWED}
FOR_PROGRAMS = ("/api/", "/healthz", "/readyz")


async def on_known(request: Request, error: Exception) -> Response:
    """Answer an error of ours."""
    assert isinstance(error, BotError)  # registered for it
    return refuse(request, error)


async def on_unreadable(request: Request, error: Exception) -> Response:
    """Answer a body or an address that does not fit. What was sent is not repeated."""
    assert isinstance(error, RequestValidationError)  # registered for it
    return refuse(request, _misfit(error.errors()))


async def on_http(request: Request, error: Exception) -> Response:
    """Answer what the framework refused."""
    assert isinstance(error, HTTPException)  # registered for it
    return refuse(request, BotError(HTTP_CODES.get(error.status_code, ErrorCode.BODY_UNREADABLE)))


def refuse(request: Request, error: BotError) -> Response:
    """Give the error as JSON to programs and as a page to people."""
    status = STATUS[error.code]
    if request.url.path.startswith(FOR_PROGRAMS):
        return JSONResponse(as_json(error), status)
    return show("message.html", status, message=sentence(error), is_error=True)


def as_json(error: BotError) -> dict[str, str]:
    """Give the error shape of the API."""
    return {"error": error.code.value, "message": sentence(error)}


def explained(error: Exception) -> BotError:
    """Give an error of ours as it is; anything else goes to the log under the number its sentence shows."""
    if isinstance(error, BotError):
        return error
    incident = secrets.token_hex(4)
    log = note_incident(incident, error)
    return BotError(ErrorCode.UNEXPECTED, incident=incident, log=log.name if log else "-")


def _misfit(errors: Sequence[Any]) -> BotError:
    for error in errors:
        if error["type"] in set(ErrorCode):
            return BotError(ErrorCode(error["type"]), **error.get("ctx", {}))
    is_address = all(error["loc"][0] == "path" for error in errors)
    return BotError(ErrorCode.PAGE_NOT_FOUND if is_address else ErrorCode.BODY_UNREADABLE)
