"""A language model's HTTP server on loopback, OpenAI-compatible, whose manners are set test by test."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.types import Message, Receive, Scope, Send

Piece = str | bytes | float | type[Exception]
"""Text becomes a chunk, bytes go out as they are, seconds are waited at most, an exception breaks the line."""
Manner = Callable[["Seen"], Sequence[Piece]]
_PASSAGE = re.compile(r"<资料 (\d+)>\n\[\d+\] (.*)\n([\s\S]*?)\n</资料 \1>")
FOREVER = 30.0  # longer than any test's time-out; the wait ends with the test
STREAM = [(b"content-type", b"text/event-stream")]
DIMENSION = 8


class CutLine(Exception):
    """Raised inside the server to break the connection off."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as the server received it."""

    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def system(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        return str(self.body["messages"][-1]["content"])

    @property
    def passages(self) -> list[tuple[int, str]]:
        """The numbered passages of the prompt."""
        return [(int(number), text) for number, _, text in _PASSAGE.findall(self.user)]

    def sentence(self, words: str) -> tuple[int, str]:
        """The first whole sentence of the prompt's passages that holds some words, with the passage's number."""
        for number, text in self.passages:
            for part in re.split(r"(?<=。)|\n", text):
                if words in part:
                    return number, re.sub(r"^第\S+条\s*", "", part.strip()).rstrip("。")
        raise AssertionError(words)


def saying(text: str) -> Manner:
    """Say one thing, whatever is asked, a few characters a chunk."""
    return lambda seen: [text[at : at + 7] for at in range(0, len(text), 7)]


@dataclass
class ModelServer:
    """The server as tests see it: its address, its manner now, and what it has been asked."""

    port: int
    manner: Manner = field(default=lambda seen: [])
    status: int = 200
    finish: str | None = "stop"
    seen: list[Seen] = field(default_factory=list)
    embeds: bool = True
    let_go: threading.Event = field(default_factory=threading.Event)

    def forget(self) -> None:
        """End every wait and be a well-behaved server again that was asked nothing."""
        self.let_go.set()
        self.let_go = threading.Event()
        self.seen.clear()
        self.manner, self.status, self.finish, self.embeds = (lambda _: []), 200, "stop", True

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message: Message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        seen = Seen(json.loads(body or b"{}"), headers)
        if scope["path"].endswith("/embeddings"):
            await self._embed(seen, send)
            return
        self.seen.append(seen)
        if self.status != 200:
            await _reply(send, self.status, {"error": {"message": "no", "type": "test"}})
            return
        await self._talk(seen, send)

    async def _talk(self, seen: Seen, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": STREAM})
        async for data in self._lines(self.manner(seen)):
            await send({"type": "http.response.body", "body": data, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _lines(self, pieces: Sequence[Piece]) -> AsyncIterator[bytes]:
        yield _chunk({"role": "assistant", "content": ""}, None)
        for piece in pieces:
            match piece:
                case str():
                    yield _chunk({"content": piece}, None)
                case bytes():
                    yield piece
                case float():
                    await asyncio.to_thread(self.let_go.wait, piece)
                case _:
                    raise piece
        if self.finish:
            yield _chunk({}, self.finish) + b"data: [DONE]\n\n"

    async def _embed(self, seen: Seen, send: Send) -> None:
        if not self.embeds:
            headers = [(b"content-type", b"application/json"), (b"x-should-retry", b"false")]
            await _reply(send, 500, {"error": {"message": "no", "type": "test"}}, headers)
            return
        texts = seen.body["input"]
        rows = [
            {"object": "embedding", "index": at, "embedding": _vector(text)}
            for at, text in reversed(list(enumerate(texts)))
        ]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        await _reply(send, 200, {"object": "list", "model": "m", "data": rows, "usage": usage})


def _vector(text: str) -> list[float]:
    return [1.0 + sum(map(ord, text[at::DIMENSION])) % 97 for at in range(DIMENSION)]


def _chunk(delta: dict[str, str], finish: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()


async def _reply(send: Send, status: int, body: Any, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    headers = headers or [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """Run the server in a thread of its own on a free port."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = ModelServer(listener.getsockname()[1])
    config = uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield app
    finally:
        app.let_go.set()
        server.should_exit = True
        thread.join()
        listener.close()
