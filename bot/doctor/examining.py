"""Every check, one after another."""

from __future__ import annotations

import asyncio
import shutil
import sys

from bot.clock import Clock, SystemClock
from bot.doctor.endpoints import check_llm, check_public_address
from bot.doctor.machine import (
    check_calendar,
    check_disk,
    check_folder,
    check_key,
    check_modes,
    check_python,
    check_writer,
    check_zone,
    existing,
)
from bot.doctor.model import Check
from bot.doctor.models import check_embeddings, check_ocr
from bot.doctor.telegram import check_telegram
from bot.doctor.truth import check_chroma, check_truth
from bot.settings import Settings


async def examine(settings: Settings, clock: Clock | None = None) -> list[Check]:
    """Run every check; none of them changes anything but the data folder's existence."""
    clock = clock or SystemClock()
    return [
        check_python(sys.version_info[:3]),
        check_folder(settings.data_dir),
        check_modes(settings.data_dir),
        check_key(settings.data_dir),
        check_disk(shutil.disk_usage(existing(settings.data_dir)).free),
        check_writer(settings.data_dir),
        check_zone(clock.now().astimezone()),
        check_calendar(clock.today()),
        *await check_truth(settings, clock),
        await asyncio.to_thread(check_embeddings, settings),
        await asyncio.to_thread(check_chroma, settings),
        check_ocr(),
        await check_llm(settings),
        await check_public_address(settings),
        await check_telegram(settings),
    ]
