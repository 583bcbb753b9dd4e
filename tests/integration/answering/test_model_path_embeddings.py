"""Embeddings from an OpenAI-compatible endpoint, and the sentence when it does not answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from bot.errors import BotError, ErrorCode
from bot.incidents import explained
from bot.questions.usecases import AskQuestion
from bot.storage.door import Door
from bot.texts import sentence
from knowledge.adapters.embeddings import EndpointEmbedder
from knowledge.generating.prompt import PROMPTS
from knowledge.ports import EmbedderUnavailable
from knowledge.sql import Database
from tests.support.answering.model_server import DIMENSION, ModelServer, model_server
from tests.support.clock import FixedClock


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running


@dataclass(frozen=True)
class EmbeddingOnly:
    """Stands where Answering does and only embeds the question."""

    embedder: EndpointEmbedder

    async def consider(self, question: str, **_: object) -> None:
        self.embedder.questions([question])


def test_rows_come_in_order_with_length_one(server: ModelServer) -> None:
    server.embeds = True
    embedder = EndpointEmbedder(server.base_url, "m", "", 10)
    texts = [f"第{at}条" for at in range(20)]
    vectors = embedder.passages(texts)
    assert embedder.dimension == DIMENSION
    assert vectors.shape == (20, DIMENSION)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert all(np.allclose(vectors[at], embedder.questions([text])[0]) for at, text in enumerate(texts))


async def test_an_endpoint_that_fails_gets_its_sentence(server: ModelServer, tmp_path: Path) -> None:
    server.embeds = True
    embedder = EndpointEmbedder(server.base_url, "m", "", 10)
    server.embeds = False
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'zhibu.db'}")
    ask = AskQuestion(EmbeddingOnly(embedder), Door(database, FixedClock()))  # type: ignore[arg-type]
    with pytest.raises(BotError) as failed:
        await ask("预备期多长")
    await database.close()
    assert failed.value.code is ErrorCode.EMBEDDINGS_UNREACHABLE
    assert "ZHIBU_EMBEDDINGS__BASE_URL" in sentence(failed.value)


def test_an_endpoint_that_is_not_there_is_known_at_the_start() -> None:
    with pytest.raises(EmbedderUnavailable) as failed:
        EndpointEmbedder("http://127.0.0.1:9/v1", "m", "", 1)
    assert explained(failed.value).code is ErrorCode.EMBEDDINGS_UNREACHABLE


def test_no_langchain_is_imported_before_a_model_is_asked() -> None:
    """A cold `zhibu ask` must not pay for a model it has not."""
    code = "import sys, knowledge.wiring; sys.exit('langchain' in sys.modules or 'openai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROMPTS.parent, check=False).returncode == 0
