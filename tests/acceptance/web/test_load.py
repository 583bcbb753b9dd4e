"""Many who ask at once: each has its share, and whoever comes too many hears when to come again."""

from __future__ import annotations

import asyncio
from collections import Counter

import httpx

from bot.errors import ErrorCode
from bot.settings import Settings
from bot.web.entrance.guard import READS_A_CHANGE
from bot.web.entrance.limits import Buckets
from bot.wiring import Services
from tests.acceptance.web.test_serve import opened, started
from tests.bench.load import loaded
from tests.support.sentences import explained
from tests.support.web.serving import visiting

QUESTION = {"question": "新任党支部书记多久内参加培训"}


async def test_beyond_the_bound_there_is_a_sentence_and_a_time(services: Services) -> None:
    async with visiting(services) as client:
        replies = await asyncio.gather(*(client.post("/api/ask", json=QUESTION) for _ in range(120)))
    counts = Counter(reply.status_code for reply in replies)
    assert set(counts) == {200, 503}
    assert counts[200] >= 80  # sixteen at once and sixty-four in line
    shed = next(reply for reply in replies if reply.status_code == 503)
    assert shed.json() == {"error": "answers_busy", "message": explained(ErrorCode.ANSWERS_BUSY)}
    assert int(shed.headers["retry-after"]) > 0


async def test_reading_has_its_bound_as_well_and_check_in_none(services: Services) -> None:
    async with visiting(services, buckets=Buckets(full=2, per_second=0)) as client:
        statuses = [(await client.get("/library")).status_code for _ in range(2 * READS_A_CHANGE + 2)]
        assert statuses == [200] * 2 * READS_A_CHANGE + [429] * 2
        assert (await client.get("/checkin")).status_code == 200
        assert (await client.get("/healthz")).status_code == 200
        slowed = await client.get("/readyz")
        assert (slowed.status_code, int(slowed.headers["retry-after"]) > 0) == (429, True)


async def test_a_few_clients_are_served_alike(small_library: Settings) -> None:
    with started(small_library.data_dir, "--port", "0", ZHIBU_WEB__TRUSTED_PROXIES="127.0.0.1") as process:
        figures = await loaded(process, await asyncio.to_thread(opened, process), 2, 6, [])
    assert (figures["errors"], figures["shed"], figures["faults"]) == (0, 0, [])
    assert figures["answered"] >= 6
    assert figures["rss_mb_end"] >= figures["rss_mb_start"] > 0


async def test_an_address_is_believed_of_a_trusted_proxy_alone(small_library: Settings) -> None:
    for proxies, statuses in (("", {200, 429}), ("127.0.0.1", {200}), ("10.0.0.0/8", {200, 429})):
        with started(small_library.data_dir, "--port", "0", ZHIBU_WEB__TRUSTED_PROXIES=proxies) as process:
            address = await asyncio.to_thread(opened, process)
            async with httpx.AsyncClient(base_url=address, timeout=60) as client:
                asks = (
                    client.post("/api/feedback", json={}, headers={"x-forwarded-for": f"10.0.0.{number}"})
                    for number in range(100)
                )
                seen = {200 if reply.status_code != 429 else 429 for reply in await asyncio.gather(*asks)}
        assert seen == statuses, proxies
