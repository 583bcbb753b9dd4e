"""Joins the parts of the knowledge room."""

from __future__ import annotations

import time
from dataclasses import dataclass

from knowledge.adapters.chroma import ChromaIndex, open_client
from knowledge.adapters.embeddings import BundledEmbedder, EndpointEmbedder, OnnxEmbedder
from knowledge.adapters.lexical import TantivyIndex
from knowledge.adapters.llm import LangchainModel
from knowledge.answering import Answering
from knowledge.generating.breaker import Breaker
from knowledge.generating.masking import is_outside
from knowledge.generating.prompt import PROMPTS, Prompt
from knowledge.generating.writer import AnswerWriter
from knowledge.library.library import Library
from knowledge.ports import Embedder
from knowledge.retrieval.index import HybridIndex
from knowledge.retrieval.search import Searcher, Words
from knowledge.settings import EmbeddingChoice, KnowledgeSettings, ModelChoice


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
    """Open the indexes of a data folder beside its library; `embedder` takes the place of the one in the settings."""
    folder = settings.data_dir / "index"
    embedder = embedder or embedder_for(settings.embeddings)
    client = open_client(folder / "dense", settings.chroma_url)
    dense = ChromaIndex(client, embedder.fingerprint, embedder.dimension)
    lexical = TantivyIndex(folder / "lexical")
    digest = folder / "digest.json"
    search = Searcher(library, embedder, dense, lexical, Words(digest))
    index = HybridIndex(library, embedder, dense, lexical, digest)
    return Knowledge(library, index, search, Answering(search, library.clock, writer_for(settings.model)))
