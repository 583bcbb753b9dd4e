"""What zhibu library says."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class LibraryText(Sentence):
    """Sentences of the library at the machine."""

    LIBRARY_EMPTY = (
        "资料库里还没有文件。请用 zhibu ingest 加文件或文件夹的路径来导入。",
        "The library has no documents yet. Add files or folders with `zhibu ingest PATH`.",
    )
    LIBRARY_COUNT = (
        "共 {documents} 个文件，{regulations} 部规定，{passages} 条。",
        "{documents} documents, {regulations} regulations, {passages} passages.",
    )
    LIBRARY_ROLLED_BACK = ("“{source}”已退回到第 {version} 版。", "“{source}” is back at version {version}.")
    LIBRARY_RETIRED = (
        "“{source}”已下架，不再用于回答；需要恢复时，请运行 zhibu library rollback。",
        "“{source}” is retired and no longer used in answers; `zhibu library rollback` brings it back.",
    )
    LIBRARY_IS_RETIRED = ("“{source}”已下架，目前没有在用的版本。", "“{source}” is retired and has no version in use.")
    COLUMN_SOURCE = ("文件", "file")
    COLUMN_VERSION = ("版本", "version")
    COLUMN_STATE = ("状态", "state")
    COLUMN_REGULATIONS = ("规定", "regulations")
    COLUMN_PASSAGES = ("条文", "passages")
    COLUMN_FLAGS = ("存疑", "doubts")
    COLUMN_TITLE = ("名称", "title")
    COLUMN_STATUS = ("效力", "status")
    COLUMN_EFFECTIVE = ("施行日期", "effective")
    COLUMN_LABELS = ("条目", "labels")
    COLUMN_CHAIN = ("历次版本", "versions")
    STATE_ACTIVE = ("在用", "in use")
    STATE_RETIRED = ("已下架", "retired")
