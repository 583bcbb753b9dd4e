"""An installation that can be harmed and healed, and the ways to do both."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.doctor.examining import examine
from bot.doctor.model import Check
from bot.logs import LOG_FILE, log_folder
from bot.settings import (
    LlmSettings,
    Settings,
    TelegramSettings,
    WebSettings,
)
from ingest.refresh.lock import writer_lock
from tests.support.cli.command import Zhibu
from tests.support.clock import FixedClock
from tests.support.telegram.bot_api import TOKEN, FakeTelegram
from tests.support.web.loopback import Parrot, on_loopback

NOBODY = "http://127.0.0.1:1"


@dataclass
class Stage:
    """A whole installation in a folder, and what a case does to it."""

    folder: Path
    settings: Settings
    clock: FixedClock
    telegram: FakeTelegram = field(default_factory=FakeTelegram)
    open: ExitStack = field(default_factory=ExitStack)

    @property
    def data(self) -> Path:
        return self.settings.data_dir

    @property
    def database(self) -> Path:
        return self.data / "zhibu.db"

    def largest(self, pattern: str) -> Path:
        return max((self.data / "index").glob(pattern), key=lambda file: file.stat().st_size)

    def set(self, **sections: Any) -> None:
        self.settings = self.settings.model_copy(update=sections)

    def serving(self, status: int, body: object) -> str:
        return self.open.enter_context(on_loopback(Parrot(status, body)))

    def talking(self) -> TelegramSettings:
        """Settings for the fake Telegram, which now listens."""
        address = self.open.enter_context(on_loopback(self.telegram.app()))
        return TelegramSettings(token=SecretStr(TOKEN), base_url=address)

    def run(self, *words: str) -> None:
        done = Zhibu(self.folder)(*words)
        assert done.returncode == 0, done

    async def checks(self) -> dict[str, Check]:
        return {check.name: check for check in await examine(self.settings, self.clock)}


Act = Callable[[Stage], object]


def rebuilt(stage: Stage) -> None:
    stage.run("index", "rebuild")


def restored(stage: Stage) -> None:
    stage.run("restore", str(stage.folder / "backup.zip"), "--replace")


def scribbled(pick: Callable[[Stage], Path], at: float = 0.5, length: int = 200, byte: bytes = b"\xff") -> Act:
    def harm(stage: Stage) -> None:
        file = pick(stage)
        with file.open("r+b") as stream:
            stream.seek(int(file.stat().st_size * at))
            stream.write(byte * length)

    return harm


def halved(pattern: str) -> Act:
    def harm(stage: Stage) -> None:
        file = stage.largest(pattern)
        os.truncate(file, file.stat().st_size // 2)

    return harm


def run_sql(statement: str) -> Act:
    def harm(stage: Stage) -> None:
        with closing(sqlite3.connect(stage.database)) as connection, connection:
            assert connection.execute(statement).rowcount > 0

    return harm


def setting(**sections: Any) -> Act:
    return lambda stage: stage.set(**sections)


def moved(years: float) -> Act:
    return lambda stage: stage.clock.move(days=365 * years)


def logged(event: str) -> Act:
    def harm(stage: Stage) -> None:
        log = log_folder(stage.data) / LOG_FILE
        log.parent.mkdir(exist_ok=True)
        with log.open("a") as stream:
            stream.write(f'{{"event": "{event}"}}\n')

    return harm


def with_model(status: int, body: object) -> Act:
    return lambda stage: stage.set(llm=LlmSettings(base_url=stage.serving(status, body), model="qwen3"))


def with_telegram(**changed: Any) -> Act:
    return lambda stage: stage.set(telegram=stage.talking().model_copy(update=changed))


def with_webhook(**facts: Any) -> Act:
    def harm(stage: Stage) -> None:
        stage.telegram.webhook = facts
        with_telegram()(stage)

    return harm


def pushed(stage: Stage) -> None:
    url = "https://zhibu.example.cn/telegram/webhook"
    stage.telegram.webhook = {"url": url, "last_error_message": "Wrong response: 502", "pending_update_count": 3}
    with_telegram(webhook_url=url)(stage)


def hold_lock(folder: Path, has_it: Event) -> None:
    with writer_lock(folder):
        has_it.set()
        signal.pause()


def written_by_another(stage: Stage) -> None:
    context = get_context("forkserver")
    has_it = context.Event()
    process = context.Process(target=hold_lock, args=(stage.data, has_it))
    process.start()
    stage.open.callback(process.join)
    assert has_it.wait(30)


def writer_ended(stage: Stage) -> None:
    os.kill(int((stage.data / "writer.lock").read_text()), signal.SIGTERM)
    stage.open.close()


def occupied(stage: Stage) -> None:
    stage.data.rename(stage.folder / "aside")
    stage.data.touch()


def freed(stage: Stage) -> None:
    stage.data.unlink()
    (stage.folder / "aside").rename(stage.data)


def telegram_off(stage: Stage) -> None:
    stage.set(telegram=TelegramSettings())


def webhook_off(stage: Stage) -> None:
    stage.telegram.webhook.clear()


def at_address(**facts: Any) -> Act:
    return lambda stage: stage.set(web=WebSettings(**facts))
