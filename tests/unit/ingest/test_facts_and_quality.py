from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.document import read_document
from knowledge.model import DocumentKind, Flag, Status
from tests.unit.ingest.samples import RULE, labels, only, parse

TWO = "第一条 为了示例，制定本办法。\n第二条 本办法自发布之日起施行。\n"


def test_adoption_lines_give_dates_and_issuer(tmp_path: Path) -> None:
    text = (
        "示例党员工作细则\n（2014年5月8日中共中央政治局常委会会议审议批准　2014年5月28日中共中央办公厅发布　"
        "2026年4月2日中共中央政治局常委会会议修订　2026年5月11日中共中央办公厅发布）\n" + TWO
    )
    rule = only(parse(tmp_path, "a.txt", text))
    assert (rule.issuer, rule.version_year) == ("中共中央办公厅", 2026)
    assert rule.issued_on == rule.effective_on == date(2026, 5, 11)


@pytest.mark.parametrize(("day", "year"), [("2018-03-20", 2018), ("2024-12-25", 2024)])
def test_the_date_in_a_file_name_is_the_version(tmp_path: Path, day: str, year: int) -> None:
    law = only(
        parse(tmp_path, f"示例法({day}).md", "# 中华人民共和国示例法\n\n2018年3月20日 全国人民代表大会通过\n\n" + TWO)
    )
    assert (law.title, law.version_year, str(law.issued_on)) == ("中华人民共和国示例法", year, day)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("中办发〔2014〕33 号", "中办发〔2014〕33号"),
        ("（校党发[2018]6号）", "校党发〔2018〕6号"),
        ("(示组发【2020】第12号)", "示组发〔2020〕12号"),
    ],
)
def test_document_numbers_are_normalised(tmp_path: Path, line: str, number: str) -> None:
    assert only(parse(tmp_path, "a.txt", f"示例工作办法\n{line}\n{TWO}")).doc_number == number


def test_a_number_quoted_in_an_article_is_not_the_rules_own(tmp_path: Path) -> None:
    text = "示例工作办法\n第一条 甲。\n第二条 《旧示例办法》（示发〔1990〕3 号）同时废止。\n"
    assert only(parse(tmp_path, "a.txt", text)).doc_number is None


def test_effect_in_the_future_counts_only_against_a_given_day(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(RULE)
    statuses = [only(read_document(path, today=day)).status for day in (None, date(2024, 4, 30), date(2024, 5, 1))]
    assert statuses == [Status.IN_FORCE, Status.NOT_YET_EFFECTIVE, Status.IN_FORCE]


@pytest.mark.parametrize(
    ("words", "day"),
    [("有效期至2026年4月30日", date(2026, 4, 30)), ("有效期2年", date(2026, 5, 1)), ("试行期为三年", date(2027, 5, 1))],
)
def test_expiry(tmp_path: Path, words: str, day: date) -> None:
    rule = only(parse(tmp_path, "a.txt", RULE.replace("起施行。", f"起施行，{words}。")))
    assert rule.expires_on == day


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于做好示例工作的通知", DocumentKind.NOTICE),
        ("关于加强示例工作的意见", DocumentKind.OPINION),
        ("示例支部工作情况汇报", DocumentKind.REPORT),
        ("示例工作流程", DocumentKind.GUIDE),
        ("示例工作规定（试行）", DocumentKind.REGULATION),
        ("党员情况登记表", DocumentKind.FORM),
    ],
)
def test_kinds(tmp_path: Path, title: str, kind: DocumentKind) -> None:
    assert only(parse(tmp_path, "a.txt", f"{title}\n一、第一项内容。\n二、第二项内容。\n")).kind is kind


PAYWALLED = """示例工作实施意见

发布:示例 时间:2023-05-11 字数:3627字

各支部:

一、重要意义

示例工作十分重要，按照xxxx文件和xxxx会议要求，认真落实某某任务。

二、工作要求

要求明确，责任清楚，措施有力，按期完成示例任务。

三、组织领导

大约剩余30%的内容被隐藏了
阅读全文 查看全文
"""


def test_a_paywalled_page_is_an_excerpt_with_named_doubts(tmp_path: Path) -> None:
    opinion = only(parse(tmp_path, "a.txt", PAYWALLED))
    assert {Flag.TRUNCATED, Flag.PLACEHOLDERS} <= opinion.flags
    assert opinion.status is Status.EXCERPT
    assert labels(opinion)[:2] == ["一、", "二、"]
    assert not any("阅读全文" in passage.text or "字数" in passage.text for passage in opinion.passages)


def test_spliced_pinyin_goes_and_real_brackets_stay(tmp_path: Path) -> None:
    text = (
        "- 首頁(yè)\n- 登錄\n廣東示例機(jī)關(guān)黨(dǎng)建經驗\n"
        "示例市堅(jiān)持以黨(dǎng)建(jiàn)引領發(fā)展,出臺《示例辦法(試行)》,建立機(jī)關(guān)制度(a),增強(qiáng)服務能力,共(2)項。\n"
        "分享讓更多人看到\n"
    )
    report = only(parse(tmp_path, "a.txt", text))
    whole = "".join(passage.text for passage in report.passages)
    assert report.title == "廣東示例機關黨建經驗"
    assert "機關制度,增強服務能力,共(2)項" in whole
    assert "(試行)" in whole
    assert "示例市坚持以党建引领发展" in report.passages[0].search_text
    assert Flag.DAMAGED_TEXT in report.flags
    assert "首" not in whole


def test_brackets_are_left_alone_where_they_are_no_damage(tmp_path: Path) -> None:
    text = (
        "示例支部工作情况\n示例支部(a)与支部(b)开展共建(c)活动，按照(试行)办法，共(2)项，制度(d)健全，成效(e)明显。\n"
    )
    report = only(parse(tmp_path, "a.txt", text))
    assert "支部(a)与支部(b)" in report.passages[0].text
    assert Flag.DAMAGED_TEXT not in report.flags


def test_repeated_paragraphs_are_kept_once(tmp_path: Path) -> None:
    one = "示例支部认真学习贯彻示例精神，坚持不懈抓好各项示例工作的落实。"
    two = "示例单位积极探索新的示例途径，不断创新示例工作的方式和方法。"
    report = only(parse(tmp_path, "a.txt", f"示例支部工作经验交流\n{one}\n{two}\n{one}\n{two}{one}\n"))
    assert [passage.text for passage in report.passages] == [f"{one}\n{two}"]
    assert Flag.DUPLICATED_PASSAGES in report.flags


def test_the_same_paragraph_in_two_articles_stays_in_both(tmp_path: Path) -> None:
    same = "流动人员还可以向流动党员党组织或者单位主管部门党组织提出示例申请。"
    rule = only(parse(tmp_path, "a.txt", f"示例工作办法\n第一条 甲。\n{same}\n第二条 自发布之日起施行。\n{same}\n"))
    assert all(same in passage.text for passage in rule.passages)


def test_a_summary_is_unofficial_by_its_content(tmp_path: Path) -> None:
    bullets = "\n".join(f"{number}. 示例名目{number}：每季度召开一次会议，研究示例事项。" for number in range(1, 10))
    document = parse(tmp_path, "a.txt", f"党建工作资料整理\n一、基层党建\n{bullets}\n二、其他\n以上内容。\n")
    assert Flag.UNOFFICIAL in document.flags


@pytest.mark.parametrize("name", ["示例条例_非官方摘要.txt", "示例条例学习笔记.txt"])
def test_a_summary_is_unofficial_by_its_name(tmp_path: Path, name: str) -> None:
    assert Flag.UNOFFICIAL in parse(tmp_path, name, "示例条例\n" + TWO).flags
    assert Flag.UNOFFICIAL not in parse(tmp_path, "示例条例.txt", "示例条例\n" + TWO).flags


def test_a_rule_that_stops_early_is_abridged(tmp_path: Path) -> None:
    rule = only(parse(tmp_path, "a.txt", "示例工作条例\n第一条 甲项内容。\n第二条 乙项内容。\n第三条 丙项内容。\n"))
    assert Flag.ABRIDGED in rule.flags
    assert rule.status is Status.EXCERPT


def test_a_text_without_a_title_is_named_by_its_file_or_its_first_words(tmp_path: Path) -> None:
    text = "近几年来，示例单位认真抓好各项示例工作的落实，取得了一定的成绩，得到了好评。\n"
    assert only(parse(tmp_path, "示例单位材料.txt", text)).title == "示例单位材料"
    first = only(parse(tmp_path, "0001.txt", text))
    assert first.title.startswith("近几年来，示例单位")
    assert Flag.NO_TITLE in first.flags


def test_layout_spaces_go_and_latin_ones_stay(tmp_path: Path) -> None:
    text = "示例工作办法\n第一条 不超过 1 个月，由 党 支部 研究，使用 Word 2016 文档。\n第二条 自发布之日起施行。\n"
    assert (
        only(parse(tmp_path, "a.txt", text)).passages[0].text
        == "第一条 不超过1个月，由党支部研究，使用 Word 2016文档。"
    )
