"""Settings from ZHIBU_ variables. A misspelled one stops the start; secrets are never printed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import BotError, ErrorCode
from bot.sections import (
    ChromaSettings,
    DatabaseSettings,
    EmbeddingsSettings,
    LedgerSettings,
    LlmSettings,
    LoggingSettings,
    Section,
    TelegramSettings,
    WebSettings,
    setting,
)
from bot.texts import Language

__all__ = [
    "ChromaSettings",
    "DatabaseSettings",
    "EmbeddingsSettings",
    "LedgerSettings",
    "LlmSettings",
    "LoggingSettings",
    "Settings",
    "TelegramSettings",
    "WebSettings",
    "describe",
    "load_settings",
]

PREFIX = "ZHIBU_"
DEFAULT_DATA_DIR = Path(".zhibu")
DEMO_DATA_DIR = Path(".zhibu-demo")


class Settings(BaseSettings):
    """All settings, read once at the start."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    data_dir: Path = setting(
        DEFAULT_DATA_DIR,
        "Folder for the database, the indexes and the log.",
        "数据目录，存放数据库、索引和日志。",
    )
    language: Language = setting(
        Language.ZH_CN, "Language of every sentence, `zh-CN` or `en`.", "界面语言，`zh-CN` 或 `en`。"
    )
    database: DatabaseSettings = DatabaseSettings()
    chroma: ChromaSettings = ChromaSettings()
    llm: LlmSettings = LlmSettings()
    embeddings: EmbeddingsSettings = EmbeddingsSettings()
    web: WebSettings = WebSettings()
    telegram: TelegramSettings = TelegramSettings()
    ledger: LedgerSettings = LedgerSettings()
    logging: LoggingSettings = LoggingSettings()

    @property
    def database_url(self) -> str:
        """The address in use."""
        return self.database.url or f"sqlite+aiosqlite:///{self.data_dir / 'zhibu.db'}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret, for the log's scrubber."""
        telegram = self.telegram
        keys = (self.llm.api_key, self.embeddings.api_key, telegram.token, telegram.webhook_secret, telegram.proxy)
        return tuple(key.get_secret_value() for key in keys if key is not None)


def prefer_timedelta() -> None:
    """Have python-telegram-bot give spans of time as timedelta, as it will from its next release on."""
    os.environ["PTB_TIMEDELTA"] = "true"


def load_settings() -> Settings:
    """Read the settings. Errors: BotError SETTINGS_UNKNOWN or SETTINGS_INVALID, naming variables, never values."""
    known = {line.variable for line in describe()}
    given = {name.upper() for name in os.environ}
    strangers = sorted(name for name in given if name.startswith(PREFIX) and name not in known)
    if strangers:
        raise BotError(ErrorCode.SETTINGS_UNKNOWN, names="、".join(strangers))
    try:
        return Settings()
    except ValidationError as invalid:
        names = dict.fromkeys(_variable(tuple(map(str, error["loc"]))) for error in invalid.errors())
        raise BotError(ErrorCode.SETTINGS_INVALID, names="、".join(names)) from None


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A row of the settings table."""

    variable: str
    default: str
    english: str
    chinese: str


def describe() -> list[SettingLine]:
    """List every setting in order."""
    return list(_describe(Settings, ()))


def as_markdown(language: Language) -> str:
    """Give the settings as the table that the READMEs carry."""
    is_chinese = language is Language.ZH_CN
    head = "| 变量 | 默认值 | 含义 |" if is_chinese else "| variable | default | meaning |"
    rows = [
        f"| `{line.variable}` | {f'`{line.default}`' if line.default else ''} | "
        f"{line.chinese if is_chinese else line.english} |"
        for line in describe()
    ]
    return "\n".join([head, "|---|---|---|", *rows])


def _describe(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[SettingLine]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield from _describe(field.annotation, (*path, name))
        else:
            yield _line((*path, name), field)


def _line(path: tuple[str, ...], field: FieldInfo) -> SettingLine:
    extra = field.json_schema_extra
    assert isinstance(extra, dict)  # _setting writes it
    default = "" if field.default in (None, PydanticUndefined) else str(field.default)
    return SettingLine(_variable(path), default, field.description or "", str(extra["zh"]))


def _variable(path: tuple[str, ...]) -> str:
    return PREFIX + "__".join(path).upper()
