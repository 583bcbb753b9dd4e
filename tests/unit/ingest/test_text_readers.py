from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ingest.samples import RULE, articles, labels, only, parse

ALL = ["第一条", "第二条", "第三条", "第四条"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    rule = only(parse(tmp_path, "示例.txt", RULE.encode(encoding)))
    assert rule.title == "示例市机关党支部工作办法（试行）"
    assert labels(rule) == ALL


def test_big5_text_keeps_its_characters_and_is_searched_in_simplified_ones(tmp_path: Path) -> None:
    text = "示例工作條例\n第一條 為了規範黨員教育工作,制定本條例。\n第二條 本條例自發布之日起施行。\n"
    rule = only(parse(tmp_path, "示例.txt", text.encode("big5")))
    assert [passage.text.split()[0] for passage in articles(rule)] == ["第一條", "第二條"]
    assert "规范党员教育工作" in articles(rule)[0].search_text


HARD_WRAPPED = """　　示例工作办法
　　第一条 为了加强示例工作的管理，全面落实示例要求，根据有关规定，按照
第三条确定的原则，制定本办法。
　　第二条 示例工作由示例部门负责，其他部门按照职责分工做好相关工作，并接
受示例部门的指导和监督检查，每季度报告一次工作情况。
　　第三条 本办法由示例办公室负责解释，其他有关规定与本办法不一致的，按照
本办法执行，自发布之日起施行。
"""


def test_hard_wrapped_lines_become_paragraphs_and_a_broken_reference_is_no_article(tmp_path: Path) -> None:
    rule = only(parse(tmp_path, "示例.txt", HARD_WRAPPED.encode("gbk")))
    assert labels(rule) == ["第一条", "第二条", "第三条"]
    assert "按照第三条确定的原则" in articles(rule)[0].text
    assert "\n" not in articles(rule)[1].text


def test_lines_that_are_paragraphs_stay_paragraphs(tmp_path: Path) -> None:
    rule = only(parse(tmp_path, "示例.txt", RULE))
    assert articles(rule)[1].text.count("\n") == 1


def test_markdown_headings_lists_and_emphasis(tmp_path: Path) -> None:
    text = (
        "# 示例工作制度\n\n**一、** 第一项[链接](http://example.com)工作。\n\n- 细目甲\n- 细目乙\n\n二、第二项工作。\n"
    )
    rule = only(parse(tmp_path, "示例.md", text))
    assert rule.title == "示例工作制度"
    assert [passage.text for passage in articles(rule)] == ["一、第一项链接工作。\n细目甲\n细目乙", "二、第二项工作。"]


def test_markdown_tables_carry_their_header_in_every_row(tmp_path: Path) -> None:
    table = "| 收入 | 比例 |\n| --- | --- |\n| 低 | 0.5% |\n| 高 | 2% |\n"
    text = f"# 示例标准\n\n示例标准如下，供参照执行。\n\n{table}"
    rule = only(parse(tmp_path, "示例.md", text))
    assert rule.passages[-1].kind == "table"
    assert rule.passages[-1].text == "收入：低；比例：0.5%\n收入：高；比例：2%"


def test_front_matter_names_the_document(tmp_path: Path) -> None:
    front = "---\ntitle: 示例汇报材料\ndate: 2024-05-06\n---\n"
    text = f"{front}今年以来，示例支部认真开展各项工作，取得了示例成效，现将情况汇报如下。\n"
    rule = only(parse(tmp_path, "a.md", text))
    assert (rule.title, str(rule.issued_on)) == ("示例汇报材料", "2024-05-06")


PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>示例工作通知--党政办-示例学校</title>
<script>var a = "脚本";</script></head><body>
<div id="nav"><ul><li><a href="/">首页</a></li><li><a href="/n">新闻中心</a></li></ul></div>
<div class="side"><h3>推荐阅读</h3><ul><li><a href="/1">另一篇很长的文章标题，不属于本文内容</a></li></ul></div>
<div class="main"><h2>示例工作通知</h2>
<div class="info">文章来源：本站 作者：佚名 发布时间：2024年03月05日 点击数：12</div>
<div class="text"><p>各支部：</p><p>为做好示例工作，现将有关事项通知如下，请认真贯彻执行。</p>
<p><strong>一、活动时间</strong></p><p><span>3</span><span>月</span>15日下午。</p>
<p>二、活动要求</p><p>按时参加，做好记录，及时报送活动情况和有关材料。</p>
<table><tr><th>支部</th><th>地点</th></tr><tr><td>一支部</td><td>101室</td></tr></table>
<p>延伸阅读</p><p><a href="/2">别的页面</a></p></div></div>
<div class="footer">版权所有 示例学校 ICP备00000000号</div></body></html>"""


def test_a_web_page_gives_its_main_text_only(tmp_path: Path) -> None:
    notice = only(parse(tmp_path, "示例.html", PAGE))
    whole = "\n".join(passage.text for passage in notice.passages)
    assert notice.title == "示例工作通知"
    assert labels(notice) == ["一、", "二、", "二、"]
    assert "3月15日下午" in whole
    assert "支部：一支部；地点：101室" in whole
    assert not [word for word in ("首页", "推荐阅读", "另一篇", "脚本", "版权", "点击数", "别的页面") if word in whole]
    assert str(notice.issued_on) == "2024-03-05"


@pytest.mark.parametrize("name", ["示例.txt", "示例.md", "示例.doc"])
def test_a_web_page_under_another_text_name_is_read_as_a_page(tmp_path: Path, name: str) -> None:
    assert labels(only(parse(tmp_path, name, PAGE)))[:2] == ["一、", "二、"]


def test_html_entities_that_point_at_files_stay_inert(tmp_path: Path) -> None:
    secret = tmp_path / "secret.inc"
    secret.write_text("不可读出")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>第一条 示例&x;。</p>'
        "<p>第二条 示例。</p></body></html>"
    )
    document = parse(tmp_path, "示例.html", page)
    assert not any("不可读出" in passage.text for passage in only(document).passages)


def test_ordered_list_items_get_their_numbers_and_br_breaks_lines(tmp_path: Path) -> None:
    page = (
        "<html><body><h1>示例流程</h1><div><p>办理示例事项，按下列步骤进行，请逐项核对。</p><ol><li>提交申请书给支部</li>"
        "<li>支部开会讨论决定</li></ol><p>咨询电话见公告。<br>办理地点见公告。</p></div></body></html>"
    )
    rule = only(parse(tmp_path, "示例.html", page))
    assert labels(rule) == ["1.", "2."]
    assert rule.passages[-1].text.endswith("咨询电话见公告。\n办理地点见公告。")
