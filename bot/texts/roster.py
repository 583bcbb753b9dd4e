"""Sentences about the roster: its file, its rows, taking it in and back."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class RosterText(Sentence):
    """Sentences of the roster import."""

    ERROR_ROSTER_FILE_MISSING = (
        "读不到名册文件 {file}。请检查路径和权限后再试。",
        "The roster file {file} cannot be read. Check its path and permissions, then try again.",
    )
    ERROR_ROSTER_TOO_LARGE = (
        "名册文件超过 {limit} MB，没有导入。请只留名册本身，去掉图片和其他工作表，或分成几个文件。",
        "The roster file is larger than {limit} MB and was not imported. Keep the roster alone, without pictures, or split it.",
    )
    ERROR_ROSTER_TOO_MANY_ROWS = (
        "名册超过 {limit} 行，没有导入。请分成几个文件。",
        "The roster has more than {limit} rows and was not imported. Split it into several files.",
    )
    ERROR_ROSTER_NOT_A_TABLE = (
        "这个文件不是能读的表格，可能已损坏或改过扩展名。请另存为 .xlsx 或 .csv 后再导入，样表可用 zhibu roster template 取得。",
        "This file is no readable table; it may be damaged or misnamed. Save it as .xlsx or .csv, or start from zhibu roster template.",
    )
    ERROR_ROSTER_OLD_EXCEL = (
        "这是旧版 Excel 文件（.xls）。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
        "This is an old Excel file (.xls). Open it, save it as .xlsx and import that.",
    )
    ERROR_ROSTER_ENCRYPTED = (
        "名册文件设有密码，打不开。请去掉密码后再导入。",
        "The roster file is protected by a password. Remove it and import again.",
    )
    ERROR_ROSTER_NOT_TEXT = (
        "名册文件的文字编码认不出来。请另存为 UTF-8 编码的 CSV，或另存为 .xlsx 后再导入。",
        "The roster file's encoding is not known. Save it as UTF-8 CSV or as .xlsx and import again.",
    )
    ERROR_ROSTER_EMPTY = (
        "名册里没有党员，没有改动。请在表头下面逐行填写后再导入。",
        "The roster holds no member; nothing was changed. Fill in rows below the header and import again.",
    )
    ERROR_ROSTER_NO_HEADER = (
        "没有找到表头。前十行里要有一行写着：{columns}。样表可用 zhibu roster template 取得。",
        "There is no header. One of the first ten rows must name: {columns}. zhibu roster template gives a sample.",
    )
    ERROR_ROSTER_ROWS_WRONG = (
        "名册有 {count} 处错误，一行也没有写入。请按提示改正后重新导入。",
        "The roster has {count} mistakes, so no row was written. Mend them as told and import again.",
    )
    ERROR_ROSTER_NOTHING_TO_UNDO = (
        "没有可以撤回的导入，名册没有改动。",
        "There is no import to take back. The roster was not changed.",
    )
    ERROR_ROSTER_IN_USE = (
        "最近一次导入已经有后续记录（例如签到表、绑定的账号），不能撤回，名册没有改动。请改用新的名册文件更正。",
        "Later records depend on the last import (a register or a bound account, for example), so it stays. Correct it with a new file.",
    )

    ROSTER_PROBLEM = ("第 {row} 行“{column}”：{problem}", "Row {row}, “{column}”: {problem}")
    ROSTER_PROBLEMS_MORE = ("还有 {count} 处错误没有列出。", "{count} more mistakes are not listed.")
    ROSTER_PROBLEM_HEADER_REFUSED = (
        "名册不收身份证号、电话、住址、生日等个人信息，请删除这一列。",
        "The roster takes no identity number, phone, address or birthday. Delete this column.",
    )
    ROSTER_PROBLEM_HEADER_UNKNOWN = (
        "不认识这一列，请删除或改成样表中的列名。",
        "This column is not known. Delete it or use a name from the template.",
    )
    ROSTER_PROBLEM_HEADER_TWICE = (
        "这一列出现了两次，请只留一列。",
        "This column is there twice. Keep one.",
    )
    ROSTER_PROBLEM_ID_NUMBER = (
        "这里像是身份证号，名册不收，请删除。",
        "This looks like an identity number, which the roster does not take. Delete it.",
    )
    ROSTER_PROBLEM_PHONE_NUMBER = (
        "这里像是手机号，名册不收，请删除。",
        "This looks like a mobile number, which the roster does not take. Delete it.",
    )
    ROSTER_PROBLEM_FORMULA_EMPTY = (
        "公式没有算出的结果，请在 Excel 中打开并保存，或直接填写内容。",
        "The formula holds no result. Open and save the file in Excel, or write the value itself.",
    )
    ROSTER_PROBLEM_CELL_ERROR = (
        "单元格是错误值（如 #REF 或 #DIV/0），请直接填写内容。",
        "The cell holds an error such as #REF. Write the value itself.",
    )
    ROSTER_PROBLEM_MERGED = (
        "有合并的单元格（{cells}），请取消合并，每行都填上内容。",
        "Cells are merged here ({cells}). Split them and fill in each row.",
    )
    ROSTER_PROBLEM_CODE_MISSING = ("没有编号，请填上本人的编号。", "The number is missing. Fill it in.")
    ROSTER_PROBLEM_CODE_WRONG = (
        "编号只能用字母、数字、横线和下划线，最多 {limit} 位。",
        "A number has letters, digits, hyphens and underscores, {limit} at most.",
    )
    ROSTER_PROBLEM_CODE_TWICE = (
        "编号与第 {other} 行重复，请改成各人自己的编号。",
        "The number is that of row {other} too. Give each person their own.",
    )
    ROSTER_PROBLEM_CODE_OUT_OF_REACH = (
        "这个编号已被使用，请换一个编号，或请上级管理员处理。",
        "This number is in use. Choose another, or ask the administrator above you.",
    )
    ROSTER_PROBLEM_NAME_MISSING = ("没有姓名，请填写。", "The name is missing. Fill it in.")
    ROSTER_PROBLEM_NAME_LONG = ("姓名超过 {limit} 字，请核对。", "The name has more than {limit} characters. Check it.")
    ROSTER_PROBLEM_PLACE_MISSING = (
        "没有写党组织，请写成“某某机关党委/第一党支部/第一党小组”的样子。",
        "The organisation is missing. Write it from the top, with slashes.",
    )
    ROSTER_PROBLEM_PLACE_LONG = (
        "党组织的名称或层级太长（名称最多 {limit} 字，最多 {depth} 层），请核对。",
        "The organisation is too long (names up to {limit} characters, {depth} levels). Check it.",
    )
    ROSTER_PROBLEM_PLACE_LEVEL_UNKNOWN = (
        "看不出“{part}”是哪一级，请让名称以党委、党总支、党支部或党小组结尾，或增加“级别”一列。",
        "The level of “{part}” is not clear. Let the name end in its level, or add the column 级别.",
    )
    ROSTER_PROBLEM_PLACE_LEVEL_LIST = (
        "级别要和党组织逐层对应，例如“党委/党支部/党小组”。",
        "Levels must match the organisation part by part, such as 党委/党支部/党小组.",
    )
    ROSTER_PROBLEM_PLACE_LEVEL_ORDER = (
        "“{part}”不能设在它的上一级下面，请按党委、党总支、党支部、党小组的顺序写。",
        "“{part}” cannot be below the one before it. The order is committee, general branch, branch, group.",
    )
    ROSTER_PROBLEM_PLACE_KIND_DIFFERS = (
        "“{part}”的级别与名册中已有的不同，请核对名称和级别。",
        "“{part}” has another level in the roster already. Check its name and level.",
    )
    ROSTER_PROBLEM_PLACE_OUT_OF_REACH = (
        "这个党组织不在您的管理范围内，请删除这一行，或请上级管理员导入。",
        "This organisation is not within your reach. Delete the row, or ask the administrator above you.",
    )
    ROSTER_PROBLEM_STATUS_UNKNOWN = (
        "党员身份要填“正式党员”或“预备党员”。",
        "The status is 正式党员 or 预备党员.",
    )
    ROSTER_PROBLEM_DATE_UNKNOWN = (
        "日期看不明白，请写成 2020-07-01 的样子，写到日。",
        "The date is not clear. Write it as 2020-07-01, with the day.",
    )
    ROSTER_PROBLEM_DATE_UNLIKELY = (
        "日期不合理（早于 1921 年或晚于今天），请核对。",
        "The date is before 1921 or after today. Check it.",
    )
    ROSTER_PROBLEM_DATE_COUNT = (
        "任职日期要么写一个，要么和职务逐个对应，用顿号隔开。",
        "Give one date of office, or one for each post, separated by 、.",
    )
    ROSTER_PROBLEM_POST_UNKNOWN = (
        "不认识职务“{post}”，可以填：{posts}。",
        "The post “{post}” is not known. Known posts: {posts}.",
    )
    ROSTER_PROBLEM_POST_PLACE_UNKNOWN = (
        "职务“{post}”所在的党组织没有找到或不止一个，请在括号里写出从上到下的全称。",
        "The organisation of the post “{post}” is not found or not unique. Write its full path in brackets.",
    )
    ROSTER_PROBLEM_LEAVING_UNKNOWN = ("异动只能填“转出”或留空。", "The column 异动 holds 转出 or nothing.")
    ROSTER_PROBLEM_LEAVING_STRANGER = (
        "名册里没有这个编号，不用转出，请核对编号或删除这一行。",
        "The roster has no such number to leave. Check it or delete the row.",
    )

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
    ROSTER_CHANGE_NEW = ("新增，{new}", "new, {new}")
    ROSTER_CHANGE_NAME = ("姓名由{old}改为{new}", "name {old} becomes {new}")
    ROSTER_CHANGE_STATUS = ("身份由{old}改为{new}", "status {old} becomes {new}")
    ROSTER_CHANGE_JOINED = ("入党日期由 {old} 改为 {new}", "joined {old} becomes {new}")
    ROSTER_CHANGE_MOVED = ("由{old}转到{new}", "moves from {old} to {new}")
    ROSTER_CHANGE_BACK = ("转入{new}", "comes to {new}")
    ROSTER_CHANGE_POST_BEGINS = ("任{new}", "begins as {new}")
    ROSTER_CHANGE_POST_ENDS = ("不再任{old}", "ends as {old}")
    ROSTER_CHANGE_POST_DATE = ("{new}的任职日期改为 {old}", "{new} since {old}")
    ROSTER_CHANGE_LEAVES = ("转出，历史记录保留，绑定的账号撤销", "leaves; history stays, accounts are revoked")
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
