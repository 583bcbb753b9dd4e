"""The peer: the stock LangChain recipe. RecursiveCharacterTextSplitter 500/50, Chroma, the same embeddings, top 4."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from knowledge.ports import Embedder

_BATCH = 64
_TOP = 4


class StockRecipe:
    """Chunks in Chroma; every question is answered with the four nearest."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder = embedder
        client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        self._chunks = client.get_or_create_collection("stock", embedding_function=None)

    def add(self, documents: Mapping[str, str]) -> int:
        """Cut and embed documents, given by source name; says how many chunks."""
        splitter = RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=50)
        chunks = [(source, chunk) for source, text in documents.items() for chunk in splitter.split_text(text)]
        for start in range(0, len(chunks), _BATCH):
            part = chunks[start : start + _BATCH]
            self._chunks.add(
                ids=[str(start + at) for at in range(len(part))],
                embeddings=self._embedder.passages([chunk for _, chunk in part]),
                documents=[chunk for _, chunk in part],
                metadatas=[{"source": source} for source, _ in part],
            )
        return len(chunks)

    def answer(self, question: str) -> dict[str, Any]:
        """Answer in the JSON of docs/design.md, as far as the recipe knows it."""
        vector = self._embedder.questions([question])[0]
        found = self._chunks.query(query_embeddings=[vector], n_results=_TOP, include=["documents", "metadatas"])
        texts, facts = found["documents"], found["metadatas"]
        assert texts is not None  # both were asked for
        assert facts is not None
        cited = [
            {"source": str(fact["source"]), "label": "", "text": text, "quote": text}
            for text, fact in zip(texts[0], facts[0], strict=True)
        ]
        return {"outcome": "answered", "text": "\n".join(texts[0])[:600], "citations": cited}
