"""What is said when something does not work out: the chat."""

from __future__ import annotations

from bot.errors import ErrorCode
from bot.texts.pairs import Pair

ERRORS: dict[ErrorCode, Pair] = {
    ErrorCode.BUTTON_EXPIRED: Pair(
        "这个按钮已经失效。请重新提问，或发送 /help 查看能用的命令。",
        "This button no longer works. Ask again, or send /help for the commands.",
    ),
    ErrorCode.WEBHOOK_REFUSED: Pair(
        "这个地址只接受 Telegram 的推送，这次没有受理。请核对 ZHIBU_TELEGRAM__WEBHOOK_SECRET。",
        "This address takes updates from Telegram only, and this was none. Check ZHIBU_TELEGRAM__WEBHOOK_SECRET.",
    ),
    ErrorCode.SUGGESTION_NOT_FOUND: Pair(
        "没有编号为 {number} 的待处理建议。请先列出建议，核对编号。",
        "There is no open suggestion with number {number}. List the suggestions and check the number.",
    ),
    ErrorCode.FORWARDED_CODE: Pair(
        "转发来的签到码或邀请不受理，没有作任何记录。请到会场扫大屏上的码，或请支部书记登记。",
        "A forwarded code or invitation is not taken, and nothing was recorded. Scan the wall yourself, or tell your secretary.",
    ),
}
