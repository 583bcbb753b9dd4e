"""Logs hold events, ids and numbers: never a token, a key, a question or a name."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.logs import A_MINUTE, HIDDEN, Event, Scrubber, Seldom, note_incident, record, set_up_logs

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
TOKENS = st.builds(lambda bot, tail: f"{bot}:{tail}", st.integers(100_000, 10**10), st.text(LETTERS, min_size=30))
KEYS = st.text(LETTERS, min_size=12).map(lambda tail: f"sk-{tail}")
WORDS = st.text(min_size=0, max_size=20)


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[Callable[[], list[dict[str, object]]]]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    path = set_up_logs(tmp_path / "logs", "INFO", ["the-very-secret"])
    yield lambda: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for handler in root.handlers[:]:
        handler.close()
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(capture=False)


@given(WORDS, TOKENS, WORDS)
def test_a_bot_token_never_gets_out(before: str, token: str, after: str) -> None:
    scrubbed = Scrubber()(f"{before} https://api.telegram.org/bot{token}/sendMessage {after}")
    assert token not in scrubbed
    assert token.partition(":")[2] not in scrubbed


@given(WORDS, KEYS, WORDS)
def test_a_key_never_gets_out(before: str, key: str, after: str) -> None:
    for shown in (key, f"Bearer {key}", f'"api_key": "{key}"', f"http://user:{key}@host/"):
        assert key not in Scrubber()(f"{before} {shown} {after}")


@given(st.text(min_size=6, max_size=40), WORDS)
def test_a_secret_it_was_given_never_gets_out(secret: str, around: str) -> None:
    assert secret not in Scrubber([secret])(f"{around}{secret}{around}").replace(HIDDEN, "")


@given(token=TOKENS)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_no_logger_lets_a_token_through(lines: Callable[[], list[dict[str, object]]], token: str) -> None:
    logging.getLogger("some.library").warning("GET %s", f"https://host/bot{token}/x")
    assert token not in json.dumps(lines())


def test_an_event_is_one_json_line(lines: Callable[[], list[dict[str, object]]]) -> None:
    record(Event.ANSWERED, latency_ms=12.5, passage=7, outcome=Event.REFUSED)
    [line] = lines()
    assert line.pop("time")
    assert line == {
        "level": "INFO",
        "logger": "zhibu",
        "event": "answered",
        "latency_ms": 12.5,
        "passage": 7,
        "outcome": "refused",
    }


def test_what_libraries_say_loses_its_chinese(lines: Callable[[], list[dict[str, object]]]) -> None:
    logging.getLogger("some.library").error("bad query: 张三多久交一次党费 the-very-secret")
    [line] = lines()
    assert line["event"] == f"bad query:  {HIDDEN}"


def test_chatty_libraries_are_quiet(lines: Callable[[], list[dict[str, object]]]) -> None:
    for name in ("httpx", "httpcore.connection", "openai"):
        logging.getLogger(name).info("GET https://host/")
    assert lines() == []


def test_an_incident_keeps_places_and_types_only(lines: Callable[[], list[dict[str, object]]]) -> None:
    def fail() -> None:
        try:
            raise ValueError("张三的问题")  # noqa: TRY301 - the shape under test
        except ValueError as cause:
            raise RuntimeError("the-very-secret") from cause

    with pytest.raises(RuntimeError) as failed:
        fail()
    path = note_incident("ab12", failed.value)
    [line] = lines()
    assert line["incident"] == "ab12"
    assert "RuntimeError at test_logs.py:" in str(line["error"])
    assert "ValueError at test_logs.py:" in str(line["error"])
    assert "张三" not in json.dumps(line, ensure_ascii=False)
    assert path is not None
    assert path.name == "zhibu.log"


def line(event: Event, **facts: Any) -> logging.LogRecord:
    record = logging.makeLogRecord({"msg": event.value})
    record.__dict__["facts"] = facts
    return record


def test_a_minute_of_wrong_keys_is_cut_and_counted() -> None:
    now = [0.0]
    seldom = Seldom(lambda: now[0])
    written = [seldom.filter(line(Event.WALL_LINK_REFUSED)) for _ in range(A_MINUTE + 500)]
    assert written == [True] * A_MINUTE + [False] * 500
    now[0] = 61.0
    next_one = line(Event.WALL_LINK_REFUSED, activity=7)
    assert seldom.filter(next_one)
    assert next_one.__dict__["facts"] == {"activity": 7, "left_out": 500}
    after = line(Event.WALL_LINK_REFUSED)
    assert seldom.filter(after)
    assert after.__dict__["facts"] == {}


def test_what_members_do_is_always_written() -> None:
    seldom = Seldom(lambda: 0.0)
    assert all(seldom.filter(line(Event.REGISTER_MARKED)) for _ in range(10 * A_MINUTE))
