"""Sentences of the Telegram edge."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class ChatText(Sentence):
    """Sentences that only a chat needs."""

    CHAT_UNKNOWN_COMMAND = (
        "没有“{command}”这个命令。发送 /help 查看能用的命令，直接打字就是提问。",
        "There is no command “{command}”. Send /help for the list; plain text is a question.",
    )
