"""Buttons under a message. Their data carries ids only, 64 bytes at most."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.texts import Sentence, say

Button = tuple[Sentence | str, str]


def keyboard(*rows: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """Make rows of buttons, each a label and its data; None when there is no button at all."""
    made = [[_button(label, data) for label, data in row] for row in rows if row]
    return InlineKeyboardMarkup(made) if made else None


def column(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """Make one button a row."""
    return keyboard(*([button] for button in buttons))


def _button(label: Sentence | str, data: str) -> InlineKeyboardButton:
    text = label if isinstance(label, str) else say(label)
    return InlineKeyboardButton(text, callback_data=data)
