"""A folder of hostile files and three honest ones: each has its line in time, nothing dies, the honest ones are in."""

from __future__ import annotations

import json
import resource
from shutil import copy

import pytest

from bot.serving.samples import SAMPLES
from tests.support.cli.command import Zhibu
from tests.support.hostile import HOSTILE, SLOW, write_hostile

HONEST = ("云州市主题党日实施办法.txt", "云州市党支部换届选举办法.docx", "云州市流动党员管理暂行办法.html")
AT_ONCE = sorted(HOSTILE.keys() - SLOW)
MOST_SECONDS = 20
MOST_MB = 1000


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, dict[str, object]], str, int]:
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder / "files", AT_ONCE)
    for name in HONEST:
        copy(SAMPLES / name, folder / "files")
    done = Zhibu(folder)("ingest", folder / "files", "--json")
    lines = map(json.loads, done.stdout.splitlines())
    return {line["source"]: line for line in lines}, done.stderr, done.returncode


def test_each_file_has_its_line_and_the_honest_ones_are_in(
    reported: tuple[dict[str, dict[str, object]], str, int],
) -> None:
    lines, told, code = reported
    assert len(AT_ONCE) >= 40
    assert (sorted(lines), code) == (sorted([*AT_ONCE, *HONEST]), 1)
    assert {lines[name]["outcome"] for name in HONEST} == {"added"}
    assert all(name in told for name in lines)
    assert "Traceback" not in told


def test_none_takes_longer_or_more_than_it_may(reported: tuple[dict[str, dict[str, object]], str, int]) -> None:
    lines, _, _ = reported
    assert {name: line["seconds"] for name, line in lines.items() if float(str(line["seconds"])) > MOST_SECONDS} == {}
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < MOST_MB


def test_what_never_ends_is_ended_and_said_so(reported: tuple[dict[str, dict[str, object]], str, int]) -> None:
    lines, told, _ = reported
    assert lines["million_strokes.pdf"]["reason"] == "too_slow"
    assert "million_strokes.pdf：读取超过 15 秒，已停止，其余文件照常导入。" in told
