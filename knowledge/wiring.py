"""Joins the parts of the knowledge room."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from knowledge.adapters.embeddings import BundledEmbedder, EndpointEmbedder, OnnxEmbedder
from knowledge.adapters.lexical import TantivyIndex
from knowledge.adapters.llm import LangchainModel
from knowledge.adapters.vectors import VectorFiles
from knowledge.answering import Answering
from knowledge.generating.breaker import Breaker
from knowledge.generating.masking import is_outside
from knowledge.generating.prompt import PROMPTS, Prompt
from knowledge.generating.writer import AnswerWriter
from knowledge.library.library import Library
from knowledge.ports import Embedder, VectorStore
from knowledge.retrieval.index import HybridIndex, IndexedLibrary, Stores
from knowledge.retrieval.search import Searcher
from knowledge.retrieval.shelf import Shelf
from knowledge.settings import INDEX, EmbeddingChoice, KnowledgeSettings, ModelChoice


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The knowledge room, ready for questions and for new documents."""

    library: Library
    index: HybridIndex
    search: Searcher
    answer: Answering


def embedder_for(choice: EmbeddingChoice) -> Embedder:
    """Open the embedding model that the settings choose."""
    if choice.base_url:
        return EndpointEmbedder(choice.base_url, choice.model, choice.api_key, choice.timeout_seconds)
    if choice.folder is not None:
        return OnnxEmbedder(choice.folder)
    return BundledEmbedder()


def writer_for(choice: ModelChoice) -> AnswerWriter | None:
    """Make ready the language model that the settings choose; None when they choose none. Nothing is sent yet."""
    if choice.base_url is None:
        return None
    breaker = Breaker(choice.breaker_failures, choice.breaker_pause_seconds, time.monotonic)
    prompt = Prompt.read(PROMPTS / "answer.md")
    return AnswerWriter(LangchainModel(choice), prompt, breaker, is_outside(choice.base_url))


def open_knowledge(settings: KnowledgeSettings, library: Library, embedder: Embedder | None = None) -> Knowledge:
    """Join what answers with what indexes; `embedder` takes the place of the one in the settings. Nothing is opened."""
    embedder = embedder or embedder_for(settings.embeddings)
    index = open_index(settings.data_dir / INDEX, settings.chroma_url, library, embedder)
    search = Searcher(library, embedder, index.shelf)
    answer = Answering(search, library.clock, index.report, writer_for(settings.model))
    return Knowledge(library, index, search, answer)


def open_index(root: Path, chroma_url: str | None, library: IndexedLibrary, embedder: Embedder) -> HybridIndex:
    """Join the indexes of a folder with what they are made from. Nothing is opened."""

    def open_dense(folder: Path) -> VectorFiles:
        return VectorFiles(folder, embedder.fingerprint)

    def open_store(folder: Path) -> VectorStore:
        from knowledge.adapters.chroma import ChromaStore  # noqa: PLC0415 - a second that whoever only asks need not wait

        return ChromaStore(folder, chroma_url, embedder.fingerprint)

    return HybridIndex(library, embedder, Shelf(root, open_dense, TantivyIndex), Stores(open_store))
