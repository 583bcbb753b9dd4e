"""The pages tell the truth: what they name is there, each of them can be reached, and none leads out of the house."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.cli import app
from bot.logs import Event
from bot.settings import describe
from tests.support.docs import PAGES, ROOT, commands, files, links, names, shown, spans

PLACEHOLDER = re.compile(r"[A-Z]{3,}|…|<|NNNN|\{")  # FOLDER/…, FILE.xlsx: for the reader to fill in
PATH = re.compile(r"[\w.*/-]+/[\w.*/-]*|[\w-]+\.(?:py|md|html|js|css|toml|txt|yml|mako|jsonl|csv)")
MODULE = re.compile(r"(?:bot|knowledge|ingest|tests)(?:\.\w+)+")
NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
OPTION = re.compile(r"--[a-z][a-z-]*")
ADDRESS = re.compile(r"https?://([^/\s:`…|)）]+)")
HOSTS = {"127.0.0.1", "api.telegram.org", "zhibu.example"}  # RFC 2606 keeps .example for examples
PRIVATE = re.compile(r"\bDESIGN(?:\.md| section| \d)|\bSTYLE(?:\.md| section)|/work/shared")
INDEX = re.compile(r"(?i)\bpypi\b|/simple\b|--(?:extra-)?index-url|find-links|PIP_INDEX|devpi|artifactory")
# by a run, or by an operator
MADE_OUTSIDE = {"zhibu.db", "zhibu.log", "model.onnx", "tokenizer.json", "writer.lock", "digest.json", "secret.key"}


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_path_that_is_named_exists(page: Path) -> None:
    paths = [span for span in spans(page) if PATH.fullmatch(span) and not PLACEHOLDER.search(span)]
    assert [path for path in paths if not is_there(path)] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_module_that_is_named_exists(page: Path) -> None:
    modules = [span for span in spans(page) if MODULE.fullmatch(span)]
    assert [name for name in modules if not is_module(name)] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_name_of_code_is_one(page: Path) -> None:
    """Words of the sources are asked, not definitions: a name that went away is missed, wherever it stood."""
    found = [span for span in spans(page) if NAME.fullmatch(span) and not PATH.fullmatch(span)]
    found = [span.rpartition(".")[2] for span in found if span not in MADE_OUTSIDE]
    assert [name for name in found if not is_name(name)] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_command_can_be_typed(page: Path) -> None:
    assert [line for line in commands(page) if not can_be_typed(line)] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_setting_that_is_named_exists(page: Path) -> None:
    named = re.findall(r"\bZHIBU_[A-Z][A-Z_]*[A-Z]\b", page.read_text(encoding="utf-8"))
    assert [name for name in named if name not in settings()] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not (page.parent / link).exists()] == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        found = {(page.parent / link).resolve() for link in links(page) if link.endswith(".md")}
        waiting += sorted(found - reached - set(waiting))
    assert [shown(page) for page in PAGES if page not in reached] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_no_page_names_a_package_index_or_leads_out_of_the_house(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert INDEX.findall(text) == []
    assert {host for host in ADDRESS.findall(text) if host not in HOSTS} == set()


def test_nothing_refers_to_papers_that_are_not_here() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    texts = (ROOT / name for name in listed.split("\0") if name.endswith((".py", ".md", ".toml", ".yml", "Makefile")))
    kept = [path for path in texts if path.is_file() and path != Path(__file__)]
    assert [shown(path) for path in kept if PRIVATE.search(path.read_text(encoding="utf-8"))] == []


def test_every_event_of_the_log_is_explained_and_recorded_by_somebody() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8").partition("## Events of the log")[2]
    told = [name for row in re.findall(r"^\| (`[^|]+) \|", page, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)]
    assert sorted(told) == sorted(event.value for event in Event)
    sources = [path for path in (ROOT / "bot").rglob("*.py") if path.name != "logs.py"]
    recorded = {name for path in sources for name in re.findall(r"Event\.([A-Z_]+)", path.read_text(encoding="utf-8"))}
    assert [event for event in Event if event.name not in recorded | {"UNEXPECTED"}] == []


def test_the_floors_of_the_house_are_the_contracts() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [name for name, floors in contracts() if "```text\n" + "\n".join(floors) + "\n```" not in page] == []


def contracts() -> Iterable[tuple[str, list[str]]]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    every: list[dict[str, Any]] = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    return [(one["name"], one["layers"]) for one in every if one["type"] == "layers"]


def is_name(word: str) -> bool:
    """Whether the sources have such a word, a folder such a name, or `_html` is how some of them end."""
    if word.startswith("_"):
        return any(name.endswith(word) for name in names())
    return word in names() or word in settings() or is_there(word)


def is_there(path: str) -> bool:
    if path.startswith("/"):  # a page of ours, or a command of the chat
        return set(re.findall(r"\w+", path)) <= names()
    if "*" in path:
        return any(ROOT.glob(path))
    name = path.strip("/")
    return name in files() or name in MADE_OUTSIDE or any(file.endswith(f"/{name}") for file in files())


def is_module(name: str) -> bool:
    """Whether there is such a module, or a module in which the rest is a word."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        path = "/".join(parts[:length])
        for file in (f"{path}.py", path):
            if file in files():
                return set(parts[length:]) <= names()
    return False


@cache
def settings() -> frozenset[str]:
    """Variables, whole or as far as a page spells them: ZHIBU_EMBEDDINGS__ stands for all of a section."""
    variables = [line.variable for line in describe()]
    return frozenset([*variables, *(name.rpartition("__")[0] for name in variables)])


def can_be_typed(line: str) -> bool:
    program, *words = line.split()
    if program == "make":
        targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        return words[0] in targets
    if program == "python":
        return words[1] in {"pytest", "bot"} or is_module(words[1])
    return words[0].startswith("-") or words[0] == "…" or has_command(words)


def has_command(words: list[str]) -> bool:
    """Whether zhibu has such a command, with such options."""
    command: Any = app.commands.get(words[0])
    if command is None:
        return False
    command, rest = command._command(), words[1:]
    if rest and hasattr(command, "commands") and re.fullmatch(r"[a-z]+", rest[0]):
        command = command.commands.get(rest.pop(0))
        if command is None:
            return False
    options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    return set(OPTION.findall(" ".join(rest))) <= options
