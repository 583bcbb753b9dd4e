"""What the knowledge room needs from the outside; knowledge.adapters holds the real ones."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of a passage short enough to embed. `key` is `<passage id>#<number>`, `fingerprint` that of its text."""

    key: str
    text: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """A passage as the lexical index holds it: its key and the terms of its two fields."""

    key: str
    words: tuple[str, ...]
    bigrams: tuple[str, ...]


class Embedder(Protocol):
    """Turns text into unit vectors. `fingerprint` changes whenever the vectors would."""

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Embed questions. Shape: (len(texts), dimension), rows of length 1."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed slices of passages. Shape: (len(texts), dimension), rows of length 1."""
        ...


class DenseIndex(Protocol):
    """Slices by meaning. Holds vectors only; the words stay in SQL."""

    def add(self, slices: Sequence[Slice], vectors: Vectors) -> None: ...

    def vectors_of(self, fingerprints: Sequence[str]) -> dict[str, Vectors]:
        """Find stored vectors by the fingerprint of their text, so that equal text is never embedded twice."""
        ...

    def nearest(self, vector: Vectors, limit: int) -> tuple[list[str], Vectors]:
        """Find the slices closest to one question, best first, with their stored vectors. Empty before an ingest."""
        ...

    def of_passages(self, passages: Sequence[int]) -> tuple[list[str], Vectors]:
        """Give the stored slices of some passages, in any order."""
        ...

    def keys(self) -> list[str]: ...

    def mean(self) -> Vectors | None:
        """Give the mean of all vectors as last saved by `remember_mean`; None before the first ingest."""
        ...

    def remember_mean(self) -> None: ...

    def remove(self, keys: Sequence[str]) -> None: ...


class LexicalIndex(Protocol):
    """Passages by their words and character pairs (BM25)."""

    def add(self, entries: Iterable[LexicalEntry]) -> None: ...

    def remove(self, keys: Sequence[str]) -> None: ...

    def clear(self) -> None: ...

    def keys(self) -> set[str]: ...

    def search(self, words: Sequence[str], bigrams: Sequence[str], limit: int) -> list[tuple[str, float]]:
        """Find passages by BM25 over both fields, best first."""
        ...

    def frequency(self, term: str) -> int:
        """Count the passages that hold a term: a bigram when it starts with `#`, else a word."""
        ...

    @property
    def size(self) -> int: ...


class ChatModel(Protocol):
    """A language model behind an OpenAI-compatible endpoint."""

    @property
    def fingerprint(self) -> str: ...

    def stream(self, system: str, user: str) -> AsyncGenerator[str, None]:
        """Yield pieces of the reply. Errors: ModelUnavailable on time-out, refusal or a broken reply."""
        ...


class Trouble(StrEnum):
    """Why a model did not answer properly; goes to the log."""

    UNREACHABLE = "unreachable"
    REJECTED = "rejected"  # it answered with an error status
    RATE_LIMITED = "rate_limited"
    NOT_ALLOWED = "not_allowed"  # the key is wrong
    NO_FIRST_WORD = "no_first_word"
    TIMED_OUT = "timed_out"
    BROKEN_REPLY = "broken_reply"
    CUT_OFF = "cut_off"
    EMPTY_REPLY = "empty_reply"
    PAUSED = "paused"  # the circuit breaker holds calls back


class ModelUnavailable(Exception):
    """The model did not answer properly; the extractive answer stands."""

    def __init__(self, reason: Trouble) -> None:
        super().__init__(reason.value)
        self.reason = reason


class EmbedderUnavailable(Exception):
    """The embedding model's endpoint did not answer; nothing can be searched or indexed meanwhile."""
