"""What the command line says of its own doings, whatever the room."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class CliText(Sentence):
    """Sentences of the command line."""

    BENCH_UNKNOWN = ("没有这项测试。可用的测试有：{names}。", "There is no such bench. There are: {names}.")
    HELP_BENCH = (
        "在源码目录里衡量速度和内存占用，并与通用做法比较。",
        "In a source checkout: measure speed and memory beside the stock recipe.",
    )
    HELP_BENCH_NAME = (
        "测试名称：ask、ingest、checkin、refresh、load 或 files。",
        "Name of the bench: ask, ingest, checkin, refresh, load or files.",
    )
    HELP_BENCH_SIZE = (
        "规模：ask 为条文数，ingest 为文件数，checkin 为人数。",
        "Size: passages for ask, files for ingest, people for checkin.",
    )
