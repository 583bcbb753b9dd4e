"""zhibu serve in its own process: it says where it is, stops when asked, and explains why it cannot start."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest

from bot.errors import ErrorCode
from bot.serving.apart import keep_apart
from bot.serving.samples import SAMPLES
from bot.serving.sentences import ServeText
from bot.settings import Settings
from bot.texts import say
from ingest.document import find_files, read_document
from ingest.refresh.usecases import Refresh
from knowledge.adapters.embeddings import BundledEmbedder
from knowledge.library.library import Library
from knowledge.wiring import open_index
from tests.bench.standin import StandInPassages
from tests.support.cli.forked import Served, served
from tests.support.clock import FixedClock
from tests.support.sentences import begins, explained
from tests.support.storage.database import migrated_database


@contextmanager
def started(folder: Path, *arguments: str, **variables: str) -> Iterator[Served]:
    with served(folder / "streams", "serve", *arguments, ZHIBU_DATA_DIR=str(folder), **variables) as process:
        yield process


def opened(process: Served) -> str:
    line = next(line for line in process.stdout if "http" in line)
    return next(word for word in line.split() if word.startswith("http"))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_stopped(small_library: Settings, how: signal.Signals) -> None:
    with started(small_library.data_dir, "--port", "0") as process:
        address = opened(process)
        assert httpx.get(f"{address}/readyz").json()["status"] == "ready"
        process.send_signal(how)
        rest, complaints = process.communicate()
    assert (process.returncode, rest, complaints) == (0, f"{say(ServeText.STOPPED)}\n", "")


def lines_of(process: Served) -> str:
    """What it said until it stopped."""
    process.send_signal(signal.SIGINT)
    return "".join(process.communicate()[0])


@pytest.mark.parametrize(
    ("host", "variables", "is_told"),
    [
        ("0.0.0.0", {}, True),
        ("0.0.0.0", {"ZHIBU_WEB__REQUIRE_SIGN_IN": "true"}, False),
        ("127.0.0.1", {"ZHIBU_WEB__PUBLIC_URL": "https://zhibu.example"}, True),
        ("127.0.0.1", {}, False),
    ],
)
def test_it_says_loudly_when_the_network_can_read_the_library(
    small_library: Settings, host: str, variables: dict[str, str], is_told: bool
) -> None:
    with started(small_library.data_dir, "--port", "0", "--host", host, **variables) as process:
        status = httpx.get(f"{opened(process)}/library").status_code
        told = lines_of(process)
    assert (say(ServeText.OPEN_TO_ALL) in told) is is_told
    assert status == (401 if "ZHIBU_WEB__REQUIRE_SIGN_IN" in variables else 200)


def test_it_speaks_the_language_that_is_set(small_library: Settings) -> None:
    with started(small_library.data_dir, "--port", "0", ZHIBU_LANGUAGE="en") as process:
        reply = httpx.post(f"{opened(process)}/api/ask", json={"question": ""})
    assert reply.json()["message"] == "There is no question. Please write one sentence."


def test_a_busy_port_is_explained(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with started(tmp_path, "--port", str(port)) as process:
            out, complaint = process.communicate()
    assert (process.returncode, out) == (1, "")
    assert complaint.startswith(explained(ErrorCode.PORT_BUSY, port=port))


def test_an_address_that_is_not_ours_is_explained(tmp_path: Path) -> None:
    with started(tmp_path, "--host", "192.0.2.1") as process:
        _, complaint = process.communicate()
    assert process.returncode == 1
    assert complaint.startswith(begins(ErrorCode.HOST_UNUSABLE, host="192.0.2.1"))


class Quick(StandInPassages):
    """Vectors in no time, taken for the bundled model's."""

    @property
    def fingerprint(self) -> str:
        return self._real.fingerprint


async def hold_samples(folder: Path, clock: FixedClock) -> None:
    async with migrated_database(f"sqlite+aiosqlite:///{folder / 'zhibu.db'}") as database:
        read = partial(read_document, today=clock.today())
        library = Library(database, clock)
        index = open_index(folder / "index", None, library, Quick(BundledEmbedder()))
        await Refresh(library, index, read, folder)(find_files([SAMPLES]))


def test_the_demo_leaves_samples_alone_that_are_there(tmp_path: Path, clock: FixedClock) -> None:
    keep_apart(Settings(data_dir=tmp_path), demo=True, on_network=False)
    asyncio.run(hold_samples(tmp_path, clock))
    with started(tmp_path, "--demo", "--port", "0") as process:
        address = opened(process)
        assert "云州市新任党支部书记培训办法.txt" in httpx.get(f"{address}/library").text
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate()
    assert (process.returncode, complaints) == (0, "")
