"""Facts and rules of bound accounts and invitations. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.people.model import Member, MemberId
from bot.texts.pairs import Named

AccountId = NewType("AccountId", int)

INVITATION_DAYS = 7
LINK_TRIES = 5


class Channel(Named):
    """Where an account lives."""

    TELEGRAM = "telegram", "Telegram", "Telegram"
    BROWSER = "browser", "浏览器", "browser"


@dataclass(frozen=True, slots=True)
class Asker:
    """An account that is asking: a Telegram user's id, or the sha256 (hex) of a browser's random token.

    It says who asks and carries no right: what its member may do is read from the roster at each request, so a post
    given or taken counts at once and needs no new token. A token changes hands at a binding alone (`Bind`).
    """

    channel: Channel
    external_id: str


@dataclass(frozen=True, slots=True)
class Account:
    """A live binding. `last_seen_on`, the last day on which it was used, is shown to its owner alone."""

    id: AccountId
    member: Member
    channel: Channel
    bound_at: datetime
    last_seen_on: date | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the inviter passes on; it is shown once and stored nowhere in the clear. `token` goes into the link."""

    member: Member
    code: str
    token: str
    expires_at: datetime


class InvitationState(StrEnum):
    """What became of an invitation."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation as it is kept: nothing here opens it. `link_hash` is the sha256 (hex) of its whole link token."""

    id: int
    member: MemberId
    link_hash: str
    expires_at: datetime
    tries_left: int
    used_at: datetime | None
    revoked_at: datetime | None

    def state(self, at: datetime) -> InvitationState:
        """Tell what became of it; used once is used for ever."""
        if self.used_at is not None:
            return InvitationState.USED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        if at >= self.expires_at:
            return InvitationState.EXPIRED
        return InvitationState.OPEN if self.tries_left > 0 else InvitationState.LOCKED


@dataclass(frozen=True, slots=True)
class Binding:
    """Whom an account speaks for; `is_first` is false when it did so before."""

    member: Member
    is_first: bool
