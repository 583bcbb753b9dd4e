"""Documents come and go, indexes are rebuilt and commands killed, while questions are asked all the time."""

from __future__ import annotations

import pytest

from tests.bench.refresh import refreshed
from tests.support.cli.forked import served

SECONDS = 4
KILLS = 1


@pytest.mark.parametrize("kind", ["server", "two_servers"])
async def test_whoever_asks_meanwhile_hears_the_old_or_the_new(kind: str) -> None:
    figures = await refreshed(kind, SECONDS, served, KILLS)
    assert (figures["failed"], figures["neither"], figures["faults"]) == (0, 0, [])
    assert figures["asked"] >= SECONDS
    assert figures["changes"] >= 1
    assert (figures["kills"], figures["broken"]) == (KILLS, 0)
