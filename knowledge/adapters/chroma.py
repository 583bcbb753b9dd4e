"""The store of vectors on Chroma, embedded or server. Writers open it; readers have knowledge.adapters.vectors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.types import Where
from chromadb.config import Settings

from knowledge.adapters.faults import readable
from knowledge.batches import batches
from knowledge.ports import Slice, Vectors, passage_of

_BATCH = 2000
_WHERE = 200


def open_client(folder: Path, url: str | None = None) -> ClientAPI:
    """Open the server at `url`, or the embedded store in `folder`. Telemetry is off in both."""
    settings = Settings(anonymized_telemetry=False)
    if url:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 8000)
        host = parts.hostname or "localhost"
        return chromadb.HttpClient(host=host, port=port, ssl=parts.scheme == "https", settings=settings)
    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(folder), settings=settings)


class ChromaStore:
    """One collection per embedder, so that vectors of two models never meet. Errors of all: IndexUnreadable."""

    def __init__(self, folder: Path, url: str | None, fingerprint: str) -> None:
        with readable("store"):
            self._client = open_client(folder, url)
            self._collection = self._client.get_or_create_collection(
                f"slices-{fingerprint}",
                configuration={"hnsw": {"space": "cosine", "ef_search": 200, "ef_construction": 200}},
                embedding_function=None,
            )

    @readable("store")
    def add(self, slices: Sequence[Slice], vectors: Vectors) -> None:
        for start in range(0, len(slices), _BATCH):
            part = slices[start : start + _BATCH]
            self._collection.upsert(
                ids=[item.key for item in part],
                embeddings=vectors[start : start + _BATCH],
                metadatas=[{"fingerprint": item.fingerprint, "passage": passage_of(item.key)} for item in part],
            )

    @readable("store")
    def vectors_of(self, fingerprints: Sequence[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        for part in batches(fingerprints, _WHERE):
            # chromadb's own type does not admit what it documents
            wanted = cast("Where", {"fingerprint": {"$in": list(part)}})
            page = self._collection.get(where=wanted, include=["metadatas", "embeddings"])
            vectors, facts = page["embeddings"], page["metadatas"]
            assert vectors is not None  # both were asked for
            assert facts is not None
            for vector, fact in zip(vectors, facts, strict=True):
                found[str(fact["fingerprint"])] = np.asarray(vector, dtype=np.float32)
        return found

    @readable("store")
    def passages(self) -> set[int]:
        return {passage_of(key) for key in self._keys()}

    @readable("store")
    def keep(self, passages: Collection[int]) -> None:
        wanted = set(passages)
        stale = [key for key in self._keys() if passage_of(key) not in wanted]
        for part in batches(stale, _BATCH):
            self._collection.delete(ids=list(part))

    def close(self) -> None:
        cast("Client", self._client).close()  # its interface does not name what every client has

    def _keys(self) -> list[str]:
        return self._collection.get(include=[])["ids"]
