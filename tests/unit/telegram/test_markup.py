"""Long messages are cut at sentence ends, their tags closed and opened again, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.transport.markup import LONGEST, escaped, quoted, split, units
from tests.support.telegram.markup import Unparsable, parse_html

SENTENCE = "党员应当按月交纳党费，由党支部组织委员负责收缴。"
PIECES = st.lists(
    st.one_of(
        st.text(max_size=60).map(escaped),
        st.text(max_size=60).map(quoted),
        st.text(max_size=60).map(lambda text: f"<b>{escaped(text)}</b>"),
        st.text(max_size=60).map(lambda text: quoted(text, folded=True)),
    ),
    max_size=12,
)


def shown(html: str) -> str:
    return parse_html(html).text


def test_twenty_thousand_characters_arrive() -> None:
    long = (SENTENCE * 1000)[:20_000]
    html = f"<b>{escaped('一 & 二')}</b>\n{quoted(long, folded=True)}\n{escaped('末尾 <完>')}"
    parts = split(html)
    assert len(parts) == 5
    assert "".join(map(shown, parts)) == f"一 & 二\n{long}\n末尾 <完>"
    assert all(units(shown(part)) <= LONGEST for part in parts)
    assert all(shown(part).endswith("。") for part in parts[:-1])
    assert all("<blockquote expandable>" in part and "</blockquote>" in part for part in parts)


@given(PIECES, st.integers(4, 50))
def test_whatever_is_cut_stays_whole(pieces: list[str], limit: int) -> None:
    html = "".join(pieces)
    parts = split(html, 1000 + limit)
    assert "".join(map(shown, parts)) == shown(html)
    assert all(units(shown(part)) <= 1000 + limit for part in parts)


def test_a_sentence_without_an_end_is_cut_too() -> None:
    parts = split("字" * 9000)
    assert [len(part) for part in parts] == [4000, 4000, 1000]


def test_pairs_of_units_are_counted() -> None:
    parts = split("😀" * 4096)
    assert all(units(part) <= LONGEST for part in parts)
    assert "".join(parts) == "😀" * 4096


@pytest.mark.parametrize("html", ["<b>a", "a</b>", "<p>a</p>", "<b><i>a</b></i>", "<", quoted("a")[:-13] + quoted("b")])
def test_the_fake_server_refuses_what_telegram_refuses(html: str) -> None:
    with pytest.raises(Unparsable):
        parse_html(html)


def test_the_fake_server_tells_what_tags_mean() -> None:
    parsed = parse_html('<b>一&lt;</b><blockquote expandable>😀二</blockquote><a href="https://a.cn">三</a>')
    assert parsed.text == "一<😀二三"
    assert [(item["type"], item["offset"], item["length"]) for item in parsed.entities] == [
        ("bold", 0, 2),
        ("expandable_blockquote", 2, 3),
        ("text_link", 5, 1),
    ]
