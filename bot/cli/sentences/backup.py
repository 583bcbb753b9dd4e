"""What zhibu backup and zhibu restore say."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class BackupText(Sentence):
    """Sentences of backups."""

    HELP_BACKUP = (
        "把数据库、模板和密钥备份成一个文件，服务不必停。",
        "Back up database, templates and key into one file; the service goes on.",
    )
    HELP_RESTORE = (
        "从备份恢复到数据目录和数据库。恢复前先停掉服务。",
        "Restore a backup into data folder and database. Stop the service first.",
    )
    HELP_FILE = ("备份文件，通常以 .zip 结尾。", "The backup, a .zip file.")
    HELP_FORCE = ("文件已存在时替换它。", "Replace the file when it is there.")
    HELP_CHECK = (
        "不备份，只核对这份备份：校验每个字节，并把数据读回一遍，不改动任何东西。",
        "Write nothing: check this backup's every byte and read its data back, changing nothing.",
    )
    HELP_REPLACE = (
        "替换现有数据；现有数据另存在旁边。",
        "Replace the data that is there; it is kept beside.",
    )
    HELP_INDEX = (
        "恢复后是否重建检索索引；不重建就还不能检索。",
        "Whether to make the search indexes anew afterwards; without them nothing can be searched.",
    )
    TAKING = ("正在备份", "Backing up")
    TAKEN = (
        "已备份到 {file}，{size}，数据截至 {made_at}（{database}）：{tables} 张表共 {rows} 行，其中党员 {members} 人、活动 {activities} 项；另有 {files} 个文件（模板、密钥等）。",
        "Backed up to {file}, {size}, as of {made_at} ({database}): {tables} tables with {rows} rows, {members} members and {activities} activities among them; and {files} files (templates, key and the like).",
    )
    LEFT_OUT = (
        "不在其中：检索索引（恢复时重建）、日志、环境变量里的设置（令牌、密钥请另行保管）。",
        "Not in it: search indexes (made anew by a restore), logs, settings in the environment (keep tokens and keys elsewhere).",
    )
    KEEP = (
        "备份里有姓名和出勤记录，还有打开它们的密钥，请按台账保管，并另存到别的机器。核对：zhibu backup --check {file}",
        "It holds names, attendance and the key to them: keep it as you keep registers, on another machine. To check it: zhibu backup --check {file}",
    )
    CHECKED = (
        "备份 {file} 完好，{size}，由 {product} 版备份，数据截至 {made_at}（{database}）：校验无误，{tables} 张表共 {rows} 行已全部读回，其中党员 {members} 人、活动 {activities} 项；文件 {files} 个。",
        "The backup {file} is sound, {size}, made by release {product} as of {made_at} ({database}): checksums agree, all {rows} rows of {tables} tables were read back, {members} members and {activities} activities among them; {files} files.",
    )
    RESTORED = (
        "已恢复到 {made_at} 的数据：{rows} 行，{files} 个文件。",
        "Restored the data of {made_at}: {rows} rows, {files} files.",
    )
    OLD_FOLDER = (
        "原有的文件保存在 {folder}，确认无误后可以删除。",
        "The files of before are kept in {folder}; delete them once all is well.",
    )
    OLD_SCHEMA = (
        "原有的数据表保存在数据库的模式 {schema} 中，确认无误后可以删除。",
        "The tables of before are kept in the database's schema {schema}; drop it once all is well.",
    )
    INDEXING = (
        "正在重建检索索引；如果中断，请运行 zhibu index rebuild。",
        "The search indexes are being made anew; if that is cut short, run zhibu index rebuild.",
    )
    INDEX_LEFT = (
        "检索索引没有重建，现在还不能检索。请运行 zhibu index rebuild。",
        "The search indexes were not made, so nothing can be searched yet. Run zhibu index rebuild.",
    )
    HELP_UPGRADE = (
        "换上新版本后，把数据库更新到新版本的表结构。更新前先停掉服务。",
        "After a new release: bring the database to its schema. Stop the service first.",
    )
    HELP_UPGRADE_BACKUP = ("更新前先备份到这个文件。", "Back up into this file first.")
    UPGRADE_NONE = (
        "数据库的表结构已是最新（{after}），不用更新。",
        "The database has the newest schema ({after}); there is nothing to do.",
    )
    UPGRADING = (
        "数据库的表结构将从 {before} 更新到 {after}，在一个事务里完成，中断则保持原样。SQLite 数据库会先在数据目录的 {copies} 里留一份副本；PostgreSQL 请用 --backup 先备份。",
        "The schema goes from {before} to {after}, in one transaction: cut short, it stays as it is. An SQLite database is copied into {copies} of the data folder first; of PostgreSQL take a backup with --backup.",
    )
    UPGRADED = (
        "已更新到 {after}。请运行 zhibu doctor 检查，再启动服务。",
        "The database has the schema {after}. Run zhibu doctor, then start the service.",
    )
    READY = (
        "检索索引已重建，共 {passages} 条。现在可以启动服务：zhibu serve",
        "The search indexes are made anew: {passages} passages. The service can start now: zhibu serve",
    )
