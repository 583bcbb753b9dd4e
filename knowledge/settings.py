"""What the knowledge room must be told; bot.settings reads it from the environment and hands it over."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

INDEX = "index"  # the folder of the indexes, in the data folder


@dataclass(frozen=True, slots=True)
class EmbeddingChoice:
    """Which embedding model: an endpoint when `base_url` is set, else an ONNX `folder`, else the bundled one."""

    base_url: str | None = None
    model: str = ""
    api_key: str = field(default="", repr=False)
    folder: Path | None = None
    timeout_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """The optional language model. Nothing is sent anywhere while `base_url` is None."""

    base_url: str | None = None
    model: str = ""
    api_key: str = field(default="", repr=False)
    timeout_seconds: float = 30.0
    first_token_timeout_seconds: float = 10.0
    breaker_failures: int = 3
    breaker_pause_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class KnowledgeSettings:
    """Folders and endpoints of the knowledge room."""

    data_dir: Path
    chroma_url: str | None = None
    embeddings: EmbeddingChoice = field(default_factory=EmbeddingChoice)
    model: ModelChoice = field(default_factory=ModelChoice)
