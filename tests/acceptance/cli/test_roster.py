"""zhibu roster as the administrator at the machine meets it, in its own process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.cli.command import Zhibu
from tests.support.register.people import SAMPLE, as_csv, row


@pytest.fixture
def zhibu(tmp_path: Path) -> Zhibu:
    return Zhibu(tmp_path, "roster")


@pytest.mark.golden
def test_from_the_template_to_an_invitation_and_back(zhibu: Zhibu, tmp_path: Path) -> None:
    form = tmp_path / "名册.xlsx"
    assert "已写入" in zhibu("template", form).stdout
    assert "没有覆盖" in zhibu("template", form).stderr
    assert "写不进去" in zhibu("template", tmp_path / "none" / "x.xlsx").stderr
    assert "没有党员" in zhibu("import", form).stderr
    book = load_workbook(form)
    assert [len(sheet.data_validations.dataValidation) for sheet in book.worksheets] == [3, 0]
    for cells in (row("001", "王伟", posts="书记"), row("002", "王伟", f"{'示例机关党委/第一党支部'}/第一党小组")):
        book.worksheets[0].append(list(cells))
    book.save(form)

    previewed = zhibu("import", form)
    assert (previewed.returncode, previewed.stderr) == (0, "")
    assert "新增 2 人" in previewed.stdout
    assert "加上 --yes" in previewed.stdout
    assert "还没有党员" in zhibu("list").stdout
    assert "没有导入" in zhibu.on_a_terminal("n", "import", form)
    assert "已导入" in zhibu.on_a_terminal("y", "import", form, "--on", "2026-01-01")
    assert "没有改动" in zhibu("import", form, "--yes").stdout

    assert "书记（第一党支部）" in zhibu("list").stdout
    listed = [json.loads(line) for line in zhibu("list", "--json").stdout.splitlines()]
    assert [(line["code"], len(line["posts"])) for line in listed] == [("001", 1), ("002", 0)]
    assert "2026-01-01 至 今" in zhibu("show", "001").stdout
    assert json.loads(zhibu("show", "001", "--json").stdout)["periods"][0]["to"] is None
    assert "没有这名党员" in zhibu("show", "003").stderr

    several = zhibu("invite", "王伟")
    assert (several.returncode, several.stdout) == (1, "")
    assert "001　王伟　第一党支部\n002　王伟　第一党小组" in several.stderr
    assert "邀请码：" in zhibu("invite", "002").stdout
    assert len(json.loads(zhibu("invite", "002", "--json").stdout)["code"]) == 9
    assert "还没有绑定的账号" in zhibu("accounts").stdout
    assert "没有找到这个绑定的账号" in zhibu("revoke", "1").stderr
    assert "恢复到导入前" in zhibu("undo").stdout
    assert "没有可以撤回的导入" in zhibu("undo").stderr


def test_the_sample_roster_for_machines(zhibu: Zhibu) -> None:
    preview = json.loads(zhibu("import", SAMPLE, "--json").stdout)
    assert (preview["imported"], preview["new"], preview["problems"]) == (False, 38, [])
    done = json.loads(zhibu("import", SAMPLE, "--yes", "--json").stdout)
    assert (done["imported"], done["new"], done["places"]) == (True, 38, 6)


@pytest.mark.golden
def test_mistakes_are_told_by_row_and_nothing_is_written(zhibu: Zhibu, tmp_path: Path) -> None:
    broken = tmp_path / "坏.csv"
    broken.write_bytes(as_csv(row("1", "甲"), row("1", "乙"), row("3", "丙", joined="13812345678")))
    told = zhibu("import", broken, "--yes")
    assert told.returncode == 1
    assert "第 3 行“编号”：编号与第 2 行重复" in told.stderr
    assert "第 4 行“入党日期”：这里像是手机号" in told.stderr
    assert "一行也没有写入" in told.stderr
    as_json = zhibu("import", broken, "--yes", "--json")
    assert as_json.returncode == 1
    assert [problem["row"] for problem in json.loads(as_json.stdout)["problems"]] == [3, 4, 4]
    assert "还没有党员" in zhibu("list").stdout
    assert "读不到名册文件" in zhibu("import", tmp_path / "none.xlsx").stderr
    assert "读不到名册文件" in zhibu("import", tmp_path).stderr
    assert "| 权限 | 书记 |" in zhibu("rights").stdout
