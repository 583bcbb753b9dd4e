"""The web application as programs meet it: the API, its limits and its manners."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest

from bot.errors import ErrorCode
from bot.questions.sentences import AnswerText
from bot.texts import say
from bot.web.entrance.limits import Buckets
from bot.wiring import Services
from tests.support.sentences import explained
from tests.support.web.serving import visiting

TRAINING = "新任党支部书记多久要参加集中培训？"
HOURS = "党员每年集中学习培训时间不少于多少学时？"
ABSENT = "《云东市差旅费管理办法》第三条规定了什么？"
BROKEN = [
    (b"", 400, "body_unreadable"),
    (b"{", 400, "body_unreadable"),
    (b"[]", 400, "body_unreadable"),
    (b"null", 400, "body_unreadable"),
    (b"{}", 422, "question_empty"),
    (b"\xff\xfe", 400, "body_unreadable"),
    (b"[" * 60_000, 400, "body_unreadable"),
    (b'{"question": ' + b"9" * 50_000 + b"}", 400, "body_unreadable"),
    (b'{"question": null}', 400, "body_unreadable"),
    (b'{"question": 7}', 400, "body_unreadable"),
    (b'{"question": ["a"]}', 400, "body_unreadable"),
    (b'{"question": "a", "earlier": "b"}', 400, "body_unreadable"),
    (b'{"question": "a", "earlier": [1]}', 400, "body_unreadable"),
    (b'{"question": "a", "as_of": "2026-13-01"}', 400, "body_unreadable"),
    (b'{"question": ""}', 422, "question_empty"),
    (b'{"question": "  \\n "}', 422, "question_empty"),
    ('{"question": "🙂👍🏽"}'.encode(), 422, "question_empty"),
    ('{"question": "？？！"}'.encode(), 422, "question_empty"),
    (json.dumps({"question": "党" * 10_000}, ensure_ascii=False).encode(), 422, "too_long"),
    (json.dumps({"question": "党" * 80_000}, ensure_ascii=False).encode(), 413, "body_too_large"),
]


async def post(web: httpx.AsyncClient, address: str, body: object, **headers: str) -> httpx.Response:
    return await web.post(address, json=body, headers=headers)


async def ask(web: httpx.AsyncClient, question: str, **more: object) -> dict[str, Any]:
    reply = await post(web, "/api/ask", {"question": question, **more})
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.json()
    return answer


def events(stream: str) -> list[tuple[str, dict[str, Any]]]:
    blocks = [block.split("\n") for block in stream.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


async def test_an_answer_has_its_article(web: httpx.AsyncClient) -> None:
    answer = await ask(web, TRAINING)
    assert answer["outcome"] == "answered"
    first = answer["citations"][0]
    assert (first["source"], first["label"], first["status"]) == ("培训办法.txt", "第二条", "IN_FORCE")
    assert "6个月内参加集中培训" in first["quote"]
    assert first["quote"] in first["text"]
    assert first["quote"] in answer["text"]


async def test_what_the_library_lacks_is_refused_with_the_nearest(web: httpx.AsyncClient) -> None:
    answer = await ask(web, ABSENT)
    assert (answer["outcome"], answer["reason"], answer["citations"]) == ("refused", "no_evidence", [])
    assert answer["nearest"]


async def test_the_day_decides_which_version_holds(web: httpx.AsyncClient) -> None:
    now, then = await ask(web, HOURS), await ask(web, HOURS, as_of="2023-06-01")
    assert now["citations"][0]["source"] == "学时办法2025.txt"
    assert then["citations"][0]["source"] == "学时办法2022.txt"
    assert then["as_of"] == "2023-06-01"


async def test_a_follow_up_is_read_with_the_question_before_it(web: httpx.AsyncClient) -> None:
    answer = await ask(web, "那预备党员呢？", earlier=[HOURS])
    assert "学时" in answer["question"]
    assert "预备党员" in answer["question"]


async def test_the_stream_shows_a_sign_then_the_text_then_all(web: httpx.AsyncClient) -> None:
    reply = await post(web, "/api/ask/stream", {"question": TRAINING})
    assert reply.headers["content-type"].startswith("text/event-stream")
    told = events(reply.text)
    names = [name for name, _ in told]
    assert names[0] == "thinking"
    assert names[-2:] == ["page", "done"]
    assert set(names[1:-2]) == {"text"}
    answer = told[-1][1]
    assert all(data["text"] in answer["text"] for name, data in told if name == "text")
    assert answer["citations"][0]["label"] == "第二条"
    assert "<mark>" in told[-2][1]["html"]


@pytest.mark.parametrize("address", ["/api/ask", "/api/ask/stream"])
@pytest.mark.parametrize(("body", "status", "code"), BROKEN, ids=lambda value: str(value)[:40])
async def test_bad_input_gets_a_sentence(
    web: httpx.AsyncClient, address: str, body: bytes, status: int, code: str
) -> None:
    reply = await web.post(address, content=body, headers={"Content-Type": "application/json"})
    assert (reply.status_code, reply.json()["error"]) == (status, code)
    assert reply.json().keys() == {"error", "message"}
    assert reply.json()["message"].endswith("。")


@pytest.mark.parametrize(
    "question",
    [
        "黨員每年學多少學時",
        "dangyuan xueshi",
        "How many hours?",
        "学时<script>alert(1)</script>",
        "党\ud800费",
        "a" * 2000,
    ],
    ids=["traditional", "pinyin", "English", "markup", "half", "long"],
)
async def test_odd_questions_are_answered_or_refused(web: httpx.AsyncClient, question: str) -> None:
    reply = await web.post("/api/ask", content=json.dumps({"question": question}).encode(), headers=JSON)
    assert reply.json()["outcome"] in {"answered", "refused"}


JSON = {"Content-Type": "application/json"}


async def test_feedback_is_kept_for_an_answer_that_was_given(web: httpx.AsyncClient) -> None:
    answer = await ask(web, TRAINING)
    told = await post(web, "/api/feedback", {"answer_id": answer["id"], "useful": False, "reason": "没说清"})
    assert told.json() == {"message": say(AnswerText.THANKS)}
    lost = await post(web, "/api/feedback", {"answer_id": "no-such", "useful": True})
    assert (lost.status_code, lost.json()["error"]) == (404, "answer_not_found")
    long = await post(web, "/api/feedback", {"answer_id": answer["id"], "useful": True, "reason": "长" * 501})
    assert (long.status_code, long.json()["error"]) == (422, "too_long")


async def test_a_question_is_passed_on_under_a_number(web: httpx.AsyncClient) -> None:
    first = await post(web, "/api/pass-on", {"question": ABSENT, "contact": ""})
    second = await post(web, "/api/pass-on", {"question": ABSENT, "contact": "3号楼张三"})
    assert second.json()["number"] == first.json()["number"] + 1
    assert str(second.json()["number"]) in second.json()["message"]
    empty = await post(web, "/api/pass-on", {"question": "。"})
    assert empty.json()["error"] == "question_empty"


async def test_every_reply_carries_the_safe_headers(web: httpx.AsyncClient) -> None:
    for address in ("/", "/library", "/nothing", "/api/nothing", "/static/page.js", "/healthz"):
        headers = (await web.get(address)).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


async def test_strangers_are_kept_out(web: httpx.AsyncClient) -> None:
    body = {"question": TRAINING}
    foreign = await post(web, "/api/ask", body, Origin="http://evil.example")
    assert (foreign.status_code, foreign.json()["error"]) == (403, "foreign_origin")
    crossed = await post(web, "/api/ask", body, **{"Sec-Fetch-Site": "cross-site"})
    assert crossed.status_code == 403
    rebound = await post(web, "/api/ask", body, Host="evil.example")
    assert (rebound.status_code, rebound.json()["error"]) == (400, "unknown_host")
    page = await web.get("/", headers={"Host": "evil.example"})
    assert page.status_code == 400
    assert explained(ErrorCode.UNKNOWN_HOST) in page.text


async def test_a_stuck_script_is_slowed_down(services: Services) -> None:
    async with visiting(services, buckets=Buckets(full=1, per_second=0)) as web:
        assert (await post(web, "/api/pass-on", {"question": "？"})).status_code == 422
        slowed = await post(web, "/api/ask", {"question": TRAINING})
        assert (slowed.status_code, slowed.json()["error"]) == (429, "too_many_requests")
        assert (await web.get("/")).status_code == 200


async def test_the_unexpected_is_a_number_not_a_traceback(services: Services) -> None:
    broken = replace(services, ask=None, library=None)  # type: ignore[arg-type]  # a fault nobody foresaw
    async with visiting(broken) as web:
        reply = await post(web, "/api/ask", {"question": TRAINING})
        assert (reply.status_code, reply.json()["error"]) == (500, "unexpected")
        assert "编号" in reply.json()["message"]
        told = events((await post(web, "/api/ask/stream", {"question": TRAINING})).text)
        assert [name for name, _ in told] == ["thinking", "error"]
        assert told[1][1]["error"] == "unexpected"
        page = await web.get("/library")
        assert page.status_code == 500
        assert "编号" in page.text
        assert "Traceback" not in page.text


async def test_health_and_readiness(web: httpx.AsyncClient) -> None:
    assert (await web.get("/healthz")).json() == {"status": "ok"}
    ready = await web.get("/readyz")
    assert (ready.status_code, ready.json()["status"], ready.json()["missing"]) == (200, "ready", 0)


async def test_wrong_addresses_and_methods(web: httpx.AsyncClient) -> None:
    assert (await web.get("/api/ask")).json()["error"] == "method_not_allowed"
    assert (await web.get("/api/nothing")).json()["error"] == "page_not_found"
    assert (await web.get("/docs")).status_code == 404
    assert (await web.get("/openapi.json")).status_code == 404
