"""A token bucket for each client, in memory: enough against a stuck script, far from any person's pace."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from starlette.requests import Request

REMEMBERED = 10_000  # clients; the one unseen for longest is forgotten first


@dataclass(slots=True)
class Buckets:
    """Lets a client act `full` times at once and `per_second` times a second after that."""

    full: float = 60
    per_second: float = 10
    now: Callable[[], float] = monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, client: str) -> bool:
        """Take one token, if there is one."""
        now = self.now()
        left, since = self._left.pop(client, (self.full, now))
        left = min(self.full, left + (now - since) * self.per_second)
        allowed = left >= 1
        self._left[client] = (left - 1 if allowed else left, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return allowed


def address_of(request: Request) -> str:
    """Give the address a request comes from, to count by."""
    return request.client.host if request.client else ""
