"""What ingest makes of a file before it reaches the library. Standard library and knowledge.model only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.model import DocumentKind, Flag, PassageKind, Status


class RefusalCode(StrEnum):
    """Why a file cannot enter the library; bot/texts holds a sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    OLD_WORD = "old_word"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    ZIP_BOMB = "zip_bomb"
    WRONG_EXTENSION = "wrong_extension"
    UNDECODABLE = "undecodable"
    NO_TEXT = "no_text"
    SECRET = "secret"  # noqa: S105 - a marking, not a password
    UNREADABLE = "unreadable"
    UNEXPECTED = "unexpected"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    READER_DIED = "reader_died"
    BAD_NAME = "bad_name"
    OUTSIDE_LINK = "outside_link"


class DocumentRefused(Exception):
    """The file does not enter the library. `detail` is a fact (a size, a marking, an extension), never content."""

    def __init__(self, code: RefusalCode, detail: str = "") -> None:
        super().__init__(code.value)
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type[DocumentRefused], tuple[RefusalCode, str]]:
        """Go from one process to another as it is made."""
        return DocumentRefused, (self.code, self.detail)


@dataclass(frozen=True, slots=True)
class ParsedPassage:
    """One citable unit as found: see knowledge.model.Passage for the fields' meaning."""

    label: str
    path: tuple[str, ...]
    text: str
    search_text: str
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class ParsedRegulation:
    """One rule, notice or report found in a file, with what its own text says about itself.

    `status` is what this text alone proves (IN_FORCE, NOT_YET_EFFECTIVE, REPEALED or EXCERPT); version chains over the
    whole library are decided by knowledge.library. `version_year` is the year that tells versions of one rule
    apart, from a title suffix such as （2014年）, the 文号, or the rule's own dates: never the file's date.
    `aliases` are the short names the text introduces for itself with 以下简称.
    """

    title: str
    kind: DocumentKind
    status: Status
    passages: tuple[ParsedPassage, ...]
    doc_number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    version_year: int | None = None
    aliases: tuple[str, ...] = ()
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A file read whole. `checksum` is the sha256 of its bytes; `source` its name without folders."""

    source: str
    checksum: str
    regulations: tuple[ParsedRegulation, ...]
    flags: frozenset[Flag] = frozenset()
