"""The guard's single rules: pace, host, origin, and what counts as words."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from bot.web.chat.bodies import latest, plain
from bot.web.entrance import limits
from bot.web.entrance.guard import is_known_host, is_same_origin, known_hosts
from bot.web.entrance.limits import Buckets


class Ticking:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_bucket_empties_and_fills_again() -> None:
    now = Ticking()
    buckets = Buckets(full=2, per_second=1, now=now)
    assert [buckets.take("a"), buckets.take("a"), buckets.take("a")] == [True, True, False]
    assert buckets.take("b")
    now.seconds = 1
    assert [buckets.take("a"), buckets.take("a")] == [True, False]
    now.seconds = 100
    assert [buckets.take("a") for _ in range(3)] == [True, True, False]


def test_old_clients_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REMEMBERED", 2)
    buckets = Buckets(full=1, per_second=0)
    assert [buckets.take(client) for client in ("a", "b", "b", "c", "a")] == [True, True, False, True, True]


@pytest.mark.parametrize(
    ("header", "host", "known"),
    [
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("localhost", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("evil.example", "127.0.0.1", False),
        ("10.1.2.3:8000", "127.0.0.1", False),
        ("127.0.0.1@evil.example", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("[broken", "127.0.0.1", False),
        ("10.1.2.3:8000", "0.0.0.0", True),
        ("evil.example", "0.0.0.0", False),
        ("zhibu.example", "127.0.0.1", True),
        ("dangjian.yunzhou.example:8000", "dangjian.yunzhou.example", True),
    ],
)
def test_only_our_own_names_are_known(header: str, host: str, known: bool) -> None:
    assert is_known_host(header, known_hosts(host, "https://zhibu.example")) is known


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({}, True),
        ({"origin": "http://127.0.0.1:8000"}, True),
        ({"origin": "http://127.0.0.1:9000"}, False),
        ({"origin": "null"}, False),
        ({"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8000"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
    ],
)
def test_only_our_own_page_may_post(headers: dict[str, str], same: bool) -> None:
    given = {"host": "127.0.0.1:8000"} | headers
    raw = [(name.encode(), value.encode()) for name, value in given.items()]
    assert is_same_origin(Request({"type": "http", "headers": raw})) is same


def test_text_is_made_whole() -> None:
    assert plain("  预备\ud83d期\x00\x07\n两年 ") == "预备\ufffd期\n两年"
    assert plain(7) == 7
    assert latest(["？", *map(str, range(12))]) == [str(number) for number in range(2, 12)]
