"""Tests name a sentence instead of repeating its words, so that a better wording breaks golden conversations only.

A golden conversation holds what people read word for word, marked `golden`: it is meant to break when wording changes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.texts import Language, Named, Sayable
from tests.support.sentences import everything_said

TESTS = Path(__file__).parents[1]
HAN = re.compile("[\u4e00-\u9fff]")
FEWEST = 6  # Han characters of a sentence, its facts not counted; what is shorter is a name or a label
STRETCH = 5  # Han characters between two facts
MOST_GOLDEN = 30

TYPED = {  # examples that sentences give, and tests type
    "3月主题党日 3月6日下午3点 三楼会议室",
    "除张三外全部到会",
    "每月第一个周五",
    "预备期是多长时间",
    "新当选的支部书记多久要参加培训",
    "多久要参加培训",
}


def han(words: str) -> int:
    return len(HAN.findall(words))


class Said:
    """A sentence of the catalogue, to be found again in a literal."""

    def __init__(self, key: Sayable) -> None:
        parsed = list(Formatter().parse(key.template(Language.ZH_CN)))
        self.pieces = [static for static, *_ in parsed]
        places = ["(.+)" if fact is not None else "" for _, fact, *_ in parsed]
        self.whole = re.compile("".join(map("".join, zip(map(re.escape, self.pieces), places, strict=True))))
        self.own = sum(map(han, self.pieces))

    def is_repeated_by(self, words: str) -> bool:
        """Whether a literal is the sentence with its facts, a part of its words, or holds a stretch of them."""
        if self.own < FEWEST:
            return False
        if self.whole.fullmatch(words) or any(words in piece for piece in self.pieces):
            return True
        return any(han(piece) >= STRETCH and piece in words for piece in self.pieces)


def is_golden(function: ast.AST) -> bool:
    decorators = getattr(function, "decorator_list", ())
    return any(ast.unparse(decorator) == "pytest.mark.golden" for decorator in decorators)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def expected_words(tree: ast.AST) -> Iterator[ast.Constant]:
    """Literals of assertions and of the cases that tests are run with, golden conversations left out."""
    for function in functions(tree):
        if not is_golden(function):
            asserted = (node for node in ast.walk(function) if isinstance(node, ast.Assert))
            for found in (*function.decorator_list, *asserted):
                yield from (node for node in ast.walk(found) if isinstance(node, ast.Constant))


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.AST]:
    return {str(file.relative_to(TESTS)): ast.parse(file.read_text(encoding="utf-8")) for file in TESTS.rglob("*.py")}


def test_only_golden_conversations_repeat_sentences(trees: dict[str, ast.AST]) -> None:
    everything = everything_said()
    names = [name.said for enum in Named.__subclasses__() for name in enum]
    said = [Said(key) for _, key in everything if key not in names]
    repeated = [
        f"{name}:{literal.lineno}: {words}"
        for name, tree in sorted(trees.items())
        for literal in expected_words(tree)
        if isinstance(words := literal.value, str) and han(words) >= FEWEST and words not in TYPED
        if any(one.is_repeated_by(words) for one in said)
    ]
    assert repeated == []


def test_golden_conversations_stay_few(trees: dict[str, ast.AST]) -> None:
    golden = [function.name for tree in trees.values() for function in functions(tree) if is_golden(function)]
    assert 0 < len(golden) <= MOST_GOLDEN
