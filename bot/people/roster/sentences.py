"""Sentences about the roster: its file, its rows, taking it in and back."""

from __future__ import annotations

from enum import unique

from bot.people.roster.model import ChangeKind, ProblemKind
from bot.texts.pairs import Pair, Sentence


@unique
class RosterText(Sentence):
    """Sentences of the roster import."""

    ROSTER_PROBLEM = ("第 {row} 行“{column}”：{problem}", "Row {row}, “{column}”: {problem}")
    ROSTER_PROBLEMS_MORE = ("还有 {count} 处错误没有列出。", "{count} more mistakes are not listed.")

    ROSTER_COUNTS = (
        "新增 {new} 人，变更 {changed} 人（其中转移 {moved} 人），转出 {leaving} 人，不变 {unchanged} 人；新建党组织 {places} 个。",
        "New {new}, changed {changed} (moved {moved}), leaving {leaving}, unchanged {unchanged}; new organisations {places}.",
    )
    ROSTER_MISSING = (
        "名册中另有 {count} 人不在这个文件里，保持不变。要转出的，请在“异动”一列填“转出”。",
        "{count} more members are not in this file and stay as they are. To let someone leave, write 转出 in the column 异动.",
    )
    ROSTER_CHANGE = ("{code_number}　{name}：{what}", "{code_number}  {name}: {what}")
    ROSTER_CHANGES_MORE = ("还有 {count} 人的变动没有列出。", "Changes of {count} more people are not listed.")
    ROSTER_NO_VALUE = ("（空）", "(none)")
    ROSTER_CONFIRM = ("确认导入吗？", "Import this?")
    ROSTER_PREVIEW_ONLY = (
        "以上只是预览，没有写入。要导入，请加上 --yes 再运行一次。",
        "This was a preview; nothing was written. Run it again with --yes to import.",
    )
    ROSTER_NOT_IMPORTED = ("没有导入，名册未作改动。", "Nothing was imported. The roster is as it was.")
    ROSTER_UNCHANGED = ("名册与文件一致，没有改动。", "The roster agrees with the file. Nothing was changed.")
    ROSTER_IMPORTED = (
        "已导入。要撤回这次导入，请运行 zhibu roster undo。",
        "Imported. To take it back, run zhibu roster undo.",
    )
    ROSTER_UNDONE = (
        "已撤回 {at} 的导入，名册恢复到导入前的样子。",
        "The import of {at} is taken back; the roster is as it was before.",
    )
    ROSTER_TEMPLATE_WRITTEN = ("样表已写入 {file}。", "The template is in {file}.")
    ROSTER_NONE = ("名册里还没有党员。请用 zhibu roster import 导入。", "The roster is empty. Use zhibu roster import.")
    ROSTER_LINE = (
        "{code_number}　{name}　{status}　{organisation}　{posts}",
        "{code_number}  {name}  {status}  {organisation}  {posts}",
    )
    ROSTER_JOINED = ("入党日期：{day}", "Joined the Party: {day}")
    ROSTER_LEFT = ("已转出", "has left")
    ROSTER_PERIOD = ("{first} 至 {last}　{what}", "{first} to {last}  {what}")
    ROSTER_PERIOD_OPEN = ("今", "now")
    TEMPLATE_CODE = (
        "必填。每人一个、不重复的编号，用字母、数字、横线或下划线。不要用身份证号和手机号。",
        "Required. Each person's own number: letters, digits, hyphens, underscores. No identity or phone number.",
    )
    TEMPLATE_COLUMN = ("列名", "Column")
    TEMPLATE_JOINED = ("可空。写到日，例如：2010-07-01。", "May be empty. With the day, such as 2010-07-01.")
    TEMPLATE_LEAVING = (
        "转出的党员填“转出”，其他人留空。不在文件中的党员不受影响。",
        "转出 for a member who leaves, else empty. Members who are not in the file are left alone.",
    )
    TEMPLATE_LEVEL = (
        "可不设这一列。名称看不出级别时，逐层写出，例如：党委/党支部/党小组。",
        "Optional. Where names do not show levels, write them part by part.",
    )
    TEMPLATE_MEANING = ("怎样填写", "How to fill it in")
    TEMPLATE_NAME = ("必填。可以同名，用编号区分。", "Required. Names may repeat; numbers tell people apart.")
    TEMPLATE_NOTES = ("填写说明", "How to fill in")
    TEMPLATE_PICK = ("请从下拉列表中选择。", "Choose from the list.")
    TEMPLATE_PLACE = (
        "必填。从上到下写，用斜线隔开，例如：某机关党委/第一党支部/第一党小组。",
        "Required. From the top down, with slashes.",
    )
    TEMPLATE_POSTS = (
        "可空。几个职务用顿号隔开；不在本人支部的，在括号里写明组织，例如：书记、管理员（某机关党委）。",
        "May be empty. Several posts are separated by 、; write the organisation in brackets where it is not their own.",
    )
    TEMPLATE_PRIVACY = (
        "名册不收身份证号、电话、住址、生日。填了这些内容的文件不能导入。",
        "The roster takes no identity number, phone, address or birthday. A file with them is not imported.",
    )
    TEMPLATE_SAMPLE = (
        "编号以“示例”开头的行只作示范，导入时不读，可以删除。",
        "Rows whose number begins with 示例 only show how it is done; an import does not read them.",
    )
    TEMPLATE_SHEET = ("名册", "Roster")
    TEMPLATE_SINCE = (
        "可空。写一个日期，或与职务逐个对应，用顿号隔开；空着就从导入生效之日算起。",
        "May be empty. One date, or one for each post; empty means the day of the import.",
    )
    TEMPLATE_STATUS = ("必填。正式党员或预备党员。", "Required. 正式党员 or 预备党员.")


PROBLEMS: dict[ProblemKind, Pair] = {
    ProblemKind.HEADER_REFUSED: Pair(
        "名册不收身份证号、电话、住址、生日等个人信息，请删除这一列。",
        "The roster takes no identity number, phone, address or birthday. Delete this column.",
    ),
    ProblemKind.HEADER_UNKNOWN: Pair(
        "不认识这一列，请删除或改成样表中的列名。",
        "This column is not known. Delete it or use a name from the template.",
    ),
    ProblemKind.HEADER_TWICE: Pair(
        "这一列出现了两次，请只留一列。",
        "This column is there twice. Keep one.",
    ),
    ProblemKind.ID_NUMBER: Pair(
        "这里像是身份证号，名册不收，请删除。",
        "This looks like an identity number, which the roster does not take. Delete it.",
    ),
    ProblemKind.PHONE_NUMBER: Pair(
        "这里像是手机号，名册不收，请删除。",
        "This looks like a mobile number, which the roster does not take. Delete it.",
    ),
    ProblemKind.FORMULA_EMPTY: Pair(
        "公式没有算出的结果，请在 Excel 中打开并保存，或直接填写内容。",
        "The formula holds no result. Open and save the file in Excel, or write the value itself.",
    ),
    ProblemKind.CELL_ERROR: Pair(
        "单元格是错误值（如 #REF 或 #DIV/0），请直接填写内容。",
        "The cell holds an error such as #REF. Write the value itself.",
    ),
    ProblemKind.MERGED: Pair(
        "有合并的单元格（{cells}），请取消合并，每行都填上内容。",
        "Cells are merged here ({cells}). Split them and fill in each row.",
    ),
    ProblemKind.CODE_MISSING: Pair("没有编号，请填上本人的编号。", "The number is missing. Fill it in."),
    ProblemKind.CODE_WRONG: Pair(
        "编号只能用字母、数字、横线和下划线，最多 {limit} 位。",
        "A number has letters, digits, hyphens and underscores, {limit} at most.",
    ),
    ProblemKind.CODE_TWICE: Pair(
        "编号与第 {other} 行重复，请改成各人自己的编号。",
        "The number is that of row {other} too. Give each person their own.",
    ),
    ProblemKind.CODE_OUT_OF_REACH: Pair(
        "这个编号已被使用，请换一个编号，或请上级管理员处理。",
        "This number is in use. Choose another, or ask the administrator above you.",
    ),
    ProblemKind.NAME_MISSING: Pair("没有姓名，请填写。", "The name is missing. Fill it in."),
    ProblemKind.NAME_LONG: Pair(
        "姓名超过 {limit} 字，请核对。", "The name has more than {limit} characters. Check it."
    ),
    ProblemKind.PLACE_MISSING: Pair(
        "没有写党组织，请写成“某某机关党委/第一党支部/第一党小组”的样子。",
        "The organisation is missing. Write it from the top, with slashes.",
    ),
    ProblemKind.PLACE_LONG: Pair(
        "党组织的名称或层级太长（名称最多 {limit} 字，最多 {depth} 层），请核对。",
        "The organisation is too long (names up to {limit} characters, {depth} levels). Check it.",
    ),
    ProblemKind.PLACE_LEVEL_UNKNOWN: Pair(
        "看不出“{part}”是哪一级，请让名称以党委、党总支、党支部或党小组结尾，或增加“级别”一列。",
        "The level of “{part}” is not clear. Let the name end in its level, or add the column 级别.",
    ),
    ProblemKind.PLACE_LEVEL_LIST: Pair(
        "级别要和党组织逐层对应，例如“党委/党支部/党小组”。",
        "Levels must match the organisation part by part, such as 党委/党支部/党小组.",
    ),
    ProblemKind.PLACE_LEVEL_ORDER: Pair(
        "“{part}”不能设在它的上一级下面，请按党委、党总支、党支部、党小组的顺序写。",
        "“{part}” cannot be below the one before it. The order is committee, general branch, branch, group.",
    ),
    ProblemKind.PLACE_KIND_DIFFERS: Pair(
        "“{part}”的级别与名册中已有的不同，请核对名称和级别。",
        "“{part}” has another level in the roster already. Check its name and level.",
    ),
    ProblemKind.PLACE_OUT_OF_REACH: Pair(
        "这个党组织不在您的管理范围内，请删除这一行，或请上级管理员导入。",
        "This organisation is not within your reach. Delete the row, or ask the administrator above you.",
    ),
    ProblemKind.STATUS_UNKNOWN: Pair(
        "党员身份要填“正式党员”或“预备党员”。",
        "The status is 正式党员 or 预备党员.",
    ),
    ProblemKind.DATE_UNKNOWN: Pair(
        "日期看不明白，请写成 2020-07-01 的样子，写到日。",
        "The date is not clear. Write it as 2020-07-01, with the day.",
    ),
    ProblemKind.DATE_UNLIKELY: Pair(
        "日期不合理（早于 1921 年或晚于今天），请核对。",
        "The date is before 1921 or after today. Check it.",
    ),
    ProblemKind.DATE_COUNT: Pair(
        "任职日期要么写一个，要么和职务逐个对应，用顿号隔开。",
        "Give one date of office, or one for each post, separated by 、.",
    ),
    ProblemKind.POST_UNKNOWN: Pair(
        "不认识职务“{post}”，可以填：{posts}。",
        "The post “{post}” is not known. Known posts: {posts}.",
    ),
    ProblemKind.POST_PLACE_UNKNOWN: Pair(
        "职务“{post}”所在的党组织没有找到或不止一个，请在括号里写出从上到下的全称。",
        "The organisation of the post “{post}” is not found or not unique. Write its full path in brackets.",
    ),
    ProblemKind.LEAVING_UNKNOWN: Pair("异动只能填“转出”或留空。", "The column 异动 holds 转出 or nothing."),
    ProblemKind.LEAVING_STRANGER: Pair(
        "名册里没有这个编号，不用转出，请核对编号或删除这一行。",
        "The roster has no such number to leave. Check it or delete the row.",
    ),
}


CHANGES: dict[ChangeKind, Pair] = {
    ChangeKind.NEW: Pair("新增，{new}", "new, {new}"),
    ChangeKind.NAME: Pair("姓名由{old}改为{new}", "name {old} becomes {new}"),
    ChangeKind.STATUS: Pair("身份由{old}改为{new}", "status {old} becomes {new}"),
    ChangeKind.JOINED: Pair("入党日期由 {old} 改为 {new}", "joined {old} becomes {new}"),
    ChangeKind.MOVED: Pair("由{old}转到{new}", "moves from {old} to {new}"),
    ChangeKind.BACK: Pair("转入{new}", "comes to {new}"),
    ChangeKind.POST_BEGINS: Pair("任{new}", "begins as {new}"),
    ChangeKind.POST_ENDS: Pair("不再任{old}", "ends as {old}"),
    ChangeKind.POST_DATE: Pair("{new}的任职日期改为 {old}", "{new} since {old}"),
    ChangeKind.LEAVES: Pair("转出，历史记录保留，绑定的账号撤销", "leaves; history stays, accounts are revoked"),
}
