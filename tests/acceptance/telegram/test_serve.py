"""zhibu serve with a token: the page and the chat side by side in one process, over loopback."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn

from bot.serving.sentences import ServeText
from bot.settings import Settings
from bot.texts import say
from tests.acceptance.web.test_serve import opened, started
from tests.support.telegram.bot_api import TOKEN, FakeTelegram

PATIENCE_SECONDS = 60


class Announcing(uvicorn.Server):
    """A server that says when it listens, and where."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self.address = ""

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup()
        self.address = f"http://127.0.0.1:{self.servers[0].sockets[0].getsockname()[1]}"
        self.ready.set()


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram(max_wait=1.0)


@pytest.fixture
def server(telegram: FakeTelegram) -> Iterator[str]:
    server = Announcing(uvicorn.Config(telegram.app(), port=0, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    assert server.ready.wait(PATIENCE_SECONDS)
    yield server.address
    server.should_exit = True
    thread.join()


def test_chat_and_page_run_side_by_side(small_library: Settings, telegram: FakeTelegram, server: str) -> None:
    member = telegram.person()
    folder = small_library.data_dir
    with started(folder, "--port", "0", ZHIBU_TELEGRAM__TOKEN=TOKEN, ZHIBU_TELEGRAM__BASE_URL=server) as process:
        address = opened(process)
        telegram.say(member, "新任党支部书记多久内参加培训？")
        [answer] = asyncio.run(telegram.answered(member))
        assert "6个月内" in answer["text"]
        assert httpx.get(f"{address}/healthz").json() == {"status": "ok"}
        process.send_signal(signal.SIGTERM)
        rest, complaints = process.communicate()
    assert (process.returncode, complaints) == (0, "")
    assert rest.splitlines()[-1] == say(ServeText.STOPPED)
    assert TOKEN.partition(":")[2] not in log_of(folder)


def test_a_wrong_token_leaves_the_page_alone(small_library: Settings, server: str) -> None:
    variables = {"ZHIBU_TELEGRAM__TOKEN": "1:wrong", "ZHIBU_TELEGRAM__BASE_URL": server}
    with started(small_library.data_dir, "--port", "0", **variables) as process:
        assert httpx.get(f"{opened(process)}/healthz").json() == {"status": "ok"}
        process.send_signal(signal.SIGTERM)
        rest, complaints = process.communicate()
    assert (process.returncode, complaints) == (0, "")
    assert rest.endswith(f"{say(ServeText.STOPPED)}\n")


def log_of(folder: Path) -> str:
    return (folder / "logs" / "zhibu.log").read_text(encoding="utf-8")
