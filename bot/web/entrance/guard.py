"""What stands before every route: host, origin, pace and size; the safe headers; a sentence for the unexpected."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import BotError, ErrorCode
from bot.incidents import explained
from bot.web.entrance.errors import refuse
from bot.web.entrance.limits import Buckets, address_of

LARGEST_BODY = 64 * 1024
WEBHOOK_PATH = "/telegram/webhook"  # has its own checks: its caller is no browser and comes by a public name
LARGEST_UPLOAD = 6 * 1024 * 1024  # a sheet of 5 MB and its wrapping
UPLOADS = re.compile(r"/activities/\d+/paper")
CHECKIN_PATHS = frozenset({"/checkin", "/api/checkin"})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Guard:
    """ASGI middleware around all routes. Whatever it refuses gets the same shape as any other error."""

    def __init__(self, app: ASGIApp, hosts: Hosts, buckets: Buckets) -> None:
        self._app = app
        self._hosts = hosts
        self._buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reply = Reply(send, scope["path"])
        try:
            await self._app(scope, await self._admitted(Request(scope, receive)), reply)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 - the last boundary: a sentence, never a traceback
            if not reply.has_started:
                await refuse(Request(scope), explained(error))(scope, receive, reply)

    async def _admitted(self, request: Request) -> Receive:
        """Give what the routes receive. Errors: BotError with the reason why they receive nothing."""
        if not self._may_change(request):
            return request.receive
        if not is_same_origin(request):
            raise BotError(ErrorCode.FOREIGN_ORIGIN)
        # check-in has its own limit, by member: a whole hall may sit behind one address
        is_checkin = request.url.path in CHECKIN_PATHS
        if not is_checkin and not self._buckets.take(address_of(request)):
            raise BotError(ErrorCode.TOO_MANY_REQUESTS)
        largest = LARGEST_UPLOAD if UPLOADS.fullmatch(request.url.path) else LARGEST_BODY
        return replay(await whole_body(request, largest), request.receive)

    def _may_change(self, request: Request) -> bool:
        """Whether a page of ours asks for a change. Errors: BotError UNKNOWN_HOST."""
        if request.url.path == WEBHOOK_PATH:
            return False
        if not is_known_host(request.headers.get("host", ""), self._hosts):
            raise BotError(ErrorCode.UNKNOWN_HOST)
        return request.method == "POST"


class Reply:
    """Sends with the safe headers, and knows whether anything has gone out."""

    def __init__(self, send: Send, path: str) -> None:
        self._send = send
        self._cache = "no-cache" if path.startswith("/static/") else "no-store"
        self.has_started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_started = True
            headers = MutableHeaders(scope=message)
            headers.update({**HEADERS, "Cache-Control": self._cache})
        await self._send(message)


@dataclass(frozen=True, slots=True)
class Hosts:
    """Names this server may be called by: where it listens, and the public name people type."""

    listening: str
    public: str | None = None


def known_hosts(listening: str, public_url: str | None) -> Hosts:
    """Give the names from the settings."""
    return Hosts(listening, _parts(public_url).hostname if public_url else None)


def is_known_host(header: str, hosts: Hosts) -> bool:
    """Whether a Host header names this server: a rebound DNS name does not.

    A server open to the network may be called by any of its addresses, for an address cannot be rebound.
    """
    name = _parts(f"//{header}").hostname or ""
    if name in LOOPBACK or name in {hosts.listening.lower(), hosts.public}:
        return True
    return hosts.listening not in LOOPBACK and (_is_address(name) or name == socket.gethostname().lower())


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_same_origin(request: Request) -> bool:
    """Whether a POST comes from our own page, or from no page at all (a script on a command line)."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or _parts(origin).netloc == request.headers.get("host")


def _parts(address: str) -> SplitResult:
    """Take an address apart; a broken one, or one that hides its host behind a user name, is empty."""
    try:
        return urlsplit("" if "@" in address else address)
    except ValueError:
        return urlsplit("")


async def whole_body(request: Request, largest: int = LARGEST_BODY) -> bytes:
    """Read a body of at most 64 KiB, or as said. Errors: BotError BODY_TOO_LARGE."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise BotError(ErrorCode.BODY_TOO_LARGE)
    return bytes(body)


def replay(body: bytes, receive: Receive) -> Receive:
    """Give a body that has been read to whoever reads it next."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    following: Callable[[], Message] = pending.pop

    async def again() -> Message:
        return following() if pending else await receive()

    return again
