"""The chat's table of contents: buttons and commands are declared once, and everything goes through the registries."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

CHAT = Path(__file__).parents[2] / "bot" / "telegram"
FILES = sorted(CHAT.rglob("*.py"))
HOMES = {
    "CallbackQueryHandler": "transport/callback_data.py",
    "CommandHandler": "commands.py",
    "InlineKeyboardButton": "desk/keyboards.py",
    "Data": "buttons.py",
    "Command": "commands.py",
}
MOST_MODULES = 12


def shown(path: Path) -> str:
    return path.relative_to(CHAT).as_posix()


def called(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_buttons_and_commands_are_made_in_their_homes_only(path: Path) -> None:
    assert [name for name in called(path) if HOMES.get(name, shown(path)) != shown(path)] == []


def test_every_button_is_made_and_handled() -> None:
    """A button that nobody can press, or that nobody hears, is dead."""
    registry = ast.parse((CHAT / "buttons.py").read_text(encoding="utf-8"))
    declared = {node.targets[0].id for node in registry.body if is_button(node)}  # type: ignore[attr-defined]
    calls = Counter(name for path in FILES for name in called(path))
    assert declared == {name for name in declared if calls[f"buttons.{name}"]}
    assert {name: calls[f"buttons.{name}.handler"] for name in declared} == dict.fromkeys(declared, 1)


def is_button(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "Data"


def test_every_button_says_what_it_does() -> None:
    lines = (CHAT / "buttons.py").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if " = Data(" in line and "  # " not in line] == []


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES}), ids=str)
def test_a_folder_is_no_drawer(folder: Path) -> None:
    assert len(list(folder.glob("*.py"))) <= MOST_MODULES + 1  # with its __init__
