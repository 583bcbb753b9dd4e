"""The dense index on Chroma, embedded or server."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.types import Where
from chromadb.config import Settings

from knowledge.batches import batches
from knowledge.ports import Slice, Vectors

_BATCH = 2000
_PAGE = 5000
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


def _where(field: str, values: Sequence[str] | Sequence[int]) -> Where:
    return cast("Where", {field: {"$in": list(values)}})  # chromadb's own type does not admit what it documents


def passage_of(slice_key: str) -> int:
    """Read the passage id off a slice's key."""
    return int(slice_key.partition("#")[0])


class ChromaIndex:
    """One collection per embedder, so that vectors of two models never meet.

    The collection's metadata keeps the mean vector: it is a figure about the vectors and goes where they go.
    """

    def __init__(self, client: ClientAPI, fingerprint: str, dimension: int) -> None:
        self._dimension = dimension
        self._collection = client.get_or_create_collection(
            f"slices-{fingerprint}",
            configuration={"hnsw": {"space": "cosine", "ef_search": 200, "ef_construction": 200}},
            embedding_function=None,
        )
        self._mean = self._read_mean()

    def add(self, slices: Sequence[Slice], vectors: Vectors) -> None:
        for start in range(0, len(slices), _BATCH):
            part = slices[start : start + _BATCH]
            self._collection.upsert(
                ids=[item.key for item in part],
                embeddings=vectors[start : start + _BATCH],
                metadatas=[{"fingerprint": item.fingerprint, "passage": passage_of(item.key)} for item in part],
            )

    def vectors_of(self, fingerprints: Sequence[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        for part in batches(fingerprints, _WHERE):
            page = self._collection.get(where=_where("fingerprint", part), include=["metadatas", "embeddings"])
            vectors, facts = page["embeddings"], page["metadatas"]
            assert vectors is not None  # both were asked for
            assert facts is not None
            for vector, fact in zip(vectors, facts, strict=True):
                found[str(fact["fingerprint"])] = np.asarray(vector, dtype=np.float32)
        return found

    def nearest(self, vector: Vectors, limit: int) -> tuple[list[str], Vectors]:
        count = self._collection.count()
        if count == 0:
            return [], np.zeros((0, self._dimension), dtype=np.float32)
        found = self._collection.query(
            query_embeddings=vector.reshape(1, -1), n_results=min(limit, count), include=["embeddings"]
        )
        embeddings = found["embeddings"]
        assert embeddings is not None  # asked for above
        return found["ids"][0], np.asarray(embeddings[0], dtype=np.float32)

    def of_passages(self, passages: Sequence[int]) -> tuple[list[str], Vectors]:
        if not passages:
            return [], np.zeros((0, self._dimension), dtype=np.float32)
        wanted = _where("passage", passages)
        found = self._collection.get(where=wanted, include=["embeddings"])
        return found["ids"], np.asarray(found["embeddings"], dtype=np.float32).reshape(-1, self._dimension)

    def keys(self) -> list[str]:
        return self._collection.get(include=[])["ids"]

    def mean(self) -> Vectors | None:
        return self._mean

    def remember_mean(self) -> None:
        """Compute the mean of all stored vectors and keep it with the collection."""
        total = np.zeros(self._dimension, dtype=np.float64)
        count = self._collection.count()
        for offset in range(0, count, _PAGE):
            page = self._collection.get(limit=_PAGE, offset=offset, include=["embeddings"])["embeddings"]
            total += np.asarray(page, dtype=np.float64).sum(axis=0)
        if count:
            mean = (total / count).astype(np.float32)
            self._collection.modify(metadata={"mean": json.dumps([round(float(x), 6) for x in mean])})
            self._mean = mean

    def remove(self, keys: Sequence[str]) -> None:
        for part in batches(keys, _BATCH):
            self._collection.delete(ids=list(part))

    def _read_mean(self) -> Vectors | None:
        metadata = self._collection.metadata or {}
        raw = metadata.get("mean")
        return np.asarray(json.loads(raw), dtype=np.float32) if isinstance(raw, str) else None
