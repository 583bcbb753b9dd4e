"""What an answer in the making tells its listener."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thinking:
    """The question was read; the search begins."""


@dataclass(frozen=True, slots=True)
class Said:
    """A verified sentence, or a block of the extractive answer. The finished answer replaces them all."""

    text: str
