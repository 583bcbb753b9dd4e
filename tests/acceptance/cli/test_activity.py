"""zhibu activity as the operator at the machine meets it, in its own process."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest
from openpyxl import load_workbook

from bot.cli.sentences.activity import ActivityCliText
from bot.errors import ErrorCode
from bot.texts import say
from tests.support.cli.command import Zhibu
from tests.support.register.outputs import filled_sheet, tables, text_of, word_file
from tests.support.register.people import as_csv, row
from tests.support.sentences import begins, explained

CREATE = ("create", "--org", "第一党支部", "--kind", "theme_day", "--title", "主题党日")


@pytest.fixture
def zhibu(tmp_path: Path) -> Zhibu:
    """The command, with three members in the roster."""
    roster = tmp_path / "roster.csv"
    roster.write_bytes(as_csv(row("001", "张三", posts="书记"), row("002", "李四"), row("003", "王五")))
    Zhibu(tmp_path, "roster").said("import", roster, "--on", "2020-01-01", "--yes")
    return Zhibu(tmp_path, "activity")


@pytest.mark.golden
def test_an_activity_from_its_creation_to_the_ledger(zhibu: Zhibu, tmp_path: Path) -> None:
    assert "没有活动" in zhibu.said("list")
    start = ("--start", "2026-03-06 14:30", "--place", "三楼")
    assert "已创建活动 1，应到 3 人" in zhibu.said(*CREATE, *start)
    assert "早已创建" in zhibu.said(*CREATE, *start)
    assert "主题党日" in zhibu.said("list", "--org", "第一党支部", "--from", "2026-03-01", "--until", "2026-03-31")
    assert "签到中" in zhibu.said("open", 1)

    assert "缺席 1 人" in zhibu.said("mark", 1, "除李四外全部到会")
    assert zhibu.said("show", 1).count("未签到") == 3
    assert "改动 3 人" in zhibu.said("mark", 1, "除李四外全部到会", "--yes")
    assert "赵六" in zhibu.refused("mark", 1, "赵六请假")

    sheet = tmp_path / "sheet.xlsx"
    sheet.write_bytes(filled_sheet(("002", "李四", "病假")))
    assert "李四：缺席 → 请假、病假" in zhibu.said("paper", 1, sheet)
    assert "改动 1 人" in zhibu.said("paper", 1, sheet, "--yes")
    assert "没有改动" in zhibu.said("paper", 1, sheet, "--yes")
    sheet.write_bytes(filled_sheet(("002", "李五", "病假")))
    assert "一行也没有写入" in zhibu.refused("paper", 1, sheet, "--yes")
    assert "读不到" in zhibu.refused("paper", 1, tmp_path / "none.xlsx")

    assert "核对中" in zhibu.said("close", 1)
    assert "已锁定" in zhibu.said("lock", 1)
    assert "核对中" in zhibu.said("reopen", 1, "--reason", "漏登")
    assert "没有找到这个活动" in zhibu.refused("show", 2)
    assert "没有找到这个活动" in zhibu.refused("open", 10**12)

    ledger = tmp_path / "ledger.xlsx"
    assert "已写入" in zhibu.said("ledger", "--org", "第一党支部", "--year", 2026, "--to", ledger)
    assert load_workbook(ledger).sheetnames == ["活动台账", "第一党支部", "学时"]
    assert "没有找到这个党组织" in zhibu.refused("ledger", "--org", "无", "--year", 2026, "--to", tmp_path / "x")
    assert "http://127.0.0.1:8000/wall/1?key=" in zhibu.said("wall", 1)


def test_files_and_templates(zhibu: Zhibu, tmp_path: Path) -> None:
    zhibu.said(*CREATE, "--start", "2026-03-06 14:30")
    for form, ending in (("xlsx", "xlsx"), ("form", "xlsx"), ("docx", "docx"), ("sheet", "docx"), ("ics", "ics")):
        file = tmp_path / f"{form}.{ending}"
        assert say(ActivityCliText.CLI_EXPORTED, file=file) in zhibu.said("export", 1, "--as", form, "--to", file)
    there = tmp_path / "ics.ics"
    assert explained(ErrorCode.FILE_EXISTS, file=there) in zhibu.refused("export", 1, "--as", "ics", "--to", there)
    assert [row[1] for row in tables((tmp_path / "sheet.docx").read_bytes())[0]] == ["姓名", "张三", "李四", "王五"]
    assert len(icalendar.Calendar.from_ical((tmp_path / "ics.ics").read_bytes()).events) == 1

    samples = tmp_path / "samples"
    assert "register.docx" in zhibu.said("templates", samples)
    assert {file.name for file in samples.iterdir()} == {"register.docx", "sheet.docx", "ledger.docx", "变量说明.txt"}
    own = tmp_path / "data" / "templates"
    own.mkdir()
    (own / "register.docx").write_bytes((samples / "register.docx").read_bytes())
    zhibu.said("export", 1, "--as", "docx", "--to", tmp_path / "own.docx")
    assert text_of((tmp_path / "own.docx").read_bytes()) == text_of((tmp_path / "docx.docx").read_bytes())
    (own / "register.docx").write_bytes(word_file("{{ nobody }}"))
    assert begins(ErrorCode.TEMPLATE_BROKEN, name="register.docx") in zhibu.refused(
        "export", 1, "--as", "docx", "--to", tmp_path / "no.docx"
    )
    assert not (tmp_path / "no.docx").exists()
