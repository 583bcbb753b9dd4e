"""Vectors without a model, for benches that measure everything else: fixed by the text, so that runs repeat."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from knowledge.ports import Embedder, Vectors


class StandInPassages:
    """The real model for questions; for passages, vectors drawn from the hash of their text."""

    def __init__(self, real: Embedder) -> None:
        self._real = real
        centre = real.questions(["党支部"])[0]
        self._centre = centre / np.linalg.norm(centre)

    @property
    def fingerprint(self) -> str:
        return "stand-in"

    def questions(self, texts: Sequence[str]) -> Vectors:
        return self._real.questions(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        size = self._centre.size
        rows = np.empty((len(texts), size), dtype=np.float32)
        for at, text in enumerate(texts):
            seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
            noise = np.random.default_rng(seed).normal(size=size).astype(np.float32)
            row = 4 * self._centre + noise / np.sqrt(size)
            rows[at] = row / np.linalg.norm(row)
        return rows
