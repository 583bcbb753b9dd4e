"""A disk that is really full: a small file system of its own, where the machine lets us mount one."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.errors import BotError, ErrorCode
from bot.settings import Settings
from bot.texts import sentence
from tests.acceptance.web.test_serve import opened, started
from tests.support.cli.command import Zhibu

QUESTION = "新任党支部书记多久内参加培训"
RULE = "示例学习办法\n\n第一条　党支部每月开展一次集中学习。\n\n第二条　本办法自2026年1月1日起施行。\n"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a file system, and not in every container")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filler


def test_a_full_disk_is_told_answers_go_on_and_all_heals_with_room(small_library: Settings, small_disk: Path) -> None:
    zhibu = Zhibu(small_disk)
    shutil.copytree(small_library.data_dir, small_disk / "data")
    rule = small_disk / "办法.txt"
    rule.write_text(RULE, encoding="utf-8")
    for name in ("stdout.txt", "stderr.txt"):
        (small_disk / name).symlink_to(small_disk.parent / name)
    told = sentence(BotError(ErrorCode.DISK_FULL))
    with started(small_disk / "data", "--port", "0") as process:
        address = opened(process)
        filler = fill(small_disk)
        answer = httpx.post(f"{address}/api/ask", json={"question": QUESTION}, timeout=60)
        assert (answer.status_code, answer.json()["outcome"]) == (200, "answered")
        passed = httpx.post(f"{address}/api/pass-on", json={"question": QUESTION}, timeout=60)
        assert (passed.status_code, passed.json()) == (507, {"error": "disk_full", "message": told})
        for words in (("ingest", rule), ("index", "rebuild")):
            assert told in zhibu.refused(*words)
        checks = {line["check"]: line for line in map(json.loads, zhibu("doctor", "--json").stdout.splitlines())}
        assert checks["disk"]["health"] == "fail"
        assert {name for name, line in checks.items() if line["health"] == "fail"} == {"disk"}
        filler.unlink()
        assert httpx.post(f"{address}/api/pass-on", json={"question": QUESTION}, timeout=60).status_code == 200
        zhibu.said("ingest", rule)
        zhibu.said("index", "rebuild")
