"""Takes the pictures in docs/screenshots, against the sample library: `pytest --screenshots`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from bot.serving.samples import SAMPLES
from bot.settings import Settings
from bot.wiring import open_services
from ingest.document import find_files
from tests.support.web.serving import serving

PICTURES = Path(__file__).parents[3] / "docs" / "screenshots"
LARGEST_BYTES = 300_000
SIZES = {"phone": ViewportSize(width=390, height=844), "desktop": ViewportSize(width=1280, height=800)}
ANSWERED = "新当选的支部书记多久要参加培训？"
REFUSED = "党支部书记每月有多少补贴？"


@pytest.fixture(scope="module")
def sample_site(pictures_wanted: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application over the sample library."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("samples") / "data")

    async def ingest() -> None:
        async with open_services(settings) as services:
            await services.refresh(find_files([SAMPLES]))

    asyncio.run(ingest())
    with serving(settings) as address:
        yield address


@pytest.mark.parametrize("size", SIZES)
def test_pictures(sample_site: str, browser: Browser, size: str) -> None:
    context = browser.new_context(viewport=SIZES[size], base_url=sample_site)
    page = context.new_page()
    page.goto("/")
    take(page, f"{size}-start")
    page.fill("#question", ANSWERED)
    page.press("#question", "Enter")
    page.locator(".answered .card summary").first.click()
    take(page, f"{size}-answer")
    page.get_by_role("link", name="连同上下文查看").first.click()
    page.locator(".this").wait_for()
    take(page, f"{size}-article")
    page.goto("/")
    page.fill("#question", REFUSED)
    page.press("#question", "Enter")
    page.locator(".refused").wait_for()
    take(page, f"{size}-refusal")
    page.goto("/library")
    take(page, f"{size}-library")
    context.close()


def take(page: Page, name: str) -> None:
    path = PICTURES / f"{name}.png"
    page.evaluate("document.activeElement?.blur()")
    page.screenshot(path=path)
    assert path.stat().st_size <= LARGEST_BYTES
