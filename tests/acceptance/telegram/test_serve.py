"""zhibu serve with a token: the page and the chat side by side in one process, over loopback."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.serving.sentences import ServeText
from bot.settings import Settings
from bot.telegram.sentences.common import ChatText
from bot.texts import Sentence, say
from tests.acceptance.web.test_serve import opened, started
from tests.support.telegram.bot_api import TOKEN, FakeTelegram
from tests.support.web.loopback import Parrot, on_loopback


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram(max_wait=1.0)


@pytest.fixture
def server(telegram: FakeTelegram) -> Iterator[str]:
    with on_loopback(telegram.app()) as address:
        yield address


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


@pytest.mark.parametrize("body", [[], None, {"ok": True, "result": {}}, {"ok": True, "result": 1}, {"status": "ok"}])
def test_whatever_answers_in_place_of_telegram_the_page_goes_on(small_library: Settings, body: object) -> None:
    with on_loopback(Parrot(200, body)) as strange:
        variables = {"ZHIBU_TELEGRAM__TOKEN": TOKEN, "ZHIBU_TELEGRAM__BASE_URL": strange}
        with started(small_library.data_dir, "--port", "0", **variables) as process:
            address = opened(process)
            assert process.stdout.readline().strip() in {
                say(ChatText.SERVE_TELEGRAM_STRANGE),
                say(ChatText.SERVE_TELEGRAM_UNREACHABLE),
            }
            assert httpx.get(f"{address}/healthz").json() == {"status": "ok"}
            process.send_signal(signal.SIGTERM)
            _, complaints = process.communicate()
    assert (process.returncode, complaints) == (0, "")


@pytest.mark.parametrize(
    ("variable", "proxy", "said"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:1", ChatText.SERVE_TELEGRAM_UNREACHABLE),
        ("ZHIBU_TELEGRAM__PROXY", "socks5://127.0.0.1:1", ChatText.SERVE_TELEGRAM_UNREACHABLE),
        ("ALL_PROXY", "nonsense://127.0.0.1:1", ServeText.TELEGRAM_UNUSABLE),
    ],
)
def test_a_proxy_that_is_down_or_none_leaves_the_page_alone(
    small_library: Settings, variable: str, proxy: str, said: Sentence
) -> None:
    variables = {"ZHIBU_TELEGRAM__TOKEN": TOKEN, "ZHIBU_TELEGRAM__BASE_URL": "http://telegram.invalid", variable: proxy}
    with started(small_library.data_dir, "--port", "0", **variables) as process:
        lines = {process.stdout.readline().strip() for _ in range(2)}
        assert say(said) in lines
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate()
    assert (process.returncode, complaints) == (0, "")


def log_of(folder: Path) -> str:
    return (folder / "logs" / "zhibu.log").read_text(encoding="utf-8")
