"""Every kind of damage: the check that sees it, what it says, and the remedy it tells."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.doctor.model import Health
from bot.doctor.sentences import DoctorText
from bot.settings import (
    ChromaSettings,
    DatabaseSettings,
    EmbeddingsSettings,
    LlmSettings,
    TelegramSettings,
)
from bot.storage.keys import KEY_FILE
from bot.storage.migrate import known_revisions
from tests.support.doctor.stage import (
    NOBODY,
    Act,
    at_address,
    freed,
    halved,
    logged,
    moved,
    occupied,
    pushed,
    rebuilt,
    restored,
    run_sql,
    scribbled,
    setting,
    telegram_off,
    webhook_off,
    with_model,
    with_telegram,
    with_webhook,
    writer_ended,
    written_by_another,
)
from tests.support.telegram.bot_api import TOKEN


@dataclass(frozen=True)
class Damage:
    """What happens, the check that has to see it, what it says, and the remedy it tells."""

    harm: Act
    check: str
    text: DoctorText
    heal: Act
    told: str
    health: Health = Health.FAIL


HEALTHY = {"status": "ok"}
NEWER = f"UPDATE alembic_version SET version_num = '{int(known_revisions()[-1]) + 900}'"
NOW = f"UPDATE alembic_version SET version_num = '{known_revisions()[-1]}'"
DAMAGES = {
    "half a list of segments": Damage(
        halved("*/lexical/meta.json"), "index", DoctorText.INDEX_UNREADABLE, rebuilt, "zhibu index rebuild"
    ),
    "scribbled vectors": Damage(
        scribbled(lambda stage: stage.largest("*/vectors/*.npy")),
        "index",
        DoctorText.INDEX_UNREADABLE,
        rebuilt,
        "zhibu index rebuild",
    ),
    "no index": Damage(
        lambda stage: shutil.rmtree(stage.data / "index"),
        "index",
        DoctorText.INDEX_UNREADABLE,
        rebuilt,
        "zhibu index rebuild",
    ),
    "scribbled Chroma": Damage(
        scribbled(lambda stage: stage.largest("*/dense/chroma.sqlite3")),
        "chroma",
        DoctorText.CHROMA_DAMAGED,
        rebuilt,
        "zhibu index rebuild",
    ),
    "no database": Damage(
        lambda stage: stage.database.unlink(), "database", DoctorText.DATABASE_GONE, restored, "zhibu restore"
    ),
    "an empty database": Damage(
        lambda stage: os.truncate(stage.database, 0), "database", DoctorText.DATABASE_GONE, restored, "zhibu restore"
    ),
    "no header": Damage(
        scribbled(lambda stage: stage.database, at=0, length=100),
        "database",
        DoctorText.DATABASE_DAMAGED,
        restored,
        "zhibu restore",
    ),
    "3000 bytes flipped": Damage(
        scribbled(lambda stage: stage.database, length=3000),
        "database",
        DoctorText.DATABASE_DAMAGED,
        restored,
        "zhibu restore",
    ),
    "a text that is none": Damage(
        run_sql("UPDATE documents SET source = CAST(x'ff41' AS TEXT) WHERE id = 1"),
        "database",
        DoctorText.DATABASE_DAMAGED,
        restored,
        "zhibu restore",
    ),
    "rows that point nowhere": Damage(
        run_sql("UPDATE versions SET document_id = 999 WHERE id = 1"),
        "database",
        DoctorText.DATABASE_DAMAGED,
        restored,
        "zhibu restore",
    ),
    "a newer database": Damage(run_sql(NEWER), "database", DoctorText.DATABASE_NEWER, run_sql(NOW), "新版本"),
    "a folder that all may read": Damage(
        lambda stage: stage.data.chmod(0o755),
        "modes",
        DoctorText.MODES_OPEN,
        lambda stage: stage.data.chmod(0o700),
        "chmod",
    ),
    "no key": Damage(
        lambda stage: (stage.data / KEY_FILE).unlink(), "key", DoctorText.KEY_GONE, restored, "secret.key", Health.WARN
    ),
    "half a key": Damage(
        lambda stage: os.truncate(stage.data / KEY_FILE, 20), "key", DoctorText.KEY_DAMAGED, restored, "zhibu restore"
    ),
    "a folder that is a file": Damage(
        occupied,
        "data_dir",
        DoctorText.DATA_DIR_CLOSED,
        freed,
        "检查权限",
    ),
    "a clock a year behind": Damage(moved(-1), "clock", DoctorText.CLOCK_BEHIND, moved(1), "timedatectl"),
    "a year without a calendar": Damage(
        moved(20), "calendar", DoctorText.CALENDAR_OLD, moved(-20), "chinese-calendar", Health.WARN
    ),
    "a writer that hangs": Damage(written_by_another, "writer", DoctorText.WRITER, writer_ended, "kill", Health.WARN),
    "a database server that is down": Damage(
        setting(database=DatabaseSettings(url="postgresql+psycopg://nobody@127.0.0.1:1/none")),
        "database",
        DoctorText.DATABASE_DOWN,
        setting(database=DatabaseSettings()),
        "ZHIBU_DATABASE__URL",
    ),
    "a Chroma server that is down": Damage(
        setting(chroma=ChromaSettings(url=NOBODY)),
        "chroma",
        DoctorText.CHROMA_DOWN,
        setting(chroma=ChromaSettings()),
        "ZHIBU_CHROMA__URL",
    ),
    "an embedding model that is not there": Damage(
        setting(embeddings=EmbeddingsSettings(folder=Path("/none"))),
        "embeddings",
        DoctorText.EMBEDDINGS_BROKEN,
        setting(embeddings=EmbeddingsSettings()),
        "ZHIBU_EMBEDDINGS__",
    ),
    "an embeddings endpoint that is down": Damage(
        setting(embeddings=EmbeddingsSettings(base_url=NOBODY)),
        "embeddings",
        DoctorText.EMBEDDINGS_DOWN,
        setting(embeddings=EmbeddingsSettings()),
        "ZHIBU_EMBEDDINGS__BASE_URL",
    ),
    "a model that is down": Damage(
        setting(llm=LlmSettings(base_url=NOBODY)),
        "llm",
        DoctorText.LLM_DOWN,
        with_model(200, {"data": [{"id": "qwen3"}]}),
        "ZHIBU_LLM__BASE_URL",
        Health.WARN,
    ),
    "a model's key that is wrong": Damage(
        with_model(401, {}),
        "llm",
        DoctorText.LLM_KEY_REFUSED,
        with_model(200, {"data": [{"id": "qwen3"}]}),
        "ZHIBU_LLM__API_KEY",
        Health.WARN,
    ),
    "a model of another name": Damage(
        with_model(200, {"data": [{"id": "glm5"}]}),
        "llm",
        DoctorText.LLM_MODEL_UNKNOWN,
        with_model(200, {"data": [{"id": "qwen3"}]}),
        "glm5",
        Health.WARN,
    ),
    "a public address that leads nowhere": Damage(
        at_address(public_url=NOBODY),
        "address",
        DoctorText.ADDRESS_UNREACHABLE,
        lambda stage: at_address(public_url=stage.serving(200, HEALTHY))(stage),
        "ZHIBU_WEB__PUBLIC_URL",
        Health.WARN,
    ),
    "open to the network without an address": Damage(
        at_address(host="0.0.0.0"),
        "address",
        DoctorText.ADDRESS_UNSET,
        at_address(),
        "ZHIBU_WEB__PUBLIC_URL",
        Health.WARN,
    ),
    "a token that Telegram refuses": Damage(
        with_telegram(token=SecretStr("1:wrong")),
        "telegram",
        DoctorText.TELEGRAM_TOKEN,
        with_telegram(),
        "ZHIBU_TELEGRAM__TOKEN",
    ),
    "something else in Telegram's place": Damage(
        lambda stage: stage.set(
            telegram=TelegramSettings(token=SecretStr(TOKEN), base_url=stage.serving(200, HEALTHY))
        ),
        "telegram",
        DoctorText.TELEGRAM_STRANGE,
        with_telegram(),
        "ZHIBU_TELEGRAM__BASE_URL",
    ),
    "no way to Telegram": Damage(
        setting(telegram=TelegramSettings(token=SecretStr(TOKEN), base_url=NOBODY)),
        "telegram",
        DoctorText.TELEGRAM_UNREACHABLE,
        with_telegram(),
        "ZHIBU_TELEGRAM__PROXY",
        Health.WARN,
    ),
    "another's webhook": Damage(
        with_webhook(url="https://other.example.cn/hook"),
        "telegram",
        DoctorText.TELEGRAM_WEBHOOK_OTHER,
        webhook_off,
        "https://other.example.cn/hook",
        Health.WARN,
    ),
    "a webhook that is not set": Damage(
        with_telegram(webhook_url="https://zhibu.example.cn/telegram/webhook"),
        "telegram",
        DoctorText.TELEGRAM_WEBHOOK_NONE,
        telegram_off,
        "ZHIBU_TELEGRAM__WEBHOOK_URL",
        Health.WARN,
    ),
    "a webhook that fails": Damage(
        pushed,
        "telegram",
        DoctorText.TELEGRAM_WEBHOOK_FAILING,
        lambda stage: stage.telegram.webhook.pop("last_error_message"),
        "502",
        Health.WARN,
    ),
    "another poller": Damage(
        lambda stage: (with_telegram()(stage), logged("telegram_conflict")(stage)),
        "telegram",
        DoctorText.TELEGRAM_CONFLICT,
        logged("telegram_connected"),
        "@BotFather",
    ),
}
