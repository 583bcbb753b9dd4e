"""Reading docs/samples gives, word for word, what it gave when somebody last looked.

After a change that is meant to read differently, look at the difference and keep the new reading:
`python -m tests.support.answering.golden`, then commit tests/integration/ingest/golden/samples.jsonl with the change.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.support.answering.golden import SAMPLES, kept, reading_of

KEPT = kept()
REWRITE = "reads differently; if that is meant: python -m tests.support.answering.golden"


@cache
def read() -> list[dict[str, Any]]:
    return list(reading_of(SAMPLES))


def named(item: dict[str, Any]) -> str:
    return f"{item['source']}: {item['title']}"


def test_the_same_regulations_are_found() -> None:
    assert [named(item) for item in read()] == [named(item) for item in KEPT], REWRITE


@pytest.mark.parametrize("item", KEPT, ids=named)
def test_a_regulation_reads_as_before(item: dict[str, Any]) -> None:
    found = next((one for one in read() if named(one) == named(item)), None)
    assert found is not None, f"{named(item)} is gone"
    changed = {key: (item[key], found[key]) for key in item if item[key] != found[key] and key != "passages"}
    assert changed == {}, f"{named(item)} {REWRITE}"
    lost = [passage for passage in item["passages"] if passage not in found["passages"]]
    new = [passage for passage in found["passages"] if passage not in item["passages"]]
    assert (lost, new) == ([], []), f"{named(item)}: these passages {REWRITE}"
    assert found["passages"] == item["passages"], f"{named(item)}: the order of passages {REWRITE}"
