"""The doctor names what is wrong and what to do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.doctor import Check, Health, check_disk, check_folder, check_llm, check_python, examine
from bot.settings import DatabaseSettings, EmbeddingsSettings, LlmSettings, Settings
from bot.texts import say
from bot.texts.doctor import DoctorText
from bot.wiring import open_library


def by_name(checks: list[Check]) -> dict[str, Check]:
    for check in checks:
        assert say(check.text, **check.facts)
    return {check.name: check for check in checks}


async def test_a_fresh_machine_has_nothing_wrong(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    async with open_library(settings):
        pass
    checks = by_name(await examine(settings))
    assert {name for name, check in checks.items() if check.health is not Health.OK} == set()
    assert set(checks) == {"python", "data_dir", "disk", "database", "index", "embeddings", "chroma", "ocr", "llm"}


async def test_before_the_first_start_the_database_is_behind(tmp_path: Path) -> None:
    checks = by_name(await examine(Settings(data_dir=tmp_path / "data")))
    assert checks["database"].text is DoctorText.DATABASE_BEHIND
    assert checks["index"].text is DoctorText.INDEX_UNKNOWN


async def test_what_does_not_answer_is_named(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path / "data",
        database=DatabaseSettings(url="postgresql+psycopg://nobody@127.0.0.1:1/none"),
        embeddings=EmbeddingsSettings(folder=tmp_path / "none"),
        llm=LlmSettings(base_url="http://127.0.0.1:1/v1"),
    )
    checks = by_name(await examine(settings))
    assert checks["database"].text is DoctorText.DATABASE_DOWN
    assert checks["embeddings"].text is DoctorText.EMBEDDINGS_BROKEN
    assert checks["llm"].text is DoctorText.LLM_DOWN


def test_an_old_python_and_a_full_disk(tmp_path: Path) -> None:
    assert check_python((3, 10, 2)).health is Health.FAIL
    assert check_disk(1_000_000_000).health is Health.WARN
    occupied = tmp_path / "file"
    occupied.touch()
    assert check_folder(occupied / "data").health is Health.FAIL


class _Models(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.headers["Authorization"] == "Bearer key" else 401)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Models)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("key", "health"), [("key", Health.OK), ("wrong", Health.WARN)])
async def test_the_language_model_is_asked(endpoint: str, key: str, health: Health) -> None:
    settings = Settings(llm=LlmSettings.model_validate({"base_url": endpoint, "api_key": key}))
    assert (await check_llm(settings)).health is health
