"""The circuit breaker, against a plain model of itself and against threads."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.generating.breaker import Breaker
from knowledge.ports import ModelUnavailable, Trouble

PAUSE = 60.0


class Seconds:
    """A monotonic clock that tests move."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def attempt(breaker: Breaker, *, well: bool) -> bool:
    """Make one call; false when the breaker held it back."""
    try:
        with breaker.call():
            if not well:
                _fail()
    except ModelUnavailable as unavailable:
        return unavailable.reason is not Trouble.PAUSED
    return True


def _fail() -> None:
    raise ModelUnavailable(Trouble.REJECTED)


def failing(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        assert attempt(breaker, well=False)


@given(
    limit=st.integers(1, 4),
    steps=st.lists(st.tuples(st.sampled_from([0.0, 1.0, 59.0, 60.0, 200.0]), st.booleans()), max_size=40),
)
def test_it_holds_back_after_failures_in_a_row_for_the_pause_only(limit: int, steps: list[tuple[float, bool]]) -> None:
    clock = Seconds()
    breaker = Breaker(limit, PAUSE, clock)
    failed, opened_at = 0, None
    for wait, well in steps:
        clock.now += wait
        may_call = opened_at is None or clock.now - opened_at >= PAUSE
        assert breaker.is_open is not may_call
        assert attempt(breaker, well=well) is may_call
        if may_call and well:
            failed, opened_at = 0, None
        elif may_call:
            failed += 1
            opened_at = clock.now if opened_at is not None or failed >= limit else None


def test_one_trial_at_a_time() -> None:
    clock = Seconds()
    breaker = Breaker(1, PAUSE, clock)
    failing(breaker, 1)
    clock.now = PAUSE
    with breaker.call():
        assert not attempt(breaker, well=True)
    assert attempt(breaker, well=True)


def test_a_trial_whose_reader_went_away_frees_its_place() -> None:
    clock = Seconds()
    breaker = Breaker(1, PAUSE, clock)
    failing(breaker, 1)
    clock.now = PAUSE
    with pytest.raises(KeyboardInterrupt), breaker.call():
        raise KeyboardInterrupt
    assert attempt(breaker, well=True)
    assert not breaker.is_open


def test_what_an_old_call_brings_is_ignored() -> None:
    breaker = Breaker(1, PAUSE, Seconds())
    with breaker.call():
        failing(breaker, 1)
    assert breaker.is_open


@pytest.mark.parametrize("threads", [8])
def test_threads_share_one_trial(threads: int) -> None:
    clock = Seconds()
    breaker = Breaker(1, PAUSE, clock)
    failing(breaker, 1)
    clock.now = PAUSE
    barrier = threading.Barrier(threads)
    made: list[str] = []
    workers = [threading.Thread(target=_try_together, args=(breaker, barrier, made.append)) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert made.count("called") == 1


def _try_together(breaker: Breaker, barrier: threading.Barrier, note: Callable[[str], None]) -> None:
    barrier.wait()
    try:
        with breaker.call():
            note("called")
            barrier.wait()
    except ModelUnavailable:
        note("held back")
        barrier.wait()
