"""Connections that hold on and say nothing are let go, and others do not notice them."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from bot.errors import ErrorCode
from bot.serving.descriptors import most_connections, raise_descriptors
from bot.serving.impatient import HEAD_BYTES, Impatient
from bot.web.entrance.guard import Guard, known_hosts
from bot.web.entrance.limits import Buckets
from tests.support.web.loopback import Announcing

PATIENCE_SECONDS = 20
HEAD = b"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n"


class Quick(Impatient):
    """As it is, with less patience."""

    head_seconds = 0.3


async def page(scope: Scope, receive: Receive, send: Send) -> None:
    assert scope["type"] == "http"
    body = (await receive())["body"]
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok" if len(body) < 1000 else b"OK"})


@contextmanager
def serving(app: object) -> Iterator[tuple[str, int]]:
    server = Announcing(uvicorn.Config(app, port=0, log_config=None, lifespan="off", http=Quick))  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run)
    thread.start()
    assert server.ready.wait(PATIENCE_SECONDS)
    address = httpx.URL(server.address)
    try:
        yield address.host, address.port or 0
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, int]]:
    guard = Guard(page, known_hosts("127.0.0.1", None), Buckets(full=1000), body_seconds=0.3)
    with serving(guard) as address:
        yield address


def said_until_closed(line: socket.socket) -> bytes:
    """Everything the server says until it closes; it has to close."""
    line.settimeout(PATIENCE_SECONDS)
    said = b""
    while True:
        try:
            more = line.recv(65536)
        except ConnectionResetError:
            return said
        if not more:
            return said
        said += more


@pytest.mark.parametrize(
    "beginning",
    [b"", b"P", b"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\n", b"GET /" + b"x" * 2000],
    ids=["silent", "one byte", "half a head", "half an address"],
)
def test_a_head_that_does_not_come_is_not_waited_for(server: tuple[str, int], beginning: bytes) -> None:
    with socket.create_connection(server) as line:
        line.sendall(beginning)
        assert said_until_closed(line) == b""


def test_a_second_request_has_to_come_as_well(server: tuple[str, int]) -> None:
    with socket.create_connection(server) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert b"200" in line.recv(65536)
        line.sendall(b"GET / HTT")
        said_until_closed(line)


def test_a_head_without_end_is_not_taken(server: tuple[str, int]) -> None:
    with socket.create_connection(server) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            line.sendall((b"X: " + b"x" * 1000 + b"\r\n") * (100 * HEAD_BYTES // 1000))


def test_a_body_that_does_not_come_gets_a_sentence(server: tuple[str, int]) -> None:
    with socket.create_connection(server) as line:
        line.sendall(HEAD + b"Connection: close\r\n\r\n{")
        said = said_until_closed(line)
    assert said.startswith(b"HTTP/1.1 408")
    assert ErrorCode.BODY_TOO_SLOW.value.encode() in said


def test_hundreds_of_them_leave_others_alone(server: tuple[str, int]) -> None:
    with ExitStack() as lines, httpx.Client(base_url=f"http://{server[0]}:{server[1]}") as client:
        for beginning in [b"", HEAD, HEAD + b"\r\n{"] * 100:
            lines.enter_context(socket.create_connection(server)).sendall(beginning)
        begun = time.monotonic()
        assert {client.get("/").status_code for _ in range(20)} == {200}
        assert time.monotonic() - begun < PATIENCE_SECONDS


def test_a_service_has_as_many_descriptors_as_it_may() -> None:
    most = raise_descriptors()
    assert most_connections() < most
    assert most_connections() >= most // 2
