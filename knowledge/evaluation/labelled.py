"""Question sets: lines of JSON with a question, its kind and the passages that answer it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Gold:
    """A passage that answers: the file it stands in and the words it must hold."""

    source: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with its right passages; without any it should be refused. `needs_all` asks for every one."""

    id: str
    question: str
    kind: str
    golds: tuple[Gold, ...]
    needs_all: bool

    @classmethod
    def read(cls, line: Mapping[str, Any]) -> LabelledQuestion:
        """Read a line of a question set: id, question, type, gold (doc, must_contain), gold_mode."""
        golds = tuple(Gold(file_name(gold["doc"]), tuple(gold["must_contain"])) for gold in line.get("gold", ()))
        kind = str(line.get("type", "fact"))
        return cls(str(line["id"]), str(line["question"]), kind, golds, line.get("gold_mode") == "all")


def read_lines(file: Path) -> list[dict[str, Any]]:
    """Read a JSON-lines file, gzipped or not."""
    raw = file.read_bytes()
    text = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    return [json.loads(line) for line in text.decode("utf-8").splitlines() if line.strip()]


def file_name(path: str) -> str:
    """Give the last part of a path written on any system."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]
