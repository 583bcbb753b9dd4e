"""A reply read piece by piece."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.generating.reply import Claim, ReplyReader, claim_of


def read(reply: str, step: int = 3) -> list[Claim]:
    reader = ReplyReader()
    sentences = [line for at in range(0, len(reply), step) for line in reader.feed(reply[at : at + step])]
    claims = [claim_of(sentence) for sentence in [*sentences, *reader.rest()]]
    return [claim for claim in claims if claim is not None]


@pytest.mark.parametrize(
    ("reply", "claims"),
    [
        ("甲应当学习[1]。乙不必[2]。", [Claim("甲应当学习。", (1,)), Claim("乙不必。", (2,))]),
        ("甲应当学习。[1][2] 乙也是。【3】", [Claim("甲应当学习。", (1, 2)), Claim("乙也是。", (3,))]),
        ("甲应当学习［1、2］。", [Claim("甲应当学习。", (1, 2))]),
        ("甲应当学习[1,1]", [Claim("甲应当学习", (1,))]),
        ("规定说“先学。后考。”[1]还要考[2]。", [Claim("规定说“先学。后考。”", (1,)), Claim("还要考。", (2,))]),
        ("“先学。后考。”是规定[1]。", [Claim("“先学。后考。”是规定。", (1,))]),
        ("引号“没有关上。[1]\n第二行[2]。", [Claim("引号“没有关上。", (1,)), Claim("第二行。", (2,))]),
        ("**重点**：甲<b>应当</b>`学习`[1]。", [Claim("重点：甲应当学习。", (1,))]),
        ("# 标题\n- 甲学习[1]\n> 乙学习[2]", [Claim("标题", ()), Claim("甲学习", (1,)), Claim("乙学习", (2,))]),
        ("```\n甲学习[1]\n```\n|---|---|", [Claim("甲学习", (1,))]),
        ("看[这里](http://a.cn/x)学习[1]。", [Claim("看这里学习。", (1,))]),
        ("<think>乙[9]。丙。</think>甲学习[1]。", [Claim("甲学习。", (1,))]),
        ("<think>想不完。一直想。", []),
        ("国办函[2026]12号规定[1]。", [Claim("国办函[2026]12号规定。", (1,))]),
        ("<script>alert(1)</script>甲学习[1]。", [Claim("alert(1)甲学习。", (1,))]),
        ("NO_ANSWER", [Claim("NO_ANSWER", ())]),
        ("。。。", []),
    ],
)
@pytest.mark.parametrize("step", [1, 4, 1000])
def test_sentences_with_their_markers(reply: str, claims: list[Claim], step: int) -> None:
    assert read(reply, step) == claims


@given(st.text(alphabet="甲乙。！\n[]12〔〕“”「」<think>/ ，", max_size=60), st.integers(1, 7))
def test_the_size_of_pieces_changes_nothing(reply: str, step: int) -> None:
    whole = read(reply, len(reply) + 1)
    assert [claim.text for claim in read(reply, step)] == [claim.text for claim in whole]
