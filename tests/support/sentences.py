"""Every sentence of the service: the tables of all rooms, once their modules are imported."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import bot
from bot.texts import Named, Pair, Sayable, Sentence

NOT_MODULES = ("bot.__main__", "bot.storage.migrations")  # they run when they are imported


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
