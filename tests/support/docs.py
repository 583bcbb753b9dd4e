"""What the pages of docs/ and the READMEs name: code in back ticks, commands, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGES += sorted((ROOT / "docs" / "howto").glob("*.md"))
HOUSE = ("bot", "knowledge", "ingest", "tests", "prompts")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_COMMAND = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?((?:zhibu|make|python -m|\.venv/bin/python -m) [^#\n]*)", re.MULTILINE)


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def spans(page: Path) -> list[str]:
    """What stands in back ticks outside of fenced blocks, blanks made single."""
    return [" ".join(found.split()) for found in _SPAN.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))]


def commands(page: Path) -> list[str]:
    """The commands that a page tells to type, in back ticks or in a fenced block."""
    text = page.read_text(encoding="utf-8")
    typed = [line for block in _FENCE.findall(text) for line in _COMMAND.findall(block)]
    return [found.replace(".venv/bin/", "").strip() for found in [*typed, *filter(_COMMAND.match, spans(page))]]


def links(page: Path) -> Iterator[str]:
    """Where a page leads to inside the repository."""
    yield from (link for link in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link)


@cache
def files() -> frozenset[str]:
    """Every file and folder that a page may name, as a path from the root."""
    tops = (ROOT / room for room in (*HOUSE, "docs", ".ci"))
    below = [path for top in tops for path in (top, *top.rglob("*")) if "__pycache__" not in path.parts]
    return frozenset(shown(path) for path in [*below, *(path for path in ROOT.iterdir() if path.is_file())])


@cache
def names() -> frozenset[str]:
    """Every word of the sources: a name in the docs has to be one of them."""
    kinds = ("*.py", "*.html", "*.js", "*.md", "*.toml", "*.yml", "Makefile")
    sources = [path for room in HOUSE for kind in kinds for path in (ROOT / room).rglob(kind)]
    sources += [ROOT / "pyproject.toml", ROOT / "docker-compose.yml", ROOT / "Makefile"]
    return frozenset(word for path in sources for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))
