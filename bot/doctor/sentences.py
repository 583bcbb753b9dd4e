"""What zhibu doctor says."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class DoctorText(Sentence):
    """Findings, each with what to do about it."""

    PYTHON = ("Python {version}", "Python {version}")
    PYTHON_OLD = (
        "Python {version} 过旧。请安装 Python 3.11 或更高版本，再运行 make install。",
        "Python {version} is too old. Install Python 3.11 or newer and run `make install`.",
    )
    DATA_DIR = ("数据目录 {folder} 可以写入", "the data folder {folder} can be written")
    DATA_DIR_CLOSED = (
        "数据目录 {folder} 无法写入。请检查权限，或用 ZHIBU_DATA_DIR 指定另一个目录。",
        "The data folder {folder} cannot be written. Check its permissions or name another one in ZHIBU_DATA_DIR.",
    )
    MODES = ("数据目录只有运行本服务的用户能读写", "the data folder is its owner's alone")
    MODES_OPEN = (
        "数据目录 {folder} 中有 {count} 处可以被本机其他用户读写，其中有名册和考勤。请运行 chmod -R go-rwx {folder}；不允许的，先用 chown 改归运行本服务的用户所有。",
        "{count} things in the data folder {folder} can be read or written by other users of this machine; there are names and attendance among them. Run `chmod -R go-rwx {folder}`; where that is refused, make it the service's user's with `chown` first.",
    )
    KEY = ("密钥文件可用", "the key file is there")
    KEY_NONE = ("还没有密钥文件，第一次运行时建立", "there is no key file yet; the first run makes it")
    KEY_GONE = (
        "密钥文件 secret.key 不见了，下次运行会生成新的：大屏要重新打开，未用的邀请码要重发。要保住它们，请先停止服务，从备份中恢复 secret.key。",
        "The key file secret.key is gone; the next run makes a new one: walls have to be opened anew and unused invitation codes given out again. To keep them, stop the service first and restore secret.key from a backup.",
    )
    KEY_DAMAGED = (
        "密钥文件 {file} 读不了或已损坏，服务无法启动。请用 zhibu restore 恢复备份；没有备份时把它移走，会生成新的，届时大屏要重新打开，未用的邀请码要重发。",
        "The key file {file} cannot be read or is damaged, and the service does not start. Restore a backup with `zhibu restore`; without one move it away: a new one is made, walls have to be opened anew and unused invitation codes given out again.",
    )
    DISK = ("磁盘剩余 {free_gb} GB", "{free_gb} GB of disk free")
    DISK_LOW = (
        "磁盘只剩 {free_gb} GB。请清理磁盘，至少留出 2 GB。",
        "Only {free_gb} GB of disk free. Make room, at least 2 GB.",
    )
    DISK_FULL = (
        "磁盘已满（剩余 {free_gb} GB），什么都写不进去。请清理磁盘，至少留出 2 GB；已有的内容没有丢失，清理后不必重启。",
        "The disk is full ({free_gb} GB free): nothing can be written. Make room, at least 2 GB; nothing is lost and no restart is needed.",
    )
    WRITER_NONE = ("没有别的程序在写资料库", "no other process is writing to the library")
    WRITER = (
        "进程 {pid} 正在写资料库，现在不能导入或重建。请等它结束；确认它已经卡住的，结束该进程（kill {pid}），占用随即解除。",
        "Process {pid} is writing to the library: nothing can be ingested or rebuilt now. Wait for it; if it hangs, end it (`kill {pid}`), which frees the library.",
    )
    ZONE = ("本机时区与北京时间一致", "the machine keeps Beijing time")
    ZONE_OTHER = (
        "本机时区是 UTC{offset}，界面和记录仍按北京时间",
        "the machine keeps UTC{offset}; pages and records show Beijing time all the same",
    )
    CALENDAR = ("节假日和调休安排到 {year} 年", "working days are known up to {year}")
    CALENDAR_OLD = (
        "节假日和调休安排只到 {year} 年，之后的系列活动不会避开节假日。国务院办公厅通知发布后，请升级支部助手（chinese-calendar）。",
        "Working days are known up to {year} only; series after that do not avoid holidays. Upgrade (chinese-calendar) once the State Council's notice is out.",
    )
    CLOCK = ("系统时间不早于已有的记录", "the clock is not behind what is recorded")
    CLOCK_BEHIND = (
        "系统时间（UTC {now}）早于最近的记录（UTC {newest}），签到、期限会算错。请校准系统时间（timedatectl set-ntp true），再重新启动服务。",
        "The clock (UTC {now}) is behind the newest record (UTC {newest}); check-ins and terms go wrong. Set it right (`timedatectl set-ntp true`), then start the service again.",
    )
    DATABASE = ("数据库可用，表结构是最新的", "the database answers and its schema is the newest")
    DATABASE_NONE = (
        "还没有数据库，第一次运行 zhibu ingest 或 zhibu serve 时建立",
        "there is no database yet; the first `zhibu ingest` or `zhibu serve` makes it",
    )
    DATABASE_GONE = (
        "数据库（{place}）不见了或者成了空的，而这个数据目录原来有数据库。服务不会另建空库。请停止服务，用 zhibu restore 恢复备份，或把数据库文件放回原处；确要从头开始的，用 ZHIBU_DATA_DIR 另选一个数据目录。",
        "The database ({place}) is gone or empty, though this folder has had one. No empty one is made. Stop the service and restore a backup with `zhibu restore`, or put the file back; to begin from nothing, name another folder in ZHIBU_DATA_DIR.",
    )
    DATABASE_DAMAGED = (
        "数据库（{place}）已经损坏。请停止服务，先把现有文件另存一份，再用 zhibu restore 恢复最近的备份。",
        "The database ({place}) is damaged. Stop the service, keep a copy of the files, and restore the latest backup with `zhibu restore`.",
    )
    DATABASE_CLOSED = (
        "数据库文件 {place} 不能读写。请用 ls -l 检查它的属主和权限，改归运行本服务的用户所有。",
        "The database file {place} cannot be read and written. Check its owner and mode with `ls -l`; it must belong to the user who runs the service.",
    )
    DATABASE_BUSY = (
        "数据库被另一个程序长时间占用，未能检查。请找出并结束占用它的程序（fuser {place}），再运行 zhibu doctor。",
        "Another program has kept the database for long, so it could not be checked. Find and end it (`fuser {place}`), then run `zhibu doctor` again.",
    )
    DATABASE_NEWER = (
        "数据库是由更新版本的支部助手建立的，这一版读不了，数据没有损坏。请安装新版本，或用 zhibu restore 恢复这一版做的备份。",
        "The database was made by a newer release, which this one cannot read; nothing is damaged. Install the newer release, or restore a backup made by this one.",
    )
    DATABASE_BEHIND = (
        "数据库的表结构是旧版本的，数据没有损坏。下次运行 zhibu ingest 或 zhibu serve 时会自动更新。",
        "The database's schema is of an older release; nothing is damaged. The next `zhibu ingest` or `zhibu serve` upgrades it.",
    )
    DATABASE_DOWN = (
        "连不上数据库。请确认数据库已经启动、ZHIBU_DATABASE__URL 填写正确。",
        "The database does not answer. Make sure that it runs and that ZHIBU_DATABASE__URL is right.",
    )
    EMBEDDINGS = ("向量模型可用（{model}）", "the embedding model works ({model})")
    EMBEDDINGS_CHANGED = (
        "自带向量模型与本版本登记的不一致。请运行 make install 重新安装，再运行 zhibu index rebuild。",
        "The bundled embedding model is not the one of this release. Run `make install`, then `zhibu index rebuild`.",
    )
    EMBEDDINGS_BROKEN = (
        "向量模型无法加载。请检查 ZHIBU_EMBEDDINGS__ 开头的设置；没有设置的，请运行 make install 重新安装。",
        "The embedding model does not load. Check the ZHIBU_EMBEDDINGS__ settings; without any, run `make install` again.",
    )
    EMBEDDINGS_DOWN = (
        "向量模型接口不可用，目前只按词语检索，也不能导入文件。请检查 ZHIBU_EMBEDDINGS__BASE_URL、密钥和网络。",
        "The embeddings endpoint does not work: the search goes by words alone and nothing can be ingested. Check ZHIBU_EMBEDDINGS__BASE_URL, the key and the network.",
    )
    CHROMA = ("Chroma 可用", "Chroma answers")
    CHROMA_NONE = ("还没有索引，导入第一份文件时建立", "there is no index yet; the first document makes it")
    CHROMA_UNKNOWN = (
        "磁盘已满，未能检查 Chroma。请先清理磁盘，再运行 zhibu doctor。",
        "Chroma could not be checked on a full disk. Make room, then run `zhibu doctor` again.",
    )
    CHROMA_DOWN = (
        "连不上 Chroma 服务器，暂时不能导入文件，回答不受影响。请确认服务器已经启动、ZHIBU_CHROMA__URL 填写正确。",
        "The Chroma server does not answer: nothing can be ingested, answers go on. Make sure that it runs and that ZHIBU_CHROMA__URL is right.",
    )
    CHROMA_DAMAGED = (
        "Chroma 的数据读不出来，暂时不能导入文件，回答不受影响。请运行 zhibu index rebuild。",
        "Chroma's data cannot be read: nothing can be ingested, answers go on. Run `zhibu index rebuild`.",
    )
    INDEX = ("索引与资料库一致，共 {passages} 条", "the index agrees with the library, {passages} passages")
    INDEX_BEHIND = (
        "索引与资料库不一致：缺 {missing} 条，多 {extra} 条，回答不完整。请运行 zhibu index rebuild。",
        "The index does not agree with the library: {missing} missing, {extra} too many. Run `zhibu index rebuild`.",
    )
    INDEX_UNREADABLE = (
        "索引读不出来或缺失，回答不完整。资料库本身没有丢失，请运行 zhibu index rebuild。",
        "The index is missing or cannot be read, so answers are incomplete. The library itself is not lost: run `zhibu index rebuild`.",
    )
    INDEX_UNKNOWN = (
        "数据库或向量模型不可用，未能检查索引。请先排除上面的故障。",
        "The index could not be checked. See to the failures above first.",
    )
    OCR = ("扫描识别模型齐备", "the OCR models are there")
    OCR_MISSING = (
        "扫描识别模型缺失，扫描件暂时无法导入。请运行 make install 重新安装。",
        "The OCR models are missing, so scans cannot be ingested. Run `make install` again.",
    )
    LLM = ("语言模型接口可用", "the language model answers")
    LLM_OFF = (
        "未设置语言模型，用条文原句作答",
        "no language model set: answers are made of the articles' own sentences",
    )
    LLM_DOWN = (
        "连不上语言模型接口，目前改用条文原句作答。请检查 ZHIBU_LLM__BASE_URL 和网络。",
        "The language model does not answer; answers are made of the articles' own sentences. Check ZHIBU_LLM__BASE_URL and the network.",
    )
    LLM_KEY_REFUSED = (
        "语言模型接口不认这个密钥，目前改用条文原句作答。请核对 ZHIBU_LLM__API_KEY。",
        "The language model's endpoint refuses the key; answers are made of the articles' own sentences. Check ZHIBU_LLM__API_KEY.",
    )
    LLM_MODEL_UNKNOWN = (
        "语言模型接口没有名为“{model}”的模型，目前改用条文原句作答。请把 ZHIBU_LLM__MODEL 改为它有的：{known}。",
        "The language model's endpoint has no model “{model}”; answers are made of the articles' own sentences. Set ZHIBU_LLM__MODEL to one it has: {known}.",
    )
    ADDRESS = ("大家访问的网址 {address} 可以打开", "the address people type, {address}, answers")
    ADDRESS_OFF = ("只在本机使用，未设置访问网址", "used on this machine alone; no public address is set")
    ADDRESS_UNSET = (
        "服务对网络开放，但没有设置大家访问的网址，邀请链接和二维码用不了。请设置 ZHIBU_WEB__PUBLIC_URL。",
        "The service is open to the network, but no public address is set, so invitation links and QR codes cannot be made. Set ZHIBU_WEB__PUBLIC_URL.",
    )
    ADDRESS_UNREACHABLE = (
        "网址 {address} 打不开，或者打开的不是本服务。请先确认服务已经启动，再检查 ZHIBU_WEB__PUBLIC_URL、域名解析和反向代理。",
        "{address} does not answer, or something else answers there. Make sure that the service runs, then check ZHIBU_WEB__PUBLIC_URL, the name and the reverse proxy.",
    )
    ADDRESS_PLAIN = (
        "网址 {address} 没有加密，同一网络中的人能看到登录凭据。请在反向代理上启用 HTTPS（见 docs/operations.md），再把 ZHIBU_WEB__PUBLIC_URL 改为 https://。",
        "{address} is not encrypted: others on the network can read who signs in. Turn on HTTPS at the reverse proxy (docs/operations.md) and set ZHIBU_WEB__PUBLIC_URL to https://.",
    )
    TELEGRAM = ("已接入 Telegram：@{name}", "Telegram answers: @{name}")
    TELEGRAM_OFF = ("未设置 Telegram 令牌，只用网页", "no Telegram token set: the web page alone")
    TELEGRAM_TOKEN = (
        "Telegram 不认这个令牌。请向 @BotFather 核对，改正 ZHIBU_TELEGRAM__TOKEN 后重新启动；设了 ZHIBU_TELEGRAM__BASE_URL 的，也核对这个地址。",
        "Telegram refuses the token. Check it with @BotFather, correct ZHIBU_TELEGRAM__TOKEN and start again; where ZHIBU_TELEGRAM__BASE_URL is set, check that too.",
    )
    TELEGRAM_UNREACHABLE = (
        "连不上 Telegram，网页照常可用。请检查网络；要经代理的，设置 ZHIBU_TELEGRAM__PROXY。",
        "Telegram cannot be reached; the web page works. Check the network; where a proxy is needed, set ZHIBU_TELEGRAM__PROXY.",
    )
    TELEGRAM_STRANGE = (
        "ZHIBU_TELEGRAM__BASE_URL 指向的不是 Telegram 的 Bot API，网页照常可用。请改正这个地址，或去掉它改用官方地址。",
        "What answers at ZHIBU_TELEGRAM__BASE_URL is not Telegram's Bot API; the web page works. Correct the address, or unset it for the official one.",
    )
    TELEGRAM_WEBHOOK_OTHER = (
        "@{name} 的消息被送往另一个地址 {address}：别的程序在用同一个令牌，或者本服务还没有启动。请停用那个程序，再启动本服务；两处都要用的，请另建一个机器人。",
        "Messages for @{name} go to another address, {address}: another program uses this token, or this service has not been started. Stop that program and start this service; two services need two bots.",
    )
    TELEGRAM_WEBHOOK_NONE = (
        "设了 ZHIBU_TELEGRAM__WEBHOOK_URL，但 @{name} 没有登记推送地址。请启动本服务，它会自动登记；已经启动的，请重新启动。",
        "ZHIBU_TELEGRAM__WEBHOOK_URL is set, but @{name} has no webhook. Start this service, which sets it; restart it where it runs.",
    )
    TELEGRAM_WEBHOOK_FAILING = (
        "Telegram 送不到 ZHIBU_TELEGRAM__WEBHOOK_URL（{reason}）。请检查该地址能否从公网打开、证书是否有效。",
        "Telegram cannot deliver to ZHIBU_TELEGRAM__WEBHOOK_URL ({reason}). Check that the address can be opened from outside and that its certificate is valid.",
    )
    TELEGRAM_CONFLICT = (
        "另一个程序在用 @{name} 的同一个令牌收消息，成员的消息会随机落到其中一处。请停用那个程序，或向 @BotFather 换一个令牌。",
        "Another program fetches messages with the token of @{name}: they reach one of the two at random. Stop that program, or get a new token from @BotFather.",
    )
