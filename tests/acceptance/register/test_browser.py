"""The register in Chromium, as the people of the sample branch use it; `--screenshots` writes docs/screenshots anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from bot.settings import Settings
from bot.texts import say
from bot.web.sentences.chat import WebText
from bot.web.sentences.pages import PageText
from tests.support.web.browser import SCREENSHOTS
from tests.support.web.serving import serving
from tests.support.web.wire import wired

PICTURES = Path(__file__).parents[3] / "docs" / "screenshots"
PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=800)
SECRETARY, MEMBERS = "S0001", ("S0012", "S0013", "S0014")
TODAY = "本月主题党日：走进社区办实事（示例）"


@pytest.fixture(scope="module")
def site(small_library: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application with the sample branch, over a copy of the small library."""
    folder = tmp_path_factory.mktemp("branch") / "data"
    shutil.copytree(small_library.data_dir, folder)
    with serving(small_library.model_copy(update={"data_dir": folder}), with_demo=True) as address:
        yield address


class People:
    """Opens a browser profile for each sample member; script errors fail the test."""

    def __init__(self, browser: Browser, site: str, *, pictures: bool) -> None:
        self._browser, self._site, self._pictures = browser, site, pictures
        self.faults: list[str] = []
        self.contexts: list[BrowserContext] = []

    def page(self, size: ViewportSize = DESKTOP) -> Page:
        context = self._browser.new_context(viewport=size, base_url=self._site, locale="zh-CN")
        self.contexts.append(context)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("console", lambda line: self.faults.append(line.text) if "Policy" in line.text else None)
        return context.new_page()

    def be(self, code: str, size: ViewportSize = DESKTOP) -> Page:
        page = self.page(size)
        page.goto("/demo")
        page.locator("tr", has_text=code).get_by_role("button").click()
        return page

    def picture(self, page: Page, name: str, *, whole: bool = False) -> None:
        if self._pictures:
            page.evaluate("document.activeElement?.blur()")
            page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)


@pytest.fixture
def people(browser: Browser, site: str, pytestconfig: pytest.Config) -> Iterator[People]:
    people = People(browser, site, pictures=bool(pytestconfig.getoption(SCREENSHOTS)))
    yield people
    for context in people.contexts:
        context.close()
    assert people.faults == []


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def create(people: People, title: str) -> Page:
    """The secretary creates an activity and is shown its register."""
    page = people.be(SECRETARY)
    page.goto("/branch")
    page.get_by_label("名称").fill(title)
    page.get_by_label("地点").fill("四楼党员活动室")
    page.get_by_role("button", name="建立", exact=True).click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    return page


def open_wall(page: Page) -> Page:
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="打开大屏").click()
    wall = opened.value
    wall.set_viewport_size(DESKTOP)
    wall.locator("#qr svg").wait_for()
    return wall


def check_in(page: Page, wall: Page) -> None:
    page.goto("/checkin")
    page.get_by_label("大屏上的六位数字").fill(wall.locator("#digits").inner_text())
    page.get_by_role("button", name="签到", exact=True).click()


def test_a_theme_day_from_creating_to_locking(people: People) -> None:
    secretary = create(people, "12月主题党日")
    secretary.get_by_role("button", name="开放签到").click()
    expect(secretary.get_by_text("签到已开放")).to_be_visible()
    wall = open_wall(secretary)
    expect(wall.locator("#expected")).to_have_text("30")
    phones = [people.be(code, PHONE) for code in MEMBERS]
    for place, phone in enumerate(phones, 1):
        check_in(phone, wall)
        expect(phone.get_by_role("heading", name="已签到：12月主题党日")).to_be_visible()
        expect(wall.locator("#present")).to_have_text(str(place))
    assert fits(phones[0])
    people.picture(wall, "desktop-wall")
    people.picture(phones[0], "phone-checked-in")
    check_in(phones[0], wall)
    expect(phones[0].get_by_role("heading", name="您已经签过到了")).to_be_visible()

    absent = people.be("S0015", PHONE)
    activity = absent.locator("article", has_text="12月主题党日")
    activity.locator("summary", has_text="请假").click()
    people.picture(absent, "phone-leave")
    activity.get_by_label("事由").fill("到医院复查")
    activity.get_by_role("button", name="提交请假").click()
    expect(absent.get_by_text("请假已提交")).to_be_visible()

    secretary.reload()
    expect(secretary.get_by_text("到医院复查")).to_be_visible()
    secretary.get_by_role("button", name="准假", exact=True).click()
    secretary.get_by_label("一句话登记").fill("除王伟外全部到会")
    secretary.get_by_role("button", name="先看看").click()
    expect(secretary.get_by_text("有两位叫王伟")).to_be_visible()
    secretary.get_by_label("王伟 S0011").check()
    secretary.get_by_role("button", name="先看看").click()
    expect(secretary.get_by_text("将写入")).to_be_visible()
    people.picture(secretary, "desktop-register")
    secretary.get_by_role("button", name="确认写入").click()
    expect(secretary.get_by_role("button", name="撤销")).to_be_visible()
    secretary.get_by_role("button", name="结束签到").click()
    expect(wall.locator("#digits")).to_contain_text("现在不在签到时间")
    assert wall.locator("#qr svg").count() == 0


def test_a_locked_register_says_so_and_keeps_its_trace(people: People) -> None:
    page = people.be(SECRETARY)
    page.goto("/branch")
    page.get_by_role("link", name="集中学习：支部工作条例（示例）").click()
    page.locator("summary", has_text="锁定签到表").click()
    page.get_by_role("button", name="锁定签到表").click()
    expect(page.get_by_text("签到表已锁定，可以导出台账")).to_be_visible()
    page.locator("summary", has_text="重新打开").click()
    page.get_by_label("理由").first.fill("漏登一位")
    page.get_by_role("button", name="重新打开").click()
    expect(page.get_by_text("理由已记录")).to_be_visible()
    page.locator("summary", has_text="变动记录").click()
    expect(page.get_by_text("漏登一位")).to_be_visible()


def test_the_wall_says_when_the_connection_is_lost_and_comes_back(people: People, site: str) -> None:
    secretary = people.be(SECRETARY)
    secretary.goto("/branch")
    secretary.get_by_role("link", name=TODAY).click()
    secretary.get_by_role("button", name="开放签到").click()
    number = urlsplit(open_wall(secretary).url).path.rpartition("/")[2]
    answer = secretary.request.get(f"{site}/activities/{number}/wall", max_redirects=0)
    link = answer.headers["location"].removeprefix(site)
    with wired(site) as wire:
        wall = people.page()
        wall.goto(wire.address + link)
        wall.locator("#qr svg").wait_for()
        wire.cut()
        expect(wall.locator("#lost")).to_be_visible(timeout=20_000)
        assert wall.locator("#digits").inner_text() == ""
        assert wall.locator("#qr svg").count() == 0
        wire.mend()
        wall.locator("#qr svg").wait_for(timeout=20_000)
        expect(wall.locator("#lost")).to_be_hidden()


def test_the_wall_is_readable_from_ten_metres(people: People) -> None:
    """On a screen 1.2 m wide and 1280 points across, digits of 70 points are 6.5 cm: twice what 10 m ask for."""
    secretary = create(people, "大屏试用")
    secretary.get_by_role("button", name="开放签到").click()
    wall = open_wall(secretary)
    for place in ("#digits", "#present", "#expected"):
        assert wall.locator(place).evaluate("element => parseFloat(getComputedStyle(element).fontSize)") >= 70
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_a_member_sees_only_what_is_theirs(people: People) -> None:
    page = people.be("S0016", PHONE)
    expect(page.get_by_role("heading", name="许文博，第二党小组")).to_be_visible()
    people.picture(page, "phone-me")
    assert fits(page)
    page.goto("/branch")
    expect(page.get_by_text("您的职务不包含这项权限")).to_be_visible()


def test_a_stranger_is_shown_the_way_in(people: People) -> None:
    page = people.page(PHONE)
    page.goto("/me")
    expect(page.get_by_text("还不知道您是谁")).to_be_visible()
    page.get_by_role("link", name="示例支部").click()
    expect(page.get_by_role("heading", name="示例支部")).to_be_visible()
    assert fits(page)
    people.picture(page, "phone-demo")


@pytest.mark.parametrize("address", ["/branch", "/me", "/checkin", "/bind"])
def test_pages_fit_a_phone(people: People, address: str) -> None:
    page = people.be(SECRETARY, PHONE)
    page.goto(address)
    assert fits(page)


def test_a_lost_phone_is_signed_out_from_another_browser(people: People) -> None:
    phone, desk = people.be("S0015", PHONE), people.be("S0015")
    desk.goto("/me")
    expect(desk.get_by_text(say(PageText.ME_ACCOUNTS_HINT))).to_be_visible()
    desk.get_by_text(say(PageText.ACCOUNT_END_OTHERS), exact=True).click()
    desk.get_by_role("button", name=say(PageText.ACCOUNT_END_OTHERS_YES)).click()
    expect(desk.get_by_role("status")).to_have_text(say(PageText.DID_OTHERS_ENDED))
    phone.goto("/me")
    expect(phone.get_by_role("heading", name=say(WebText.ERROR))).to_be_visible()
    assert people.faults == []


def test_a_secretary_ends_a_members_account_on_a_page(people: People) -> None:
    member, secretary = people.be("S0018", PHONE), people.be(SECRETARY, PHONE)
    secretary.goto("/branch")
    secretary.get_by_role("link", name=say(PageText.ACCOUNTS_TITLE)).click()
    line = secretary.locator("tr", has_text="S0018")
    line.get_by_text(say(PageText.ACCOUNT_END), exact=True).click()
    line.get_by_role("button", name=say(PageText.ACCOUNT_END_YES)).click()
    expect(secretary.get_by_role("status")).to_have_text(say(PageText.DID_ACCOUNT_ENDED))
    expect(secretary.locator("tr", has_text="S0018")).to_have_count(0)
    member.goto("/me")
    expect(member.get_by_role("heading", name=say(WebText.ERROR))).to_be_visible()
    assert people.faults == []
