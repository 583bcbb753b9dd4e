"""What nobody expected, turned into a sentence with a number that the log knows."""

from __future__ import annotations

import secrets

from bot.errors import BotError, ErrorCode
from bot.logs import note_incident


def explained(error: BaseException) -> BotError:
    """Give an error of ours as it is; anything else goes to the log under the number its sentence shows."""
    if isinstance(error, BotError):
        return error
    incident = secrets.token_hex(4)
    log = note_incident(incident, error)
    return BotError(ErrorCode.UNEXPECTED, incident=incident, log=log.name if log else "-")
