"""The catalogue is complete, and its languages agree."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import pytest

from bot.errors import BotError, ErrorCode
from bot.texts import Language, Sentence, Text, refusal, say, sentence, speak
from bot.texts.catalogue import LANGUAGES, NAMED, every_key, template
from ingest.model import RefusalCode
from ingest.refresh.usecases import SAME_NAME
from knowledge.model import Flag, Status


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    speak(Language.ZH_CN)


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("language", Language)
def test_every_key_has_a_sentence(language: Language) -> None:
    assert LANGUAGES[language].keys() == set(Text)
    assert all(template(key, language).strip() for key in every_key())


def test_no_two_rooms_share_a_name() -> None:
    assert len(NAMED) == len(list(every_key()))


@pytest.mark.parametrize("text", list(every_key()), ids=lambda text: text.name)
def test_languages_need_the_same_facts(text: Text | Sentence) -> None:
    needed = {frozenset(placeholders(template(text, language))) for language in Language}
    assert len(needed) == 1


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", ErrorCode)
def test_every_error_is_explained(code: ErrorCode, language: Language) -> None:
    speak(language)
    facts = dict.fromkeys(placeholders(template(NAMED[f"ERROR_{code.name}"], language)), "X")
    assert sentence(BotError(code, **facts)).endswith(("。", "."))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", [*RefusalCode, SAME_NAME])
def test_every_refusal_is_explained(code: str, language: Language) -> None:
    speak(language)
    assert refusal(str(code), "12 MB").endswith(("。", "."))


def test_every_status_and_flag_has_a_name() -> None:
    assert say(Text[f"STATUS_{Status.IN_FORCE.name}"]) == "现行有效"
    for status in Status:
        assert say(Text[f"STATUS_{status.name}"])
    for flag in Flag:
        assert say(Text[f"FLAG_{flag.name}"])


def test_a_missing_fact_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        say(Text.INGEST_PROGRESS)


def test_chinese_sentences_use_chinese_punctuation() -> None:
    for text in every_key():
        assert not set(template(text, Language.ZH_CN)) & set(",;?!"), text
