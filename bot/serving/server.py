"""uvicorn, told to leave signals to us and to say when it is open."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.serving.descriptors import most_connections
from bot.serving.impatient import Impatient

PATIENCE_SECONDS = 5  # for answers still on their way when the service stops


async def answer(app: ASGIApp, taken: socket.socket, opened: Callable[[], None], proxies: str = "") -> None:
    """Serve on a taken address until SIGINT or SIGTERM comes; `opened` is called once requests are answered.

    What a proxy says of the visitor's address and scheme is believed of `proxies` alone.
    """
    config = uvicorn.Config(
        app,
        http=Impatient,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        limit_concurrency=most_connections(),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=PATIENCE_SECONDS,
    )
    server = _Server(config, opened)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.handle_exit, number, None)
    await server.serve(sockets=[taken])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, opened: Callable[[], None]) -> None:
        super().__init__(config)
        self._opened = opened

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none: uvicorn's own handling would raise them again after the end."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._opened()
