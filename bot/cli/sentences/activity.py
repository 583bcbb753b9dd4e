"""What zhibu activity says, its help, and the explanation of the templates' variables."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class ActivityCliText(Sentence):
    """Sentences of the command line for activities."""

    HELP_ACTIVITY = ("活动、签到表和台账。", "Activities, registers and ledgers.")
    HELP_ACTIVITY_LIST = ("列出活动。", "List activities.")
    HELP_ACTIVITY_SHOW = ("查看一个活动的签到表。", "Show the register of an activity.")
    HELP_ACTIVITY_CREATE = (
        "创建一个活动。重复执行不会重复创建。",
        "Create an activity. The same command twice creates one.",
    )
    HELP_ACTIVITY_OPEN = ("开放签到。", "Open check-in.")
    HELP_ACTIVITY_CLOSE = ("结束签到。", "Close check-in.")
    HELP_ACTIVITY_LOCK = ("锁定签到表。", "Lock the register.")
    HELP_ACTIVITY_REOPEN = (
        "重新打开已锁定的签到表，要写明理由。",
        "Reopen a locked register; it needs a reason.",
    )
    HELP_ACTIVITY_MARK = (
        "用一句话登记，例如“除张三外全部到会”。",
        "Write down attendance in one line of Chinese, such as 除张三外全部到会.",
    )
    HELP_ACTIVITY_PAPER = ("导入填好的纸质签到表。", "Import a filled paper sheet.")
    HELP_ACTIVITY_EXPORT = ("导出签到表、签字表、填写表或日历文件。", "Export a register, a sheet or a calendar file.")
    HELP_ACTIVITY_LEDGER = ("导出年度台账。", "Export the ledger of a year.")
    HELP_ACTIVITY_WALL = ("给出大屏签到页的链接。", "Print the link of the wall screen.")
    HELP_ACTIVITY_TEMPLATES = (
        "写出 Word 样例模板和变量说明，改好后放进数据目录的 templates 文件夹即可使用。",
        "Write sample Word templates and their variables; put yours into the folder templates of the data folder.",
    )
    HELP_ACTIVITY_ORG = ("党组织的名称，或列出的数字。", "Name of an organisation, or its number as listed.")
    HELP_ACTIVITY_ID = ("活动的数字。", "Number of the activity.")
    HELP_ACTIVITY_FIRST = ("从哪一天起，写成 2026-03-06。", "First day, written 2026-03-06.")
    HELP_ACTIVITY_LAST = ("到哪一天止，写成 2026-03-06。", "Last day, written 2026-03-06.")
    HELP_ACTIVITY_KIND = ("活动类别：{kinds}。", "Kind of activity: {kinds}.")
    HELP_ACTIVITY_TITLE = ("活动名称。", "Title.")
    HELP_ACTIVITY_START = (
        "开始时间，北京时间，写成 2026-03-06 15:00。",
        "When it begins, in China's time, written 2026-03-06 15:00.",
    )
    HELP_ACTIVITY_MINUTES = (
        "时长，分钟。不写则用该类别的常用时长。",
        "Length in minutes; unset: the kind's usual one.",
    )
    HELP_ACTIVITY_PLACE = ("地点。", "Place.")
    HELP_ACTIVITY_AGENDA = ("议程。", "Agenda.")
    HELP_ACTIVITY_SECOND = ("锁定前要由另一位同志确认。", "Somebody else has to confirm before locking.")
    HELP_ACTIVITY_REASON = ("理由，写入更正记录。", "Reason, kept in the trace.")
    HELP_ACTIVITY_WORDS = ("登记的话。", "The words.")
    HELP_ACTIVITY_PAPER_FILE = ("填好的 .xlsx 或 .csv。", "The filled .xlsx or .csv.")
    HELP_ACTIVITY_YES = ("不再询问，直接写入。", "Write without asking.")
    HELP_ACTIVITY_AS = ("导出成什么。", "What to export.")
    HELP_ACTIVITY_TO = ("写到哪个文件，不会覆盖已有文件。", "File to write; an existing one is never overwritten.")
    HELP_ACTIVITY_YEAR = ("年份。", "Year.")
    HELP_ACTIVITY_FOLDER = ("写到哪个文件夹。", "Folder to write to.")

    CLI_ACTIVITY_LINE = (
        "{number}　{when}　{organisation}　{kind}　{title}　{state}　应到 {expected} 实到 {present}",
        "{number}  {when}  {organisation}  {kind}  {title}  {state}  expected {expected} present {present}",
    )
    CLI_ACTIVITIES_NONE = ("这段时间没有活动。", "There is no activity in this time.")
    CLI_REGISTER_LINE = (
        "{code_number}　{name}　{place}　{state}　{note}",
        "{code_number}  {name}  {place}  {state}  {note}",
    )
    CLI_ACTIVITY_CREATED = (
        "已创建活动 {number}，应到 {expected} 人。",
        "Activity {number} is created; {expected} people are expected.",
    )
    CLI_ACTIVITY_THERE = (
        "活动 {number} 早已创建，没有改动。",
        "Activity {number} exists already; nothing was changed.",
    )
    CLI_ACTIVITY_NOW = ("“{title}”现在：{state}。", "“{title}” is now: {state}.")
    CLI_LOCKED = (
        "“{title}”的签到表已锁定，{absent} 人记为缺席，生成补学任务 {tasks} 项。",
        "The register of “{title}” is locked; {absent} are down as absent and {tasks} tasks were given.",
    )
    CLI_MARK_COUNT = ("{state} {count} 人", "{state}: {count}")
    CLI_MARK_UNKNOWN = (
        "看不懂或不在名单里：{words}。请核对后再试，没有写入。",
        "Not understood, or not on the list: {words}. Check and try again; nothing was written.",
    )
    CLI_MARK_UNCLEAR = (
        "“{name}”有 {count} 位：{codes}。请用编号代替姓名，没有写入。",
        "“{name}” is {count} people: {codes}. Use the number instead; nothing was written.",
    )
    CLI_MARK_NOTHING = (
        "这句话没有说到谁，没有写入。请照“除张三外全部到会”的样子写。",
        "This says nothing of anybody; nothing was written. Write it like 除张三外全部到会.",
    )
    CLI_CONFIRM = ("要写入签到表吗？", "Write this into the register?")
    CLI_WRITTEN = ("已写入签到表，改动 {count} 人。", "Written; {count} people changed.")
    CLI_NOT_WRITTEN = ("没有写入。加上 --yes 即写入。", "Nothing was written. Add --yes to write.")
    CLI_UNCHANGED = ("签到表已经是这样，没有改动。", "The register says so already; nothing was changed.")
    CLI_EXPORTED = ("已写入 {file}。", "Written to {file}.")
    CLI_WALL = (
        "{link}\n这个链接在活动结束 12 小时后失效，请只在会场大屏上打开。",
        "{link}\nThe link ends 12 hours after the activity. Open it on the wall screen only.",
    )
    CLI_TEMPLATES = (
        "样例模板和变量说明已写入 {folder}。改好后放到 {target}，文件名不要变。",
        "Sample templates and their variables are in {folder}. Put yours into {target} under the same names.",
    )

    VARIABLES_FILE = ("变量说明.txt", "variables.txt")
