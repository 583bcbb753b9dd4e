"""Invitation codes that are typed by hand, and how many wrong ones are taken before codes rest.

A code is eight characters of an alphabet without look-alikes (no 0 or O, no 1 or I), at least one figure and one
letter, shown as K7QM-3XPT: 32**8 - 24**8 - 8**8 = 9.9e11 codes. Of the 200 open invitations of an onboarding week one
guess meets one with odds of 2.0e-10. What guessing without pause, all year round, finds in expectation:

| who guesses | wrong codes an hour | accounts a year |
|---|---|---|
| one Telegram account | 5 (`BY_ACCOUNT`) | 0.000009 |
| one address of the network | 20 (`BY_ADDRESS`) | 0.00004 |
| everybody together, at the limit in all | 6,000 (`IN_ALL`) | 0.011: one in 94 years |

To close codes for everybody takes 6,000 wrong ones an hour, hour after hour: 300 addresses or 1,200 Telegram accounts
at their own limits. Even then links work. A browser counts by its address, never by its cookie, which it chooses.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8
REMEMBERED = 10_000  # addresses; the one unseen for longest is forgotten first
_CODE = re.compile(rf"(?=.*[2-9])(?=.*[A-Z])[{ALPHABET}]{{{LENGTH}}}")
_BETWEEN = {"Pd", "Zs", "Cc", "Cf"}  # categories of dashes, blanks and what cannot be seen
_DASHES = "\u2212_\u30fc"  # more dashes: the minus, the underscore, the long vowel that input methods give


@dataclass(frozen=True, slots=True)
class Limit:
    """So many wrong codes within a rolling window; the next is looked at when the first of them is that old."""

    tries: int
    window: timedelta

    def rest(self, oldest: datetime | None, now: datetime) -> timedelta | None:
        """Tell how long codes rest; `oldest` of the last `tries` within the window, None where there are fewer.

        Never longer than the window, whatever the clock did meanwhile.
        """
        if oldest is None or not now - self.window < oldest <= now:
            return None
        return oldest + self.window - now


BY_ACCOUNT = Limit(5, timedelta(hours=1))
BY_ADDRESS = Limit(20, timedelta(hours=1))  # a whole office may stand behind one address
IN_ALL = Limit(6_000, timedelta(hours=1))


def new_code() -> str:
    """Make a code as it is stored and compared, without its dash."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if _CODE.fullmatch(code):
            return code


def shown_code(code: str) -> str:
    """Give a code as it is shown: in two groups."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def read_code(typed: str) -> str | None:
    """Read a code in any case, width, spacing or dash; None for what cannot be one.

    A word has no figure and a number no letter, so neither is ever taken for a code.
    """
    if len(typed) > 8 * LENGTH:
        return None
    wide = unicodedata.normalize("NFKC", typed).upper()
    compact = "".join(char for char in wide if unicodedata.category(char) not in _BETWEEN and char not in _DASHES)
    return compact if _CODE.fullmatch(compact) else None


@dataclass(slots=True)
class WrongByAddress:
    """When wrong codes came from which address of the network: in memory alone, and for one window."""

    limit: Limit = BY_ADDRESS
    _known: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._known)

    def rest(self, address: str, now: datetime) -> timedelta | None:
        """Tell how long codes rest for an address; None when they do not."""
        recent = self._recent(address, now)
        return self.limit.rest(recent[-self.limit.tries] if len(recent) >= self.limit.tries else None, now)

    def add(self, address: str, now: datetime) -> None:
        """Count a wrong code."""
        known = self._known.setdefault(_network(address), deque(maxlen=self.limit.tries))
        known.append(now)
        self._known.move_to_end(_network(address))
        self._forget(now)

    def _recent(self, address: str, now: datetime) -> Sequence[datetime]:
        return [at for at in self._known.get(_network(address), ()) if now - self.limit.window < at <= now]

    def _forget(self, now: datetime) -> None:
        """Let go of addresses without a recent wrong code, and of the oldest where there are too many."""
        while self._known:
            address, known = next(iter(self._known.items()))
            if known[-1] > now - self.limit.window and len(self._known) <= REMEMBERED:
                return
            del self._known[address]


def _network(address: str) -> str:
    """Give what counts as one place: an IPv6 line owns a whole /64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else address
