"""HEAD, asked of any page: what GET would answer, without its body. FastAPI's routes know no HEAD of their own."""

from __future__ import annotations

from contextlib import suppress

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """ASGI middleware around everything: asks for GET, passes the head on and stops there, a stream as well."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            else:
                raise _HeadSaid

        with suppress(_HeadSaid, ClientDisconnect):
            await self._app({**scope, "method": "GET"}, receive, send_head)


class _HeadSaid(OSError):
    """Nobody listens to the body: to a response it is as if the client had gone."""
