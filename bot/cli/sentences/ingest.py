"""What zhibu ingest says."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Pair, Sentence
from ingest.model import RefusalCode
from ingest.refresh.report import IngestOutcome
from ingest.refresh.usecases import SAME_NAME


@unique
class IngestText(Sentence):
    """Sentences of an ingest."""

    PROGRESS = ("正在读取 {source}", "Reading {source}")
    RECOGNISING = ("正在识别扫描页", "Recognising pages")
    INDEXING = ("正在建立索引", "Indexing")
    LINE = (
        "{outcome}　{source}：{regulations} 部规定，{articles} 条，用时 {seconds} 秒{flags}{replaced}",
        "{outcome}  {source}: {regulations} regulations, {articles} articles, {seconds} s{flags}{replaced}",
    )
    REPLACED = (
        "；取代了 {day} 导入的同名文件（《{title}》{number}）",
        "; takes the place of the file of this name ingested on {day} ({title} {number})",
    )
    ANOTHER = (
        "。请注意：标题和文号都与原文件不同。如果是另一份文件，请改名后重新导入，并用 zhibu library rollback {source} 恢复原文件",
        ". Note: title and number are both others. If it is another document, ingest it under another name and take the former back with zhibu library rollback {source}",
    )
    REFUSED = ("{outcome}　{source}：{reason}", "{outcome}  {source}: {reason}")
    SUMMARY = (
        "共 {total} 个文件：新增 {added}，更新 {replaced}，未变 {unchanged}，未收 {refused}。",
        "{total} files: {added} added, {replaced} replaced, {unchanged} unchanged, {refused} refused.",
    )


OUTCOMES: dict[IngestOutcome, Pair] = {
    IngestOutcome.ADDED: Pair("新增", "added"),
    IngestOutcome.UNCHANGED: Pair("未变", "unchanged"),
    IngestOutcome.REPLACED: Pair("更新", "replaced"),
    IngestOutcome.REFUSED: Pair("未收", "refused"),
}


REFUSALS: dict[str, Pair] = {
    RefusalCode.EMPTY: Pair(
        "文件是空的。请确认上传的是完整文件后重新导入。",
        "The file is empty. Make sure that it is complete and ingest it again.",
    ),
    RefusalCode.TOO_LARGE: Pair(
        "文件过大（{detail}）。请拆分成几个文件，或只保留正文后重新导入。",
        "The file is too large ({detail}). Split it, or keep only its text, and ingest it again.",
    ),
    RefusalCode.UNSUPPORTED: Pair(
        "不支持这种格式（{detail}）。请另存为 docx、pdf、txt、md、html 或 ofd 后重新导入。",
        "This format is not supported ({detail}). Save it as docx, pdf, txt, md, html or ofd and ingest it again.",
    ),
    RefusalCode.OLD_WORD: Pair(
        "这是旧版 Word 文件（.doc）。请用 Word 或 WPS 打开，另存为 .docx 后重新导入。",
        "This is an old Word file (.doc). Open it in Word or WPS, save it as .docx and ingest it again.",
    ),
    RefusalCode.DAMAGED: Pair(
        "文件已损坏，打不开。请向提供单位重新索取一份完整的文件。",
        "The file is damaged. Ask whoever supplied it for a complete copy.",
    ),
    RefusalCode.ENCRYPTED: Pair(
        "文件设有密码。请去掉密码后重新导入。", "The file has a password. Remove the password and ingest it again."
    ),
    RefusalCode.ZIP_BOMB: Pair(
        "文件解压后大得不正常，可能有害，没有导入。请核实文件来源。",
        "Unpacked, the file is abnormally large and may do harm, so it was left out. Check where it came from.",
    ),
    RefusalCode.WRONG_EXTENSION: Pair(
        "文件内容与扩展名不符（{detail}）。请改成正确的扩展名后重新导入。",
        "The content does not match the extension ({detail}). Give it the right extension and ingest it again.",
    ),
    RefusalCode.UNDECODABLE: Pair(
        "文件的文字编码无法识别。请另存为 UTF-8 编码后重新导入。",
        "The text encoding is not recognised. Save the file as UTF-8 and ingest it again.",
    ),
    RefusalCode.NO_TEXT: Pair(
        "文件中没有识别出文字。如果是扫描件，请换一份更清晰的扫描件重新导入。",
        "No text was found. If it is a scan, ingest a clearer one.",
    ),
    RefusalCode.SECRET: Pair(
        "文件带有密级标志（{detail}），按保密规定不得导入。请立即从本机移走，按保密要求处理。",
        "The file carries a secrecy marking ({detail}) and must not enter. Remove it from this machine as the secrecy rules require.",
    ),
    RefusalCode.UNREADABLE: Pair(
        "文件读取失败（{detail}）。请检查文件能否正常打开；如果能打开，请把文件名告诉维护人员。",
        "The file could not be read ({detail}). Check that it opens; if it does, tell the maintainer its name.",
    ),
    RefusalCode.UNEXPECTED: Pair(
        "读取这个文件时出现了意外问题（编号 {detail}），其余文件照常导入。详细情况已写入日志，请把编号告诉维护人员。",
        "Something unexpected went wrong with this file (incident {detail}); the others are read as usual. The log has the details: give the maintainer the number.",
    ),
    RefusalCode.TOO_SLOW: Pair(
        "读取超过 {detail} 秒，已停止，其余文件照常导入。请确认文件来源正常；如果文件特别大，请拆分后重新导入。",
        "Reading took more than {detail} seconds and was stopped; the others are read as usual. Make sure where the file comes from; split it if it is very large.",
    ),
    RefusalCode.TOO_MUCH_MEMORY: Pair(
        "读取时占用内存过多，已停止，其余文件照常导入。请确认文件来源正常；如果文件特别大，请拆分后重新导入。",
        "Reading took too much memory and was stopped; the others are read as usual. Make sure where the file comes from; split it if it is very large.",
    ),
    RefusalCode.READER_DIED: Pair(
        "读取程序被这个文件弄得异常退出，文件没有导入，其余文件照常导入。请确认文件来源正常，或另存一份后重新导入。",
        "The reader broke down over this file, which was left out; the others are read as usual. Make sure where it comes from, or save it anew and ingest that.",
    ),
    RefusalCode.BAD_NAME: Pair(
        "文件名的编码无法识别，没有导入。请给文件改名后重新导入。",
        "The encoding of the file's name is not recognised. Give it another name and ingest it again.",
    ),
    RefusalCode.OUTSIDE_LINK: Pair(
        "这是指向文件夹以外的链接，没有读取。确需导入时，请直接指定原文件。",
        "This is a link that leads out of the folder, and was not followed. To ingest the file, name it itself.",
    ),
    SAME_NAME: Pair(
        "同一批中已有另一个同名文件，内容不同。请给其中一个改名后重新导入。",
        "Another file of this batch has the same name and other content. Rename one of them and ingest it again.",
    ),
}
