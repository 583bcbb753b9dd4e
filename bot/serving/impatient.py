"""HTTP connections that do not wait for ever: uvicorn has no time-out for the head of a request, and no bound on it."""

from __future__ import annotations

from asyncio import TimerHandle, Transport
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10  # from the connection, or a later request's first byte, to the end of its head
HEAD_BYTES = 64 * 1024  # as h11 allows


class Impatient(HttpToolsProtocol):
    """Closes a connection that sends the head of a request too slowly, or too much of it.

    Bodies and those who only hold their place are seen to elsewhere: bot.web.entrance.guard, uvicorn's keep-alive.
    """

    head_seconds: float = HEAD_SECONDS

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self._patience: TimerHandle | None = None
        self._head_bytes = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_there()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._patience is not None:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES:
                self.timeout_keep_alive_handler()
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._patience is None:
            self._expect_head()

    def on_headers_complete(self) -> None:
        self._head_is_there()
        super().on_headers_complete()

    def _expect_head(self) -> None:
        self._head_bytes = 0
        self._patience = self.loop.call_later(self.head_seconds, self.timeout_keep_alive_handler)

    def _head_is_there(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
