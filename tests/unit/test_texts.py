"""The catalogue is complete, and its languages agree."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import pytest

from bot.errors import BotError, ErrorCode
from bot.texts import Language, Text, refusal, say, sentence, speak
from bot.texts.catalogue import LANGUAGES
from ingest.model import RefusalCode
from ingest.refresh import SAME_NAME
from knowledge.model import Flag, Status


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    speak(Language.ZH_CN)


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("language", Language)
def test_every_key_has_a_sentence(language: Language) -> None:
    assert LANGUAGES[language].keys() == set(Text)
    assert all(template.strip() for template in LANGUAGES[language].values())


@pytest.mark.parametrize("text", Text)
def test_languages_need_the_same_facts(text: Text) -> None:
    needed = {frozenset(placeholders(sentences[text])) for sentences in LANGUAGES.values()}
    assert len(needed) == 1


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", ErrorCode)
def test_every_error_is_explained(code: ErrorCode, language: Language) -> None:
    speak(language)
    facts = dict.fromkeys(placeholders(LANGUAGES[language][Text[f"ERROR_{code.name}"]]), "X")
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
    for text, template in LANGUAGES[Language.ZH_CN].items():
        assert not set(template) & set(",;?!"), text
