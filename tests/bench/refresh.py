"""zhibu bench refresh: questions all the while the library changes, by another process, as an administrator does it.

Rules of our own each say a number. They are added, replaced, rolled back, and the indexes rebuilt, by the command line
in processes of its own, while a client asks one or two running servers for the numbers. An answer is right when it says
what a rule said when it was asked or says when it is read. Then commands are killed at random moments.

Configurations: embedded Chroma, a Chroma server, and two servers on one folder with embedded Chroma.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from time import monotonic
from typing import Any

import httpx

from bot.clock import SystemClock
from knowledge.library.library import Library
from knowledge.sql import Database
from tests.bench.processes import Launch, address_of, chroma_server, postgres_server, spawned
from tests.support.storage.database import fresh_postgres

PER_SECOND = 20.0
AT_ONCE = 16  # questions on their way; a client that waits for more than that asks less often
KINDS = ("embedded", "server", "two_servers", "postgres")
KILLS = 20
LONGEST_RUN_SECONDS = 4.0  # of a command before it is killed
LOOK_SECONDS = 0.02
TOPICS = ("党员培训", "组织生活会", "主题党日", "党费收缴", "谈心谈话", "民主评议")
RULE = """云东市{topic}办法
（示例文件，内容为虚构）
云东工发〔2025〕{number}号

第一条　为规范{topic}工作，制定本办法。

第二条　{topic}工作每年检查不少于{times}次。

第三条　本办法自2025年2月1日起施行。
"""


@dataclass
class Rule:
    """One document: what it has said, with the moment from which it did; None while it is not there."""

    number: int
    topic: str
    said: list[tuple[float, int | None]]
    waiting: dict[int, float] = field(default_factory=dict)  # numbers not yet seen in an answer, since when
    found_after: list[float] = field(default_factory=list)

    @property
    def question(self) -> str:
        return f"云东市{self.topic}工作每年检查不少于几次"

    @property
    def can_go_back(self) -> bool:
        """Whether it says the newest of several numbers: each is larger than the one before."""
        numbers = {times for _, times in self.said if times is not None}
        return len(numbers) > 1 and self.said[-1][1] == max(numbers)

    def write(self, folder: Path, times: int) -> Path:
        file = folder / f"{self.topic}.txt"
        file.write_text(RULE.format(topic=self.topic, number=self.number, times=times), encoding="utf-8")
        return file

    def between(self, asked: float, read: float) -> set[int | None]:
        """Give everything it said between two moments."""
        before = [times for at, times in self.said if at <= asked][-1:]
        return {*before, *(times for at, times in self.said if asked < at <= read)}


@dataclass
class Seen:
    """What the client saw."""

    asked: int = 0
    failed: int = 0
    neither: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class Stage:
    """A data folder, the servers on it, and the rules in its library."""

    folder: Path
    variables: dict[str, str]
    launch: Launch
    rules: list[Rule]
    numbers: Iterator[int] = field(default_factory=lambda: count(11))
    seen: Seen = field(default_factory=Seen)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    async def run(self, *words: str) -> int:
        """Run a command to its end."""
        with self.launch(self.folder / "command", *words, **self.environment()) as process:
            return await asyncio.to_thread(process.wait)

    def environment(self) -> dict[str, str]:
        return {"ZHIBU_DATA_DIR": str(self.data)} | self.variables


def bench_refresh(seconds: int, launch: Launch = spawned, kills: int = KILLS) -> dict[str, Any]:
    """Measure all configurations for so many seconds each; the top level is the worst of them, `runs` each."""
    runs = [asyncio.run(refreshed(kind, seconds, launch, kills)) for kind in KINDS]
    sums = ("asked", "failed", "neither", "kills", "broken")
    return {
        **{name: sum(run[name] for run in runs) for name in sums},
        "seconds_to_new": max(run["seconds_to_new"] for run in runs),
        "runs": runs,
    }


async def refreshed(kind: str, seconds: float, launch: Launch, kills: int) -> dict[str, Any]:
    """Measure one configuration."""
    with tempfile.TemporaryDirectory(prefix="zhibu-bench-") as name, ExitStack() as servers:
        variables = {"ZHIBU_WEB__TRUSTED_PROXIES": "127.0.0.1"}  # each visitor names an address of its own
        if kind == "postgres":
            variables["ZHIBU_DATABASE__URL"] = fresh_postgres(servers.enter_context(postgres_server(Path(name))))
        if kind == "server":
            variables["ZHIBU_CHROMA__URL"] = servers.enter_context(chroma_server(Path(name)))
        rules = [Rule(number, topic, [(0.0, None)]) for number, topic in enumerate(TOPICS, 1)]
        stage = Stage(Path(name), variables, launch, rules)
        (stage.folder / "rules").mkdir()
        async with _watched(stage):
            for rule in rules[:3]:
                await _replace(stage, rule)
            addresses = []
            for number in range(2 if kind == "two_servers" else 1):
                words = ("serve", "--port", "0")
                process = servers.enter_context(launch(stage.folder / f"server{number}", *words, **stage.environment()))
                addresses.append(await asyncio.to_thread(address_of, process))
            for rule in rules:
                rule.waiting.clear()  # nobody could ask before
            end = monotonic() + seconds
            async with asyncio.TaskGroup() as group:
                group.create_task(_ask_until(stage, addresses, end))
                changes = await _change_until(stage, end)
            figures = {
                "kind": kind,
                "asked": stage.seen.asked,
                "offered": round(PER_SECOND * seconds),
                "failed": stage.seen.failed,
                "neither": stage.seen.neither,
                "changes": changes,
                "seconds_to_new": round(max(max(rule.found_after, default=0.0) for rule in rules), 2),
                "never_seen": sum(len(rule.waiting) for rule in rules),
                "faults": stage.seen.faults[:5],
            }
            return figures | await _killed(stage, addresses[0], kills)


async def _change_until(stage: Stage, end: float) -> int:
    """Add, replace, roll back and rebuild in turn, each a command of its own; gives how many were done."""
    draw, done = random.Random(8), 0
    steps = cycle(("add", "replace", "replace", "rollback", "rebuild", "replace"))
    while monotonic() < end:
        new = [rule for rule in stage.rules if rule.said[-1][1] is None]
        step = next(steps)
        rule = new[0] if step == "add" and new else draw.choice([one for one in stage.rules if one not in new])
        if step == "rebuild":
            assert await stage.run("index", "rebuild") == 0
        elif step == "rollback" and rule.can_go_back:
            assert await stage.run("library", "rollback", f"{rule.topic}.txt") == 0
        else:
            await _replace(stage, rule)
        done += 1
    return done


async def _replace(stage: Stage, rule: Rule) -> None:
    file = await asyncio.to_thread(rule.write, stage.folder / "rules", next(stage.numbers))
    assert await stage.run("ingest", str(file)) == 0


@asynccontextmanager
async def _watched(stage: Stage) -> AsyncIterator[None]:
    """Note, from the database, what each rule says and since when."""
    stage.data.mkdir(parents=True)
    assert await stage.run("library", "list") == 0  # the database is made
    database = Database(stage.variables.get("ZHIBU_DATABASE__URL", f"sqlite+aiosqlite:///{stage.data / 'zhibu.db'}"))
    library = Library(database, SystemClock())
    watching = asyncio.ensure_future(_watch(stage, library))
    try:
        yield
    finally:
        watching.cancel()
        await asyncio.wait({watching})
        await database.close()


async def _watch(stage: Stage, library: Library) -> None:
    last = -1
    while True:
        revision = await library.revision()
        if revision != last:
            now, last = monotonic(), revision
            for rule in stage.rules:
                times = await _says(library, rule)
                if times != rule.said[-1][1]:
                    rule.said.append((now, times))
                    rule.waiting = {} if times is None else {times: now}
        await asyncio.sleep(LOOK_SECONDS)


async def _says(library: Library, rule: Rule) -> int | None:
    for detail in await library.details(f"{rule.topic}.txt"):
        for evidence in await library.passages_of_regulation(detail.regulation.id):
            _, found, rest = evidence.passage.text.partition("不少于")
            if found:
                return int(rest.partition("次")[0])
    return None


async def _ask_until(stage: Stage, addresses: Sequence[str], end: float) -> None:
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(httpx.AsyncClient(base_url=one, timeout=60)) for one in addresses]
        room, draw = asyncio.Semaphore(AT_ONCE), random.Random(9)
        async with asyncio.TaskGroup() as group:
            for client in cycle(clients):
                if monotonic() >= end:
                    break
                await room.acquire()
                news = [rule for rule in stage.rules if rule.waiting]
                group.create_task(_ask(stage, client, draw.choice(news or stage.rules), room))
                await asyncio.sleep(1 / PER_SECOND)


async def _ask(stage: Stage, client: httpx.AsyncClient, rule: Rule, room: asyncio.Semaphore) -> None:
    seen, asked_at = stage.seen, monotonic()
    seen.asked += 1
    try:
        told = await _told(client, rule, seen.asked)
    except (httpx.HTTPError, ValueError) as fault:
        seen.failed += 1
        seen.faults.append(f"{type(fault).__name__}: {fault}"[:200])
        return
    finally:
        room.release()
    now = monotonic()
    # the database is looked at every so often: what was committed a moment ago may already be told
    if told not in rule.between(asked_at - 2 * LOOK_SECONDS, now) and told not in await _soon(rule, now):
        seen.neither += 1
        seen.faults.append(f"{rule.topic}: {told}, not {rule.said[-3:]}")
    elif told in rule.waiting:
        rule.found_after.append(asked_at - rule.waiting.pop(told) if asked_at > rule.waiting[told] else 0.0)


async def _soon(rule: Rule, now: float) -> set[int | None]:
    await asyncio.sleep(10 * LOOK_SECONDS)
    return rule.between(now, monotonic())


async def _told(client: httpx.AsyncClient, rule: Rule, number: int) -> int | None:
    """Ask for a rule's number; None when the library is said to hold none."""
    visitor = {"X-Forwarded-For": f"10.0.0.{number % 50}"}  # as behind a proxy: each address has its own bucket
    reply = await client.post("/api/ask", json={"question": rule.question}, headers=visitor)
    if reply.is_error:
        raise ValueError(reply.text)
    answer = reply.json()
    for citation in answer["citations"]:
        if citation["source"] == f"{rule.topic}.txt" and "不少于" in citation["text"]:
            return int(citation["text"].partition("不少于")[2].partition("次")[0])
    return None


async def _killed(stage: Stage, address: str, kills: int) -> dict[str, int]:
    """Kill commands; after each, every rule is still told as the database has it, and the next command works."""
    draw, broken = random.Random(), 0
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        for number in range(kills):
            rule = draw.choice([one for one in stage.rules if one.said[-1][1] is not None])
            file = await asyncio.to_thread(rule.write, stage.folder / "rules", next(stage.numbers))
            words = ("index", "rebuild") if number % 3 == 2 else ("ingest", str(file))
            with stage.launch(stage.folder / "command", *words, **stage.environment()) as process:
                await asyncio.sleep(LONGEST_RUN_SECONDS * draw.random())
                process.kill()
                await asyncio.to_thread(process.wait)
            await asyncio.sleep(10 * LOOK_SECONDS)
            broken += await _is_broken(stage, client)
        broken += await stage.run("ingest", str(stage.folder / "rules")) + await stage.run("doctor")
    return {"kills": kills, "broken": broken}


async def _is_broken(stage: Stage, client: httpx.AsyncClient) -> bool:
    told = {rule.topic: await _told(client, rule, rule.number) for rule in stage.rules}
    return told != {rule.topic: rule.said[-1][1] for rule in stage.rules}
