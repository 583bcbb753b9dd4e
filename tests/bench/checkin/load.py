"""Members checking in: over HTTP with their browsers, or in Telegram through a Bot API server."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urlsplit

import uvicorn

from bot.activities.checkin.codes import link_payload
from bot.people.model import MemberId
from tests.bench.checkin.stage import TELEGRAM_IDS, Ledger, Stage, token_of
from tests.support.telegram.bot_api import FakeTelegram

CONNECTIONS = 64
WATCH_SECONDS = 0.02  # how finely the moment is known at which a check-in stands in the database
PATIENCE_SECONDS = 120.0


@dataclass
class Outcome:
    """When each member's check-in was due and when it was acknowledged; seconds of one monotonic clock."""

    due: dict[MemberId, float] = field(default_factory=dict)
    done: dict[MemberId, float] = field(default_factory=dict)

    @property
    def latencies(self) -> list[float]:
        """From due to done, shortest first."""
        return sorted(self.done[member] - self.due[member] for member in self.done)

    @property
    def seconds(self) -> float:
        """From the first due to the last done."""
        return max(self.done.values()) - min(self.due.values()) if self.done else 0.0


async def _due(outcome: Outcome, members: Sequence[MemberId], per_second: float) -> AsyncIterator[MemberId]:
    """Give the members one after another at an even pace, whether the server keeps up or not."""
    start = monotonic()
    for place, member in enumerate(members):
        moment = start + place / per_second
        await asyncio.sleep(max(0.0, moment - monotonic()))
        outcome.due[member] = moment
        yield member


# over HTTP


class Browsers:
    """Keeps connections open and posts check-ins over them."""

    def __init__(self, address: str, stage: Stage) -> None:
        parts = urlsplit(address)
        self._host, self._port = str(parts.hostname), int(parts.port or 80)
        self._stage = stage
        self._free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter] | None] = asyncio.Queue()
        for _ in range(CONNECTIONS):
            self._free.put_nowait(None)

    async def check_in(self, member: MemberId) -> bool:
        """Tell whether the server acknowledged it. Errors: OSError, EOFError when the connection breaks."""
        connection = await self._free.get()
        try:
            connection = connection or await asyncio.open_connection(self._host, self._port)
            status = await self._post(*connection, member)
        except BaseException:
            if connection:
                connection[1].close()
            connection = None
            raise
        finally:
            self._free.put_nowait(connection)
        return status == 200

    async def _post(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, member: MemberId) -> int:
        body = json.dumps({"p": link_payload(self._stage.activity, self._stage.code())}).encode()
        head = (
            f"POST /api/checkin HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nCookie: zhibu={token_of(member)}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(answer.partition(b"content-length:")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        return int(answer.split(b" ", 2)[1])

    def close(self) -> None:
        """Let go of the connections."""
        while not self._free.empty():
            connection = self._free.get_nowait()
            if connection:
                connection[1].close()


async def over_http(
    address: str, stage: Stage, members: Sequence[MemberId], per_second: float, outcome: Outcome | None = None
) -> Outcome:
    """Check members in by their browsers; who is not acknowledged is missing in `done`."""
    outcome = outcome or Outcome()
    browsers = Browsers(address, stage)

    async def one(member: MemberId) -> None:
        with suppress(OSError, EOFError):
            if await browsers.check_in(member):
                outcome.done[member] = monotonic()

    async with asyncio.TaskGroup() as group:
        async for member in _due(outcome, members, per_second):
            group.create_task(one(member))
    browsers.close()
    return outcome


# in Telegram


@contextmanager
def bot_api(telegram: FakeTelegram) -> Iterator[str]:
    """Run the Bot API server in a thread; gives its address."""

    class Server(uvicorn.Server):
        ready = threading.Event()

        async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
            await super().startup()
            self.ready.set()

    server = Server(uvicorn.Config(telegram.app(), port=0, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert server.ready.wait(PATIENCE_SECONDS), "the Bot API server did not open"
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


async def in_telegram(
    telegram: FakeTelegram, ledger: Ledger, stage: Stage, members: Sequence[MemberId], per_second: float
) -> Outcome:
    """Have members tap the scanned link; a check-in is done once it stands in the database for others to see."""
    outcome = Outcome()
    async with _watching(ledger, outcome, lambda: len(outcome.done) >= len(members)):
        async for member in _due(outcome, members, per_second):
            tap(telegram, stage, member)
    return outcome


def tap(telegram: FakeTelegram, stage: Stage, member: MemberId) -> None:
    """One member opens the deep link of the QR code."""
    person = {"id": TELEGRAM_IDS + member, "is_bot": False, "first_name": f"党员{member}"}
    telegram.say(person, f"/start {link_payload(stage.activity, stage.code())}")


@asynccontextmanager
async def _watching(ledger: Ledger, outcome: Outcome, is_over: Callable[[], bool]) -> AsyncIterator[None]:
    async def watch() -> None:
        last = 0
        end = monotonic() + PATIENCE_SECONDS
        while not is_over() and monotonic() < end:
            for number, member in await ledger.changes_after(last):
                outcome.done.setdefault(member, monotonic())
                last = number
            await asyncio.sleep(WATCH_SECONDS)

    async with asyncio.TaskGroup() as group:
        group.create_task(watch())
        yield
