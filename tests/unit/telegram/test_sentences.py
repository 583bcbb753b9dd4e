"""The chat's own sentences: complete, their languages agree, and no two share a name."""

from __future__ import annotations

from string import Formatter

import pytest

from bot.telegram.wording.common_sentences import ChatText
from bot.telegram.wording.member_sentences import RegisterChat
from bot.telegram.wording.secretary_sentences import SecretaryChat
from bot.texts import Language, Sentence

SENTENCES: list[Sentence] = [*ChatText, *RegisterChat, *SecretaryChat]


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("text", SENTENCES, ids=lambda text: text.name)
def test_both_languages_need_the_same_facts(text: Sentence) -> None:
    chinese, english = (text.template(language) for language in (Language.ZH_CN, Language.EN))
    assert chinese.strip()
    assert english.strip()
    assert placeholders(chinese) == placeholders(english)
    assert not set(chinese) & set(",;?!")


def test_no_two_sentences_share_a_name() -> None:
    assert len({text.name for text in SENTENCES}) == len(SENTENCES)
