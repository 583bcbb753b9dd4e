from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.marking.labels import article_mark, part_mark, section_mark
from knowledge.chinese.numbers import chinese_number
from knowledge.model import Flag, PassageKind
from tests.unit.ingest.samples import articles, labels, only, parse

LAW = """# 中华人民共和国示例法

2020年3月1日 第十三届全国人民代表大会常务委员会第十次会议通过

<!-- INFO END -->

## 目　录

第一编　总　则

第一章　任务

## 第一编 总 则

### 第一章 任务

第一条　为了示例，制定本法。

第二条　依照

第三条规定办理的，适用本条。

第三条　有下列情形之一的，从重：

（一）甲种情形；

（二）乙种情形。

第三条规定的情形，另行处理。

### 第二章 其他

#### 第一节 一般规定

第四条【示例】示例内容。

第四条之一　增加的内容。

第四条之二　再增加的内容。

第五条　第六条第二款规定的除外。

第六条　本法自2021年1月1日起施行。

附件一

废止文件目录

示例旧法
"""


def test_a_law_gives_whole_articles_with_their_path(tmp_path: Path) -> None:
    law = only(parse(tmp_path, "示例法.md", LAW))
    assert labels(law) == ["第一条", "第二条", "第三条", "第四条", "第四条之一", "第四条之二", "第五条", "第六条"]
    by_label = {passage.label: passage for passage in law.passages}
    assert by_label["第三条"].text.count("\n") == 3
    assert by_label["第四条之一"].path == ("第一编 总则", "第二章 其他", "第一节 一般规定")
    assert by_label["第六条"].text == "第六条 本法自2021年1月1日起施行。"
    assert law.passages[-1].path == ("附件", "废止文件目录")
    assert law.passages[0].path == ("题注",)


def test_every_passage_of_an_article_is_an_article(tmp_path: Path) -> None:
    law = only(parse(tmp_path, "示例法.md", LAW))
    assert {passage.kind for passage in articles(law)} == {PassageKind.ARTICLE}


def test_a_missing_article_is_noticed_and_splits_nothing(tmp_path: Path) -> None:
    text = "示例工作办法\n第一条 甲。\n第二条 乙。\n第四条 丙。\n第五条 本办法自发布之日起施行。\n"
    rule = only(parse(tmp_path, "a.txt", text))
    assert labels(rule) == ["第一条", "第二条", "第四条", "第五条"]
    assert Flag.MISSING_ARTICLES in rule.flags


def test_a_misprinted_number_still_starts_its_article(tmp_path: Path) -> None:
    text = "示例工作办法\n第一条 甲。\n第二条 乙。\n第二条 丙。\n第四条 本办法自发布之日起施行。\n"
    assert labels(only(parse(tmp_path, "a.txt", text))) == ["第一条", "第二条", "第二条", "第四条"]


def test_unnumbered_headings_stand_above_their_articles(tmp_path: Path) -> None:
    text = (
        "示例收费规定\n按照要求，作如下规定。\n收缴\n第一条 甲。\n第二条 乙。\n使用\n第三条 本规定自发布之日起施行。\n"
    )
    rule = only(parse(tmp_path, "a.txt", text))
    assert [passage.path for passage in rule.passages] == [("序言",), ("收缴",), ("收缴",), ("使用",)]


OPINION = """关于加强示例工作的实施意见
各支部：
为加强示例工作，提出如下意见。
一、总体要求
坚持示例原则。
抓好示例落实。
二、重点任务
突出以下方面。
（一）严格组织生活。每月开展一次主题党日。
要有记录。
(二)加强教育培训。每年不少于32学时。
三、组织保障
1.加强领导。
2.加强检查。
中共示例市委组织部
2023年6月1日
"""


def test_an_opinion_is_cut_at_its_deepest_official_labels(tmp_path: Path) -> None:
    opinion = only(parse(tmp_path, "a.txt", OPINION))
    assert labels(opinion) == ["一、", "二、", "（一）", "(二)", "三、"]
    by_label = {passage.label: passage for passage in opinion.passages}
    assert by_label["一、"].text == "一、总体要求\n坚持示例原则。\n抓好示例落实。"
    assert by_label["（一）"].path == ("二、重点任务",)
    assert by_label["三、"].text.endswith("2.加强检查。")
    assert (opinion.issuer, str(opinion.issued_on)) == ("中共示例市委组织部", "2023-06-01")


def test_a_heading_without_words_of_its_own_lives_in_the_path(tmp_path: Path) -> None:
    text = "示例工作方案\n一、工作目标\n（一）甲目标。\n（二）乙目标。\n二、工作安排\n按计划进行。\n"
    assert labels(only(parse(tmp_path, "a.txt", text))) == ["（一）", "（二）", "二、"]


def test_numbering_that_begins_again_gets_its_own_heading(tmp_path: Path) -> None:
    first = "示例工作规程\n一、申请\n写申请。\n二、谈话\n派人谈话。\n"
    second = "补充说明：\n一、权限\n由党委审批。\n二、人数\n过半数。\n"
    rule = only(parse(tmp_path, "a.txt", first + second))
    assert [passage.path for passage in rule.passages] == [(), (), ("补充说明",), ("补充说明",)]


def test_a_general_programme_before_the_articles_keeps_its_heading(tmp_path: Path) -> None:
    text = "示例章程\n总纲\n示例组织坚持示例原则。\n第一章 成员\n第一条 甲。\n第二条 本章程自通过之日起施行。\n"
    rule = only(parse(tmp_path, "a.txt", text))
    assert [passage.path for passage in rule.passages] == [("总纲",), ("第一章 成员",), ("第一章 成员",)]


def test_a_report_without_numbers_is_cut_by_paragraph_under_its_headings(tmp_path: Path) -> None:
    one, two, three = (
        f"{place}支部认真开展各项示例工作，取得了明显的示例成效，得到了各方面的肯定。" * 5 for place in "甲乙丙"
    )
    text = f"示例支部建设纪实\n{one}\n强化示例引领作用\n{two}\n提升示例服务水平\n{three}\n"
    report = only(parse(tmp_path, "a.txt", text))
    assert report.title == "示例支部建设纪实"
    assert [passage.path for passage in report.passages] == [(), ("强化示例引领作用",), ("提升示例服务水平",)]
    assert labels(report) == []


def test_a_very_long_article_is_cut_between_sentences_and_keeps_its_label(tmp_path: Path) -> None:
    sentence = "示例支部应当按照规定开展示例工作并及时报告示例情况。"
    text = f"示例工作办法\n第一条 {sentence * 200}\n第二条 本办法自发布之日起施行。\n"
    rule = only(parse(tmp_path, "a.txt", text))
    parts = [passage for passage in rule.passages if passage.label == "第一条"]
    assert len(parts) > 1
    assert all(len(part.text) <= 3000 and part.text.endswith("。") for part in parts)
    assert "".join(part.text for part in parts) == f"第一条 {sentence * 200}"


def test_articles_run_together_in_one_paragraph_are_told_apart(tmp_path: Path) -> None:
    text = "示例工作办法\n第一条 甲项内容。 第二条 乙项内容，依照第一条 规定。 第三条 本办法自发布之日起施行。\n"
    assert labels(only(parse(tmp_path, "a.txt", text))) == ["第一条", "第二条", "第三条"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("第十一条 内容", "第十一条"),
        ("第一百三十四条之一　内容", "第一百三十四条之一"),
        ("第12条 内容", "第12条"),
        ("第 三 条 内容", "第三条"),
        ("第四条【示例】内容", "第四条"),
        ("第五条中国人民", "第五条"),
        ("第三条规定的情形", None),
        ("第三条、第四条规定", None),
        ("第五条第二款", None),
        ("第八条，适用", None),
        ("第一章 总则", None),
    ],
)
def test_article_labels(text: str, label: str | None) -> None:
    mark = article_mark(text)
    assert (mark.label if mark else None) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("一、总体要求", "一、"),
        ("（十一）强化", "（十一）"),
        ("(二)强化", "(二)"),
        ("1.开展", "1."),
        ("3、开展", "3、"),
        ("（1）开展", "（1）"),
        ("①开展", "①"),
        ("1.5%的比例", None),
        ("一是开展", None),
    ],
)
def test_section_labels(text: str, label: str | None) -> None:
    mark = section_mark(text)
    assert (mark.label if mark else None) == label


def test_part_headings_are_tidied_and_sentences_are_none() -> None:
    heading = part_mark("第二章　组 织 设 置")
    assert heading is not None
    assert (heading.rank, heading.title) == (3, "第二章 组织设置")
    assert part_mark("第二章的规定适用于示例。") is None


SENTENCES = st.sampled_from(
    [
        "示例支部应当按时开展工作。",
        "依照第三条规定办理，第五条另有规定的除外。",
        "有下列情形之一的：",
        "（一）甲种情形；",
        "（二）乙种情形。",
        "第二条规定的情形，从重处理。",
        "第七条、第八条所列事项除外。",
        "前款所称示例，是指第一条第二款所称示例。",
    ]
)
BODIES = st.lists(st.lists(SENTENCES, min_size=1, max_size=5), min_size=1, max_size=25)
GAPS = st.sampled_from([" ", "　", "　　"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=BODIES, gap=GAPS, marks_headings=st.booleans())
def test_any_run_of_articles_with_references_survives_whole(
    tmp_path: Path, bodies: list[list[str]], gap: str, marks_headings: bool
) -> None:
    names = [f"第{chinese_number(number)}条" for number in range(1, len(bodies) + 1)]
    lead = "## " if marks_headings else ""
    written = [f"{lead}{name}{gap}为了示例。\n\n" + "\n\n".join(body) for name, body in zip(names, bodies, strict=True)]
    rule = only(parse(tmp_path, "示例.md", "# 示例工作条例\n\n" + "\n\n".join(written) + "\n"))
    expected = [f"{name} 为了示例。\n" + "\n".join(body) for name, body in zip(names, bodies, strict=True)]
    assert labels(rule) == names
    assert [passage.text for passage in articles(rule)] == expected


def test_sections_above_articles_are_headings(tmp_path: Path) -> None:
    first = "# 示例工作安排\n\n经研究，安排如下。\n\n## 一、一般规定\n\n第一条 甲。\n\n第二条 乙。\n\n"
    rule = only(parse(tmp_path, "a.md", first + "二、特别规定\n\n第三条 丙。\n"))
    assert rule.title == "示例工作安排"
    assert [(passage.label, passage.path) for passage in articles(rule)] == [
        ("第一条", ("一、一般规定",)),
        ("第二条", ("一、一般规定",)),
        ("第三条", ("二、特别规定",)),
    ]
    assert articles(rule)[1].text == "第二条 乙。"
