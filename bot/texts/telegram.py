"""Sentences of errors that the Telegram edge brought along; every edge may have to tell them."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class ChatErrorText(Sentence):
    """Why a button, an update or a code is refused."""

    ERROR_BUTTON_EXPIRED = (
        "这个按钮已经失效。请重新提问，或发送 /help 查看能用的命令。",
        "This button no longer works. Ask again, or send /help for the commands.",
    )
    ERROR_WEBHOOK_REFUSED = (
        "这个地址只接受 Telegram 的推送，这次没有受理。请核对 ZHIBU_TELEGRAM__WEBHOOK_SECRET。",
        "This address takes updates from Telegram only, and this was none. Check ZHIBU_TELEGRAM__WEBHOOK_SECRET.",
    )
    ERROR_SUGGESTION_NOT_FOUND = (
        "没有编号为 {number} 的待处理建议。请先列出建议，核对编号。",
        "There is no open suggestion with number {number}. List the suggestions and check the number.",
    )
    ERROR_FORWARDED_CODE = (
        "转发来的签到码或邀请不受理，没有作任何记录。请到会场扫大屏上的码，或请支部书记登记。",
        "A forwarded code or invitation is not taken, and nothing was recorded. Scan the wall yourself, or tell your secretary.",
    )
