"""The code on the wall: a TOTP (RFC 6238) of the activity's secret, ten seconds a step, one step of grace."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

import pyotp

from bot.activities.model import ActivityId

STEP_SECONDS = 10
DIGITS = 6
REMEMBERED_STEPS = 60  # an older code is told apart from a wrong one for ten minutes
_LINK = "c-{activity}-{code}"


class Fit(StrEnum):
    """How a code fits."""

    FRESH = "fresh"  # the one on the wall
    GRACE = "grace"  # the one before it
    EXPIRED = "expired"
    WRONG = "wrong"


def new_secret() -> bytes:
    """Make the salt of an activity's secret: 160 bits, as RFC 4226 asks."""
    return secrets.token_bytes(20)


def code_at(secret: bytes, moment: datetime) -> str:
    """Give the six digits shown at a moment."""
    return _totp(secret).at(moment)


def seconds_left(moment: datetime) -> float:
    """Tell how long the code of this moment stays on the wall."""
    return STEP_SECONDS - moment.timestamp() % STEP_SECONDS


def judge(secret: bytes, code: str, now: datetime) -> Fit:
    """Hold a code against the wall's. Full-width digits and blanks inside are forgiven."""
    given = plain_digits(code)
    if len(given) != DIGITS:
        return Fit.WRONG
    totp = _totp(secret)
    for step in range(REMEMBERED_STEPS):
        if hmac.compare_digest(totp.at(now - timedelta(seconds=step * STEP_SECONDS)), given):
            return (Fit.FRESH, Fit.GRACE)[step] if step < 2 else Fit.EXPIRED
    return Fit.WRONG


def plain_digits(code: str) -> str:
    """Give the code's digits as ASCII, empty when there is anything else in it."""
    compact = "".join(code.split())
    if len(compact) > 2 * DIGITS or not all(char.isdecimal() for char in compact):
        return ""
    return "".join(str(int(char)) for char in compact)


def link_payload(activity: ActivityId, code: str) -> str:
    """Give what a QR code hands over: the payload of a Telegram deep link, or of the web page's address."""
    return _LINK.format(activity=activity, code=code)


def read_payload(payload: str) -> tuple[ActivityId, str] | None:
    """Take a payload apart; None when it is none of ours."""
    parts = payload.split("-")
    fits = len(parts) == 3 and parts[0] == "c" and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) <= 15
    return (ActivityId(int(parts[1])), parts[2]) if fits and plain_digits(parts[2]) else None


def _totp(secret: bytes) -> pyotp.TOTP:
    return pyotp.TOTP(base64.b32encode(secret).decode(), digits=DIGITS, interval=STEP_SECONDS)
