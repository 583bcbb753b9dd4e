"""How sentences are kept and said. Each room has its own table of them."""

from bot.texts.pairs import Language, Named, Pair, Sayable, Sentence
from bot.texts.saying import joined, say, sentence, speak, told, when

__all__ = ["Language", "Named", "Pair", "Sayable", "Sentence", "joined", "say", "sentence", "speak", "told", "when"]
