"""A circuit breaker: a model that keeps failing is left alone for a while, then tried once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from knowledge.ports import ModelUnavailable, Trouble


class Breaker:
    """Closed until `failures` calls in a row have failed, then open for `pause_seconds`, then one trial call.

    `clock` counts seconds and never goes back. Safe for tasks and threads. A call that ends neither well nor with
    ModelUnavailable (its reader went away) counts as nothing. What a call from before the last opening brings is
    ignored.
    """

    def __init__(self, failures: int, pause_seconds: float, clock: Callable[[], float]) -> None:
        self._limit = failures
        self._pause = pause_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = 0
        self._opened_at: float | None = None
        self._is_trying = False
        self._era = 0

    @contextmanager
    def call(self) -> Iterator[None]:
        """Enclose one call of the model. Errors: ModelUnavailable PAUSED when it must not be made."""
        era = self._admit()
        has_ended = False
        try:
            yield
            has_ended = True
            self._settle(era, has_failed=False)
        except ModelUnavailable:
            has_ended = True
            self._settle(era, has_failed=True)
            raise
        finally:
            if not has_ended:
                self._abandon(era)

    @property
    def is_open(self) -> bool:
        """Whether calls are held back now, the pause not over or a trial under way."""
        with self._lock:
            return self._holds_back()

    def _holds_back(self) -> bool:
        return self._opened_at is not None and (self._is_trying or self._clock() - self._opened_at < self._pause)

    def _admit(self) -> int:
        with self._lock:
            if self._holds_back():
                raise ModelUnavailable(Trouble.PAUSED)
            if self._opened_at is not None:
                self._is_trying = True
                self._era += 1
            return self._era

    def _settle(self, era: int, *, has_failed: bool) -> None:
        with self._lock:
            if era != self._era:
                return
            was_trial, self._is_trying = self._is_trying, False
            self._failed = self._failed + 1 if has_failed else 0
            if has_failed and (was_trial or self._failed >= self._limit):
                self._opened_at = self._clock()
                self._era += 1
            elif was_trial:
                self._opened_at = None

    def _abandon(self, era: int) -> None:
        with self._lock:
            if era == self._era:
                self._is_trying = False
