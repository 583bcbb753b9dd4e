"""What is said when something does not work out: files given out and sheets taken back."""

from __future__ import annotations

from bot.errors import ErrorCode
from bot.texts.pairs import Pair

ERRORS: dict[ErrorCode, Pair] = {
    ErrorCode.TEMPLATE_BROKEN: Pair(
        "模板 {name} 用不了（{why}），没有导出。请按 zhibu activity templates 写出的样例改正，或先移走它改用自带模板。",
        "The template {name} cannot be used ({why}); nothing was exported. Mend it after the samples that zhibu activity templates writes, or move it away to use ours.",
    ),
    ErrorCode.EXPORT_TOO_LONG: Pair(
        "名单有 {count} 行，Word 表格最多 {limit} 行，没有导出。请改为导出 Excel（xlsx），或按支部、小组分别导出。",
        "The list has {count} lines and a Word table takes {limit}; nothing was exported. Export Excel (xlsx), or one branch or group at a time.",
    ),
    ErrorCode.YEAR_UNLIKELY: Pair(
        "{year} 年没有台账可以导出。请检查年份后再试。", "There is no ledger of {year}. Check the year and try again."
    ),
    ErrorCode.ORGANISATION_UNCLEAR: Pair(
        "叫这个名称的党组织不止一个：{places}。请改用前面的数字。",
        "More than one organisation has this name: {places}. Use the number before it.",
    ),
    ErrorCode.PAPER_FILE_MISSING: Pair(
        "读不到签到表文件 {file}。请检查路径和权限后再试。",
        "The sheet {file} cannot be read. Check its path and permissions and try again.",
    ),
    ErrorCode.PAPER_TOO_LARGE: Pair(
        "签到表文件超过 {limit} MB，没有导入。请只留签到表本身，去掉照片和其他工作表。",
        "The sheet is larger than {limit} MB and was not imported. Keep the sheet alone, without pictures.",
    ),
    ErrorCode.PAPER_TOO_MANY_ROWS: Pair(
        "签到表超过 {limit} 行，没有导入。请分成几个文件。",
        "The sheet has more than {limit} rows and was not imported. Split it into several files.",
    ),
    ErrorCode.PAPER_NOT_A_TABLE: Pair(
        "这个文件不是能读的表格，没有导入。请用导出的“签到表（填写用）”填写，保存为 .xlsx 或 .csv 后再导入。",
        "This file is no readable table and was not imported. Fill in the exported sheet, save it as .xlsx or .csv and try again.",
    ),
    ErrorCode.PAPER_OLD_EXCEL: Pair(
        "这是旧版 Excel 文件（.xls），没有导入。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
        "This is an old Excel file (.xls) and was not imported. Open it, save it as .xlsx and import that.",
    ),
    ErrorCode.PAPER_ENCRYPTED: Pair(
        "签到表文件设有密码，打不开。请去掉密码后再导入。",
        "The sheet is protected by a password. Remove it and import again.",
    ),
    ErrorCode.PAPER_NOT_TEXT: Pair(
        "签到表文件的文字编码认不出来。请另存为 .xlsx，或 UTF-8 编码的 CSV 后再导入。",
        "The sheet's encoding is not known. Save it as .xlsx or as UTF-8 CSV and import again.",
    ),
    ErrorCode.PAPER_EMPTY: Pair(
        "签到表里没有人员，没有改动。请在表头下面逐行填写后再导入。",
        "The sheet names nobody; nothing was changed. Fill in rows below the header and import again.",
    ),
    ErrorCode.PAPER_NO_HEADER: Pair(
        "没有找到表头，没有导入。前二十行里要有一行同时写着“姓名”和“签到”，最好也有“编号”。",
        "There is no header, so nothing was imported. One of the first twenty rows must hold 姓名 and 签到, and best also 编号.",
    ),
    ErrorCode.PAPER_ROWS_WRONG: Pair(
        "签到表有 {count} 处错误，一行也没有写入。请按提示改正后重新导入。",
        "The sheet has {count} mistakes, so no row was written. Mend them as told and import again.",
    ),
}
