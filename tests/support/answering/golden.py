"""What reading docs/samples gives, kept: `python -m tests.support.answering.golden` writes it anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.document import find_files, read_document
from ingest.model import ParsedPassage, ParsedRegulation

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "docs" / "samples"
GOLDEN = ROOT / "tests" / "integration" / "ingest" / "golden" / "samples.jsonl"


def reading_of(folder: Path) -> Iterator[dict[str, Any]]:
    """Read a folder; yield one plain object for each regulation, in order."""
    for path in find_files([folder]):
        document = read_document(path)
        for regulation in document.regulations:
            yield {"source": path.name, **_plain(regulation)}


def kept() -> list[dict[str, Any]]:
    """Give the reading that was kept."""
    return [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


def _plain(regulation: ParsedRegulation) -> dict[str, Any]:
    return {
        "title": regulation.title,
        "kind": regulation.kind.value,
        "status": regulation.status.value,
        "facts": [
            regulation.doc_number,
            regulation.issuer,
            *(day.isoformat() if day else None for day in (regulation.issued_on, regulation.effective_on)),
            regulation.expires_on.isoformat() if regulation.expires_on else None,
            regulation.version_year,
            *regulation.aliases,
        ],
        "flags": sorted(regulation.flags),
        "passages": [f"{passage.label} {_hash(passage)}" for passage in regulation.passages],
    }


def _hash(passage: ParsedPassage) -> str:
    """Fingerprint what a reader of a passage sees: its words, the headings above it and its kind."""
    words = json.dumps([passage.text, passage.path, passage.kind.value], ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def write() -> None:
    """Keep today's reading."""
    GOLDEN.parent.mkdir(exist_ok=True)
    lines = [json.dumps(item, ensure_ascii=False) for item in reading_of(SAMPLES)]
    GOLDEN.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    write()
