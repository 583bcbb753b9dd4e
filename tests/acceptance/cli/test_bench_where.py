"""zhibu bench is a tool of the checkout: anywhere else it says what is missing and which command helps."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from bot.errors import ErrorCode
from tests.support.sentences import explained

ROOT = Path(__file__).parents[3]
SHIPPED = ("bot", "knowledge", "ingest", "prompts")


def zhibu(python: Path | str, code: Path, data_dir: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(python), "-m", "bot", *words],
        cwd=code,
        env={"ZHIBU_DATA_DIR": str(data_dir), "PATH": "/usr/bin:/bin", "HOME": str(data_dir)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with what a wheel brings: the service without its tests."""
    for room in SHIPPED:
        shutil.copytree(ROOT / room, tmp_path / "installed" / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "installed"


@pytest.fixture
def python_without_pytest(tmp_path: Path) -> Path:
    """An interpreter that sees every installed package but those of pytest."""
    kept = tmp_path / "packages"
    kept.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if "pytest" not in entry.name:
            (kept / entry.name).symlink_to(entry)
    venv.create(tmp_path / "venv", symlinks=True)
    [folder] = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    (folder / "kept.pth").write_text(f"{kept}\n", encoding="utf-8")
    return tmp_path / "venv" / "bin" / "python"


@pytest.mark.parametrize("words", [("bench", "ask"), ("bench", "nothing")])
def test_a_wheel_sends_people_to_the_source(installed: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = zhibu(sys.executable, installed, tmp_path, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert explained(ErrorCode.BENCH_NEEDS_CHECKOUT) in done.stderr
    assert "make develop" in done.stderr


def test_the_peer_of_an_evaluation_lies_in_the_source_too(installed: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": "1", "question": "主题党日多久一次"}\n', encoding="utf-8")
    done = zhibu(sys.executable, installed, tmp_path, "eval", str(questions), "--peer")
    assert (done.returncode, done.stdout) == (1, "")
    assert "make develop" in done.stderr


def test_a_checkout_without_development_packages_names_one_and_the_remedy(
    python_without_pytest: Path, tmp_path: Path
) -> None:
    done = zhibu(python_without_pytest, ROOT, tmp_path, "bench", "checkin", "--size", "2")
    assert (done.returncode, done.stdout) == (1, "")
    assert "先是 pytest。" in done.stderr
    assert f"源码目录 {ROOT} 里运行 make develop" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_bench_is_wrong_usage(tmp_path: Path) -> None:
    done = zhibu(sys.executable, ROOT, tmp_path, "bench", "frobnicate")
    assert done.returncode == 2
    assert "ask、ingest、checkin" in done.stderr


def test_the_remedy_is_a_target_of_the_makefile() -> None:
    assert "\ndevelop: $(VENV)/.installed-dev\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
