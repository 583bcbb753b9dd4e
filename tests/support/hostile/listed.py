"""The list of hostile files, and how each gets onto it."""

from __future__ import annotations

from collections.abc import Callable

TEXT = "支部应当每月开展一次主题党日。"
HOSTILE: dict[str, Callable[[], bytes]] = {}
SLOW: set[str] = set()  # these take long to refuse, or to read: `zhibu bench files` reads them too


def hostile(extension: str, *, is_slow: bool = False) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def noted(make: Callable[[], bytes]) -> Callable[[], bytes]:
        HOSTILE[f"{make.__name__}{extension}"] = make
        SLOW.update({f"{make.__name__}{extension}"} if is_slow else ())
        return make

    return noted
