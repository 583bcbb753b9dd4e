"""A class name means one thing in the whole house."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = ("bot", "knowledge", "ingest")
TWICE: dict[str, str] = {}  # name: why two classes may bear it


def defined(*packages: str) -> dict[str, list[str]]:
    """Give the public classes of the packages by name, with where each is defined."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in (path for package in packages for path in sorted((ROOT / package).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}")
    return found


@pytest.mark.parametrize("package", HOUSE)
def test_a_class_name_means_one_thing(package: str) -> None:
    house = defined(*HOUSE)
    assert {name: house[name] for name in defined(package) if len(house[name]) > 1 and name not in TWICE} == {}


def test_no_exception_outlives_its_reason() -> None:
    house = defined(*HOUSE)
    assert [name for name in TWICE if len(house[name]) < 2] == []
