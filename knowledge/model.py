"""Facts of the knowledge room: regulations, passages, citations and answers. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

DocumentId = NewType("DocumentId", int)
VersionId = NewType("VersionId", int)
RegulationId = NewType("RegulationId", int)
PassageId = NewType("PassageId", int)


class Status(StrEnum):
    """Whether a regulation may be quoted as today's rule."""

    IN_FORCE = "IN_FORCE"
    NOT_YET_EFFECTIVE = "NOT_YET_EFFECTIVE"
    SUPERSEDED = "SUPERSEDED"
    REPEALED = "REPEALED"
    EXCERPT = "EXCERPT"


class Flag(StrEnum):
    """A named doubt about a document or a regulation; each lowers its trust in ranking."""

    TRUNCATED = "truncated"
    PLACEHOLDERS = "placeholders"
    MISSING_ARTICLES = "missing_articles"
    ABRIDGED = "abridged"
    UNOFFICIAL = "unofficial"
    OCR = "ocr"
    DAMAGED_TEXT = "damaged_text"
    DUPLICATED_PASSAGES = "duplicated_passages"
    NO_TITLE = "no_title"


class DocumentKind(StrEnum):
    """What sort of writing it is: a rule binds, a notice announces, a report only tells."""

    REGULATION = "regulation"  # 条例、规定、办法、细则、章程、法, numbered by 条
    OPINION = "opinion"  # 意见、方案、要点, numbered 一、（一）
    NOTICE = "notice"  # 通知、公告、函
    REPORT = "report"  # 汇报、总结、报道、论文
    GUIDE = "guide"  # 流程、手册、制度汇编、规程
    FORM = "form"  # 表格、模板、样式


class PassageKind(StrEnum):
    """What sort of text a passage holds; a form template must not outrank a rule."""

    ARTICLE = "article"
    SECTION = "section"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Passage:
    """One citable unit: a whole article, numbered section, paragraph or table.

    `text` is what the document says, label included, in its own characters; `search_text` is the same in
    simplified characters after NFKC with spliced pinyin removed. `path` holds the headings above, outermost first.
    """

    id: PassageId
    regulation_id: RegulationId
    label: str
    path: tuple[str, ...]
    text: str
    search_text: str
    kind: PassageKind
    position: int


@dataclass(frozen=True, slots=True)
class Regulation:
    """One rule, notice or report as it stands in the library today."""

    id: RegulationId
    source: str
    title: str
    kind: DocumentKind
    status: Status
    doc_number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    replaced_by: str | None = None
    aliases: tuple[str, ...] = ()
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage together with the regulation it belongs to: what a citation is made of."""

    passage: Passage
    regulation: Regulation


class Outcome(StrEnum):
    """Whether the member got an answer."""

    ANSWERED = "answered"
    REFUSED = "refused"


class RefusalReason(StrEnum):
    """Why there is no answer."""

    NO_EVIDENCE = "no_evidence"
    NOT_LISTED = "not_listed"
    OFF_TOPIC = "off_topic"
    UNSAFE = "unsafe"


class Lacking(StrEnum):
    """What a search had to do without, because it was out of order."""

    WORDS = "words"  # the lexical index
    MEANING = "meaning"  # the dense index
    MODEL = "model"  # the embedding model's endpoint
    NAMES = "names"  # the library's own words and short names


class Engine(StrEnum):
    """Who composed the words of an answer."""

    EXTRACTIVE = "extractive"
    LLM = "llm"


@dataclass(frozen=True, slots=True)
class Citation:
    """Evidence as shown: `quote` is a verbatim span of `evidence.passage.text`, or empty for a nearest article."""

    evidence: Evidence
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its proof.

    `text` holds a model's verified words; an extractive answer has none but the quotes of its citations.
    """

    question: str
    outcome: Outcome
    reason: RefusalReason | None
    text: str
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    as_of: date
    engine: Engine
    prompt: str | None = None  # fingerprint of the prompt behind a model's words
    lacking: frozenset[Lacking] = frozenset()
