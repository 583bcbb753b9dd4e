"""zhibu bench checkin: thousands of members check in while the server runs, and while it is killed.

Each of four configurations (browsers and Telegram, SQLite and PostgreSQL) has a real `zhibu serve` in a process of its
own. Members come at an even pace, all of them within 57 seconds, whether the server keeps up or not, so that a slow
server shows in the latencies. Over HTTP a check-in is done when its answer is read; in Telegram when it stands in
the database, because Telegram lets a bot answer 30 people a second: the sentences follow at that pace.
Then, with a smaller branch, the server is killed with SIGKILL ten times at random moments.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from bot.people.model import MemberId
from tests.bench.checkin.load import Outcome, bot_api, in_telegram, over_http
from tests.bench.checkin.stage import Stage, ledger_of, prepare, serving
from tests.bench.processes import Launch, Running, postgres_server, spawned
from tests.support.storage.database import fresh_postgres
from tests.support.telegram.bot_api import TOKEN, FakeTelegram

WINDOW_SECONDS = 57.0
KILLS = 10
KILL_PEOPLE = 1000
KILL_PER_SECOND = 100.0
Serve = Callable[[], AbstractContextManager[tuple[Running, str]]]


def bench_checkin(people: int) -> dict[str, Any]:
    """Measure all configurations; the top level is the worst of them, `runs` each."""
    runs = []
    with tempfile.TemporaryDirectory(prefix="zhibu-bench-") as name, postgres_server(Path(name)) as server:
        for database in ("sqlite", "postgres"):
            for route in ("http", "telegram"):
                folder = Path(name) / f"{database}-{route}"
                url = _url(database, folder, server)
                runs.append({"database": database, "route": route} | asyncio.run(_run(url, folder, route, people)))
            folder = Path(name) / f"{database}-kills"
            url = _url(database, folder, server)
            runs.append({"database": database, "route": "http"} | asyncio.run(killed(url, folder, KILL_PEOPLE, KILLS)))
    return _worst(people, runs)


def _worst(people: int, runs: list[dict[str, Any]]) -> dict[str, Any]:
    timed = [run for run in runs if "p99_ms" in run]
    return {
        "people": people,
        "seconds": max(run["seconds"] for run in timed),
        "p99_ms": max(run["p99_ms"] for run in timed),
        "lost": sum(run["lost"] for run in runs),
        "double": sum(run["double"] for run in runs),
        "kills": sum(run.get("kills", 0) for run in runs),
        "offered_per_second": round(people / WINDOW_SECONDS, 1),
        "runs": runs,
    }


async def _run(url: str, folder: Path, route: str, people: int) -> dict[str, Any]:
    stage = await prepare(url, people)
    members = [MemberId(number) for number in range(1, people + 1)]
    random.Random(7).shuffle(members)
    per_second = people / WINDOW_SECONDS
    async with ledger_of(stage) as ledger:
        if route == "http":
            with serving(stage, folder, spawned) as (_, address):
                outcome = await over_http(address, stage, members, per_second)
            more = {}
        else:
            telegram = FakeTelegram(max_wait=2.0)
            telegram.limits.enabled = True
            with bot_api(telegram) as api, serving(stage, folder, spawned, _token(api)):
                await telegram.until(lambda: telegram.sent("setMyCommands"))
                outcome = await in_telegram(telegram, ledger, stage, members, per_second)
                more = {"answered_by_then": len(telegram.sent("sendMessage")), "answers_429": _held_back(telegram)}
        return (
            _figures(outcome)
            | more
            | {
                "lost": people - len(await ledger.present()),
                "unacknowledged": people - len(outcome.done),
                "double": await ledger.doubles(),
            }
        )


def _token(api: str) -> dict[str, str]:
    return {"ZHIBU_TELEGRAM__TOKEN": TOKEN, "ZHIBU_TELEGRAM__BASE_URL": api}


def _held_back(telegram: FakeTelegram) -> int:
    return sum(call.reply.get("error_code") == 429 for call in telegram.refused())


def _figures(outcome: Outcome) -> dict[str, Any]:
    latencies = outcome.latencies or [0.0]
    places = {"p50_ms": 0.5, "p99_ms": 0.99}
    figures = {name: round(1000 * latencies[int(len(latencies) * place)], 1) for name, place in places.items()}
    return {"seconds": round(outcome.seconds, 1), **figures, "max_ms": round(1000 * latencies[-1], 1)}


async def killed(url: str, folder: Path, people: int, kills: int, launch: Launch = spawned) -> dict[str, Any]:
    """Kill the server again and again; whoever was not acknowledged taps again after the next start."""
    stage = await prepare(url, people)
    outcome, chance, lost = Outcome(), random.Random(), 0
    async with ledger_of(stage) as ledger:
        for _ in range(kills):
            lost += await _until_killed(
                stage, partial(serving, stage, folder, launch), outcome, 0.2 + 2 * chance.random()
            )
            lost += len(set(outcome.done) - await ledger.present())
        with serving(stage, folder, launch) as (_, address):
            await over_http(address, stage, _left(stage, outcome), KILL_PER_SECOND, outcome)
        lost += people - len(await ledger.present())
        return {"kills": kills, "people": people, "lost": lost, "double": await ledger.doubles()}


async def _until_killed(stage: Stage, serve: Serve, outcome: Outcome, seconds: float) -> int:
    """Load the server until it is killed; gives how many were acknowledged although the kill came before."""
    with serve() as (process, address):
        async with asyncio.TaskGroup() as group:
            group.create_task(over_http(address, stage, _left(stage, outcome), KILL_PER_SECOND, outcome))
            await asyncio.sleep(seconds)
            process.kill()
            process.wait()
            dead_at = monotonic()
            await asyncio.sleep(0.1)  # answers that lie in the socket already are read
    return sum(done > dead_at + 1 for done in outcome.done.values())


def _left(stage: Stage, outcome: Outcome) -> list[MemberId]:
    members = (MemberId(number) for number in range(1, stage.people + 1))
    return [member for member in members if member not in outcome.done]


def _url(database: str, folder: Path, server: str) -> str:
    folder.mkdir(parents=True)
    return fresh_postgres(server) if database == "postgres" else f"sqlite+aiosqlite:///{folder / 'zhibu.db'}"
