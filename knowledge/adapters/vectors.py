"""The slices' vectors as readers search them: files beside Chroma's that are never changed once they are written.

Chroma stays the store of vectors and is opened by writers only. Embedded, it keeps part of its index in the process, so
that what another process writes breaks the queries of this one (chroma #7040). Here a writer adds files and then swaps
the list of them; whoever reads keeps what it has mapped until it sees the new list. The search is exact: the product of
one question with every slice.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.files import NO_FILE, Stamp, put_text, stamp_of
from knowledge.ports import IndexUnreadable, Slice, Vectors, passage_of

Keys = NDArray[np.int64]  # (slices, 2): passage id, number of the slice
Prints = NDArray[np.bytes_]  # (slices,): fingerprints of the slices' texts
LIST = "list.json"
PRINT_BYTES = 32
MOST_PARTS = 40  # more are joined into one
TRIES = 5  # a writer may take files away between the reading of the list and of the files


@dataclass(frozen=True, slots=True)
class _Part:
    """Slices that were written together."""

    name: str
    checksums: dict[str, int]
    keys: Keys
    prints: Prints
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class _Held:
    """What one list names, mapped into memory."""

    stamp: Stamp
    parts: tuple[_Part, ...]
    mean: Vectors | None

    def passages(self) -> Keys:
        return np.concatenate([np.empty(0, np.int64), *(part.keys[:, 0] for part in self.parts)])

    def rows(self, wanted: NDArray[np.intp]) -> Vectors:
        """Give the vectors of rows, numbered through all parts."""
        found = np.empty((len(wanted), self.parts[0].vectors.shape[1]), np.float32)
        first = 0
        for part in self.parts:
            here = (wanted >= first) & (wanted < first + len(part.keys))
            found[here] = part.vectors[wanted[here] - first]
            first += len(part.keys)
        return found


_NOTHING = _Held(NO_FILE, (), None)
_NOBODY = np.empty(0, np.int64), np.empty((0, 0), np.float32)


class VectorFiles:
    """The vectors that one model made, in one folder. Reading never writes; one process writes at a time.

    Errors of every read: IndexUnreadable, when there is no list, it is of another model, or a file is damaged.
    """

    def __init__(self, folder: Path, model: str) -> None:
        self._folder = folder
        self._model = model
        self._last = _NOTHING

    # what readers ask

    def nearest(self, vector: Vectors, limit: int) -> tuple[Keys, Vectors]:
        """Find the slices closest to one question, best first: the passages they belong to, and their vectors."""
        held = self._held()
        if not held.parts:
            return _NOBODY
        if held.parts[0].vectors.shape[1] != vector.size:
            raise IndexUnreadable("vectors")  # the model behind an endpoint is another one now
        scores = np.concatenate([part.vectors @ vector for part in held.parts])
        best = np.argpartition(-scores, min(limit, len(scores)) - 1)[:limit]
        best = best[np.argsort(-scores[best], kind="stable")]
        return held.passages()[best], held.rows(best)

    def of_passages(self, passages: Collection[int]) -> tuple[Keys, Vectors]:
        """Give the slices of some passages, in any order: the passages they belong to, and their vectors."""
        held = self._held()
        if not held.parts:
            return _NOBODY
        owners = held.passages()
        rows = np.flatnonzero(np.isin(owners, np.fromiter(passages, np.int64)))
        return owners[rows], held.rows(rows)

    def mean(self) -> Vectors | None:
        """Give the mean of all vectors as `keep` last saw it; None before the first ingest."""
        return self._held().mean

    def passages(self) -> set[int]:
        """Tell which passages are held."""
        return set(self._held().passages().tolist())

    def stamp(self) -> Stamp:
        """Give what changes whenever the list does; NO_FILE without one."""
        return stamp_of(self._folder / LIST)

    def vectors_of(self, prints: Collection[str]) -> dict[str, Vectors]:
        """Find vectors by the fingerprint of their text."""
        wanted = np.array(sorted(prints), dtype=f"S{PRINT_BYTES}")
        found: dict[str, Vectors] = {}
        for part in self._held().parts:
            for row in np.flatnonzero(np.isin(part.prints, wanted)):
                found[part.prints[row].decode()] = np.array(part.vectors[row])
        return found

    # what the writer does

    def add(self, slices: Sequence[Slice], vectors: Vectors) -> None:
        """Add slices with their vectors, a row each; those that are held already stay."""
        held = self._writable()
        keys = np.array([_key(item) for item in slices], np.int64).reshape(-1, 2)
        mine = [part.keys[np.isin(part.keys[:, 0], keys[:, 0])].tolist() for part in held.parts]
        known = {tuple(key) for some in mine for key in some}
        rows = [at for at, key in enumerate(keys.tolist()) if tuple(key) not in known]
        if not rows and held.stamp != NO_FILE:
            return
        prints = np.array([slices[at].fingerprint for at in rows], dtype=f"S{PRINT_BYTES}")
        self._list((*held.parts, self._write(keys[rows], prints, vectors[rows])), held.mean)

    def keep(self, passages: Collection[int]) -> None:
        """Forget all other passages, and take the mean anew."""
        held = self._writable()
        wanted = np.fromiter(passages, np.int64)
        masks = [np.isin(part.keys[:, 0], wanted) for part in held.parts]
        parts = held.parts
        if len(parts) > MOST_PARTS or not all(mask.all() for mask in masks):
            kept = list(zip(parts, masks, strict=True))
            keys = np.concatenate([part.keys[mask] for part, mask in kept])
            prints = np.concatenate([part.prints[mask] for part, mask in kept])
            parts = (self._write(keys, prints, np.concatenate([part.vectors[mask] for part, mask in kept])),)
        count = sum(len(part.keys) for part in parts)
        totals = [part.vectors.sum(axis=0, dtype=np.float64) for part in parts if len(part.keys)]
        self._list(parts, (np.sum(totals, axis=0) / count).astype(np.float32) if count else None)

    def _writable(self) -> _Held:
        """Give what is held, or nothing where that cannot be read: it is written anew."""
        try:
            return self._held()
        except IndexUnreadable:
            return _NOTHING

    def _held(self) -> _Held:
        for left in reversed(range(TRIES)):
            stamp = self.stamp()
            if stamp == self._last.stamp != NO_FILE:
                return self._last
            try:
                self._last = self._read(stamp)
            except FileNotFoundError as gone:
                if not left or stamp == NO_FILE:
                    raise IndexUnreadable("vectors") from gone
            except (OSError, ValueError, KeyError, TypeError) as damaged:
                raise IndexUnreadable("vectors") from damaged
        return self._last

    def _read(self, stamp: Stamp) -> _Held:
        told = json.loads((self._folder / LIST).read_text(encoding="utf-8"))
        if told["model"] != self._model:
            raise ValueError("these are vectors of another model")
        known = {part.name: part for part in self._last.parts}
        parts = tuple(known.get(name) or self._open(name, checksums) for name, checksums in told["parts"].items())
        mean = None if told["mean"] is None else np.array(told["mean"], np.float32)
        return _Held(stamp, parts, mean)

    def _open(self, name: str, checksums: dict[str, int]) -> _Part:
        arrays = {}
        for kind, checksum in checksums.items():
            file = self._folder / f"{name}.{kind}.npy"
            if _checksum(file) != checksum:
                raise ValueError(file.name)
            arrays[kind] = np.load(file, mmap_mode="r")
        return _Part(name, checksums, arrays["keys"], arrays["prints"], arrays["vectors"])

    def _write(self, keys: Keys, prints: Prints, vectors: Vectors) -> _Part:
        """Write a part under a name that no reader has ever seen in this folder."""
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{1 + max((int(file.name[:6]) for file in self._folder.glob('*.npy')), default=0):06}"
        checksums = {}
        for kind, array in {"keys": keys, "prints": prints, "vectors": vectors.astype(np.float32)}.items():
            file = self._folder / f"{name}.{kind}.npy"
            with file.open("wb") as stream:
                np.save(stream, array)
                stream.flush()
                os.fsync(stream.fileno())
            checksums[kind] = _checksum(file)
        return self._open(name, checksums)

    def _list(self, parts: Sequence[_Part], mean: Vectors | None) -> None:
        """Make a list the one that readers see, and take away what it no longer names."""
        told: dict[str, Any] = {
            "model": self._model,
            "parts": {part.name: part.checksums for part in parts},
            "mean": None if mean is None else [round(float(x), 6) for x in mean],
        }
        put_text(self._folder / LIST, json.dumps(told))
        named = {part.name for part in parts}
        for file in self._folder.glob("*.npy"):
            if file.name.partition(".")[0] not in named:
                file.unlink(missing_ok=True)


def _key(item: Slice) -> tuple[int, int]:
    return passage_of(item.key), int(item.key.rpartition("#")[2])


def _checksum(file: Path) -> int:
    with file.open("rb") as stream:
        return _sum(iter(lambda: stream.read(1 << 20), b""))


def _sum(pieces: Iterator[bytes]) -> int:
    total = 0
    for piece in pieces:
        total = zlib.crc32(piece, total)
    return total
