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

    TEMPLATE_SHEET = ("名册", "Roster")
    TEMPLATE_NOTES = ("填写说明", "How to fill in")
    TEMPLATE_PICK = ("请从下拉列表中选择。", "Choose from the list.")
    TEMPLATE_COLUMN = ("列名", "Column")
    TEMPLATE_MEANING = ("怎样填写", "How to fill it in")
    TEMPLATE_SAMPLE = (
        "编号以“示例”开头的行只作示范，导入时不读，可以删除。",
        "Rows whose number begins with 示例 only show how it is done; an import does not read them.",
    )
    TEMPLATE_PRIVACY = (
        "名册不收身份证号、电话、住址、生日。填了这些内容的文件不能导入。",
        "The roster takes no identity number, phone, address or birthday. A file with them is not imported.",
    )
    TEMPLATE_CODE = (
        "必填。每人一个、不重复的编号，用字母、数字、横线或下划线。不要用身份证号和手机号。",
        "Required. Each person's own number: letters, digits, hyphens, underscores. No identity or phone number.",
    )
    TEMPLATE_NAME = ("必填。可以同名，用编号区分。", "Required. Names may repeat; numbers tell people apart.")
    TEMPLATE_PLACE = (
        "必填。从上到下写，用斜线隔开，例如：某机关党委/第一党支部/第一党小组。",
        "Required. From the top down, with slashes.",
    )
    TEMPLATE_LEVEL = (
        "可不设这一列。名称看不出级别时，逐层写出，例如：党委/党支部/党小组。",
        "Optional. Where names do not show levels, write them part by part.",
    )
    TEMPLATE_STATUS = ("必填。正式党员或预备党员。", "Required. 正式党员 or 预备党员.")
    TEMPLATE_JOINED = ("可空。写到日，例如：2010-07-01。", "May be empty. With the day, such as 2010-07-01.")
    TEMPLATE_POSTS = (
        "可空。几个职务用顿号隔开；不在本人支部的，在括号里写明组织，例如：书记、管理员（某机关党委）。",
        "May be empty. Several posts are separated by 、; write the organisation in brackets where it is not their own.",
    )
    TEMPLATE_SINCE = (
        "可空。写一个日期，或与职务逐个对应，用顿号隔开；空着就从导入生效之日算起。",
        "May be empty. One date, or one for each post; empty means the day of the import.",
    )
    TEMPLATE_LEAVING = (
        "转出的党员填“转出”，其他人留空。不在文件中的党员不受影响。",
        "转出 for a member who leaves, else empty. Members who are not in the file are left alone.",
    )
