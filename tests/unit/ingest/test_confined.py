"""Work in a process of its own: it gives what the function gives, and ends in time whatever the function does."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from time import monotonic

import pytest

from ingest.confined.allowance import MEBIBYTE, Allowance, Overrun, OverrunKind
from ingest.confined.child import beat
from ingest.confined.process import Confined
from ingest.model import DocumentRefused, RefusalCode

SHORT = Allowance(seconds=1, beat_seconds=4, memory_bytes=300 * MEBIBYTE)


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    with closing(Confined(SHORT)) as room:
        yield room


def refuse() -> None:
    raise DocumentRefused(RefusalCode.SECRET, "机密")


def recognise(pages: int) -> int:
    for page in range(pages):
        with beat(page, pages):
            time.sleep(0.3)
    return pages


def spin() -> None:
    while True:
        pass


def test_it_gives_what_the_function_gives_from_one_process(confined: Confined) -> None:
    assert confined("builtins:sum", [1, 2, 3]) == 6
    first, second = confined("os:getpid"), confined("os:getpid")
    assert first == second != os.getpid()


def test_it_raises_what_the_function_raises(confined: Confined) -> None:
    with pytest.raises(DocumentRefused) as refused:
        confined(f"{__name__}:refuse")
    assert (refused.value.code, refused.value.detail) == (RefusalCode.SECRET, "机密")


@pytest.mark.parametrize(
    ("function", "arguments", "kind"),
    [
        ("time:sleep", (60,), OverrunKind.TIME),
        (f"{__name__}:spin", (), OverrunKind.TIME),
        ("os:abort", (), OverrunKind.DIED),
        ("os:_exit", (0,), OverrunKind.DIED),
    ],
)
def test_what_does_not_end_is_ended_and_the_next_call_works(
    confined: Confined, function: str, arguments: tuple[object, ...], kind: OverrunKind
) -> None:
    start = monotonic()
    with pytest.raises(Overrun) as over:
        confined(function, *arguments)
    assert (over.value.kind, monotonic() - start < 5) == (kind, True)
    assert confined("builtins:len", "一二") == 2


def test_it_gets_no_more_memory_than_allowed(confined: Confined) -> None:
    with pytest.raises(MemoryError):
        confined("builtins:bytearray", 2_000 * MEBIBYTE)
    assert confined("builtins:len", "一二") == 2


def test_a_page_at_a_time_may_take_longer_and_is_heard() -> None:
    heard: list[tuple[int, int]] = []
    with closing(Confined(SHORT, lambda done, total: heard.append((done, total)))) as room:
        assert room(f"{__name__}:recognise", 5) == 5
    assert heard == [(page, 5) for page in range(5)]


def test_whoever_closes_it_waits_for_nothing() -> None:
    begun = threading.Event()
    room = Confined(Allowance(seconds=60, beat_seconds=60, memory_bytes=300 * MEBIBYTE), lambda *_: begun.set())
    ended: list[OverrunKind] = []

    def wait() -> None:
        with pytest.raises(Overrun) as over:
            room(f"{__name__}:recognise", 1_000)
        ended.append(over.value.kind)

    waiting = threading.Thread(target=wait)
    waiting.start()
    begun.wait(20)
    room.close()
    waiting.join(5)
    room.close()
    assert ended == [OverrunKind.DIED]


def test_one_that_is_not_kept_leaves_no_process() -> None:
    room = Confined(SHORT, is_kept=False)
    child = room("os:getpid")
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
