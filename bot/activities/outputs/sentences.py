"""Sentences on registers, paper sheets, ledgers and calendar entries, and about reading a paper sheet back."""

from __future__ import annotations

from enum import unique

from bot.activities.outputs.model import PaperProblemKind
from bot.texts.pairs import Pair, Sentence


@unique
class OutputText(Sentence):
    """Sentences of the outputs of the register."""

    PAPER_ROW = ("第 {row} 行：{problem}", "Row {row}: {problem}")
    PAPER_CHANGE = ("{code_number}　{name}：{before} → {after}", "{code_number}  {name}: {before} → {after}")
    PAPER_COUNTS = (
        "将改动 {changes} 人，已经相符 {unchanged} 人，没有填写 {blank} 人。",
        "{changes} people would change, {unchanged} agree already, {blank} rows are empty.",
    )
    PAPER_MORE = ("还有 {count} 行没有列出。", "{count} more rows are not listed.")

    OUT_FACT = ("{label}：{value}", "{label}: {value}")
    OUT_NUMBER = ("序号", "No.")
    OUT_CODE = ("编号", "Roster number")
    OUT_NAME = ("姓名", "Name")
    OUT_PLACE_OF_MEMBER = ("党组织/小组", "Organisation or group")
    OUT_STATUS = ("身份", "Status")
    OUT_STATE = ("状态", "State")
    OUT_TIME = ("登记时间", "Recorded at")
    OUT_VIA = ("方式", "How")
    OUT_NOTE = ("备注", "Note")
    OUT_SIGN = ("签到", "Signed")
    OUT_SIGNATURE = ("本人签名", "Signature")
    OUT_DATE = ("日期", "Date")
    OUT_KIND = ("活动类别", "Kind")
    OUT_TITLE = ("活动名称", "Title")
    OUT_PLACE = ("地点", "Place")
    OUT_WHEN = ("时间", "Time")
    OUT_ORGANISATION = ("党组织", "Organisation")
    OUT_AGENDA = ("议程", "Agenda")
    OUT_COUNTS = ("人数", "Counts")
    OUT_EXPECTED = ("应到", "Expected")
    OUT_PRESENT = ("实到", "Present")
    OUT_LEFT_EARLY = ("早退", "Left early")
    OUT_ONLINE = ("线上", "Online")
    OUT_LEAVE = ("请假", "On leave")
    OUT_EXCUSED = ("免到", "Excused")
    OUT_ABSENT = ("缺席", "Absent")
    OUT_MADE_UP = ("补学", "Made up")
    OUT_SILENT = ("未签到", "Not signed in")
    OUT_ACTIVITY_STATE = ("签到表状态", "Register")
    OUT_QUORUM = ("法定人数", "Quorum")
    OUT_CONFIRMED = ("确认", "Confirmed")
    OUT_LOCKED = ("锁定", "Locked")
    OUT_BY = ("{name}，{at}", "{name}, {at}")
    OUT_NOT_YET = ("尚未", "not yet")
    OUT_OPERATOR = ("系统操作员", "the operator")
    OUT_GONE = ("（已不在名册）", "(no longer on the roster)")
    OUT_TALLY = (
        "应到 {expected} 人，实到 {present} 人，早退 {left_early} 人，线上 {online} 人，请假 {on_leave} 人，免到 {excused} 人，缺席 {absent} 人，补学 {made_up} 人，未签到 {silent} 人",
        "expected {expected}, present {present}, left early {left_early}, online {online}, on leave {on_leave}, excused {excused}, absent {absent}, made up {made_up}, not signed in {silent}",
    )
    OUT_QUORUM_REACHED = (
        "有表决权的 {expected} 人中到会 {present} 人，达到规定人数（《{regulation}》{article}）",
        "{present} of {expected} with a vote are there, which is enough ({regulation}, {article})",
    )
    OUT_QUORUM_MISSING = (
        "有表决权的 {expected} 人中到会 {present} 人，还差 {missing} 人才达到规定人数（《{regulation}》{article}）",
        "{present} of {expected} with a vote are there, {missing} short ({regulation}, {article})",
    )
    OUT_QUORUM_REACHED_ALL = (
        "应到 {expected} 人中到会 {present} 人，达到规定人数（《{regulation}》{article}）",
        "{present} of {expected} expected are there, which is enough ({regulation}, {article})",
    )
    OUT_QUORUM_MISSING_ALL = (
        "应到 {expected} 人中到会 {present} 人，还差 {missing} 人才达到规定人数（《{regulation}》{article}）",
        "{present} of {expected} expected are there, {missing} short ({regulation}, {article})",
    )
    OUT_QUORUM_NONE = ("本类活动没有人数要求", "This kind asks for no quorum")
    OUT_DRAFT = ("未锁定（草稿）", "Not locked (draft)")
    OUT_REGISTER = ("签到表", "Register")
    OUT_SHEET = ("签到表（签字用）", "Sheet to sign")
    OUT_SHEET_FILL = ("签到表（填写用）", "Sheet to fill in")
    OUT_HEADING = ("{organisation}{what}", "{organisation}: {what}")
    OUT_CHANGES = ("锁定后的更正", "Changes after locking")
    OUT_CHANGED_AT = ("更正时间", "Changed at")
    OUT_BEFORE = ("原记录", "Before")
    OUT_AFTER = ("更正为", "After")
    OUT_CHANGED_BY = ("更正人", "Changed by")
    OUT_REASON = ("理由", "Reason")
    OUT_WHOLE = ("整份签到表", "the whole register")
    OUT_HOST = ("主持人（签字）：", "Chair (signature): ")
    OUT_RECORDER = ("记录人（签字）：", "Minutes (signature): ")
    OUT_OFFICIAL_YES = ("电子签到作为正式台账：是", "Electronic check-in is the formal record: yes")
    OUT_OFFICIAL_NO = (
        "电子签到作为正式台账：否。以本人签字的纸质签到表为正式台账，本表供核对。",
        "Electronic check-in is the formal record: no. The signed paper sheet is; this one is for comparison.",
    )
    OUT_FILL_HELP = (
        "到会打 √，其余写迟到、线上、病假、事假、因公、免到或缺席，没有填写的不作改动。填好后导入系统。",
        "Write √ for present, else 迟到, 线上, 病假, 事假, 因公, 免到 or 缺席; empty rows change nothing. Then import it.",
    )
    OUT_SPAN = (
        "{year}年{month}月{day}日 {start}—{end}",
        "{year}-{month:02d}-{day:02d} {start}–{end}",
    )
    OUT_LEDGER = ("{year}年度组织生活台账", "Ledger of {year}")
    OUT_LEDGER_SHEET = ("活动台账", "Activities")
    OUT_HOURS_SHEET = ("学时", "Study hours")
    OUT_EARNED = ("已得学时", "Hours earned")
    OUT_ASKED = ("应达学时", "Hours asked for")
    OUT_MADE_AT = ("导出时间：{at}", "Exported {at}")
    OUT_NOTHING = ("这一年没有活动。", "There was no activity in this year.")
    OUT_PAGE = ("第 {page} 页 共 {pages} 页", "Page {page} of {pages}")
    OUT_ALARM = ("一小时后开始：{title}", "In an hour: {title}")
    OUT_WHY_NOT_DOCX = ("不是能打开的 .docx 文件", "it is no readable .docx file")
    OUT_WHY_TOO_LARGE = ("文件或解开后的内容超过 {limit} MB", "it is larger than {limit} MB, or unpacks to more")
    OUT_WHY_UNKNOWN = ("用了没有的变量：{what}", "it uses an unknown variable: {what}")
    OUT_WHY_SYNTAX = ("标记写错了：{what}", "a tag is wrong: {what}")
    OUT_WHY_FORBIDDEN = ("用了不允许的操作", "it does something that is not allowed")
    OUT_WHY_FAILED = ("套用时出错", "it failed when it was filled in")
    VARIABLES_HEAD = (
        "模板里用 {open}变量名{close} 取值，表格逐行重复和条件写法见样例模板。",
        "A template takes values as {open}name{close}; see the samples for rows that repeat and for conditions.",
    )
    VARIABLE_ACTIVITIES = ("活动，每项有：{columns}", "the activities, each with: {columns}")
    VARIABLE_CHANGES = (
        "锁定后的更正，每项有：{columns}",
        "changes after locking, each with: {columns}",
    )
    VARIABLE_CONFIRMED = ("谁在何时确认", "who confirmed it and when")
    VARIABLE_DRAFT = ("未锁定时的草稿字样，锁定后为空", "the draft mark; empty once locked")
    VARIABLE_HEADING = ("标题，党组织加文件名称", "heading: the organisation and what this is")
    VARIABLE_HOURS = ("学时，每人一项，每项有：{columns}", "study hours, one item a person, each with: {columns}")
    VARIABLE_IS_LOCKED = ("是否已锁定，真或假", "whether it is locked, true or false")
    VARIABLE_IS_LONG = ("名单是否较长，真或假", "whether the list is long, true or false")
    VARIABLE_IS_OFFICIAL = ("电子签到是否作为正式台账，真或假", "whether electronic check-in counts, true or false")
    VARIABLE_LINES = ("名单，每人一行，每行有：{columns}", "the list, one item a person, each with: {columns}")
    VARIABLE_LOCKED = ("谁在何时锁定", "who locked it and when")
    VARIABLE_MADE_AT = ("导出时间，一句话", "when it was exported")
    VARIABLE_OFFICIAL = ("“电子签到作为正式台账”一行", "the line on whether electronic check-in counts")
    VARIABLE_PAIRS = ("名单两人一行，分别在 left 和 right 里", "the list with two people a row, as left and right")
    VARIABLE_SHOWS_HOURS = ("导出人能否看学时，真或假", "whether the caller may see hours, true or false")
    VARIABLE_TALLY = ("各项人数，一句话", "all counts in one sentence")
    VARIABLE_YEAR = ("年份，数字", "the year")


PAPER_PROBLEMS: dict[PaperProblemKind, Pair] = {
    PaperProblemKind.CODE_UNKNOWN: Pair(
        "应到名单里没有编号“{code_number}”，请核对。",
        "Nobody expected has the number “{code_number}”. Check it.",
    ),
    PaperProblemKind.NAME_DIFFERS: Pair(
        "编号“{code_number}”是{expected}，表里写的是“{given}”，请核对是哪一位。",
        "Number “{code_number}” is {expected}, but the sheet says “{given}”. Find out who is meant.",
    ),
    PaperProblemKind.NAME_UNKNOWN: Pair(
        "应到名单里没有“{given}”，请核对姓名，或填上编号。",
        "Nobody expected is called “{given}”. Check the name or fill in the number.",
    ),
    PaperProblemKind.NAME_SHARED: Pair(
        "应到名单里叫“{given}”的不止一位，请填上编号。",
        "More than one person expected is called “{given}”. Fill in the number.",
    ),
    PaperProblemKind.TWICE: Pair(
        "{given}在第 {other} 行已经有了，请只留一行。",
        "{given} is in row {other} already. Keep one row.",
    ),
    PaperProblemKind.MARK_UNKNOWN: Pair(
        "看不懂“{mark}”。到会请打 √ 或签本人姓名，其余写迟到、线上、病假、事假、因公、免到或缺席。",
        "“{mark}” cannot be read. Write √ or the person's own name for present, else 迟到, 线上, 病假, 事假, 因公, 免到 or 缺席.",
    ),
    PaperProblemKind.MARK_IMPOSSIBLE: Pair(
        "{given}现在是“{state}”，不能直接记为“{mark}”，请先记到会。",
        "{given} is “{state}” now and cannot become “{mark}” at once. Write down present first.",
    ),
    PaperProblemKind.CELL_UNREADABLE: Pair(
        "有的单元格是公式或错误值，没有可用的内容，请直接填写。",
        "A cell holds a formula or an error instead of a value. Write the value itself.",
    ),
}
