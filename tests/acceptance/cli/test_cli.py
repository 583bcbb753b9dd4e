"""The zhibu command as people and scripts meet it, in its own process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli.sentences.ingest import OUTCOMES, IngestText
from bot.cli.sentences.library import LibraryText
from bot.errors import ErrorCode
from bot.texts import say
from ingest.refresh.report import IngestOutcome
from tests.support.cli.command import Zhibu
from tests.support.sentences import begins, explained

RULE = """东江市机关学习办法（示例）

第一条　为了加强学习，制定本办法。

第二条　党支部每月开展一次集中学习。

第三条　本办法自2026年1月1日起施行。
"""


@pytest.fixture
def zhibu(tmp_path: Path) -> Zhibu:
    return Zhibu(tmp_path)


@pytest.fixture
def rule(tmp_path: Path) -> Path:
    path = tmp_path / "学习办法.txt"
    path.write_text(RULE, encoding="utf-8")
    return path


def test_from_a_file_to_the_library_and_back(zhibu: Zhibu, rule: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.touch()
    ingested = zhibu("ingest", str(rule), str(empty), "--json")
    assert ingested.returncode == 1
    added, refused = sorted(
        (json.loads(line) for line in ingested.stdout.splitlines()), key=lambda line: line["outcome"]
    )
    assert (added["outcome"], added["regulations"][0]["labels"]) == ("added", ["第一条", "第二条", "第三条"])
    assert (refused["outcome"], refused["reason"]) == ("refused", "empty")
    assert "未收 1" in ingested.stderr

    assert "学习办法.txt" in zhibu("library", "list").stdout
    shown = json.loads(zhibu("library", "show", rule.name, "--json").stdout)
    assert shown["regulations"][0]["status"] == "IN_FORCE"
    assert "现行有效" in zhibu("library", "show", rule.name).stdout

    rule.write_text(RULE.replace("每月", "每季度"), encoding="utf-8")
    replaced = zhibu("ingest", str(rule))
    assert replaced.returncode == 0
    facts = {"outcome": say(OUTCOMES[IngestOutcome.REPLACED]), "source": rule.name, "regulations": 1, "articles": 3}
    assert replaced.stdout.startswith(begins(IngestText.LINE, **facts))
    assert "第 1 版" in zhibu("library", "rollback", rule.name).stdout
    again = zhibu("library", "rollback", rule.name)
    assert explained(ErrorCode.NO_EARLIER_VERSION, source=rule.name) in again.stderr
    assert say(LibraryText.LIBRARY_RETIRED, source=rule.name) in zhibu("library", "retire", rule.name).stdout
    assert say(LibraryText.LIBRARY_IS_RETIRED, source=rule.name) in zhibu("library", "show", rule.name).stdout


def test_known_errors_are_sentences(zhibu: Zhibu, tmp_path: Path) -> None:
    unknown = zhibu("library", "show", "没有.txt")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert unknown.stderr == f"{explained(ErrorCode.DOCUMENT_NOT_FOUND, source='没有.txt')}\n"
    misspelled = zhibu("doctor", ZHIBU_WEBB__PORT="1")
    assert (misspelled.returncode, misspelled.stdout) == (1, "")
    assert "ZHIBU_WEBB__PORT" in misspelled.stderr
    nothing = zhibu("ingest", str(tmp_path / "none"))
    assert nothing.returncode == 1
    assert "Traceback" not in nothing.stderr


def test_the_unexpected_gets_a_number_and_a_log(zhibu: Zhibu, rule: Path, tmp_path: Path) -> None:
    (tmp_path / "data" / "writer.lock").mkdir(parents=True)
    broken = zhibu("ingest", str(rule))
    assert broken.returncode == 1
    assert "Traceback" not in broken.stderr
    number = broken.stderr.split("编号 ")[1].split()[0]
    assert number in (tmp_path / "data" / "logs" / "zhibu.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [("frobnicate",), ("ingest",), ("library", "show"), ("ingest", "x", "--yaml")])
def test_wrong_usage_is_2(zhibu: Zhibu, arguments: tuple[str, ...]) -> None:
    assert zhibu(*arguments).returncode == 2


def test_settings_and_doctor_speak(zhibu: Zhibu) -> None:
    assert "ZHIBU_WEB__PORT" in zhibu("settings").stdout
    assert zhibu("settings", "--markdown", "--language", "en").stdout.startswith("| variable | default | meaning |")
    healthy = zhibu("doctor", "--json")
    assert healthy.returncode == 0, healthy.stdout
    assert {json.loads(line)["health"] for line in healthy.stdout.splitlines()} <= {"ok", "warn"}
    assert "[ok]" in zhibu("doctor", ZHIBU_LANGUAGE="en").stdout.replace("【", "[").replace("】", "]")
