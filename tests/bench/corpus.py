"""Made-up rules of any number, for speed figures: our own sentences with other organs, numbers and matters."""

from __future__ import annotations

import random
from pathlib import Path

ORGANS = [
    "市教育局",
    "市财政局",
    "市民政局",
    "市水利局",
    "市档案馆",
    "市统计局",
    "市审计局",
    "市卫健委",
    "市交通局",
    "市司法局",
    "县税务局",
    "区发改委",
]
MATTERS = [
    "组织生活会",
    "主题党日",
    "党费收缴",
    "发展党员",
    "党员培训",
    "换届选举",
    "谈心谈话",
    "民主评议",
    "流动党员",
    "志愿服务",
    "党课",
    "请假",
    "补学",
    "档案",
    "考核",
    "公示",
    "表彰",
    "帮扶",
    "监督",
    "信息公开",
]
ACTORS = ["党支部书记", "组织委员", "纪检委员", "党小组组长", "机关党委", "党员领导干部", "预备党员", "入党积极分子"]
VERBS = ["应当组织", "负责审核", "按时报送", "及时登记", "集体研究", "如实记录", "定期检查", "书面通报"]
UNITS = ["个工作日", "日", "个月", "年", "次", "学时"]
QUESTIONS = (
    *tuple(
        f"{actor}{verb}{matter}的时间是多久"
        for actor, verb, matter in zip(ACTORS * 3, VERBS * 3, (MATTERS * 2)[:24], strict=True)
    ),
    "组织生活会一年开几次",
    "党费不按时交怎么办",
    "支委会由几个人组成",
    "明天会下雨吗",
    "那预备党员要参加吗",
    "换届要提前多久准备",
)


def rule_text(number: int, articles: int) -> str:
    """Write one rule with a title, chapters of ten articles, and two or three sentences an article."""
    dice = random.Random(number)
    lines = [f"# {dice.choice(ORGANS)}第{number}号{dice.choice(MATTERS)}管理办法（示例）", ""]
    for at in range(1, articles + 1):
        if at % 10 == 1:
            lines += [f"## 第{_numeral(at // 10 + 1)}章 {dice.choice(MATTERS)}", ""]
        sentences = "".join(_sentence(dice) for _ in range(dice.randint(2, 4)))
        lines += [f"第{_numeral(at)}条 {sentences}", ""]
    return "\n".join(lines)


def write_rules(folder: Path, documents: int, articles: int) -> list[Path]:
    """Write a number of rules as Markdown files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"示例办法{number:04d}.md" for number in range(1, documents + 1)]
    for number, file in enumerate(files, start=1):
        file.write_text(rule_text(number, articles), encoding="utf-8")
    return files


def _sentence(dice: random.Random) -> str:
    matter, other = dice.sample(MATTERS, 2)
    return (
        f"{dice.choice(ACTORS)}{dice.choice(VERBS)}{matter}工作，并在{dice.randint(1, 30)}{dice.choice(UNITS)}内"
        f"将{other}情况报{dice.choice(ORGANS)}备案。"
    )


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (digits[ones] if ones else "")
