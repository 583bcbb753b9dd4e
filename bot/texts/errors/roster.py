"""What is said when something does not work out: roster files."""

from __future__ import annotations

from bot.errors import ErrorCode
from bot.texts.pairs import Pair

ERRORS: dict[ErrorCode, Pair] = {
    ErrorCode.ROSTER_FILE_MISSING: Pair(
        "读不到名册文件 {file}。请检查路径和权限后再试。",
        "The roster file {file} cannot be read. Check its path and permissions, then try again.",
    ),
    ErrorCode.ROSTER_TOO_LARGE: Pair(
        "名册文件超过 {limit} MB，没有导入。请只留名册本身，去掉图片和其他工作表，或分成几个文件。",
        "The roster file is larger than {limit} MB and was not imported. Keep the roster alone, without pictures, or split it.",
    ),
    ErrorCode.ROSTER_TOO_MANY_ROWS: Pair(
        "名册超过 {limit} 行，没有导入。请分成几个文件。",
        "The roster has more than {limit} rows and was not imported. Split it into several files.",
    ),
    ErrorCode.ROSTER_NOT_A_TABLE: Pair(
        "这个文件不是能读的表格，可能已损坏或改过扩展名。请另存为 .xlsx 或 .csv 后再导入，样表可用 zhibu roster template 取得。",
        "This file is no readable table; it may be damaged or misnamed. Save it as .xlsx or .csv, or start from zhibu roster template.",
    ),
    ErrorCode.ROSTER_OLD_EXCEL: Pair(
        "这是旧版 Excel 文件（.xls）。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
        "This is an old Excel file (.xls). Open it, save it as .xlsx and import that.",
    ),
    ErrorCode.ROSTER_ENCRYPTED: Pair(
        "名册文件设有密码，打不开。请去掉密码后再导入。",
        "The roster file is protected by a password. Remove it and import again.",
    ),
    ErrorCode.ROSTER_NOT_TEXT: Pair(
        "名册文件的文字编码认不出来。请另存为 UTF-8 编码的 CSV，或另存为 .xlsx 后再导入。",
        "The roster file's encoding is not known. Save it as UTF-8 CSV or as .xlsx and import again.",
    ),
    ErrorCode.ROSTER_EMPTY: Pair(
        "名册里没有党员，没有改动。请在表头下面逐行填写后再导入。",
        "The roster holds no member; nothing was changed. Fill in rows below the header and import again.",
    ),
    ErrorCode.ROSTER_NO_HEADER: Pair(
        "没有找到表头。前十行里要有一行写着：{columns}。样表可用 zhibu roster template 取得。",
        "There is no header. One of the first ten rows must name: {columns}. zhibu roster template gives a sample.",
    ),
    ErrorCode.ROSTER_ROWS_WRONG: Pair(
        "名册有 {count} 处错误，一行也没有写入。请按提示改正后重新导入。",
        "The roster has {count} mistakes, so no row was written. Mend them as told and import again.",
    ),
    ErrorCode.ROSTER_NOTHING_TO_UNDO: Pair(
        "没有可以撤回的导入，名册没有改动。", "There is no import to take back. The roster was not changed."
    ),
    ErrorCode.ROSTER_IN_USE: Pair(
        "最近一次导入已经有后续记录（例如签到表、绑定的账号），不能撤回，名册没有改动。请改用新的名册文件更正。",
        "Later records depend on the last import (a register or a bound account, for example), so it stays. Correct it with a new file.",
    ),
}
