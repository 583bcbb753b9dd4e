"""The two derived indexes kept in step with the library."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from knowledge.batches import batches
from knowledge.model import Evidence, PassageId, VersionId
from knowledge.ports import DenseIndex, Embedder, LexicalEntry, LexicalIndex, Slice, Vectors
from knowledge.question.fold import matchable
from knowledge.retrieval import digest as digests
from knowledge.retrieval.slices import slices_of
from knowledge.retrieval.terms import bigrams, words

_BATCH = 32


class IndexedLibrary(Protocol):
    """The part of the library that indexing reads."""

    async def passages_of(self, version: VersionId) -> list[Evidence]: ...

    def active_passages(self) -> AsyncIterable[Evidence]: ...

    async def active_ids(self) -> list[PassageId]: ...

    async def revision(self) -> int: ...


@dataclass(frozen=True, slots=True)
class IndexReport:
    """How the indexes compare with the library, counted in passages."""

    passages: int
    missing: int
    stale: int


@dataclass(frozen=True, slots=True)
class HybridIndex:
    """Dense and lexical index of one data folder, written by one process at a time."""

    library: IndexedLibrary
    embedder: Embedder
    dense: DenseIndex
    lexical: LexicalIndex
    digest_file: Path

    async def add(self, version: VersionId, progress: Callable[[int, int], None]) -> None:
        """Index every passage of a version; equal text is never embedded twice. Doing it again changes nothing."""
        passages = await self.library.passages_of(version)
        await asyncio.to_thread(self.add_passages, passages, progress)

    async def remove_stale(self) -> None:
        """Forget passages that no active version holds, and read the library's words anew if it has changed."""
        active = set(await self.library.active_ids())
        await asyncio.to_thread(self._keep_only, active)
        revision = await self.library.revision()
        if digests.load(self.digest_file).revision != revision:
            digest = await digests.digest_of(self.library.active_passages(), revision)
            digests.save(digest, self.digest_file)

    async def rebuild(self, progress: Callable[[int, int], None]) -> int:
        """Make both indexes anew from the library; says how many passages they hold."""
        passages = [evidence async for evidence in self.library.active_passages()]
        await asyncio.to_thread(self.lexical.clear)
        await asyncio.to_thread(self.add_passages, passages, progress)
        self.digest_file.unlink(missing_ok=True)
        await self.remove_stale()
        return len(passages)

    async def compare(self) -> IndexReport:
        """Compare both indexes with the library."""
        active = {str(passage_id) for passage_id in await self.library.active_ids()}
        dense = {_passage_key(key) for key in await asyncio.to_thread(self.dense.keys)}
        lexical = await asyncio.to_thread(self.lexical.keys)
        return IndexReport(len(active), len(active - (dense & lexical)), len((dense | lexical) - active))

    def add_passages(self, passages: Sequence[Evidence], progress: Callable[[int, int], None]) -> None:
        """Embed and index passages; `progress` gets slices done and slices in all."""
        slices = [item for evidence in passages for item in slices_of(evidence)]
        known = self.dense.vectors_of(sorted({item.fingerprint for item in slices}))
        ready = [item for item in slices if item.fingerprint in known]
        if ready:
            self._store(ready, known)
        fresh = _by_text(item for item in slices if item.fingerprint not in known)
        done = len(ready)
        progress(done, len(slices))
        for batch in batches(fresh, _BATCH):
            vectors = self.embedder.passages([same[0].text for same in batch])
            found = {same[0].fingerprint: vector for same, vector in zip(batch, vectors, strict=True)}
            copies = [item for same in batch for item in same]
            self._store(copies, found)
            done += len(copies)
            progress(done, len(slices))
        self.lexical.add(lexical_entry(evidence) for evidence in passages)

    def _store(self, slices: Sequence[Slice], vectors: dict[str, Vectors]) -> None:
        self.dense.add(slices, np.stack([vectors[item.fingerprint] for item in slices]))

    def _keep_only(self, active: set[PassageId]) -> None:
        wanted = {str(passage_id) for passage_id in active}
        stale = [key for key in self.dense.keys() if _passage_key(key) not in wanted]  # noqa: SIM118 - not a mapping
        if stale:
            self.dense.remove(stale)
        gone = sorted(self.lexical.keys() - wanted)
        if gone:
            self.lexical.remove(gone)
        self.dense.remember_mean()


def lexical_entry(evidence: Evidence) -> LexicalEntry:
    """Give the terms of a passage, its headings and rule's title counted in."""
    passage = evidence.passage
    text = matchable(" ".join((evidence.regulation.title, *passage.path, passage.search_text)))
    return LexicalEntry(str(passage.id), tuple(words(text)), tuple(bigrams(text)))


def _passage_key(slice_key: str) -> str:
    return slice_key.rpartition("#")[0]


def _by_text(slices: Iterable[Slice]) -> list[list[Slice]]:
    groups: dict[str, list[Slice]] = {}
    for item in slices:
        groups.setdefault(item.fingerprint, []).append(item)
    return list(groups.values())
