"""Any error turned into one of ours: what other rooms raise by its own code, what nobody expected by a number.

The command line, the web and Telegram all come by here, so that an error says the same wherever it is met.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from bot.errors import BotError, ErrorCode
from bot.logs import Event, note_incident, record
from bot.storage.faults import fault_code
from ingest.refresh.lock import AnotherWriter
from knowledge.library.model import DocumentNotFound, NoEarlierVersion
from knowledge.ports import EmbedderUnavailable, IndexUnreadable, SearchIncomplete

CODES: dict[type[Exception], ErrorCode] = {
    AnotherWriter: ErrorCode.ANOTHER_WRITER,
    EmbedderUnavailable: ErrorCode.EMBEDDINGS_UNREACHABLE,
    IndexUnreadable: ErrorCode.INDEX_UNREADABLE,
    SearchIncomplete: ErrorCode.SEARCH_INCOMPLETE,
}


def name_only(log: Path) -> str:
    """Name the log without its folder: people far from the machine need not know where it lies."""
    return log.name


def explained(error: BaseException, *, name_log: Callable[[Path], str] = name_only) -> BotError:
    """Give the error as ours; what nobody expected goes to the log under the number its sentence shows."""
    known = _known(error)
    if known is not None:
        return known
    incident, log = _noted(error)
    return BotError(ErrorCode.UNEXPECTED, incident=incident, log=name_log(log) if log else "-")


def numbered(error: BaseException) -> str:
    """Log an error that nobody expected and that stops nothing; gives the number a report shows."""
    return _noted(error)[0]


def _noted(error: BaseException) -> tuple[str, Path | None]:
    incident = secrets.token_hex(4)
    return incident, note_incident(incident, error)


def _known(error: BaseException) -> BotError | None:
    match error:
        case BotError():
            return error
        case DocumentNotFound():
            return BotError(ErrorCode.DOCUMENT_NOT_FOUND, source=error.source)
        case NoEarlierVersion():
            return BotError(ErrorCode.NO_EARLIER_VERSION, source=error.source)
    code = next((code for kind, code in CODES.items() if isinstance(error, kind)), None) or fault_code(error)
    if code is None:
        return None
    record(Event.FAULT_TOLD, code=code)
    return BotError(code)
