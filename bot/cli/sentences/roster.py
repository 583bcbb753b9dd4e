"""Sentences of the roster's command line and of its template."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class RosterHelp(Sentence):
    """What the commands do, and what the template explains."""

    HELP_ROSTER = ("党员名册：导入、查看、邀请绑定。", "The roster: import, look, invite.")
    HELP_ROSTER_TEMPLATE = ("写出名册样表。", "Write a template of the roster.")
    HELP_ROSTER_TEMPLATE_FILE = ("样表的文件名。", "File name of the template.")
    HELP_ROSTER_IMPORT = (
        "先预览再导入名册；有一行不对就一行也不写。",
        "Preview and import a roster; one wrong row, and none is written.",
    )
    HELP_ROSTER_FILE = ("名册文件，.xlsx 或 .csv。", "Roster file, .xlsx or .csv.")
    HELP_ROSTER_YES = ("不再询问，直接导入。", "Import without asking.")
    HELP_ROSTER_ON = (
        "从哪一天起生效，格式为 2026-11-22；不写则为今天。",
        "The day from which it holds, such as 2026-11-22; today if not given.",
    )
    HELP_ROSTER_UNDO = ("撤回最近一次导入。", "Take the last import back.")
    HELP_ROSTER_LIST = ("列出全部党员。", "List all members.")
    HELP_ROSTER_SHOW = ("显示一名党员的身份、组织关系和任职经历。", "Show a member, their organisations and posts.")
    HELP_ROSTER_CODE = ("党员编号。", "The member's number.")
    HELP_ROSTER_INVITE = (
        "给一名党员发绑定邀请，此前的邀请作废。",
        "Invite a member to bind an account; earlier invitations become void.",
    )
    HELP_ROSTER_WHO = ("姓名或编号。", "Name or number.")
    HELP_ROSTER_ACCOUNTS = ("列出已绑定的账号。", "List the bound accounts.")
    HELP_ROSTER_REVOKE = ("撤销一个绑定的账号。", "Revoke a bound account.")
    HELP_ROSTER_RIGHTS = ("列出各职务的权限（Markdown 表格）。", "List what each post may do, as a Markdown table.")
    HELP_ROSTER_ACCOUNT = ("账号编号，见 zhibu roster accounts。", "Number of the account, see zhibu roster accounts.")
