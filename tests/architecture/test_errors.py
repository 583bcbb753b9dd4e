"""Every error code is raised by somebody, and with the facts that its sentence needs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.errors import ErrorCode
from bot.sheets import SheetFault
from bot.texts import Language
from bot.texts.errors import EXPLAINED
from bot.web.entrance.errors import HTTP_CODES

ROOT = Path(__file__).parents[2]
TABLES = ("bot/errors.py", "bot/texts/errors/", "bot/web/entrance/errors.py")  # they name every code
FILES = sorted((ROOT / "bot").rglob("*.py"))


def test_every_code_is_raised_by_somebody() -> None:
    others = [path for path in FILES if not path.relative_to(ROOT).as_posix().startswith(TABLES)]
    raised = {name for path in others for name in re.findall(r"ErrorCode\.(\w+)", path.read_text(encoding="utf-8"))}
    raised |= {code.name for code in HTTP_CODES.values()}
    raised |= {
        f"{sheet}_{fault.name}" for sheet in ("PAPER", "ROSTER") for fault in SheetFault
    }  # named when it is raised
    assert sorted(set(ErrorCode.__members__) - raised) == []


@pytest.mark.parametrize("path", [path for path in FILES if "BotError(" in path.read_text(encoding="utf-8")], ids=str)
def test_a_code_comes_with_the_facts_of_its_sentence(path: Path) -> None:
    """A fact that is missing is met only when the sentence is said, which is the worst moment."""
    found = list(raised(path))
    assert [
        (line, code.name, sorted(needed(code) - facts)) for line, code, facts in found if needed(code) - facts
    ] == []


def raised(path: Path) -> Iterator[tuple[int, ErrorCode, set[str]]]:
    """Where a code is put into an error by its name, with the facts beside it; facts handed on as ** are not seen."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "BotError" and node.args):
            continue
        name = re.fullmatch(r"ErrorCode\.(\w+)", ast.unparse(node.args[0]))
        if name and all(keyword.arg for keyword in node.keywords):
            yield node.lineno, ErrorCode[name[1]], {keyword.arg for keyword in node.keywords if keyword.arg}


def needed(code: ErrorCode) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(EXPLAINED[code].template(Language.ZH_CN)) if name}
