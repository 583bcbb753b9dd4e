"""Documents in, passages out: the one entry to the ingest room."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from ingest.cleaning.cleaned import Cleaned, clean
from ingest.cleaning.secrecy import secrecy_marking
from ingest.marking.blocks import Reading
from ingest.metadata import Facts, facts_of, is_repealed, without_status
from ingest.model import DocumentRefused, ParsedDocument, ParsedRegulation, RefusalCode
from ingest.names import shown_name
from ingest.quality import deduplicated, doubts, is_excerpt
from ingest.readers.by_content import read_bytes
from ingest.readers.limits import ReadingLimits
from ingest.splitting.drafts import RegulationDraft, plain_draft
from ingest.splitting.regulations import split
from ingest.structure.passages import to_passages
from ingest.structure.structured import structure
from knowledge.chinese.script import squeezed
from knowledge.model import DocumentKind, Flag, Status

DEFAULT_LIMITS = ReadingLimits()
MAX_FALLBACK_TITLE = 40


def read_document(path: Path, *, limits: ReadingLimits = DEFAULT_LIMITS, today: date | None = None) -> ParsedDocument:
    """Read one file into the regulations it holds.

    `today` decides NOT_YET_EFFECTIVE; without it the status says nothing about the future. Nothing is written and no
    network is used; the same bytes under the same name give the same result.
    Errors: DocumentRefused with its code, and never anything else.
    """
    data = _read_file(path, limits)
    try:
        return _read(Path(shown_name(path)), data, limits, today)
    except DocumentRefused:
        raise
    except MemoryError as error:  # where the caller has set a limit, as ingest.confined does
        raise DocumentRefused(RefusalCode.TOO_MUCH_MEMORY) from error
    except Exception as error:  # parsers of hostile files fail in ways nobody can list; the caller gets one error
        raise DocumentRefused(RefusalCode.DAMAGED, type(error).__name__) from error


def _read(path: Path, data: bytes, limits: ReadingLimits, today: date | None) -> ParsedDocument:
    reading = read_bytes(data, path.suffix.lower(), limits)
    _check_size(reading, limits)
    cleaned = clean(reading)
    marking = secrecy_marking(cleaned.head)
    if marking is not None:
        raise DocumentRefused(RefusalCode.SECRET, marking)
    if not any(block.text.strip() or block.rows for block in cleaned.blocks):
        raise DocumentRefused(RefusalCode.EMPTY, "no text after cleaning")
    flags = frozenset({Flag.OCR} if reading.used_ocr else ())
    return _parse(path, hashlib.sha256(data).hexdigest(), cleaned, flags, today)


def _check_size(reading: Reading, limits: ReadingLimits) -> None:
    if len(reading.blocks) > limits.max_blocks:
        raise DocumentRefused(RefusalCode.TOO_LARGE, f"more than {limits.max_blocks} paragraphs")
    if sum(len(block.text) for block in reading.blocks) > limits.max_characters:
        raise DocumentRefused(RefusalCode.TOO_LARGE, f"more than {limits.max_characters} characters")
    most = limits.max_block_characters
    if any(len(block.text) > most for block in reading.blocks):
        raise DocumentRefused(RefusalCode.TOO_LARGE, f"a paragraph of more than {most} characters")


def find_files(paths: Iterable[Path]) -> list[Path]:
    """List files to read: in the given order, folders walked in sorted order, hidden files and folders skipped.

    What is no file, or does not exist, is listed as well, so that reading it reports what is wrong. Left out are links
    that lead out of the folder they lie in: `links_outside` lists them.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(inner for inner in _inside(path) if not _leads_out(inner, path)))
        else:
            found[path] = None
    return list(found)


def links_outside(paths: Iterable[Path]) -> list[Path]:
    """List the links inside the given folders that lead out of them; a path that is named itself may be a link."""
    return [inner for path in paths if path.is_dir() for inner in _inside(path) if _leads_out(inner, path)]


def _inside(folder: Path) -> list[Path]:
    """List what is in a folder and is no folder itself; a linked folder counts only where it leads out."""
    every = (inner for inner in folder.rglob("*") if not _is_hidden(inner.relative_to(folder)))
    return sorted(inner for inner in every if not inner.is_dir() or _leads_out(inner, folder))


def _leads_out(inner: Path, folder: Path) -> bool:
    return inner.is_symlink() and not inner.resolve().is_relative_to(folder.resolve())


def _is_hidden(relative: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in relative.parts)


def _read_file(path: Path, limits: ReadingLimits) -> bytes:
    """Read a file whole once its size is known to be harmless."""
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise DocumentRefused(RefusalCode.UNREADABLE, "not a file")
        if facts.st_size > limits.max_file_bytes:
            raise DocumentRefused(RefusalCode.TOO_LARGE, f"{_mb(facts.st_size)} > {_mb(limits.max_file_bytes)}")
        with path.open("rb") as file:
            data = file.read(limits.max_file_bytes + 1)
    except (OSError, ValueError) as error:
        raise DocumentRefused(RefusalCode.UNREADABLE, type(error).__name__) from error
    if len(data) > limits.max_file_bytes:
        raise DocumentRefused(RefusalCode.TOO_LARGE, f"> {_mb(limits.max_file_bytes)}")
    return data


def _parse(path: Path, checksum: str, cleaned: Cleaned, shared: frozenset[Flag], today: date | None) -> ParsedDocument:
    if cleaned.is_damaged:
        shared |= {Flag.DAMAGED_TEXT}
    drafts = split(cleaned)
    regulations: list[ParsedRegulation] = []
    for place, draft in enumerate(drafts):
        is_cut = cleaned.has_paywall and place == len(drafts) - 1
        flags = shared | {Flag.TRUNCATED} if is_cut else shared
        regulation = _regulation(draft, path.stem, cleaned, flags, today)
        if regulation.passages:
            regulations.append(regulation)
    if not regulations:
        raise DocumentRefused(RefusalCode.EMPTY, "no passage")
    unique = _without_twins(regulations)
    found = frozenset(flag for regulation in unique for flag in regulation.flags)
    if len(unique) < len(regulations):
        found |= {Flag.DUPLICATED_PASSAGES}
    return ParsedDocument(path.name, checksum, tuple(unique), found)


def _regulation(
    draft: RegulationDraft, stem: str, cleaned: Cleaned, shared: frozenset[Flag], today: date | None
) -> ParsedRegulation:
    draft, has_repeats = deduplicated(draft)
    parts = structure(draft)
    plain = plain_draft(draft)
    plain_parts = parts if plain is draft else structure(plain)
    facts = facts_of(plain, plain_parts, stem, cleaned.published_on)
    flags = shared | doubts(plain, plain_parts, facts.kind, stem, facts.issuer)
    if has_repeats:
        flags |= {Flag.DUPLICATED_PASSAGES}
    if not draft.title:
        flags |= {Flag.NO_TITLE}
    title = without_status(draft.title) or _fallback_title(draft, stem)
    return ParsedRegulation(
        title=title,
        kind=facts.kind,
        status=_status(draft.title, parts.notes, stem, facts, flags, today),
        passages=to_passages(parts.units),
        doc_number=facts.doc_number,
        issuer=facts.issuer,
        issued_on=facts.issued_on,
        effective_on=facts.effective_on,
        expires_on=facts.expires_on,
        version_year=facts.version_year,
        aliases=facts.aliases,
        flags=flags,
    )


def _fallback_title(draft: RegulationDraft, stem: str) -> str:
    """Name a text without a title by its file, or by its first words when the file's name says nothing in Chinese."""
    if draft.articles or any("\u4e00" <= char <= "\u9fff" for char in stem):
        return stem
    first = next((block.text for block in draft.body if block.text), stem)
    head = first.split("。")[0]
    return head if len(head) <= MAX_FALLBACK_TITLE else f"{head[:MAX_FALLBACK_TITLE]}…"


def _status(
    title: str, notes: Iterable[str], stem: str, facts: Facts, flags: frozenset[Flag], today: date | None
) -> Status:
    if is_repealed(title, notes):
        return Status.REPEALED
    if today is not None and facts.effective_on is not None and facts.effective_on > today:
        return Status.NOT_YET_EFFECTIVE
    is_partial = bool(flags & {Flag.TRUNCATED, Flag.ABRIDGED}) and facts.kind is not DocumentKind.FORM
    return Status.EXCERPT if is_partial or is_excerpt(title, stem) else Status.IN_FORCE


def _without_twins(regulations: list[ParsedRegulation]) -> list[ParsedRegulation]:
    """Keep one of regulations that are word for word the same."""
    kept: dict[tuple[str, str], ParsedRegulation] = {}
    for regulation in regulations:
        key = (squeezed(regulation.title), "".join(squeezed(passage.text) for passage in regulation.passages))
        if key in kept:
            kept[key] = replace(kept[key], flags=kept[key].flags | {Flag.DUPLICATED_PASSAGES})
        else:
            kept[key] = regulation
    return list(kept.values())


def _mb(size: int) -> str:
    return f"{size / 1_048_576:.0f} MB"
