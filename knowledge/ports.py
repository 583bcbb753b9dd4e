"""What the knowledge room needs from the outside; knowledge.adapters holds the real ones."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.files import Stamp

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of a passage short enough to embed. `key` is `<passage id>#<number>`, `fingerprint` that of its text."""

    key: str
    text: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """A passage as the lexical index holds it: its id and the terms of its two fields."""

    passage: int
    words: tuple[str, ...]
    bigrams: tuple[str, ...]


def passage_of(slice_key: str) -> int:
    """Read the passage id off a slice's key."""
    return int(slice_key.partition("#")[0])


class Embedder(Protocol):
    """Turns text into unit vectors. `fingerprint` changes whenever the vectors would."""

    @property
    def fingerprint(self) -> str: ...

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Embed questions. Shape: (len(texts), the model's dimension), rows of length 1."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed slices of passages. Shape: as `questions`."""
        ...


class VectorStore(Protocol):
    """Where vectors are kept: what was embedded once is found again by the fingerprint of its text."""

    def add(self, slices: Sequence[Slice], vectors: Vectors) -> None: ...

    def vectors_of(self, fingerprints: Sequence[str]) -> dict[str, Vectors]: ...

    def passages(self) -> set[int]: ...

    def keep(self, passages: Collection[int]) -> None:
        """Forget all other passages."""
        ...

    def close(self) -> None: ...


class DenseIndex(Protocol):
    """Slices by meaning, as readers search them. Errors of each: IndexUnreadable."""

    def nearest(self, vector: Vectors, limit: int) -> tuple[NDArray[np.int64], Vectors]:
        """Find the slices closest to one question, best first: whose they are, and their vectors."""
        ...

    def of_passages(self, passages: Collection[int]) -> tuple[NDArray[np.int64], Vectors]:
        """Give the slices of some passages, in any order: whose they are, and their vectors."""
        ...

    def stamp(self) -> Stamp:
        """Give what changes whenever the index does. No error."""
        ...

    def mean(self) -> Vectors | None:
        """Give the mean of all vectors as last saved by `keep`; None before the first ingest."""
        ...

    def passages(self) -> set[int]: ...

    def vectors_of(self, prints: Collection[str]) -> dict[str, Vectors]: ...

    def add(self, slices: Sequence[Slice], vectors: Vectors) -> None: ...

    def keep(self, passages: Collection[int]) -> None: ...


class LexicalIndex(Protocol):
    """Passages by their words and character pairs (BM25). Errors of each: IndexUnreadable."""

    def add(self, entries: Iterable[LexicalEntry]) -> None: ...

    def keep(self, passages: Collection[int]) -> None: ...

    def passages(self) -> set[int]: ...

    def stamp(self) -> Stamp:
        """Give what changes whenever the index does. No error."""
        ...

    def search(self, words: Sequence[str], bigrams: Sequence[str], limit: int) -> list[tuple[int, float]]:
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
    """The embedding model's endpoint did not answer; nothing can be indexed, or searched by meaning, meanwhile."""


class IndexUnreadable(Exception):
    """An index is missing, damaged or of another model; `zhibu index rebuild` makes it anew. The message names it."""


class SearchIncomplete(Exception):
    """Nothing was found, by indexes that do not hold the whole library: whether it is there cannot be told."""
