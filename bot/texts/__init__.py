"""Every sentence a person reads, by key and language."""

from bot.texts.catalogue import refusal, say, sentence, speak, told, when
from bot.texts.keys import Language, Text
from bot.texts.pairs import Sentence

__all__ = ["Language", "Sentence", "Text", "refusal", "say", "sentence", "speak", "told", "when"]
