"""The machine: interpreter, folder, disk, whoever is writing, the time zone."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import chinese_calendar

from bot.clock import COUNTRY_ZONE
from bot.doctor.model import Check, caution, fault, fine
from bot.doctor.sentences import DoctorText
from bot.errors import BotError
from bot.storage.folder import too_open
from bot.storage.keys import KEY_FILE, installation_key
from bot.storage.presence import had_database
from bot.wiring import check_data_dir
from ingest.refresh.lock import who_writes

OLDEST_PYTHON = (3, 11)
LEAST_FREE_GB = 2.0
NEXT_YEAR_MATTERS = 12  # the State Council's notice comes in November, the package some weeks after it
FULL_GB = 0.1  # nothing can be relied on below this


def check_python(version: tuple[int, ...]) -> Check:
    """Look at the interpreter's version."""
    facts = {"version": ".".join(map(str, version))}
    if version < OLDEST_PYTHON:
        return fault("python", DoctorText.PYTHON_OLD, **facts)
    return fine("python", DoctorText.PYTHON, **facts)


def check_folder(folder: Path) -> Check:
    """Try the data folder."""
    try:
        check_data_dir(folder)
    except BotError as closed:
        return fault("data_dir", DoctorText.DATA_DIR_CLOSED, **closed.facts)
    return fine("data_dir", DoctorText.DATA_DIR, folder=folder)


def check_modes(folder: Path) -> Check:
    """List what other users of the machine may read or write."""
    found = too_open(folder) if folder.exists() else []
    if found:
        return fault("modes", DoctorText.MODES_OPEN, folder=folder, count=len(found))
    return fine("modes", DoctorText.MODES)


def check_key(folder: Path) -> Check:
    """Read the key of the installation, if it has one; none is made for this."""
    if not (folder / KEY_FILE).exists():
        return caution("key", DoctorText.KEY_GONE) if had_database(folder) else fine("key", DoctorText.KEY_NONE)
    try:
        installation_key(folder)
    except BotError as damaged:
        return fault("key", DoctorText.KEY_DAMAGED, **damaged.facts)
    return fine("key", DoctorText.KEY)


def check_disk(free_bytes: int) -> Check:
    """Judge the space left."""
    free = round(free_bytes / 1e9, 1)
    if free < FULL_GB:
        return fault("disk", DoctorText.DISK_FULL, free_gb=free)
    if free < LEAST_FREE_GB:
        return caution("disk", DoctorText.DISK_LOW, free_gb=free)
    return fine("disk", DoctorText.DISK, free_gb=free)


def check_writer(folder: Path) -> Check:
    """Tell who holds the right to write into the library."""
    pid = who_writes(folder)
    return fine("writer", DoctorText.WRITER_NONE) if pid is None else caution("writer", DoctorText.WRITER, pid=pid)


def check_zone(here: datetime) -> Check:
    """Compare the zone of a local moment with the country's; people are shown the country's either way."""
    is_same = here.utcoffset() == here.astimezone(COUNTRY_ZONE).utcoffset()
    return fine("zone", DoctorText.ZONE if is_same else DoctorText.ZONE_OTHER, offset=f"{here:%z}")


def check_calendar(today: date) -> Check:
    """See whether the working days of this year, and late in the year of the next, are known."""
    last = max(chinese_calendar.holidays).year
    wanted = today.year + (today.month == NEXT_YEAR_MATTERS)
    facts = {"year": last}
    return (
        fine("calendar", DoctorText.CALENDAR, **facts)
        if last >= wanted
        else caution("calendar", DoctorText.CALENDAR_OLD, **facts)
    )


def existing(folder: Path) -> Path:
    """Give the folder, or the nearest one above it that is there."""
    return next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
