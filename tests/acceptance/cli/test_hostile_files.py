"""A folder of hostile files and three honest ones: each has its line in time, nothing dies, the honest ones are in."""

from __future__ import annotations

import json
import resource
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest

from bot.cli.sentences.ingest import REFUSALS
from bot.serving.samples import SAMPLES
from bot.texts import say
from ingest.confined.process import Confined
from ingest.model import DocumentRefused, RefusalCode
from ingest.refresh.reading import READING, ConfinedReader
from tests.support.cli.command import Zhibu
from tests.support.clock import FixedClock
from tests.support.hostile import HOSTILE, SLOW, write_hostile

HONEST = ("云州市主题党日实施办法.txt", "云州市党支部换届选举办法.docx", "云州市流动党员管理暂行办法.html")
AT_ONCE = sorted(HOSTILE.keys() - SLOW)
MOST_SECONDS = 20
MOST_MB = 1000


def test_each_file_has_its_line_in_time_and_the_honest_ones_are_in(tmp_path: Path) -> None:
    write_hostile(tmp_path / "files", AT_ONCE)
    for name in HONEST:
        copy(SAMPLES / name, tmp_path / "files")
    done = Zhibu(tmp_path)("ingest", tmp_path / "files", "--json")
    lines = {line["source"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert len(AT_ONCE) >= 40
    assert (sorted(lines), done.returncode) == (sorted([*AT_ONCE, *HONEST]), 1)
    assert {lines[name]["outcome"] for name in HONEST} == {"added"}
    assert all(name in done.stderr for name in lines)
    assert "Traceback" not in done.stderr
    assert {name: line["seconds"] for name, line in lines.items() if line["seconds"] > MOST_SECONDS} == {}
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < MOST_MB


def test_what_never_ends_is_ended_and_said_so(tmp_path: Path, clock: FixedClock) -> None:
    [file] = write_hostile(tmp_path, ["million_strokes.pdf"])
    with closing(Confined(replace(READING, seconds=1))) as confined, pytest.raises(DocumentRefused) as refused:
        ConfinedReader(confined, clock.today)(file)
    assert refused.value.code is RefusalCode.TOO_SLOW
    assert say(REFUSALS[refused.value.code], detail=refused.value.detail).startswith(
        "读取超过 1 秒，已停止，其余文件照常导入。"
    )
