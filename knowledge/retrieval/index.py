"""The two derived indexes kept in step with the library."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np

from knowledge.batches import batches
from knowledge.model import Evidence, Lacking, PassageId, VersionId
from knowledge.ports import (
    DenseIndex,
    Embedder,
    IndexUnreadable,
    LexicalEntry,
    LexicalIndex,
    Slice,
    Vectors,
    VectorStore,
)
from knowledge.question.fold import matchable
from knowledge.retrieval import digest as digests
from knowledge.retrieval.shelf import Generation, Shelf
from knowledge.retrieval.slices import slices_of
from knowledge.retrieval.terms import bigrams, words

_BATCH = 32


class IndexedLibrary(Protocol):
    """The part of the library that indexing reads."""

    async def passages_of(self, version: VersionId) -> list[Evidence]: ...

    def active_passages(self) -> AsyncIterable[Evidence]: ...

    async def active_ids(self) -> list[PassageId]: ...

    async def revision(self) -> int: ...


@dataclass(slots=True)
class Stores:
    """Stores of vectors, open for as long as one writes: another process may write next."""

    open: Callable[[Path], VectorStore]
    _opened: dict[Path, VectorStore] = field(default_factory=dict)

    def __enter__(self) -> None:
        """Nothing is opened before it is asked."""

    def __exit__(self, *_: object) -> None:
        while self._opened:
            self._opened.popitem()[1].close()

    def at(self, folder: Path) -> VectorStore:
        """Open the store of a folder. Errors: IndexUnreadable."""
        if folder not in self._opened:
            self._opened[folder] = self.open(folder)
        return self._opened[folder]


@dataclass(frozen=True, slots=True)
class IndexReport:
    """How the indexes compare with the library, counted in passages."""

    passages: int
    missing: int
    stale: int
    unreadable: frozenset[Lacking] = frozenset()


@dataclass(slots=True)
class Last:
    """The last report, and what the indexes and the library were like when it was made."""

    at: tuple[object, ...] = ()
    report: IndexReport | None = None


@dataclass(frozen=True, slots=True)
class HybridIndex:
    """Dense and lexical index of one data folder, written by one process at a time and read by any number."""

    library: IndexedLibrary
    embedder: Embedder
    shelf: Shelf
    stores: Stores
    last: Last = field(default_factory=Last)

    async def add(self, version: VersionId, progress: Callable[[int, int], None]) -> None:
        """Index every passage of a version; equal text is never embedded twice. Doing it again changes nothing."""
        passages = await self.library.passages_of(version)
        with self.stores:
            await asyncio.to_thread(self._add_to, self.shelf.now(), passages, progress)

    async def settle(self, progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
        """Make the indexes hold what the active versions hold and nothing else; says how many passages were missing."""
        now = self.shelf.now()
        active = set(await self.library.active_ids())
        dense, lexical = await asyncio.to_thread(_held_by, now.dense), await asyncio.to_thread(_held_by, now.lexical)
        missing = active - ((dense or set()) & (lexical or set()))
        with self.stores:
            if missing:
                passages = [item async for item in self.library.active_passages() if item.passage.id in missing]
                await asyncio.to_thread(self._add_to, now, passages, progress)
            await asyncio.to_thread(self._keep_only, now, active)
        await self._write_digest(now)
        return len(missing)

    async def rebuild(self, progress: Callable[[int, int], None]) -> int:
        """Make both indexes anew from the library, beside the old ones whatever their state, and put them in use.

        Says how many passages they hold. Vectors that can still be read are taken over, not made again.
        """
        passages = [evidence async for evidence in self.library.active_passages()]
        new = self.shelf.begin()
        try:
            await self._fill(new, passages, progress)
        except IndexUnreadable:  # what was cut short is damaged
            new = self.shelf.begin(anew=True)
            await self._fill(new, passages, progress)
        await self._write_digest(new)
        await asyncio.to_thread(self.shelf.switch, new)
        return len(passages)

    async def _fill(self, new: Generation, passages: Sequence[Evidence], progress: Callable[[int, int], None]) -> None:
        with self.stores:
            await asyncio.to_thread(self._add_to, new, passages, progress, self.shelf.now())
            await asyncio.to_thread(self._keep_only, new, {evidence.passage.id for evidence in passages})

    async def compare(self) -> IndexReport:
        """Compare both indexes with the library. One that cannot be read holds nothing."""
        active = set(await self.library.active_ids())
        now = self.shelf.now()
        dense = await asyncio.to_thread(_held_by, now.dense)
        lexical = await asyncio.to_thread(_held_by, now.lexical)
        held, both = (dense or set()) | (lexical or set()), (dense or set()) & (lexical or set())
        known = (await asyncio.to_thread(digests.load, now.digest)).revision >= 0
        parts = {Lacking.MEANING: dense, Lacking.WORDS: lexical, Lacking.NAMES: active if known or not active else None}
        unreadable = frozenset(part for part, holds in parts.items() if holds is None)
        return IndexReport(len(active), len(active - both), len(held - active), unreadable)

    async def report(self) -> IndexReport:
        """Give what `compare` says; nothing is read while nothing changes."""
        now = self.shelf.now()
        at = (str(now.folder), now.dense.stamp(), now.lexical.stamp(), await self.library.revision())
        if self.last.report is None or self.last.at != at:
            self.last.report, self.last.at = await self.compare(), at
        return self.last.report

    def read_store(self) -> None:
        """Open the store of vectors and read it, to know that one can. Errors: IndexUnreadable."""
        with self.stores:
            self.stores.at(self.shelf.now().store).passages()

    def _add_to(
        self,
        to: Generation,
        passages: Sequence[Evidence],
        progress: Callable[[int, int], None],
        old: Generation | None = None,
    ) -> None:
        """Embed and index passages; `progress` gets slices done and slices in all.

        Each batch is in the store as soon as it is embedded, so that a run cut short has not worked for nothing.
        """
        slices = [item for evidence in passages for item in slices_of(evidence)]
        known = self._known(to, old, {item.fingerprint for item in slices})
        store = self.stores.at(to.store)
        ready = [item for item in slices if item.fingerprint in known]
        if ready:
            store.add(ready, _stacked(ready, known))
        done = len(ready)
        progress(done, len(slices))
        for batch in batches(_by_text(item for item in slices if item.fingerprint not in known), _BATCH):
            vectors = self.embedder.passages([same[0].text for same in batch])
            known |= {same[0].fingerprint: vector for same, vector in zip(batch, vectors, strict=True)}
            copies = [item for same in batch for item in same]
            store.add(copies, _stacked(copies, known))
            done += len(copies)
            progress(done, len(slices))
        to.dense.add(slices, _stacked(slices, known))
        to.lexical.add(lexical_entry(evidence) for evidence in passages)

    def _known(self, to: Generation, old: Generation | None, prints: set[str]) -> dict[str, Vectors]:
        """Find vectors that were made before: in the store, or in what a rebuild replaces as far as it can be read."""
        known = self.stores.at(to.store).vectors_of(sorted(prints))
        if old is not None:
            with suppress(IndexUnreadable):
                known |= old.dense.vectors_of(prints - known.keys())
            if old.store.is_dir() and prints - known.keys():
                with suppress(IndexUnreadable):
                    known |= self.stores.at(old.store).vectors_of(sorted(prints - known.keys()))
        return known

    def _keep_only(self, now: Generation, active: set[PassageId]) -> None:
        self.stores.at(now.store).keep(active)
        now.dense.keep(active)
        now.lexical.keep(active)

    async def _write_digest(self, now: Generation) -> None:
        revision = await self.library.revision()
        if digests.load(now.digest).revision != revision:
            digest = await digests.digest_of(self.library.active_passages(), revision)
            digests.save(digest, now.digest)


def lexical_entry(evidence: Evidence) -> LexicalEntry:
    """Give the terms of a passage, its headings and rule's title counted in."""
    passage = evidence.passage
    text = matchable(" ".join((evidence.regulation.title, *passage.path, passage.search_text)))
    return LexicalEntry(passage.id, tuple(words(text)), tuple(bigrams(text)))


def _held_by(index: DenseIndex | LexicalIndex) -> set[int] | None:
    """Tell which passages an index holds; None when it cannot be read."""
    try:
        return index.passages()
    except IndexUnreadable:
        return None


def _stacked(slices: Sequence[Slice], vectors: Mapping[str, Vectors]) -> Vectors:
    return np.stack([vectors[item.fingerprint] for item in slices]) if slices else np.empty((0, 0), np.float32)


def _by_text(slices: Iterable[Slice]) -> list[list[Slice]]:
    groups: dict[str, list[Slice]] = {}
    for item in slices:
        groups.setdefault(item.fingerprint, []).append(item)
    return list(groups.values())
