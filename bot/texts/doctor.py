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
    DISK = ("磁盘剩余 {free_gb} GB", "{free_gb} GB of disk free")
    DISK_LOW = (
        "磁盘只剩 {free_gb} GB。请清理磁盘，至少留出 2 GB。",
        "Only {free_gb} GB of disk free. Make room, at least 2 GB.",
    )
    DATABASE = ("数据库可用，表结构是最新的", "the database answers and its schema is the newest")
    DATABASE_BEHIND = (
        "数据库的表结构还不是最新的。下次运行 zhibu ingest 或 zhibu serve 时会自动更新。",
        "The database's schema is not the newest. The next `zhibu ingest` or `zhibu serve` upgrades it.",
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
    CHROMA = ("Chroma 可用", "Chroma answers")
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
