"""Commands are loaded when they are asked for, and each pays only for what it uses."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.activities.outputs.model import ExportKind
from bot.cli import COMMANDS, app
from bot.cli.commands.activity.files import KINDS

ROOT = Path(__file__).parents[2]
HEAVY = {"alembic", "chromadb", "fastapi", "langchain", "numpy", "pydantic", "sqlalchemy", "telegram"}
NOT_FOR_AN_ANSWER = {"fastapi", "langchain", "openpyxl", "rapidocr", "telegram", "uvicorn"}


def imported(data_dir: Path, *words: str) -> tuple[set[str], str]:
    """Run a command and give the top-level packages it imported, and what it printed."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", *words],
        cwd=ROOT,
        env={"ZHIBU_DATA_DIR": str(data_dir), "PATH": "/usr/bin:/bin", "HOME": str(data_dir), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    names = re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.MULTILINE)
    return {name.partition(".")[0] for name in names}, done.stdout


def test_the_list_of_commands_loads_none_of_them(tmp_path: Path) -> None:
    packages, said = imported(tmp_path, "--help")
    assert packages & HEAVY == set()
    assert [name for name in COMMANDS if name not in said] == []


def test_an_answer_loads_no_chat_and_no_web(tmp_path: Path) -> None:
    packages, said = imported(tmp_path, "ask", "主题党日多久开展一次")
    assert packages & NOT_FOR_AN_ANSWER == set()
    assert "没有" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_list_is_there(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main([name, "--help"], prog_name="zhibu", standalone_mode=False) == 0
    assert f"zhibu {name} " in capsys.readouterr().out


def test_everything_that_can_be_exported_can_be_typed() -> None:
    assert set(KINDS.values()) == set(ExportKind)
