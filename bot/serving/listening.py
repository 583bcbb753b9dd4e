"""The address that is served: taken before the work begins, and shown as people type it."""

from __future__ import annotations

import errno
import socket
from ipaddress import ip_address

from bot.errors import BotError, ErrorCode


def listening(host: str, port: int) -> socket.socket:
    """Take the address. Errors: BotError PORT_BUSY, HOST_UNUSABLE."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        taken = socket.socket(family, kind, protocol)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        taken.listen()
    except OSError as unusable:
        code = ErrorCode.PORT_BUSY if unusable.errno == errno.EADDRINUSE else ErrorCode.HOST_UNUSABLE
        raise BotError(code, host=host, port=port) from unusable
    return taken


def address_of(taken: socket.socket) -> str:
    """Give the address a browser on this machine opens."""
    host, port = taken.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"


def is_on_network(taken: socket.socket) -> bool:
    """Tell whether other machines can reach the address."""
    return not ip_address(taken.getsockname()[0].partition("%")[0]).is_loopback
