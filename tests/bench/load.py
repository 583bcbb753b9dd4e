"""Fifty members asking without a pause, beside five hundred walls: what is shed, how fair it is, and what it costs.

Each visitor comes by an address of its own, as behind a trusted proxy; everything runs on loopback.
"""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import mean, quantiles
from time import monotonic
from typing import Any, Protocol
from urllib.parse import urlsplit

from tests.bench.processes import Launch, address_of, spawned

CLIENTS = 50
WALLS = 500
WARM_SECONDS = 10
ACTIVITY = 3  # this month's theme day of the sample branch
SEED = ("新任党支部书记多久内参加培训", "党费按什么比例交", "预备期是多长时间", "请假要找谁批", "组织生活会多久开一次")
QUESTIONS = (
    *SEED,
    "流动党员怎么交党费",
    "主题党日一个月几次",
    "明天会下雨吗",
    "支部换届要提前多久报告",
    "一年要学多少学时",
)


class HasPid(Protocol):
    """A process whose memory can be looked at."""

    @property
    def pid(self) -> int: ...


@dataclass
class Visits:
    """What one client had."""

    answered: int = 0
    shed: int = 0
    errors: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def bench_load(seconds: int, launch: Launch = spawned) -> dict[str, Any]:
    """Measure for so many seconds, on the sample library and branch."""
    with tempfile.TemporaryDirectory(prefix="zhibu-bench-") as name:
        return asyncio.run(_measure(Path(name), seconds, launch))


async def _measure(folder: Path, seconds: float, launch: Launch) -> dict[str, Any]:
    variables = {"ZHIBU_DATA_DIR": str(folder / "data"), "ZHIBU_WEB__TRUSTED_PROXIES": "127.0.0.1"}
    with launch(folder / "server", "serve", "--demo", "--port", "0", **variables) as server:
        address = await asyncio.to_thread(address_of, server)
        links = [await _wall_link(folder, launch, variables)] * WALLS
        return await loaded(server, address, seconds, CLIENTS, links)


async def _wall_link(folder: Path, launch: Launch, variables: dict[str, str]) -> str:
    with launch(folder / "command", "activity", "wall", str(ACTIVITY), **variables) as command:
        assert command.stdout is not None  # it is a pipe
        said = await asyncio.to_thread(command.stdout.read)
    found = re.search(r"/wall/(\d+)\?key=(\S+)", said)
    assert found is not None, said
    return f"/wall/{found[1]}/events?key={found[2]}"


async def loaded(server: Any, address: str, seconds: float, clients: int, walls: Sequence[str]) -> dict[str, Any]:
    """Ask by so many clients for so many seconds, a wall open at each of the links."""
    line, shown = Line(address), [0] * len(walls)
    visits = [Visits() for _ in range(clients)]
    async with asyncio.TaskGroup() as group:
        watching = [group.create_task(_watch(line, link, number, shown)) for number, link in enumerate(walls)]
        warm = monotonic() + min(WARM_SECONDS, seconds / 2)
        await asyncio.gather(*(_ask_until(line, number, Visits(), warm) for number in range(clients)))
        before, shown_before = _rss_mb(server), list(shown)
        end = monotonic() + seconds
        await asyncio.gather(*(_ask_until(line, number, one, end) for number, one in enumerate(visits)))
        after = _rss_mb(server)
        wall_lines = [now - then for now, then in zip(shown, shown_before, strict=True)]
        for task in watching:
            task.cancel()
    counts = [one.answered for one in visits]
    times = sorted(second for one in visits for second in one.seconds)
    errors = [error for one in visits for error in one.errors]
    cuts = quantiles(times, n=100)
    return {
        "clients": clients,
        "walls": len(walls),
        "seconds": seconds,
        "answered": sum(counts),
        "p50_ms": round(1000 * cuts[49]),
        "p95_ms": round(1000 * cuts[94]),
        "shed": sum(one.shed for one in visits),
        "errors": len(errors),
        "fair": round(max(abs(count - mean(counts)) for count in counts) / mean(counts), 3),
        "rss_mb_start": before,
        "rss_mb_end": after,
        "walls_silent": sum(count == 0 for count in wall_lines),
        "wall_lines_min": min(wall_lines, default=0),
        "faults": sorted(set(errors))[:5],
    }


@dataclass
class Line:
    """Requests by hand: a client's own work must not slow the server on the same two cores."""

    address: str

    async def opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        parts = urlsplit(self.address)
        return await asyncio.open_connection(str(parts.hostname), int(parts.port or 80))

    def head(self, what: str, visitor: str, *more: str) -> bytes:
        lines = (f"{what} HTTP/1.1", f"Host: {urlsplit(self.address).netloc}", f"X-Forwarded-For: {visitor}", *more)
        return "".join(f"{line}\r\n" for line in (*lines, "")).encode()

    async def ask(self, visitor: str, question: str) -> tuple[int, float]:
        """Give the status, and the seconds it asks to wait."""
        reader, writer = await self.opened()
        try:
            body = json.dumps({"question": question}).encode()
            more = ("Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close")
            writer.write(self.head("POST /api/ask", visitor, *more) + body)
            said = await reader.read()
        finally:
            writer.close()
        head = said.partition(b"\r\n\r\n")[0].decode().lower()
        wait = re.search(r"retry-after: (\d+)", head)
        return int(head.split(" ", 2)[1]), float(wait[1]) if wait else 0.0


async def _ask_until(line: Line, number: int, visits: Visits, end: float) -> None:
    """Ask one question after another; one that is told to wait waits."""
    questions = cycle(QUESTIONS[number % len(QUESTIONS) :] + QUESTIONS[: number % len(QUESTIONS)])
    while monotonic() < end:
        begun = monotonic()
        try:
            status, wait = await line.ask(f"10.0.0.{number}", next(questions))
        except (OSError, IndexError, ValueError) as error:
            visits.errors.append(type(error).__name__)
            continue
        if status == 200:
            visits.answered += 1
            visits.seconds.append(monotonic() - begun)
        elif status == 503:
            visits.shed += 1
            await asyncio.sleep(wait)
        else:
            visits.errors.append(str(status))


async def _watch(line: Line, link: str, number: int, shown: list[int]) -> None:
    reader, writer = await line.opened()
    try:
        writer.write(line.head(f"GET {link}", f"10.1.{number // 250}.{number % 250}"))
        async for part in reader:
            shown[number] += part.startswith((b"data:", b"event:"))
    finally:
        writer.close()


def _rss_mb(server: HasPid) -> int:
    status = Path(f"/proc/{server.pid}/status").read_text()
    return round(int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024)
