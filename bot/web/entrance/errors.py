"""Errors on the web: each code's HTTP status, and the one shape in which programs and people get them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic_core import PydanticCustomError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.errors import BotError, ErrorCode
from bot.texts import sentence
from bot.web.pages import show

STATUS = {
    ErrorCode.SETTINGS_UNKNOWN: 500,
    ErrorCode.SETTINGS_INVALID: 500,
    ErrorCode.DATA_DIR_NOT_WRITABLE: 500,
    ErrorCode.DATABASE_UNREACHABLE: 503,
    ErrorCode.DATABASE_NEWER: 503,
    ErrorCode.DATABASE_GONE: 503,
    ErrorCode.DATABASE_DAMAGED: 503,
    ErrorCode.DATABASE_BUSY: 503,
    ErrorCode.DISK_FULL: 507,
    ErrorCode.READ_ONLY: 503,
    ErrorCode.KEY_UNREADABLE: 503,
    ErrorCode.FOLDER_IN_USE: 409,
    ErrorCode.BACKUP_INSIDE: 422,
    ErrorCode.NOTHING_TO_BACK_UP: 409,
    ErrorCode.BACKUP_UNREADABLE: 422,
    ErrorCode.BACKUP_DAMAGED: 422,
    ErrorCode.BACKUP_NEWER: 409,
    ErrorCode.RESTORE_NOT_EMPTY: 409,
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
    ErrorCode.BODY_TOO_SLOW: 408,
    ErrorCode.ANSWERS_BUSY: 503,
    ErrorCode.TOO_MANY_REQUESTS: 429,
    ErrorCode.PAGE_NOT_FOUND: 404,
    ErrorCode.PASSAGE_NOT_FOUND: 404,
    ErrorCode.METHOD_NOT_ALLOWED: 405,
    ErrorCode.PORT_BUSY: 500,
    ErrorCode.HOST_UNUSABLE: 500,
    ErrorCode.EMBEDDINGS_UNREACHABLE: 503,
    ErrorCode.INDEX_UNREADABLE: 503,
    ErrorCode.SEARCH_INCOMPLETE: 503,
    ErrorCode.FILE_EXISTS: 409,
    ErrorCode.FILE_UNWRITABLE: 500,
    ErrorCode.DEMO_FOREIGN_FOLDER: 500,
    ErrorCode.DEMO_FOREIGN_DATABASE: 500,
    ErrorCode.DEMO_ON_NETWORK: 500,
    ErrorCode.DEMO_FOLDER: 500,
    ErrorCode.SAMPLES_MISSING: 500,
    ErrorCode.BENCH_NEEDS_CHECKOUT: 500,
    ErrorCode.BENCH_NEEDS_PACKAGES: 500,
    ErrorCode.UNEXPECTED: 500,
    # telegram
    ErrorCode.BUTTON_EXPIRED: 410,
    ErrorCode.WEBHOOK_REFUSED: 403,
    ErrorCode.SUGGESTION_NOT_FOUND: 404,
    ErrorCode.FORWARDED_CODE: 403,
    # people
    ErrorCode.NOT_BOUND: 401,
    ErrorCode.NOT_ALLOWED: 403,
    ErrorCode.MEMBER_NOT_FOUND: 404,
    ErrorCode.ORGANISATION_NOT_FOUND: 404,
    ErrorCode.INVITATION_UNKNOWN: 404,
    ErrorCode.INVITATION_USED: 409,
    ErrorCode.INVITATION_EXPIRED: 410,
    ErrorCode.INVITATION_REVOKED: 410,
    ErrorCode.INVITATION_LOCKED: 423,
    ErrorCode.CODES_PAUSED: 429,
    ErrorCode.CODES_CLOSED: 429,
    ErrorCode.ACCOUNT_TAKEN: 409,
    ErrorCode.MEMBER_ALREADY_BOUND: 409,
    ErrorCode.ACCOUNT_NOT_FOUND: 404,
    ErrorCode.ROSTER_FILE_MISSING: 404,
    ErrorCode.ROSTER_TOO_LARGE: 413,
    ErrorCode.ROSTER_TOO_MANY_ROWS: 413,
    ErrorCode.ROSTER_NOT_A_TABLE: 422,
    ErrorCode.ROSTER_OLD_EXCEL: 422,
    ErrorCode.ROSTER_ENCRYPTED: 422,
    ErrorCode.ROSTER_NOT_TEXT: 422,
    ErrorCode.ROSTER_EMPTY: 422,
    ErrorCode.ROSTER_NO_HEADER: 422,
    ErrorCode.ROSTER_ROWS_WRONG: 422,
    ErrorCode.ROSTER_NOTHING_TO_UNDO: 409,
    ErrorCode.ROSTER_IN_USE: 409,
    # activities
    ErrorCode.ACTIVITY_NOT_FOUND: 404,
    ErrorCode.ACTIVITY_UNSOUND: 422,
    ErrorCode.ACTIVITY_STEP_REFUSED: 409,
    ErrorCode.ACTIVITY_CANCELLED: 409,
    ErrorCode.SERIES_EMPTY: 422,
    ErrorCode.SERIES_TOO_LONG: 422,
    ErrorCode.CHECKIN_NOT_OPEN: 409,
    ErrorCode.CHECKIN_CLOSED: 409,
    ErrorCode.CHECKIN_NONE_OPEN: 409,
    ErrorCode.CODE_WRONG: 422,
    ErrorCode.CODE_EXPIRED: 422,
    ErrorCode.CODE_LOCKED: 429,
    ErrorCode.NOT_EXPECTED: 404,
    ErrorCode.REGISTER_LOCKED: 409,
    ErrorCode.LINE_STEP_REFUSED: 409,
    ErrorCode.NOT_BEGUN: 409,
    ErrorCode.BEGUN: 409,
    ErrorCode.SECOND_PERSON_NEEDED: 409,
    ErrorCode.WORDS_MISSING: 422,
    ErrorCode.ALREADY_THERE: 409,
    ErrorCode.REQUEST_NOT_FOUND: 404,
    ErrorCode.REQUEST_WITHDRAWN: 409,
    ErrorCode.PROOF_MISSING: 409,
    ErrorCode.OWN_REQUEST: 403,
    ErrorCode.ALREADY_DECIDED: 409,
    ErrorCode.PREVIEW_CHANGED: 409,
    ErrorCode.OBJECTION_LATE: 409,
    ErrorCode.WALL_LINK_REFUSED: 403,
    ErrorCode.TEMPLATE_BROKEN: 422,
    ErrorCode.EXPORT_TOO_LONG: 422,
    ErrorCode.YEAR_UNLIKELY: 422,
    ErrorCode.ORGANISATION_UNCLEAR: 409,
    ErrorCode.PAPER_FILE_MISSING: 404,
    ErrorCode.PAPER_TOO_LARGE: 413,
    ErrorCode.PAPER_TOO_MANY_ROWS: 413,
    ErrorCode.PAPER_NOT_A_TABLE: 422,
    ErrorCode.PAPER_OLD_EXCEL: 422,
    ErrorCode.PAPER_ENCRYPTED: 422,
    ErrorCode.PAPER_NOT_TEXT: 422,
    ErrorCode.PAPER_EMPTY: 422,
    ErrorCode.PAPER_NO_HEADER: 422,
    ErrorCode.PAPER_ROWS_WRONG: 422,
}
AGAIN_SECONDS = {503: 5, 429: 2}  # what programs are told to wait; codes with minutes of their own say those
HTTP_CODES = {404: ErrorCode.PAGE_NOT_FOUND, 405: ErrorCode.METHOD_NOT_ALLOWED}
OURS = "zhibu:"  # before a code of ours in a validator's error: pydantic has types of the same names ("too_long")
FOR_PROGRAMS = ("/api/", "/telegram/", "/healthz", "/readyz")


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
        response: Response = JSONResponse(as_json(error), status)
    else:
        response = show("message.html", status, message=sentence(error), is_error=True, way_in=way_in(request, error))
    if status in AGAIN_SECONDS:
        minutes = error.facts.get("minutes")
        response.headers["Retry-After"] = str(60 * minutes if isinstance(minutes, int) else AGAIN_SECONDS[status])
    return response


def way_in(request: Request, error: BotError) -> str | None:
    """Give the page where somebody unknown can become known."""
    if error.code is not ErrorCode.NOT_BOUND:
        return None
    app = request.scope.get("app")
    return "/demo" if app is not None and app.state.demo is not None else "/bind"


def as_json(error: BotError) -> dict[str, str]:
    """Give the error shape of the API."""
    return {"error": error.code.value, "message": sentence(error)}


def misfit(code: ErrorCode, **facts: int) -> PydanticCustomError:
    """Give what a validator raises, so that the refusal says this code's sentence."""
    return PydanticCustomError(f"{OURS}{code.value}", "does not fit", facts)


def _misfit(errors: Sequence[Any]) -> BotError:
    for error in errors:
        if error["type"].startswith(OURS):
            return BotError(ErrorCode(error["type"].removeprefix(OURS)), **error.get("ctx", {}))
    is_address = all(error["loc"][0] == "path" for error in errors)
    return BotError(ErrorCode.PAGE_NOT_FOUND if is_address else ErrorCode.BODY_UNREADABLE)
