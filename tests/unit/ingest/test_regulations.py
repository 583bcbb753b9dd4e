from __future__ import annotations

from pathlib import Path

from knowledge.model import DocumentKind, Flag, PassageKind, Status
from tests.unit.ingest.samples import RULE, labels, only, parse

NOTICE = f"""中共示例市委文件

示委发〔2024〕 5 号

中共示例市委关于印发《示例市机关党支部工作办法（试行）》的通知

各区县党委，市直各部门党组：
《示例市机关党支部工作办法（试行）》（以下简称《办法》）已经市委同意，现印发给你们，请遵照执行。

中共示例市委
2024年3月5日

附件：

{RULE}
附件1：
签到登记表
姓名： 年 月 日
"""


def test_a_notice_becomes_the_preface_of_the_rule_it_issues(tmp_path: Path) -> None:
    rule = only(parse(tmp_path, "a.txt", NOTICE))
    assert rule.title == "示例市机关党支部工作办法（试行）"
    assert (rule.doc_number, rule.issuer, str(rule.issued_on)) == ("示委发〔2024〕5号", "中共示例市委", "2024-03-05")
    assert rule.aliases == ("办法",)
    assert rule.version_year == 2024
    assert rule.passages[0].path[0] == "印发通知"
    assert rule.passages[-1].kind is PassageKind.FORM
    assert labels(rule) == ["第一条", "第二条", "第三条", "第四条"]


def test_a_notice_with_orders_of_its_own_stands_beside_the_rule(tmp_path: Path) -> None:
    text = NOTICE.replace("请遵照执行。", "请遵照执行。\n一、抓好学习。\n二、抓好落实。")
    notice, rule = parse(tmp_path, "a.txt", text).regulations
    assert labels(notice) == ["一、", "二、"]
    assert notice.kind is DocumentKind.NOTICE
    assert (rule.doc_number, str(rule.issued_on)) == ("示委发〔2024〕5号", "2024-03-05")


HANDBOOK = """示例学校工作手册
组织部 2025年6月
示例支部工作条例（试行）

## 第一章 总则

## 第一条 甲一。

## 第二条 甲二，依照第一条办理。

## 第三条 本条例自 2018 年 10 月 28 日起施行。

示例学校党员管理
暂行办法
（校党发〔2021〕31 号）
为了示例，制定本办法。

## 第一条 乙一。

## 第二条 本办法自印发之日起执行。

附件：
党员情况登记表
姓名 性别

校组通字〔2023〕8 号
关于进一步加强示例管理的通知
各基层党委：
现就有关事项通知如下。

### 一、台账管理

一人一册。

### 二、工作纪律

严格执行。

示例学校组织部
2023 年 5 月 29 日
示例工作的有关规范和模板

## 第一阶段 申请

关于确定 XX 等同志为积极分子的公示
XX 党支部于 X 年 X 月 X 日召开会议，讨论决定如下。

--- 表格1 ---
姓 名 | | 性 别 |
备注 | | |

--- 表格2 ---
序号 | 支部 | 人数
1 | | |

--- 表格3 ---
党支部意见 | 签名：
年 月 日 | |
"""


def test_a_handbook_is_split_into_the_rules_it_holds(tmp_path: Path) -> None:
    document = parse(tmp_path, "手册.md", HANDBOOK)
    assert [(rule.title, rule.kind, rule.version_year) for rule in document.regulations] == [
        ("示例支部工作条例（试行）", DocumentKind.REGULATION, 2018),
        ("示例学校党员管理暂行办法", DocumentKind.REGULATION, 2021),
        ("关于进一步加强示例管理的通知", DocumentKind.NOTICE, 2023),
        ("示例工作的有关规范和模板", DocumentKind.FORM, None),
        ("示例学校工作手册", DocumentKind.FORM, None),
    ]
    assert [labels(rule) for rule in document.regulations[:3]] == [
        ["第一条", "第二条", "第三条"],
        ["第一条", "第二条"],
        ["一、", "二、"],
    ]
    assert document.regulations[1].doc_number == "校党发〔2021〕31号"
    assert {passage.kind for passage in document.regulations[4].passages} == {PassageKind.FORM}


def test_a_collection_gives_one_regulation_for_each_headed_rule(tmp_path: Path) -> None:
    page = (
        "<html><body><h2>示例活动制度</h2><p>一、每月开展一次示例活动，做好记录。</p><p>二、由书记主持示例活动。</p>"
        "<h2>示例请假制度</h2><p>党员因故不能参加活动的，应当提前向书记请假。</p></body></html>"
    )
    document = parse(tmp_path, "示例汇编_摘录.html", page)
    assert [rule.title for rule in document.regulations] == ["示例活动制度", "示例请假制度"]
    assert {rule.status for rule in document.regulations} == {Status.EXCERPT}


def test_rules_that_only_restart_their_numbers_are_told_apart(tmp_path: Path) -> None:
    text = "第一条 甲一。\n第二条 甲二。\n第三条 甲三。\n第一条 乙一。\n第二条 乙二。\n"
    document = parse(tmp_path, "无题.txt", text)
    assert [labels(rule) for rule in document.regulations] == [["第一条", "第二条", "第三条"], ["第一条", "第二条"]]
    assert all(Flag.NO_TITLE in rule.flags for rule in document.regulations)


def test_a_rule_is_named_by_the_news_that_announces_it(tmp_path: Path) -> None:
    text = (
        "近日，中共示例市委印发了《示例党员管理条例》，并发出通知，要求认真遵照执行。\n《示例党员管理条例》全文如下。\n"
        "第一章 总则\n第一条 为了示例。\n第二条 本条例自2019年5月6日起施行。\n"
    )
    rule = only(parse(tmp_path, "a.txt", text))
    assert (rule.title, rule.issuer) == ("示例党员管理条例", "中共示例市委")
    assert labels(rule) == ["第一条", "第二条"]


def test_the_same_rule_twice_in_a_file_is_kept_once(tmp_path: Path) -> None:
    document = parse(tmp_path, "a.txt", RULE + RULE)
    assert len(document.regulations) == 1
    assert Flag.DUPLICATED_PASSAGES in document.flags


def test_a_cover_names_the_untitled_rule_below_it(tmp_path: Path) -> None:
    rule = only(
        parse(tmp_path, "a.md", "# 示例条例（2014年）（已废止）\n\n第一条 甲。\n\n第二条 本条例自发布之日起施行。\n")
    )
    assert (rule.title, rule.version_year, rule.status) == ("示例条例（2014年）", 2014, Status.REPEALED)


def test_a_traditional_rule_is_split_and_dated_like_a_simplified_one(tmp_path: Path) -> None:
    text = "示例工作條例\n第一章 總則\n第一條 為了示例，制定本條例。\n第二條 本條例自2019年5月6日起施行。\n"
    rule = only(parse(tmp_path, "a.txt", text))
    assert rule.title == "示例工作條例"
    assert labels(rule) == ["第一條", "第二條"]
    assert str(rule.effective_on) == "2019-05-06"
    assert rule.passages[0].search_text == "第一条 为了示例,制定本条例。"
