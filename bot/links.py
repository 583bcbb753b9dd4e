"""Addresses that people are given: where a code or an invitation leads."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})  # what this machine calls itself
TOKEN_LENGTH = 34  # of an invitation's token, which may itself begin like the prefix


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine can reach a host's address."""
    try:
        return host in LOOPBACK or ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(slots=True)
class Links:
    """Makes addresses. `telegram_name` is known once Telegram is connected; `public_url` is what people type."""

    public_url: str | None = None
    telegram_name: str | None = None

    def page(self, path: str, base: str) -> str:
        """Give the address of one of our pages; `base` is how the caller reached us."""
        return (self.public_url or base).rstrip("/") + path

    def checkin(self, payload: str, base: str) -> str:
        """Give what the QR code on the wall holds: the chat where there is one, else the page."""
        return self._telegram(payload) or self.page(f"/checkin?p={payload}", base)

    def invitation(self, token: str, base: str) -> tuple[str | None, str]:
        """Give an invitation's link into the chat, where there is one, and its page."""
        return self._telegram(f"i_{token}"), self.page(f"/bind?i={token}", base)

    def invitation_in(self, payload: str) -> str:
        """Give the token of an invitation, sent with the link's prefix or typed without it."""
        return payload.removeprefix("i_") if len(payload) > TOKEN_LENGTH else payload

    def _telegram(self, payload: str) -> str | None:
        return f"https://t.me/{self.telegram_name}?start={payload}" if self.telegram_name else None
