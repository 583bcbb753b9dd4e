"""Embeddings from an OpenAI-compatible endpoint, and the sentence when it does not answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.errors import ErrorCode
from bot.incidents import explained
from bot.questions.sentences import AnswerText
from bot.texts import say, sentence
from knowledge.adapters.embeddings import EndpointEmbedder
from knowledge.generating.prompt import PROMPTS
from knowledge.ports import EmbedderUnavailable, SearchIncomplete
from tests.support.answering.answers import TRAINING, small_library
from tests.support.answering.model_server import DIMENSION, ModelServer, model_server


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running


def test_rows_come_in_order_with_length_one(server: ModelServer) -> None:
    server.embeds = True
    embedder = EndpointEmbedder(server.base_url, "m", "", 10)
    texts = [f"第{at}条" for at in range(20)]
    vectors = embedder.passages(texts)
    assert vectors.shape == (20, DIMENSION)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert all(np.allclose(vectors[at], embedder.questions([text])[0]) for at, text in enumerate(texts))


async def test_without_its_endpoint_the_words_alone_answer_and_say_so(server: ModelServer, tmp_path: Path) -> None:
    server.embeds = True
    embedder = EndpointEmbedder(server.base_url, "m", "", 10)
    async with small_library(tmp_path, {"培训办法.md": TRAINING}, embedder) as small:
        server.embeds = False
        asked = await small.ask("新任党支部书记应当在任职后多久参加集中培训")
        assert "6个月内" in asked.text
        assert say(AnswerText.LACKING) in asked.text
        with pytest.raises(SearchIncomplete) as refused:
            await small.ask("明天会下雨吗")
        assert explained(refused.value).code is ErrorCode.SEARCH_INCOMPLETE
        small.write("又一份.md", TRAINING.replace("培训", "学习"))
        with pytest.raises(EmbedderUnavailable) as failed:
            await small.refresh([tmp_path / "又一份.md"])
    assert explained(failed.value).code is ErrorCode.EMBEDDINGS_UNREACHABLE
    assert "ZHIBU_EMBEDDINGS__BASE_URL" in sentence(explained(failed.value))


def test_no_langchain_is_imported_before_a_model_is_asked() -> None:
    """A cold `zhibu ask` must not pay for a model it has not."""
    code = "import sys, knowledge.wiring; sys.exit('langchain' in sys.modules or 'openai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROMPTS.parent, check=False).returncode == 0
