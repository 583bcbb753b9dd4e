"""Every sentence of the service, and how tests name one instead of repeating its words."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from string import Formatter

import bot
from bot.errors import BotError, ErrorCode
from bot.texts import Language, Named, Pair, Sayable, Sentence, sentence, told
from bot.texts.errors import EXPLAINED

NOT_MODULES = ("bot.__main__", "bot.storage.migrations")  # they run when they are imported


def explained(code: ErrorCode, **facts: object) -> str:
    """The whole sentence that explains an error."""
    return sentence(BotError(code, **facts))


def begins(text: Sayable | ErrorCode, **facts: object) -> str:
    """A Chinese sentence up to the first fact that the test does not know."""
    said = EXPLAINED[text] if isinstance(text, ErrorCode) else text
    words = ""
    for static, fact, spec, _ in Formatter().parse(said.template(Language.ZH_CN)):
        words += static
        if fact is None:
            continue
        if fact not in facts:
            break
        words += format(told(facts[fact]), spec or "")
    assert words, "the sentence begins with a fact: compare it whole"
    return words


def everything_said() -> list[tuple[str, Sayable]]:
    """Each sentence and name, with where it stands."""
    names = [found.name for found in pkgutil.walk_packages(bot.__path__, "bot.")]
    modules = [importlib.import_module(name) for name in names if not name.startswith(NOT_MODULES)]
    said: list[tuple[str, Sayable]] = [(str(key), key) for table in Sentence.__subclasses__() for key in table]
    said += [(f"{type(name).__name__}.{name.name}", name.said) for enum in Named.__subclasses__() for name in enum]
    said += [found for module in modules for found in _words_of(vars(module))]
    return sorted(dict(said).items())


def _words_of(names: dict[str, object]) -> Iterator[tuple[str, Pair]]:
    for name, value in names.items():
        if isinstance(value, Pair):
            yield name, value
        elif isinstance(value, dict):
            yield from ((f"{name}[{key}]", words) for key, words in value.items() if isinstance(words, Pair))
