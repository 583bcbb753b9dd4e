"""The pages without a browser: what is in them, what is escaped in them, and how they work without scripts."""

from __future__ import annotations

import re

import httpx
import pytest
from bs4 import BeautifulSoup

from bot.errors import ErrorCode
from bot.questions.sentences import STATUSES, AnswerText
from bot.texts import say
from bot.web.sentences.chat import WebText
from bot.wiring import Services
from knowledge.model import Status
from tests.acceptance.web.test_web import ABSENT, HOURS, TRAINING
from tests.support.sentences import begins, explained


def read(reply: httpx.Response) -> BeautifulSoup:
    return BeautifulSoup(reply.text, "lxml")


async def passage_of(services: Services, source: str, label: str) -> int:
    [detail] = await services.library.details(source)
    passages = await services.library.passages_of_regulation(detail.regulation.id)
    return next(int(item.passage.id) for item in passages if item.passage.label == label)


async def test_the_start_page_invites_and_loads_nothing_from_elsewhere(web: httpx.AsyncClient) -> None:
    page = await web.get("/")
    assert say(WebText.NOTE) in page.text
    assert len(read(page).select("button.example")) == 4
    links = re.findall(r'(?:src|href|action)="([^"]*)"', page.text)
    assert all(link.startswith(("/", "#")) for link in links)
    assert not re.search(r"\son\w+=|<script>|style=", page.text)
    for link in [link for link in links if link.startswith("/static/")]:
        assert (await web.get(link)).status_code == 200


async def test_without_scripts_the_form_answers_on_the_page(web: httpx.AsyncClient) -> None:
    page = read(await web.post("/", data={"question": HOURS}))
    answer = page.select_one(".answer")
    assert answer is not None
    assert "不少于32学时" in answer.get_text()
    assert say(STATUSES[Status.IN_FORCE]) in answer.get_text()
    assert [field["value"] for field in page.select("#ask [name=earlier]")] == [HOURS]
    again = read(await web.post("/", data={"question": "那预备党员呢？", "earlier": [HOURS]}))
    assert "理解" in again.get_text()
    assert len(again.select("#ask [name=earlier]")) == 2


async def test_without_scripts_feedback_and_passing_on_work_too(web: httpx.AsyncClient) -> None:
    page = read(await web.post("/", data={"question": ABSENT}))
    number = page.select_one(".feedback [name=answer_id]")
    assert number is not None
    told = await web.post("/feedback", data={"answer_id": str(number["value"]), "useful": "false"})
    assert say(AnswerText.THANKS) in told.text
    assert page.select_one(".pass-on form[action='/pass-on']") is not None
    passed = await web.post("/pass-on", data={"question": ABSENT, "contact": ""})
    assert begins(WebText.PASSED_ON) in passed.text


async def test_what_people_and_documents_write_stays_text(web: httpx.AsyncClient) -> None:
    page = await web.post("/", data={"question": f'{HOURS}<img src=x onerror=alert(1)>"'})
    assert "<img src=x" not in page.text
    assert "&lt;img src=x" in page.text
    quoted = read(await web.post("/", data={"question": HOURS})).select_one(".whole")
    assert quoted is not None
    assert quoted.find("b") is None
    assert "<b>&" in quoted.get_text()


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", explained(ErrorCode.QUESTION_EMPTY)),
        ("🙂", explained(ErrorCode.QUESTION_EMPTY)),
        ("长" * 2001, explained(ErrorCode.TOO_LONG, limit=2000)),
    ],
)
async def test_a_form_that_does_not_fit_gets_a_page(web: httpx.AsyncClient, question: str, sentence: str) -> None:
    page = await web.post("/", data={"question": question})
    assert page.status_code == 422
    assert sentence in page.text


async def test_any_article_is_three_taps_away(web: httpx.AsyncClient) -> None:
    start = read(await web.get("/"))
    library = read(await web.get(str(start.select("nav a")[1]["href"])))
    document = next(link for link in library.select("a.shelf-link") if "培训办法" in link.get_text())
    contents = read(await web.get(str(document["href"])))
    article = next(link for link in contents.select(".contents a") if link.get_text().startswith("第二条"))
    page = read(await web.get(str(article["href"])))
    this = page.select_one(".this")
    assert this is not None
    assert "任职后6个月内参加集中培训" in this.get_text()
    assert [link.get_text() for link in page.select(".neighbour a")] == ["前一条 第一条", "后一条 第三条"]
    assert "云东工发〔2025〕2号" in page.get_text()
    assert "2025 年 2 月 1 日" in page.get_text()


async def test_a_superseded_article_says_so_and_leads_to_the_new_one(
    web: httpx.AsyncClient, services: Services
) -> None:
    old = await passage_of(services, "学时办法2022.txt", "第二条")
    page = await web.get(f"/passages/{old}")
    assert say(AnswerText.REPLACED_BY, name="《云东市党员学时管理办法》（2025年）") in page.text
    newer = next(link for link in read(page).select("a") if link.get_text() == say(WebText.NEWER))
    assert say(STATUSES[Status.IN_FORCE]) in (await web.get(str(newer["href"]))).text


@pytest.mark.parametrize("address", ["/passages/999999", "/passages/abc", "/passages/-1", f"/passages/{10**30}"])
async def test_an_article_that_is_not_there(web: httpx.AsyncClient, address: str) -> None:
    page = await web.get(address)
    assert page.status_code == 404
    assert "没有找到" in page.text


async def test_a_document_that_is_not_there(web: httpx.AsyncClient) -> None:
    for address in ("/library/没有.txt", "/library/../etc/passwd", "/library/%2e%2e%2f", "/static/../app.py"):
        assert (await web.get(address)).status_code == 404


async def test_a_question_leaves_no_trace(web: httpx.AsyncClient, services: Services) -> None:
    secret = f"{TRAINING}我叫欧阳测试"
    await web.post("/", data={"question": secret})
    data = services.settings.data_dir
    assert not [path for path in data.rglob("*") if path.is_file() and "欧阳测试".encode() in path.read_bytes()]
