"""How a command runs: settings, logs, the event loop, and a sentence for whatever goes wrong."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import typer

from bot.errors import BotError, ErrorCode
from bot.texts import sentence, speak

Action = Callable[[Any], Coroutine[Any, Any, int]]


def run(action: Action, new_loop: Callable[[], asyncio.AbstractEventLoop] | None = None) -> None:
    """Run a command's coroutine with the settings; what it returns is the exit code."""
    from bot.logs import set_up_logs  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from bot.wiring import check_data_dir  # noqa: PLC0415

    settings = load_settings()
    speak(settings.language)
    check_data_dir(settings.data_dir)
    set_up_logs(log_folder(settings.data_dir), settings.logging.level, settings.secrets)
    with asyncio.Runner(loop_factory=new_loop) as runner:
        code = runner.run(action(settings))
    if code:
        raise typer.Exit(code)


def log_folder(data_dir: Path) -> Path:
    """Name the folder of the log file."""
    return data_dir / "logs"


def report_failure(error: Exception) -> int:
    """Say on stderr what went wrong and give the exit code; the unexpected goes to the log under a number."""
    known = as_bot_error(error)
    if known is None:
        known = _note(error)
    typer.echo(sentence(known), err=True)
    return 1


def as_bot_error(error: BaseException) -> BotError | None:
    """Turn the errors of other rooms into ours; None for what nobody expected."""
    from ingest.lock import AnotherWriter  # noqa: PLC0415
    from knowledge.library.model import DocumentNotFound, NoEarlierVersion  # noqa: PLC0415
    from knowledge.ports import EmbedderUnavailable  # noqa: PLC0415

    match error:
        case BotError():
            return error
        case AnotherWriter():
            return BotError(ErrorCode.ANOTHER_WRITER)
        case EmbedderUnavailable():
            return BotError(ErrorCode.EMBEDDINGS_UNREACHABLE)
        case DocumentNotFound():
            return BotError(ErrorCode.DOCUMENT_NOT_FOUND, source=error.source)
        case NoEarlierVersion():
            return BotError(ErrorCode.NO_EARLIER_VERSION, source=error.source)
    return None


def _note(error: Exception) -> BotError:
    from bot.logs import note_incident, set_up_logs  # noqa: PLC0415
    from bot.settings import DEFAULT_DATA_DIR  # noqa: PLC0415

    if not logging.getLogger().handlers:  # it failed before the settings were read
        set_up_logs(log_folder(DEFAULT_DATA_DIR), "INFO")
    incident = secrets.token_hex(4)
    return BotError(ErrorCode.UNEXPECTED, incident=incident, log=note_incident(incident, error))
