"""What is said when something does not work out: the machine, questions, the library and pages."""

from __future__ import annotations

from bot.errors import ErrorCode
from bot.texts.pairs import Pair

ERRORS: dict[ErrorCode, Pair] = {
    ErrorCode.SETTINGS_UNKNOWN: Pair(
        "不认识的设置项：{names}。可能是拼写有误，请运行 zhibu settings 查看全部设置项，改正后再启动。",
        "Unknown settings: {names}. Perhaps a misspelling: run `zhibu settings` for the list, correct it and start again.",
    ),
    ErrorCode.SETTINGS_INVALID: Pair(
        "设置项的值不符合要求：{names}。请运行 zhibu settings 查看每项的含义，改正后再启动。",
        "These settings have a value that does not fit: {names}. Run `zhibu settings` for their meaning, correct them and start again.",
    ),
    ErrorCode.DATA_DIR_NOT_WRITABLE: Pair(
        "数据目录 {folder} 无法写入。请检查目录权限，或用 ZHIBU_DATA_DIR 指定另一个目录。",
        "The data folder {folder} cannot be written. Check its permissions or name another one in ZHIBU_DATA_DIR.",
    ),
    ErrorCode.DATABASE_UNREACHABLE: Pair(
        "连不上数据库。请确认数据库已经启动、ZHIBU_DATABASE__URL 填写正确，再运行 zhibu doctor 检查。",
        "The database does not answer. Make sure that it runs and that ZHIBU_DATABASE__URL is right, then run `zhibu doctor`.",
    ),
    ErrorCode.DATABASE_NEWER: Pair(
        "数据库是由更新版本的支部助手建立的，当前版本读不了。请升级支部助手，或改用另一个数据目录。",
        "The database was made by a newer release, which this one cannot read. Upgrade, or use another data folder.",
    ),
    ErrorCode.DATABASE_GONE: Pair(
        "数据库不见了，或者成了空的，这次没有办成，也没有另建空库顶替。请管理员先停止服务，用 zhibu restore 恢复备份或把数据库文件放回原处；确要从头开始的，用 ZHIBU_DATA_DIR 另选一个数据目录。",
        "The database is gone or empty. Nothing was done, and no empty one was made in its place. An administrator should stop the service and restore a backup with `zhibu restore`, or put the file back; to begin from nothing, name another folder in ZHIBU_DATA_DIR.",
    ),
    ErrorCode.DATABASE_DAMAGED: Pair(
        "数据库文件已经损坏，这次没有办成。请管理员停止服务，先把现有文件另存一份，再用 zhibu restore 恢复最近的备份。",
        "The database is damaged and this was not done. An administrator should stop the service, keep a copy of the files, and restore the latest backup with `zhibu restore`.",
    ),
    ErrorCode.DATABASE_BUSY: Pair(
        "数据库正忙，这次没有写入。请过一会儿再试一次。",
        "The database is busy and nothing was written. Please try again in a moment.",
    ),
    ErrorCode.DISK_FULL: Pair(
        "磁盘写满了，这次没有写入，已有的内容没有丢失。请管理员清理磁盘后再试。",
        "The disk is full: this was not written, and nothing that was there is lost. An administrator should make room, then try again.",
    ),
    ErrorCode.READ_ONLY: Pair(
        "数据目录或数据库是只读的，这次没有写入。请管理员检查磁盘和文件权限后再试。",
        "The data folder or the database is read-only and nothing was written. An administrator should check the disk and the permissions.",
    ),
    ErrorCode.KEY_UNREADABLE: Pair(
        "密钥文件 {file} 读不了或已损坏，没有启动。请从备份中恢复它；没有备份时可以移走它再启动，会生成新的，届时大屏要重新打开，未用的邀请码要重发。",
        "The key file {file} cannot be read or is damaged; nothing was started. Restore it from a backup; without one move it away and start again: a new one is made, walls have to be opened anew and unused invitation codes given out again.",
    ),
    ErrorCode.FOLDER_IN_USE: Pair(
        "数据目录 {folder} 正在使用中，这次没有做任何改动。恢复备份要单独进行：请先停掉支部助手服务和其他 zhibu 命令，等正在进行的恢复结束后再试。",
        "The data folder {folder} is in use; nothing was changed. A backup is restored alone: stop the service and other zhibu commands, wait for a restore that is under way, then try again.",
    ),
    ErrorCode.BACKUP_INSIDE: Pair(
        "备份不能放在数据目录 {folder} 里面，没有备份：目录一坏，备份也就没了。请把 {file} 改到另一块硬盘或另一台机器上。",
        "A backup cannot lie inside the data folder {folder}, for it would be lost with it; nothing was written. Put {file} on another disk or machine.",
    ),
    ErrorCode.NOTHING_TO_BACK_UP: Pair(
        "{folder} 里还没有数据库，没有可以备份的内容。请检查 ZHIBU_DATA_DIR 和 ZHIBU_DATABASE__URL 是否指向正在使用的数据。",
        "There is no database in {folder} yet, so nothing was backed up. Check that ZHIBU_DATA_DIR and ZHIBU_DATABASE__URL lead to the data in use.",
    ),
    ErrorCode.BACKUP_UNREADABLE: Pair(
        "{file} 读不了，或者不是支部助手的备份，没有做任何改动。请检查路径，并选用 zhibu backup 生成的文件。",
        "{file} cannot be read or is no backup of ours; nothing was changed. Check the path and take a file that `zhibu backup` wrote.",
    ),
    ErrorCode.BACKUP_DAMAGED: Pair(
        "备份 {file} 已损坏或被改动过（{part}），没有做任何改动。请换用另一份备份。",
        "The backup {file} is damaged or was altered ({part}); nothing was changed. Take another backup.",
    ),
    ErrorCode.BACKUP_NEWER: Pair(
        "备份 {file} 出自更新版本的支部助手，当前版本恢复不了，没有做任何改动。请先升级支部助手。",
        "The backup {file} was made by a newer release, which this one cannot restore; nothing was changed. Upgrade first.",
    ),
    ErrorCode.RESTORE_NOT_EMPTY: Pair(
        "数据目录 {folder} 或数据库里已有数据，没有恢复。请换一个空目录；确实要替换时加上 --replace，原有数据会另存在旁边。",
        "The data folder {folder} or the database holds data already; nothing was restored. Use an empty one, or add --replace: what is there is then kept beside.",
    ),
    ErrorCode.ANOTHER_WRITER: Pair(
        "另一个 zhibu 进程正在写入资料库（another zhibu process is writing）。请等它结束后再试。",
        "another zhibu process is writing to the library. Wait until it has finished, then try again.",
    ),
    ErrorCode.NOTHING_TO_READ: Pair(
        "在 {paths} 中没有找到文件。请检查路径是否正确。", "There is no file in {paths}. Check the path."
    ),
    ErrorCode.DOCUMENT_NOT_FOUND: Pair(
        "资料库中没有“{source}”。请运行 zhibu library list 查看现有文件的名称。",
        "The library has no “{source}”. Run `zhibu library list` for the names it has.",
    ),
    ErrorCode.NO_EARLIER_VERSION: Pair(
        "“{source}”没有更早的版本可以退回，资料库未作改动。",
        "“{source}” has no earlier version to return to; nothing was changed.",
    ),
    ErrorCode.UNEXPECTED: Pair(
        "出现了意外问题，这次操作没有完成。请把编号 {incident} 告诉维护人员，详细记录在 {log}。",
        "Something unexpected happened and this was not done. Tell the maintainer the number {incident}; details are in {log}.",
    ),
    ErrorCode.ANSWER_NOT_FOUND: Pair(
        "这条回答已经找不到了，评价没有保存。请重新提问后再评价。",
        "That answer can no longer be found, so the feedback was not kept. Please ask again first.",
    ),
    ErrorCode.BATCH_UNREADABLE: Pair(
        "问题文件 {file} 读不了。请确认文件存在，并且是 UTF-8 编码的 JSONL。",
        "The question file {file} cannot be read. Check that it exists and is JSONL in UTF-8.",
    ),
    ErrorCode.BATCH_LINE_BROKEN: Pair(
        "问题文件 {file} 第 {number} 行格式不对。每行应是一个 JSON 对象，至少含 question；改正后再运行。",
        "Line {number} of {file} is not a question. Each line must be a JSON object with at least `question`; mend it and run again.",
    ),
    ErrorCode.QUESTION_EMPTY: Pair(
        "没有看到问题。请写一句话，例如“预备期是多长时间”。", "There is no question. Please write one sentence."
    ),
    ErrorCode.TOO_LONG: Pair(
        "内容太长，最多 {limit} 字。请用一两句话写明要点后再试。",
        "That is too long: {limit} characters at most. Please put it in a sentence or two and try again.",
    ),
    ErrorCode.BODY_UNREADABLE: Pair(
        "没有看懂这次提交的内容。请刷新页面后再试。",
        "What was sent could not be read. Please reload the page and try again.",
    ),
    ErrorCode.BODY_TOO_LARGE: Pair(
        "提交的内容太大。请只写问题本身，不要粘贴整份文件。",
        "That is too much text. Please send the question alone, not a whole document.",
    ),
    ErrorCode.FOREIGN_ORIGIN: Pair(
        "这次提交来自别的网页，没有受理。请回到本页面操作。",
        "This came from another web page and was not accepted. Please use this site's own page.",
    ),
    ErrorCode.UNKNOWN_HOST: Pair(
        "这个网址没有登记，不能访问。请使用管理员给出的网址。",
        "This address is not one of ours. Please use the address your administrator gave you.",
    ),
    ErrorCode.BODY_TOO_SLOW: Pair(
        "网络太慢，内容没有传完，什么也没有写入。请换个网络再试一次。",
        "The network was too slow: not everything arrived and nothing was written. Please try again on another network.",
    ),
    ErrorCode.ANSWERS_BUSY: Pair(
        "现在提问的人很多，这个问题还没有轮到。请过几秒钟再问一次。",
        "Many people are asking right now and this question's turn has not come. Please ask again in a few seconds.",
    ),
    ErrorCode.TOO_MANY_REQUESTS: Pair(
        "操作太频繁了。请过几秒钟再试。", "Too many requests. Please try again in a few seconds."
    ),
    ErrorCode.PAGE_NOT_FOUND: Pair(
        "没有找到这个页面。请回到首页提问，或从资料库目录查找。",
        "There is no such page. Ask on the start page or look through the library.",
    ),
    ErrorCode.PASSAGE_NOT_FOUND: Pair(
        "没有找到这一条文，可能文件已经更新或下架。请从资料库目录查找现在的条文。",
        "There is no such article; its document may have been replaced or retired. Look for the present one in the library.",
    ),
    ErrorCode.METHOD_NOT_ALLOWED: Pair(
        "不能这样访问这个页面。请回到首页。", "This page cannot be used that way. Please go back to the start page."
    ),
    ErrorCode.PORT_BUSY: Pair(
        "端口 {port} 已被占用，可能支部助手已经在运行。请关掉占用它的程序，或用 --port 换一个端口。",
        "Port {port} is in use; perhaps Zhibu Assistant is running already. Stop what uses it, or choose another one with --port.",
    ),
    ErrorCode.HOST_UNUSABLE: Pair(
        "无法在 {host} 的端口 {port} 上启动网页服务。请检查 --host 和 --port 是否正确。",
        "The web server cannot listen on {host}, port {port}. Check --host and --port.",
    ),
    ErrorCode.EMBEDDINGS_UNREACHABLE: Pair(
        "连不上向量模型接口，没有完成。请检查 ZHIBU_EMBEDDINGS__BASE_URL 和网络后再试。",
        "The embeddings endpoint does not answer; this was not done. Check ZHIBU_EMBEDDINGS__BASE_URL and the network, then try again.",
    ),
    ErrorCode.INDEX_UNREADABLE: Pair(
        "检索索引读不出来，暂时无法检索。资料库本身没有丢失，请管理员运行 zhibu index rebuild 重建索引。",
        "The search index cannot be read, so nothing can be searched. The library itself is not lost; an administrator has to run zhibu index rebuild.",
    ),
    ErrorCode.SEARCH_INCOMPLETE: Pair(
        "检索现在不完整，没有查到不等于资料库里没有，所以这次不作回答。请稍后再问；一直这样的话，请管理员运行 zhibu doctor 查看原因。",
        "The search is incomplete at the moment: not found does not mean that the library holds nothing, so there is no answer. Ask again later; if it stays so, an administrator should run zhibu doctor.",
    ),
    ErrorCode.DEMO_FOREIGN_FOLDER: Pair(
        "数据目录 {folder} 不是演示建立的，演示没有启动，其中的内容没有改动。演示里谁都可以扮演任何人，只能用自己的目录：请去掉 ZHIBU_DATA_DIR，或指定一个空目录；正式使用请去掉 --demo。",
        "The data folder {folder} was not made by the demonstration, so it was not started and nothing was changed. Anybody can be anybody in it, so it keeps a folder of its own: unset ZHIBU_DATA_DIR or name an empty folder; for real use leave out --demo.",
    ),
    ErrorCode.DEMO_FOREIGN_DATABASE: Pair(
        "设了 ZHIBU_DATABASE__URL 或 ZHIBU_CHROMA__URL，演示没有启动。演示里谁都可以扮演任何人，只能用自己目录里的数据库：请去掉这两项设置；正式使用请去掉 --demo。",
        "ZHIBU_DATABASE__URL or ZHIBU_CHROMA__URL is set, so the demonstration was not started. Anybody can be anybody in it, so it keeps a database of its own: unset both; for real use leave out --demo.",
    ),
    ErrorCode.DEMO_ON_NETWORK: Pair(
        "演示里谁都可以扮演任何人，没有对网络开放，也没有启动。只在本机试用的，请去掉 --host 和 ZHIBU_WEB__ 开头的地址设置；确要给别人看的，请加 --demo-on-network，并且不要录入真实信息。",
        "Anybody can be anybody in the demonstration, so it was not opened to the network, and not started. To try it here, leave out --host and the ZHIBU_WEB__ addresses; to show it to others add --demo-on-network, and enter nothing real.",
    ),
    ErrorCode.DEMO_FOLDER: Pair(
        "数据目录 {folder} 是演示用的，里面的人和活动都是虚构的，没有启动。继续演示请加 --demo；正式使用请用 ZHIBU_DATA_DIR 另选一个数据目录。",
        "The data folder {folder} is the demonstration's, with invented people and activities; nothing was started. To go on with the demonstration add --demo; for real use name another folder in ZHIBU_DATA_DIR.",
    ),
    ErrorCode.SAMPLES_MISSING: Pair(
        "没有找到示例资料库（{folder}）。请从完整的安装目录运行，或去掉 --demo。",
        "The sample library ({folder}) is missing. Run from a complete installation, or leave out --demo.",
    ),
    ErrorCode.QUESTION_NOT_FOUND: Pair(
        "没有编号为 {number} 的待办问题。请运行 zhibu questions list 查看编号。",
        "There is no open question number {number}. Run zhibu questions list for the numbers.",
    ),
    ErrorCode.FILE_EXISTS: Pair(
        "{file} 已经存在，没有覆盖。请换一个文件名。",
        "{file} exists already and was not overwritten. Choose another name.",
    ),
    ErrorCode.FILE_UNWRITABLE: Pair(
        "{file} 写不进去。请检查目录是否存在、能否写入，再换一个位置试试。",
        "{file} cannot be written. Check that its folder exists and is writable, or choose another place.",
    ),
    ErrorCode.BENCH_NEEDS_CHECKOUT: Pair(
        "这项测试不随安装包提供，要在源码目录里运行。请取得本项目的源码，在源码目录里运行 make develop，再运行 .venv/bin/zhibu bench。",
        "This is no part of an installed package; it runs in the source checkout. Get the project's source, run make develop in its folder, then .venv/bin/zhibu bench.",
    ),
    ErrorCode.BENCH_NEEDS_PACKAGES: Pair(
        "还缺开发用的软件包，先是 {package}。请在源码目录 {folder} 里运行 make develop，再试一次。",
        "Development packages are missing, {package} to begin with. Run make develop in {folder} and try again.",
    ),
}
