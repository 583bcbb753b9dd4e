"""The chat page in Chromium, as a member uses it: by touch, by keyboard alone, on a phone, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from bot.settings import Settings
from bot.texts import say
from bot.web.sentences.chat import WebText
from tests.acceptance.web.test_web import ABSENT, HOURS, TRAINING
from tests.support.web.serving import serving

PHONE = ViewportSize(width=360, height=640)
DESKTOP = ViewportSize(width=1280, height=800)


@pytest.fixture(scope="module")
def site(small_library: Settings) -> Iterator[str]:
    """Address of the application, served for real."""
    with serving(small_library) as address:
        yield address


@pytest.fixture
def page(site: str, browser: Browser) -> Iterator[Page]:
    """The start page in a fresh profile; a script error or a blocked file fails the test."""
    context = browser.new_context(viewport=PHONE, base_url=site)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    page.goto("/")
    yield page
    context.close()
    assert faults == []


def ask(page: Page, question: str) -> None:
    page.get_by_label("您的问题", exact=True).first.fill(question)
    page.get_by_role("button", name="提问", exact=True).click()


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_question_gets_its_sentence_its_article_and_its_context(page: Page) -> None:
    ask(page, TRAINING)
    quote = page.locator("blockquote").first
    expect(quote).to_contain_text("任职后6个月内参加集中培训")
    card = page.locator(".card").first
    expect(card).to_contain_text("《云东市新任党支部书记培训办法》")
    expect(card).to_contain_text("第二条")
    expect(card).to_contain_text("云东工发〔2025〕2号")
    expect(card).to_contain_text("现行有效")
    expect(card.locator("mark")).not_to_be_visible()
    card.locator("summary").click()
    expect(card.locator("mark")).to_contain_text("6个月内")
    card.get_by_role("link", name="连同上下文查看").click()
    expect(page).to_have_url(re.compile(r"/passages/\d+$"))
    expect(page.locator(".this")).to_contain_text("6个月内")
    page.go_back()
    expect(page.locator("blockquote").first).to_contain_text("6个月内")


def test_the_keyboard_is_enough(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到提问框")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type("新任党支部书记")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("多久要参加集中培训？")
    assert "\n" in page.locator("#question").input_value()
    page.keyboard.press("Enter")
    expect(page.locator(".answer-head")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".card summary").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".card mark").first).to_be_visible()
    expect(page.locator("#live")).to_contain_text("6个月内")


def test_a_refusal_shows_the_nearest_and_passes_the_question_on(page: Page) -> None:
    ask(page, ABSENT)
    answer = page.locator(".answer.refused")
    expect(answer).to_contain_text("没有能回答这个问题的依据")
    expect(answer.locator(".cards .card").first).to_be_visible()
    answer.get_by_text("转给书记", exact=True).click()
    expect(answer).to_contain_text("才会保存")
    answer.get_by_role("button", name="先不转").click()
    expect(answer.locator(".pass-on form")).not_to_be_visible()
    answer.get_by_text("转给书记", exact=True).click()
    expect(answer.locator(".pass-on textarea")).to_have_value(ABSENT)
    answer.get_by_role("button", name="确认转交").click()
    expect(answer).to_contain_text(re.compile(r"已转给书记，编号 \d+"))


def test_feedback_with_a_reason(page: Page) -> None:
    ask(page, HOURS)
    page.get_by_role("button", name="没用").click()
    reason = page.locator("[name=reason]")
    expect(reason).to_be_focused()
    reason.fill("没有说明怎么登记")
    reason.press("Enter")
    expect(reason).not_to_be_visible()
    expect(page.locator(".actions .told")).to_have_text("谢谢，已记下您的评价。")
    page.get_by_role("button", name="有用", exact=True).click()
    expect(page.get_by_role("button", name="有用", exact=True)).to_have_attribute("aria-pressed", "true")


def test_a_follow_up_carries_the_conversation_and_clearing_ends_it(page: Page) -> None:
    ask(page, HOURS)
    expect(page.locator(".answer")).to_have_count(1)
    with page.expect_request("**/api/ask/stream") as asked:
        ask(page, "那预备党员呢？")
    sent = asked.value.post_data_json
    assert sent is not None
    assert sent["earlier"] == [HOURS]
    expect(page.locator(".answer")).to_have_count(2)
    expect(page.locator(".read-as")).to_contain_text("预备党员")
    page.reload()
    expect(page.locator(".answer")).to_have_count(2)
    page.get_by_role("button", name="清空对话").click()
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.locator("#welcome")).to_be_visible()
    page.reload()
    expect(page.locator(".answer")).to_have_count(0)


def test_a_lost_connection_keeps_the_question(page: Page) -> None:
    def lost(route: Route) -> None:
        route.abort()

    page.route("**/api/ask/stream", lost)
    ask(page, TRAINING)
    expect(page.get_by_role("alert").filter(has_text="连不上支部助手")).to_be_visible()
    expect(page.get_by_role("button", name="重试")).to_be_focused()
    page.unroute("**/api/ask/stream")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote").first).to_contain_text("6个月内")


def test_a_sentence_of_the_server_is_shown(page: Page) -> None:
    ask(page, "🙂")
    expect(page.get_by_role("alert").filter(has_text="没有看到问题")).to_be_visible()
    page.locator("#question").fill("  ")
    page.locator("#question").press("Enter")
    expect(page.locator("#notice")).to_contain_text("没有看到问题")


def test_an_example_asks_and_copying_says_so(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="新当选的支部书记多久要参加培训？").click()
    expect(page.locator(".answer")).to_have_count(1)
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.locator(".asked").inner_text().endswith(say(WebText.EXAMPLE_1))


def test_nothing_scrolls_sideways_on_a_phone_even_with_larger_text(page: Page) -> None:
    page.get_by_role("button", name="大字").click()
    ask(page, f"{TRAINING}{'x' * 300}")
    expect(page.locator(".answer")).to_have_count(1)
    assert no_sideways_scroll(page)
    ask(page, HOURS)
    expect(page.locator(".answer")).to_have_count(2)
    for summary in page.locator(".card summary").all():
        summary.click()
    assert no_sideways_scroll(page)
    for address in ("/library", "/library/学时办法2022.txt", "/passages/1", "/nothing"):
        page.goto(address)
        expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
        assert no_sideways_scroll(page), address


def test_markup_in_a_question_is_text(page: Page) -> None:
    ask(page, f"{HOURS}<img src=x onerror=alert(1)>")
    expect(page.locator(".answer")).to_have_count(1)
    assert page.locator("main img").count() == 0


def test_without_scripts_the_page_answers(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport=DESKTOP, base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("button", name="大字")).to_have_count(0)
    ask(page, TRAINING)
    expect(page.locator("blockquote").first).to_contain_text("6个月内")
    page.locator(".card summary").first.click()
    expect(page.locator(".card mark").first).to_be_visible()
    page.get_by_role("button", name="有用", exact=True).click()
    expect(page.locator("main")).to_contain_text("已记下您的评价")
    context.close()
