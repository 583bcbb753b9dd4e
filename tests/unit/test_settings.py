"""Settings: a slip stops the start, secrets stay secret, and the READMEs tell the truth."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.errors import BotError, ErrorCode
from bot.settings import Settings, as_markdown, describe, load_settings
from bot.texts import Language
from bot.wiring import knowledge_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for line in describe():
        monkeypatch.delenv(line.variable, raising=False)


def test_it_starts_with_nothing_set() -> None:
    settings = load_settings()
    assert settings.database_url == "sqlite+aiosqlite:///.zhibu/zhibu.db"
    assert (settings.web.host, settings.web.port) == ("127.0.0.1", 8000)
    assert settings.llm.base_url is None
    assert settings.secrets == ()


def test_variables_reach_their_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIBU_DATA_DIR", "/srv/zhibu")
    monkeypatch.setenv("ZHIBU_LLM__BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("ZHIBU_LLM__API_KEY", "sk-very-secret")
    monkeypatch.setenv("ZHIBU_EMBEDDINGS__FOLDER", "/srv/bge")
    settings = load_settings()
    assert settings.database_url == "sqlite+aiosqlite:////srv/zhibu/zhibu.db"
    assert settings.secrets == ("sk-very-secret",)
    assert "sk-very-secret" not in repr(settings)
    handed = knowledge_settings(settings)
    assert (handed.model.base_url, handed.model.api_key) == ("http://127.0.0.1:9/v1", "sk-very-secret")
    assert handed.embeddings.folder == Path("/srv/bge")
    assert "sk-very-secret" not in repr(handed)


@pytest.mark.parametrize("name", ["ZHIBU_WEBB__PORT", "ZHIBU_WEB__PROT", "ZHIBU_DATADIR", "zhibu_oops"])
def test_a_misspelled_variable_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(BotError) as stopped:
        load_settings()
    assert stopped.value.code is ErrorCode.SETTINGS_UNKNOWN
    assert stopped.value.facts == {"names": name.upper()}


def test_a_value_that_does_not_fit_is_named_but_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIBU_WEB__PORT", "secret-port")
    monkeypatch.setenv("ZHIBU_DATABASE__URL", "mysql://user:secret-word@db/zhibu")
    with pytest.raises(BotError) as stopped:
        load_settings()
    assert stopped.value.code is ErrorCode.SETTINGS_INVALID
    assert stopped.value.facts == {"names": "ZHIBU_DATABASE__URL、ZHIBU_WEB__PORT"}
    assert stopped.value.__cause__ is None


def test_settings_do_not_change() -> None:
    settings = Settings()
    with pytest.raises(ValidationError):
        settings.data_dir = Path("/elsewhere")  # type: ignore[misc]


def test_every_setting_is_explained_in_both_languages() -> None:
    for line in describe():
        assert line.english.endswith("."), line.variable
        assert line.chinese.endswith("。"), line.variable


@pytest.mark.parametrize(("name", "language"), [("README.md", Language.EN), ("README.zh-CN.md", Language.ZH_CN)])
def test_the_readme_carries_the_settings_table(name: str, language: Language) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert f"<!-- settings -->\n{as_markdown(language)}\n<!-- /settings -->" in text, "run zhibu settings --markdown"
