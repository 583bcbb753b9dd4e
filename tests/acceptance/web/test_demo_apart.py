"""The demonstration, where anybody can be anybody, never meets real people, and nothing of it outlives it."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import httpx
import pytest

from bot.errors import BotError, ErrorCode
from bot.serving.apart import MARK, in_demo_folder, keep_apart
from bot.settings import DEMO_DATA_DIR, ChromaSettings, DatabaseSettings, Settings, WebSettings
from bot.texts import say
from bot.web.entrance.identity import COOKIE
from bot.web.sentences.pages import PageText
from bot.wiring import Services, demo_of, open_library
from tests.acceptance.web.test_serve import hold_samples, opened, started
from tests.support.clock import FixedClock
from tests.support.sentences import explained
from tests.support.web.serving import visiting

EVERYWHERE = "0.0.0.0"


def kept_apart(settings: Settings, *, demo: bool, on_network: bool = False) -> ErrorCode | None:
    try:
        keep_apart(settings, demo=demo, on_network=on_network)
    except BotError as refused:
        return refused.code
    return None


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "data"
    folder.mkdir()
    return Settings(data_dir=folder)


def test_it_has_a_folder_of_its_own_unless_one_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ZHIBU_DATA_DIR", raising=False)
    assert in_demo_folder(Settings()).data_dir == DEMO_DATA_DIR
    monkeypatch.setenv("ZHIBU_DATA_DIR", str(tmp_path))
    assert in_demo_folder(Settings()).data_dir == tmp_path


async def test_a_folder_that_is_not_its_own_is_left_alone(settings: Settings) -> None:
    async with open_library(settings):
        pass
    assert kept_apart(settings, demo=True) is ErrorCode.DEMO_FOREIGN_FOLDER
    assert not (settings.data_dir / MARK).exists()
    assert kept_apart(settings, demo=False) is None
    await asyncio.to_thread((settings.data_dir / "zhibu.db").unlink)
    assert kept_apart(settings, demo=True) is ErrorCode.DEMO_FOREIGN_FOLDER


async def test_its_own_folder_is_opened_again_and_by_it_alone(settings: Settings) -> None:
    assert kept_apart(settings, demo=True) is None
    async with open_library(settings):
        pass
    assert kept_apart(settings, demo=True) is None
    assert kept_apart(settings, demo=False) is ErrorCode.DEMO_FOLDER


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"database": DatabaseSettings(url="postgresql+psycopg://zhibu@127.0.0.1/zhibu")},
        {"chroma": ChromaSettings(url="http://127.0.0.1:8001")},
    ],
)
def test_it_opens_no_server_s_database(settings: Settings, elsewhere: dict[str, object]) -> None:
    assert kept_apart(settings.model_copy(update=elsewhere), demo=True) is ErrorCode.DEMO_FOREIGN_DATABASE


@pytest.mark.parametrize(
    ("web", "is_refused"),
    [
        (WebSettings(), False),
        (WebSettings(host="::1"), False),
        (WebSettings(host="127.0.0.2", public_url="http://localhost:8000"), False),
        (WebSettings(host=EVERYWHERE), True),
        (WebSettings(host="192.168.1.5"), True),
        (WebSettings(host="zhibu.example.cn"), True),
        (WebSettings(public_url="https://zhibu.example.cn"), True),
    ],
)
def test_the_network_has_to_be_asked_for(settings: Settings, web: WebSettings, is_refused: bool) -> None:
    settings = settings.model_copy(update={"web": web})
    assert kept_apart(settings, demo=True) is (ErrorCode.DEMO_ON_NETWORK if is_refused else None)
    assert kept_apart(settings, demo=True, on_network=True) is None


async def test_on_the_network_every_page_warns(services: Services) -> None:
    for is_open in (False, True):
        demo = demo_of(services, is_open=is_open)
        async with visiting(services, demo=demo) as client:
            for page in ("/", "/library", "/demo", "/me", "/nowhere"):
                assert (say(PageText.DEMO_BANNER) in (await client.get(page)).text) is is_open


@pytest.fixture
def data(settings: Settings, clock: FixedClock) -> Path:
    """A folder of the demonstration that holds the samples, so that its start has nothing to read."""
    keep_apart(settings, demo=True, on_network=False)
    asyncio.run(hold_samples(settings.data_dir, clock))
    return settings.data_dir


def test_who_was_somebody_is_nobody_after_a_restart(data: Path) -> None:
    cookies = httpx.Cookies()
    for round_number in range(2):
        with started(data, "--demo", "--port", "0") as process:
            address = opened(process)
            with httpx.Client(base_url=address, cookies=cookies, headers={"origin": address}) as client:
                assert client.get("/api/me").status_code == 401
                if round_number == 0:
                    assert client.post("/demo", data={"member": "1"}).status_code == 303
                    assert client.get("/api/me").status_code == 200
                    cookies = httpx.Cookies({COOKIE: client.cookies[COOKIE]})
            process.send_signal(signal.SIGTERM)
            assert process.communicate()[1] == ""
    with started(data, "--port", "0") as process:
        _, complaint = process.communicate()
    assert (process.returncode, complaint.strip()) == (1, explained(ErrorCode.DEMO_FOLDER, folder=data))
