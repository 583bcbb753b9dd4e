"""What stands before every route: host, origin, pace and size; the safe headers; a sentence for the unexpected."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import BotError, ErrorCode
from bot.incidents import explained
from bot.links import LOOPBACK
from bot.web.entrance.errors import refuse
from bot.web.entrance.limits import Buckets, address_of
from bot.web.entrance.turns import Turns
from bot.web.pages import OPEN_DEMO

LARGEST_BODY = 64 * 1024
WEBHOOK_PATH = "/telegram/webhook"  # has its own checks: its caller is no browser and comes by a public name
LARGEST_UPLOAD = 6 * 1024 * 1024  # a sheet of 5 MB and its wrapping
BODY_SECONDS = 30
READS_A_CHANGE = 5  # a page, what it shows and a wall's reconnecting, for each change that is sent
UNCOUNTED = ("/static/", "/healthz", WEBHOOK_PATH)  # cheap, or with checks of their own
QUESTIONS = frozenset({"/", "/api/ask", "/api/ask/stream"})
UPLOADS = re.compile(r"/activities/\d+/paper")
CHECKIN_PATHS = frozenset({"/checkin", "/api/checkin"})
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

    def __init__(
        self,
        app: ASGIApp,
        hosts: Hosts,
        buckets: Buckets,
        *,
        is_open_demo: bool = False,
        body_seconds: float = BODY_SECONDS,
    ) -> None:
        self._app = app
        self._body_seconds = body_seconds
        self._is_open_demo = is_open_demo
        self._hosts = hosts
        self._buckets = buckets
        self._readers = Buckets(buckets.full * READS_A_CHANGE, buckets.per_second * READS_A_CHANGE, buckets.now)
        self._turns = Turns()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        OPEN_DEMO.set(self._is_open_demo)
        reply = Reply(send, scope["path"], is_secure=scope["scheme"] == "https")
        try:
            await self._serve(Request(scope, receive), reply)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 - the last boundary: a sentence, never a traceback
            if not reply.has_started:
                await refuse(Request(scope), explained(error))(scope, receive, reply)

    async def _serve(self, request: Request, reply: Reply) -> None:
        admitted = await self._admitted(request)
        async with self._turns.of(address_of(request)) if is_question(request) else nullcontext():
            await self._app(request.scope, admitted, reply)

    async def _admitted(self, request: Request) -> Receive:
        """Give what the routes receive. Errors: BotError with the reason why they receive nothing."""
        is_change = self._may_change(request)
        self._count(request)
        if not is_change:
            return request.receive
        if not is_same_origin(request):
            raise BotError(ErrorCode.FOREIGN_ORIGIN)
        largest = LARGEST_UPLOAD if UPLOADS.fullmatch(request.url.path) else LARGEST_BODY
        try:
            async with asyncio.timeout(self._body_seconds):
                return replay(await whole_body(request, largest), request.receive)
        except TimeoutError:
            raise BotError(ErrorCode.BODY_TOO_SLOW) from None

    def _count(self, request: Request) -> None:
        """Count a request of its address. Errors: BotError TOO_MANY_REQUESTS.

        Check-in has its own limit, by member: a whole hall may sit behind one address.
        """
        path = request.url.path
        if path in CHECKIN_PATHS or path.startswith(UNCOUNTED):
            return
        buckets = self._buckets if request.method == "POST" else self._readers
        if not buckets.take(address_of(request)):
            raise BotError(ErrorCode.TOO_MANY_REQUESTS)

    def _may_change(self, request: Request) -> bool:
        """Whether a page of ours asks for a change. Errors: BotError UNKNOWN_HOST."""
        if request.url.path == WEBHOOK_PATH:
            return False
        if not is_known_host(request.headers.get("host", ""), self._hosts):
            raise BotError(ErrorCode.UNKNOWN_HOST)
        return request.method == "POST"


def is_question(request: Request) -> bool:
    """Whether an answer is asked for."""
    return request.method == "POST" and request.url.path in QUESTIONS


class Reply:
    """Sends with the safe headers, and knows whether anything has gone out."""

    def __init__(self, send: Send, path: str, *, is_secure: bool) -> None:
        self._send = send
        self._is_secure = is_secure
        self._cache = "no-cache" if path.startswith("/static/") else "no-store"
        self.has_started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_started = True
            headers = MutableHeaders(scope=message)
            headers.update({**HEADERS, "Cache-Control": self._cache})
            if self._is_secure:
                headers["Strict-Transport-Security"] = "max-age=31536000"
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
