"""The event loop and the garbage collector of a process that serves thousands at once."""

from __future__ import annotations

import gc
import sys

if sys.platform == "win32":
    from asyncio import new_event_loop as fast_loop
else:  # a quarter less processor time a check-in: a whole hall signs in within a minute
    from uvloop import new_event_loop as fast_loop

__all__ = ["fast_loop", "settle_memory"]


def settle_memory() -> None:
    """Keep what is loaded by now out of the garbage collector's rounds, and make the rounds rare.

    With thousands of answers waiting for Telegram's turn a full round stopped everything for a quarter of a second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 100)
