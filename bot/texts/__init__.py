"""Every sentence a person reads, by key and language."""

from bot.texts.catalogue import refusal, say, sentence, speak
from bot.texts.keys import Language, Text

__all__ = ["Language", "Text", "refusal", "say", "sentence", "speak"]
