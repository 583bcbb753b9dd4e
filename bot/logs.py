"""Structured logs: an event's name with ids and numbers, one JSON object a line. Never a question, a name or a token.

Our own code logs through `record`, which takes no free text. Messages of libraries are kept only in their ASCII part,
because whatever a member wrote or a document says is Chinese; tracebacks keep places and types, not messages.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import monotonic

LOGS = "logs"  # the folder in the data folder
LOG_FILE = "zhibu.log"
LOG_BYTES = 5_000_000
LOG_FILES = 5
HIDDEN = "[hidden]"
NOISY = ("httpx", "httpcore", "openai", "chromadb", "urllib3", "asyncio", "alembic", "sqlalchemy", "telegram")
_PATTERNS = (
    re.compile(r"\d{5,14}:[A-Za-z0-9_-]{20,}"),  # a Telegram bot token, also inside its URL
    re.compile(r"\b(?:sk|pk|rk|key)-[A-Za-z0-9_-]{8,}"),
    re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"),  # user and password of an address
    re.compile(r"(?i)\b(?:bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}"),
    re.compile(
        r"(?i)(?:api[_-]?key|access[_-]?token|token|secret|password|authorization)[\"']?\s*[:=]\s*[\"']?[^\s\"',;&}]+"
    ),
)
_log = logging.getLogger("zhibu")


class Event(StrEnum):
    """Everything our code logs."""

    STARTED = "started"
    STOPPED = "stopped"
    SCHEMA_CHANGED = "schema_changed"
    FOLDER_CLOSED = "folder_closed"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    INGESTED = "ingested"
    ANSWERED = "answered"
    REFUSED = "refused"
    MODEL_FAILED = "model_failed"
    ANSWER_NOT_NOTED = "answer_not_noted"
    SEARCH_LACKING = "search_lacking"
    FEEDBACK_GIVEN = "feedback_given"
    QUESTION_PASSED_ON = "question_passed_on"
    SUGGESTED = "suggested"
    UNEXPECTED = "unexpected"
    FAULT_TOLD = "fault_told"

    # activities
    FOREIGN_ID_REFUSED = "foreign_id_refused"
    PERMISSION_REFUSED = "permission_refused"
    ACTIVITY_CREATED = "activity_created"
    SERIES_CREATED = "series_created"
    CHECKED_IN = "checked_in"
    CHECKIN_REFUSED = "checkin_refused"
    CHECKIN_OPENED = "checkin_opened"
    REGISTER_MARKED = "register_marked"
    REGISTER_LOCKED = "register_locked"
    REGISTER_REOPENED = "register_reopened"
    LEAVE_ASKED = "leave_asked"
    LEAVE_DECIDED = "leave_decided"
    PROOF_SUBMITTED = "proof_submitted"
    TASK_DECIDED = "task_decided"
    OBJECTED = "objected"
    DISPUTE_DECIDED = "dispute_decided"
    WALL_LINK_REFUSED = "wall_link_refused"
    EXPORTED = "exported"
    LEDGER_EXPORTED = "ledger_exported"
    TEMPLATE_BROKEN = "template_broken"

    # people
    MEMBER_INVITED = "member_invited"
    INVITATION_REFUSED = "invitation_refused"
    ACCOUNT_BOUND = "account_bound"
    ACCOUNT_REVOKED = "account_revoked"
    ROSTER_IMPORTED = "roster_imported"
    ROSTER_UNDONE = "roster_undone"

    # telegram
    INBOX_STUCK = "inbox_stuck"
    INBOX_TROUBLE = "inbox_trouble"
    TELEGRAM_CONNECTED = "telegram_connected"
    TELEGRAM_UNREACHABLE = "telegram_unreachable"
    TELEGRAM_TOKEN_REFUSED = "telegram_token_refused"  # noqa: S105 - an event, not a password
    TELEGRAM_CONFLICT = "telegram_conflict"
    TELEGRAM_STRANGE = "telegram_strange"
    TELEGRAM_STOPPED = "telegram_stopped"
    TELEGRAM_HELD_BACK = "telegram_held_back"
    CHAT_CLOSED = "chat_closed"
    CHAT_OPENED = "chat_opened"
    UPDATE_APOLOGISED = "update_apologised"
    UPDATE_FAILED = "update_failed"
    UPDATE_REFUSED = "update_refused"
    UPDATE_AGAIN = "update_again"
    UPDATE_UNREADABLE = "update_unreadable"
    FORWARDED_CODE_REFUSED = "forwarded_code_refused"
    NOTICE_FAILED = "notice_failed"


BY_STRANGERS = {Event.WALL_LINK_REFUSED, Event.INVITATION_REFUSED, Event.FAULT_TOLD, Event.UPDATE_UNREADABLE}
A_MINUTE = 60  # lines of each of these: whoever writes more would push everything else out of the log
Fact = float | StrEnum | None  # what may be logged: no words of anybody


def record(event: Event, **facts: Fact) -> None:
    """Log an event with ids and numbers."""
    _log.info(event.value, extra={"facts": facts})


def record_error(event: Event, error: BaseException, **facts: Fact) -> None:
    """Log an event that should not have come, with the error's type and the places it came through."""
    _log.error(event.value, exc_info=error, extra={"facts": facts})


class Scrubber:
    """Takes secrets out of text: those it was given, and everything shaped like a token, key or password."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        for pattern in _PATTERNS:
            text = pattern.sub(HIDDEN, text)
        return text


class Seldom(logging.Filter):
    """Lets through so many lines a minute of what a stranger can cause; the next one says how many were left out."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._now = now
        self._seen: dict[str, tuple[int, int]] = {}  # event: minute, lines in it

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether the line is written."""
        if record.msg not in BY_STRANGERS:
            return True
        now = int(self._now() // 60)
        minute, lines = self._seen.get(record.msg, (now, 0))
        if minute != now:
            left_out, lines = max(0, lines - A_MINUTE), 0
            if left_out:
                record.__dict__["facts"] = getattr(record, "facts", {}) | {"left_out": left_out}
        self._seen[record.msg] = (now, lines + 1)
        return lines < A_MINUTE


class JsonLines(logging.Formatter):
    """One JSON object a record, scrubbed."""

    def __init__(self, scrub: Scrubber) -> None:
        super().__init__()
        self._scrub = scrub

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        is_ours = record.name == _log.name or record.name.startswith(f"{_log.name}.")
        message = record.getMessage() if is_ours else _ascii(record.getMessage())
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": self._scrub(message),
        }
        facts = getattr(record, "facts", {})
        line |= {name: self._scrub(value) if isinstance(value, str) else value for name, value in facts.items()}
        if record.exc_info and record.exc_info[1]:
            line["error"] = self._scrub(_places(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)


def log_folder(data_dir: Path) -> Path:
    """Name the folder of the log file."""
    return data_dir / LOGS


def set_up_logs(folder: Path, level: str, secrets: Iterable[str] = ()) -> Path:
    """Send all logs of the process to a rotating file in the folder and give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOG_FILE
    logging.raiseExceptions = False  # a full disk must not fill the terminal with tracebacks of the log itself
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
    handler.setFormatter(JsonLines(Scrubber(secrets)))
    handler.addFilter(Seldom())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(level)
    for name in NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(capture=True)
    return path


def note_incident(number: str, error: BaseException) -> Path | None:
    """Log an unexpected error under the number its sentence shows; gives the log's path, None before `set_up_logs`."""
    _log.error(Event.UNEXPECTED.value, exc_info=error, extra={"facts": {"incident": number}})
    files = (handler for handler in logging.getLogger().handlers if isinstance(handler, RotatingFileHandler))
    return next((Path(handler.baseFilename) for handler in files), None)


def _ascii(message: str) -> str:
    return message.encode("ascii", "ignore").decode()[:500]


def _places(error: BaseException) -> str:
    parts = []
    while True:
        frames = traceback.extract_tb(error.__traceback__)
        places = " < ".join(f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in reversed(frames))
        parts.append(f"{type(error).__name__} at {places}")
        cause = error.__cause__ or error.__context__
        if cause is None:
            return " from ".join(parts)
        error = cause
