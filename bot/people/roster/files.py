"""Reads a roster's cells out of a file, within the roster's limits and with its errors."""

from __future__ import annotations

from bot.errors import BotError, ErrorCode
from bot.sheets import Sheet, SheetLimits, SheetUnreadable, read_sheet

LARGEST_BYTES = 20_000_000
MOST_ROWS = 50_000
_LIMITS = SheetLimits(LARGEST_BYTES, MOST_ROWS)


def read_roster_sheet(content: bytes) -> Sheet:
    """Read the first sheet.

    Errors: BotError ROSTER_EMPTY, ROSTER_TOO_LARGE, ROSTER_TOO_MANY_ROWS, ROSTER_ENCRYPTED, ROSTER_OLD_EXCEL,
    ROSTER_NOT_A_TABLE, ROSTER_NOT_TEXT.
    """
    try:
        return read_sheet(content, _LIMITS)
    except SheetUnreadable as useless:
        facts = {"limit": useless.limit} if useless.limit else {}
        raise BotError(ErrorCode[f"ROSTER_{useless.fault.name}"], **facts) from useless
