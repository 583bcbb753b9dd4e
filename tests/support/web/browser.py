"""Debian's Chromium for the page tests; installed when we may, else skipped with the reason."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
INSTALL_PATIENCE_SECONDS = 240
SCREENSHOTS = "--screenshots"
KILLS = "--kills"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(SCREENSHOTS, action="store_true", help="ingest docs/samples and write docs/screenshots anew")
    parser.addoption(KILLS, type=int, default=3, help="how often each command is killed at a random moment")


@pytest.fixture(scope="session")
def pictures_wanted(pytestconfig: pytest.Config) -> None:
    """Skips unless pictures are asked for."""
    if not pytestconfig.getoption(SCREENSHOTS):
        pytest.skip(f"pictures are taken with {SCREENSHOTS}")


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's path; skips with the reason where there is none."""
    if not CHROMIUM.exists() and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
            check=False,
            capture_output=True,
            timeout=INSTALL_PATIENCE_SECONDS,
        )
    if not CHROMIUM.exists():
        pytest.skip("there is no /usr/bin/chromium: apt-get install chromium fonts-noto-cjk")
    return CHROMIUM


@pytest.fixture(scope="module")  # Playwright keeps an event loop in this thread, so it must be gone for the next module
def browser(chromium: Path) -> Iterator[Browser]:
    """A running browser with an empty profile of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()
