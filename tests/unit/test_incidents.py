"""One door for every error: other rooms' errors become ours, the unexpected gets a number."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send

from bot.errors import BotError, ErrorCode
from bot.incidents import explained
from bot.logs import set_up_logs
from bot.texts import sentence
from bot.web.entrance.guard import Guard, known_hosts
from bot.web.entrance.limits import Buckets
from ingest.refresh.lock import AnotherWriter
from knowledge.library.model import DocumentNotFound, NoEarlierVersion
from knowledge.ports import EmbedderUnavailable

KNOWN = [
    (AnotherWriter(), ErrorCode.ANOTHER_WRITER, 409),
    (EmbedderUnavailable(), ErrorCode.EMBEDDINGS_UNREACHABLE, 503),
    (DocumentNotFound("没有.txt"), ErrorCode.DOCUMENT_NOT_FOUND, 404),
    (NoEarlierVersion("新.txt"), ErrorCode.NO_EARLIER_VERSION, 409),
]


@pytest.mark.parametrize(("error", "code", "status"), KNOWN)
def test_other_rooms_errors_become_ours(error: Exception, code: ErrorCode, status: int) -> None:
    known = explained(error)
    assert known.code is code
    assert "{" not in sentence(known)


@pytest.mark.parametrize(("error", "code", "status"), KNOWN)
def test_the_web_says_them_too(error: Exception, code: ErrorCode, status: int) -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        raise error

    guard = Guard(failing, known_hosts("testserver", None), Buckets(full=9, per_second=9))
    reply = TestClient(guard).get("/api/library")
    assert (reply.status_code, reply.json()["error"]) == (status, code.value)
    assert reply.json()["message"] == sentence(explained(error))


def test_errors_of_ours_stay_as_they_are() -> None:
    known = BotError(ErrorCode.TOO_LONG, limit=1)
    assert explained(known) is known


def test_the_unexpected_gets_a_number_and_keeps_its_secret() -> None:
    first, second = explained(RuntimeError("secret")), explained(RuntimeError("secret"))
    assert first.code is ErrorCode.UNEXPECTED
    assert first.facts["incident"] != second.facts["incident"]
    assert "secret" not in str(first.facts)


def test_only_the_machine_itself_is_told_where_the_log_lies(tmp_path: Path) -> None:
    log = set_up_logs(tmp_path, "INFO")
    assert explained(RuntimeError()).facts["log"] == log.name
    assert explained(RuntimeError(), name_log=str).facts["log"] == str(log)
