"""The words that names of official writing end in, by sort. Every pattern that knows kinds is put together from these.

Standard library only.
"""

from __future__ import annotations

RULES = (
    "条例",
    "规定",
    "办法",
    "细则",
    "准则",
    "规则",
    "章程",
)  # whole rules, from 第一条 to the last
LAWS = ("法", "法典", "解释")
HOUSE_RULES = ("制度", "规程", "守则", "公约")
STANDARDS = ("规范",)
GUIDES = ("流程", "手册", "指南", "须知", "说明", "指引", "汇编", "读本", "问答", "摘要")
OPINIONS = ("意见", "方案", "要点", "纲要", "规划", "计划", "建议", "措施", "安排")
NOTICES = ("通知", "通报", "公告", "通告", "决定", "决议", "批复", "公报", "令", "函", "请示")
REPORTS = ("报告", "汇报", "总结", "讲话", "综述", "材料")
FORMS = ("表", "票", "模板", "模版", "样表", "样式", "记录", "志愿书", "通知书", "审批单", "签到册")


def any_of(*words: str) -> str:
    """Give the words as alternatives of a pattern, in the order given."""
    return "|".join(words)
