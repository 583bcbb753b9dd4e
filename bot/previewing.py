"""What is previewed is what is written: a preview leaves a mark, and the write that comes with it has to fit."""

from __future__ import annotations

import hashlib

from bot.errors import BotError, ErrorCode


def mark_of(*facts: object) -> str:
    """Give eight hex digits that change when anything in the facts does; short enough for a button."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:8]


def ensure_seen(now: str, seen: str | None) -> None:
    """Let a write through that would do what its preview said; None: nothing was previewed.

    Errors: BotError PREVIEW_CHANGED.
    """
    if seen is not None and seen != now:
        raise BotError(ErrorCode.PREVIEW_CHANGED)
