"""The demonstration apart from real use: its own folder, its own database, this machine alone unless it is said."""

from __future__ import annotations

from bot.errors import BotError, ErrorCode
from bot.settings import DEMO_DATA_DIR, Settings
from bot.wiring import holds_data

MARK = "demo.mark"
WORDS = """本目录是支部助手演示用的，里面的人和活动都是虚构的，任何人都可以扮演任何人。请勿录入真实信息。
This folder is the demonstration's: people and activities are invented, and anybody can be anybody. Enter nothing real.
"""


def in_demo_folder(settings: Settings) -> Settings:
    """Give the settings with the demonstration's own folder, unless a folder was named."""
    if "data_dir" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"data_dir": DEMO_DATA_DIR})


def keep_apart(settings: Settings, *, demo: bool, on_network: bool) -> None:
    """Take the folder for the demonstration, or see to it that it is not one.

    Errors: BotError DEMO_FOREIGN_FOLDER, DEMO_FOREIGN_DATABASE, DEMO_ON_NETWORK, DEMO_FOLDER.
    """
    folder, mark = settings.data_dir, settings.data_dir / MARK
    if not demo:
        if mark.exists():
            raise BotError(ErrorCode.DEMO_FOLDER, folder=folder)
        return
    if settings.database.url or settings.chroma.url:
        raise BotError(ErrorCode.DEMO_FOREIGN_DATABASE)
    if not on_network and settings.web.is_open:
        raise BotError(ErrorCode.DEMO_ON_NETWORK)
    if not mark.exists():
        _take(settings)


def _take(settings: Settings) -> None:
    if holds_data(settings):
        raise BotError(ErrorCode.DEMO_FOREIGN_FOLDER, folder=settings.data_dir)
    (settings.data_dir / MARK).write_text(WORDS, encoding="utf-8")
