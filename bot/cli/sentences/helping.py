"""What zhibu --help says of commands and their options."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class HelpText(Sentence):
    """Help of the command line."""

    INGEST = (
        "把文件或文件夹导入资料库。有文件未收时，退出码为 1。",
        "Read files and folders into the library. Exit code 1 when a file was refused.",
    )
    INGEST_PATHS = ("要导入的文件或文件夹。", "Files or folders to read.")
    INGEST_AGAIN = ("内容未变的文件也重新读取。", "Read unchanged files again.")
    JSON = ("输出 JSON，供程序读取。", "Print JSON for machines.")
    LIBRARY = ("查看和管理资料库。", "See and manage the library.")
    LIBRARY_LIST = ("列出全部文件。", "List all files.")
    LIBRARY_SHOW = (
        "显示一个文件中的规定、效力、历次版本和条目。",
        "Show the regulations of a file with status, versions and labels.",
    )
    LIBRARY_ROLLBACK = ("把一个文件退回到上一个版本。", "Return a file to its version before.")
    LIBRARY_RETIRE = ("下架一个文件，不再用于回答。", "Take a file out of every answer.")
    SOURCE = ("资料库中的文件名。", "Name of a file in the library.")
    SETTINGS = ("列出全部设置项。", "List all settings.")
    SETTINGS_MARKDOWN = ("输出 README 中的表格。", "Print the table of the README.")
    SETTINGS_LANGUAGE = ("表格的语言。", "Language of the table.")
    DOCTOR = (
        "检查运行环境，并说明如何排除故障。有故障时，退出码为 1。",
        "Check that everything is in place, with remedies. Exit code 1 on a failure.",
    )
    ZHIBU = (
        "支部助手：用本单位自己的制度文件回答问题，并给出条文依据。",
        "Zhibu Assistant: answers from your own policy documents, with the article as evidence.",
    )
    ASK = ("根据资料库回答一个问题。", "Answer a question from the library.")
    ASK_TEXT = ("要问的问题。", "The question.")
    ASK_BATCH = (
        "逐行回答一个 JSONL 文件中的问题（每行含 id 与 question），每行输出一个 JSON。",
        "Answer each line of a JSONL file (id and question); prints one JSON line each.",
    )
    ASK_AS_OF = (
        "按这一天的有效规定回答，格式为 2026-11-22。",
        "Answer by the rules in force on this day, like 2026-11-22.",
    )
    ASK_WHY = ("同时列出考虑过的条文和各项得分。", "Also list the articles considered with their figures.")
    SERVE = ("启动网页服务。按 Ctrl-C 停止。", "Run the web server. Ctrl-C stops it.")
    SERVE_DEMO = (
        "演示：用示例资料库和示例支部，另存一个目录，只对本机开放。",
        "Demonstration: the sample library and branch, in a folder of their own, for this machine alone.",
    )
    SERVE_DEMO_OPEN = (
        "把演示对网络开放；谁都可以扮演任何人，请勿录入真实信息。",
        "Open the demonstration to the network; anybody can be anybody, so enter nothing real.",
    )
    SERVE_HOST = ("监听的地址，优先于 ZHIBU_WEB__HOST。", "Address to listen on; wins over ZHIBU_WEB__HOST.")
    SERVE_PORT = (
        "监听的端口，优先于 ZHIBU_WEB__PORT；0 表示任选一个空闲端口。",
        "Port to listen on; wins over ZHIBU_WEB__PORT; 0 takes any free one.",
    )
    EVAL = (
        "用带标注的问题集衡量回答质量，或单独衡量检索质量。",
        "Measure answers against labelled questions, or retrieval alone.",
    )
    EVAL_FILE = (
        "问题文件，每行一个 JSON：id、question、type、gold。",
        "Questions, one JSON a line: id, question, type, gold.",
    )
    EVAL_PASSAGES = (
        "只衡量检索：给定条文的文件，每行一个 JSON：id、law、label、text。",
        "Retrieval alone: given passages, one JSON a line: id, law, label, text.",
    )
    EVAL_LAY = (
        "与 --passages 配合的问题文件，每行一个 JSON：id、question、gold。",
        "Questions for --passages, one JSON a line: id, question, gold.",
    )
    EVAL_PEER = (
        "同时衡量通用做法（LangChain 默认切分加向量检索），以便比较。",
        "Also measure the stock recipe (default LangChain splitting and vector search).",
    )
    INDEX = ("查看或重建检索索引。", "The search indexes.")
    INDEX_REBUILD = ("根据资料库重新建立全部检索索引。", "Make all search indexes anew from the library.")
    QUESTIONS = ("党员转来的问题。", "Questions that members passed on.")
    QUESTIONS_LIST = ("列出还没有答复的问题。", "List the questions that wait for an answer.")
    QUESTIONS_CLOSE = (
        "答复之后销号，问题内容随即清除。",
        "Close a question after answering it; its words are forgotten.",
    )
    QUESTIONS_NUMBER = ("问题编号。", "Number of the question.")
    SUGGESTIONS = ("成员提的建议：列出、办结。", "What people suggested: list, close.")
    SUGGESTIONS_LIST = ("列出待处理的建议。", "List the open suggestions.")
    SUGGESTIONS_CLOSE = ("标记为已处理，原文随之清除。", "Mark one as dealt with; its words are erased.")
    SUGGESTIONS_NUMBER = ("建议的编号。", "The suggestion's number.")
