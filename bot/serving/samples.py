"""The sample library of `zhibu serve --demo`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.errors import BotError, ErrorCode
from bot.serving.demo import load_demo
from bot.serving.sentences import ServeText
from bot.texts import say
from bot.wiring import Services
from ingest.document import find_files

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"


async def load_samples(services: Services, tell: Callable[[str], None]) -> None:
    """Fill the library and the branch with samples; what is there already is left alone. Errors: SAMPLES_MISSING."""
    files = find_files([SAMPLES]) if SAMPLES.is_dir() else []
    if not files:
        raise BotError(ErrorCode.SAMPLES_MISSING, folder=SAMPLES)
    known = {document.source for document in await services.library.documents()}
    if not known.issuperset(file.name for file in files):
        tell(say(ServeText.DEMO))
    await services.refresh(files)
    await load_demo(services)
