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

    # telegram
    BUTTON_EXPIRED = "button_expired"
    WEBHOOK_REFUSED = "webhook_refused"

    # people
    NOT_BOUND = "not_bound"
    NOT_ALLOWED = "not_allowed"
    MEMBER_NOT_FOUND = "member_not_found"
    ORGANISATION_NOT_FOUND = "organisation_not_found"
    INVITATION_UNKNOWN = "invitation_unknown"
    INVITATION_USED = "invitation_used"
    INVITATION_EXPIRED = "invitation_expired"
    INVITATION_REVOKED = "invitation_revoked"
    INVITATION_LOCKED = "invitation_locked"
    CODES_PAUSED = "codes_paused"
    CODES_CLOSED = "codes_closed"
    ACCOUNT_TAKEN = "account_taken"
    MEMBER_ALREADY_BOUND = "member_already_bound"
    ACCOUNT_NOT_FOUND = "account_not_found"
    ROSTER_FILE_MISSING = "roster_file_missing"
    ROSTER_FILE_EXISTS = "roster_file_exists"
    ROSTER_FILE_UNWRITABLE = "roster_file_unwritable"
    ROSTER_TOO_LARGE = "roster_too_large"
    ROSTER_TOO_MANY_ROWS = "roster_too_many_rows"
    ROSTER_NOT_A_TABLE = "roster_not_a_table"
    ROSTER_OLD_EXCEL = "roster_old_excel"
    ROSTER_ENCRYPTED = "roster_encrypted"
    ROSTER_NOT_TEXT = "roster_not_text"
    ROSTER_EMPTY = "roster_empty"
    ROSTER_NO_HEADER = "roster_no_header"
    ROSTER_ROWS_WRONG = "roster_rows_wrong"
    ROSTER_NOTHING_TO_UNDO = "roster_nothing_to_undo"
    ROSTER_IN_USE = "roster_in_use"

    # activities
    ACTIVITY_NOT_FOUND = "activity_not_found"
    ACTIVITY_UNSOUND = "activity_unsound"
    ACTIVITY_STEP_REFUSED = "activity_step_refused"
    ACTIVITY_CANCELLED = "activity_cancelled"
    SERIES_EMPTY = "series_empty"
    SERIES_TOO_LONG = "series_too_long"
    CHECKIN_NOT_OPEN = "checkin_not_open"
    CHECKIN_CLOSED = "checkin_closed"
    CHECKIN_NONE_OPEN = "checkin_none_open"
    CODE_WRONG = "code_wrong"
    CODE_EXPIRED = "code_expired"
    CODE_LOCKED = "code_locked"
    NOT_EXPECTED = "not_expected"
    REGISTER_LOCKED = "register_locked"
    LINE_STEP_REFUSED = "line_step_refused"
    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    SECOND_PERSON_NEEDED = "second_person_needed"
    WORDS_MISSING = "words_missing"
    ALREADY_THERE = "already_there"
    REQUEST_NOT_FOUND = "request_not_found"
    REQUEST_WITHDRAWN = "request_withdrawn"
    PROOF_MISSING = "proof_missing"
    OWN_REQUEST = "own_request"
    OBJECTION_LATE = "objection_late"
    WALL_LINK_REFUSED = "wall_link_refused"


class BotError(Exception):
    """Raised with a code and the facts its sentence needs; facts hold names and numbers, never a question."""

    def __init__(self, code: ErrorCode, **facts: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.facts = facts
