"""A wire between a browser and the server that a test can cut and mend."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

PATIENCE_SECONDS = 10


class Wire:
    """Passes bytes both ways; while it is cut, nobody gets through."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._to = (str(parts.hostname), int(parts.port or 80))
        self._loop = asyncio.new_event_loop()
        self._writers: set[asyncio.StreamWriter] = set()
        self._is_cut = False
        self._ready = threading.Event()
        self.address = ""

    def run(self) -> None:
        """Serve until stopped, in a thread of its own."""
        server = self._loop.run_until_complete(asyncio.start_server(self._pass, "127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        try:
            self._loop.run_forever()
            server.close()
            pending = asyncio.all_tasks(self._loop)
            for task in pending:
                task.cancel()
            if pending:
                self._loop.run_until_complete(asyncio.wait(pending))
        finally:
            self._loop.close()

    def cut(self) -> None:
        """Break every connection, and let none through."""
        self._is_cut = True
        self._loop.call_soon_threadsafe(self._break)

    def mend(self) -> None:
        """Let connections through again."""
        self._is_cut = False

    def wait(self) -> None:
        """Return when it passes bytes."""
        assert self._ready.wait(PATIENCE_SECONDS)

    def stop(self) -> None:
        """End it."""
        self._loop.call_soon_threadsafe(self._break)
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _break(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection(*self._to)
        self._writers |= {writer, back}
        with suppress(OSError):
            await asyncio.gather(self._pipe(reader, back), self._pipe(there, writer))
        self._writers -= {writer, back}

    async def _pipe(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()


@contextmanager
def wired(address: str) -> Iterator[Wire]:
    """A wire to an address."""
    wire = Wire(address)
    thread = threading.Thread(target=wire.run)
    thread.start()
    wire.wait()
    try:
        yield wire
    finally:
        wire.stop()
        thread.join()
