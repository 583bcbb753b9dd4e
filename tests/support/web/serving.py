"""The real web application over a tiny real library: SQLite, Chroma and the bundled embedder in a temporary folder."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn

from bot.people.accounts.demo import Demo
from bot.serving.demo import load_demo
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.entrance.limits import Buckets
from bot.wiring import Services, demo_of, open_services
from ingest.document import find_files

SERVER_PATIENCE_SECONDS = 60

TRAINING = """云东市新任党支部书记培训办法
（示例文件，内容为虚构）
云东工发〔2025〕2号

第一条　为提高新任党支部书记履职能力，制定本办法。

第二条　新任党支部书记应当在任职后6个月内参加集中培训，培训时间不少于3天。

第三条　本办法自2025年2月1日起施行。
"""
HOURS = """云东市党员学时管理办法
（示例文件，内容为虚构）
云东工发〔{year}〕4号

第一条　为规范党员学习学时登记，制定本办法。

第二条　党员每年集中学习培训时间不少于{hours}学时。<b>&

第三条　本办法自{year}年3月1日起施行。
"""


def write_library(folder: Path) -> list[Path]:
    """Write three small documents: a rule, and another one in two versions."""
    texts = {
        "培训办法.txt": TRAINING,
        "学时办法2022.txt": HOURS.format(year=2022, hours=24),
        "学时办法2025.txt": HOURS.format(year=2025, hours=32),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return find_files([folder])


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a data folder that holds the small library; ingested once a session."""
    folder = tmp_path_factory.mktemp("library")
    settings = Settings(data_dir=tmp_path_factory.mktemp("web") / "data")

    async def ingest() -> None:
        async with open_services(settings) as services:
            lines = await services.refresh(write_library(folder))
            assert [line.reason for line in lines] == [None, None, None]

    asyncio.run(ingest())
    return settings


@pytest.fixture
async def services(small_library: Settings) -> AsyncIterator[Services]:
    """Open services over the small library."""
    async with open_services(small_library) as services:
        yield services


@asynccontextmanager
async def visiting(
    services: Services, *, buckets: Buckets | None = None, demo: Demo | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    """Visit the application without a network."""
    transport = httpx.ASGITransport(create_app(services, buckets=buckets or Buckets(full=1000), demo=demo))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
async def web(services: Services) -> AsyncIterator[httpx.AsyncClient]:
    """A visitor of the application."""
    async with visiting(services) as client:
        yield client


@dataclass(slots=True)
class _Running:
    """A server in its own thread and event loop."""

    settings: Settings
    opened: threading.Event
    with_demo: bool = False
    address: str = ""
    server: uvicorn.Server | None = None

    def run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        async with open_services(self.settings) as services:
            demo = demo_of(services) if self.with_demo else None
            if demo:
                await load_demo(services)
            config = uvicorn.Config(create_app(services, demo=demo), port=0, log_config=None, lifespan="off")
            server = self.server = _Announcing(config, self)
            await server.serve()


class _Announcing(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, running: _Running) -> None:
        super().__init__(config)
        self._running = running

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup()
        port = self.servers[0].sockets[0].getsockname()[1]
        self._running.address = f"http://127.0.0.1:{port}"
        self._running.opened.set()


@contextmanager
def serving(settings: Settings, *, with_demo: bool = False) -> Iterator[str]:
    """Serve the application on a free loopback port, with the sample branch if wanted; gives its address."""
    running = _Running(settings, threading.Event(), with_demo)
    thread = threading.Thread(target=running.run)
    thread.start()
    try:
        assert running.opened.wait(SERVER_PATIENCE_SECONDS), "the server did not open"
        yield running.address
    finally:
        if running.server is not None:
            running.server.should_exit = True
        thread.join()
