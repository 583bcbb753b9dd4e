"""Where a sentence ends. Standard library only."""

from __future__ import annotations

TERMINAL = "。！？!?；;：:…"
CLOSERS = '”’）)》〉】」』"'


def ends_sentence(text: str) -> bool:
    """Whether a text ends where a sentence or a list item may end."""
    bare = text.rstrip().rstrip(CLOSERS)
    return bool(bare) and bare[-1] in TERMINAL
