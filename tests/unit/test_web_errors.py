"""Errors on the web."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from fastapi.exceptions import RequestValidationError
from pydantic_core import core_schema
from starlette.requests import Request

from bot.errors import ErrorCode
from bot.web.chat.bodies import at_most, with_words
from bot.web.entrance.errors import STATUS, on_unreadable

API = Request({"type": "http", "path": "/api/ask", "headers": []})


def test_every_error_has_a_status_of_a_refusal_or_a_fault() -> None:
    assert set(STATUS) == set(ErrorCode)
    assert {code for code, status in STATUS.items() if not 400 <= status < 600} == set()


@pytest.mark.parametrize("kind", get_args(core_schema.ErrorType))
async def test_whatever_pydantic_finds_gets_a_sentence(kind: str) -> None:
    """None of its names is taken for a code of ours, "too_long" least of all."""
    found = RequestValidationError([{"type": kind, "loc": ("body", "x"), "ctx": {}}])
    reply = await on_unreadable(API, found)
    assert json.loads(bytes(reply.body))["error"] == ErrorCode.BODY_UNREADABLE


async def test_what_our_own_checks_find_is_told_by_its_code() -> None:
    with pytest.raises(Exception, match="does not fit") as long:
        at_most(3).func("四个字呢")  # type: ignore[call-arg]  # pydantic also takes a function of one argument
    with pytest.raises(Exception, match="does not fit") as empty:
        with_words("？")
    for raised, code in ((long, ErrorCode.TOO_LONG), (empty, ErrorCode.QUESTION_EMPTY)):
        error = {"type": raised.value.type, "loc": ("body", "x"), "ctx": raised.value.context}  # type: ignore[attr-defined]
        reply = await on_unreadable(API, RequestValidationError([error]))
        assert json.loads(bytes(reply.body))["error"] == code
