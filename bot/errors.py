"""Errors a person can do something about: a code and facts. The sentences live in bot.texts."""

from __future__ import annotations

from enum import StrEnum


class ErrorCode(StrEnum):
    """What went wrong; bot.texts holds a sentence for each."""

    SETTINGS_UNKNOWN = "settings_unknown"
    SETTINGS_INVALID = "settings_invalid"
    DATA_DIR_NOT_WRITABLE = "data_dir_not_writable"
    DATABASE_UNREACHABLE = "database_unreachable"
    DATABASE_NEWER = "database_newer"
    ANOTHER_WRITER = "another_writer"
    NOTHING_TO_READ = "nothing_to_read"
    DOCUMENT_NOT_FOUND = "document_not_found"
    NO_EARLIER_VERSION = "no_earlier_version"
    ANSWER_NOT_FOUND = "answer_not_found"
    BATCH_UNREADABLE = "batch_unreadable"
    BATCH_LINE_BROKEN = "batch_line_broken"
    QUESTION_EMPTY = "question_empty"
    TOO_LONG = "too_long"
    BODY_UNREADABLE = "body_unreadable"
    BODY_TOO_LARGE = "body_too_large"
    FOREIGN_ORIGIN = "foreign_origin"
    UNKNOWN_HOST = "unknown_host"
    TOO_MANY_REQUESTS = "too_many_requests"
    PAGE_NOT_FOUND = "page_not_found"
    PASSAGE_NOT_FOUND = "passage_not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    PORT_BUSY = "port_busy"
    HOST_UNUSABLE = "host_unusable"
    EMBEDDINGS_UNREACHABLE = "embeddings_unreachable"
    SAMPLES_MISSING = "samples_missing"
    BENCH_NOT_INSTALLED = "bench_not_installed"
    QUESTION_NOT_FOUND = "question_not_found"
    UNEXPECTED = "unexpected"

    # people
    NOT_BOUND = "not_bound"
    NOT_ALLOWED = "not_allowed"
    MEMBER_NOT_FOUND = "member_not_found"
    ORGANISATION_NOT_FOUND = "organisation_not_found"

    # activities
    ACTIVITY_NOT_FOUND = "activity_not_found"


class BotError(Exception):
    """Raised with a code and the facts its sentence needs; facts hold names and numbers, never a question."""

    def __init__(self, code: ErrorCode, **facts: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.facts = facts
