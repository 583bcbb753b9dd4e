"""Text and Markdown."""

from __future__ import annotations

from tests.support.hostile.listed import TEXT, hostile


@hostile(".txt")
def one_line_of_fifty_megabytes() -> bytes:
    return ("支部" * 8_500_000).encode()


@hostile(".txt", is_slow=True)
def ascii_of_fifty_megabytes() -> bytes:
    return b"a" * 50_000_000


@hostile(".txt")
def numerals() -> bytes:
    return ("一" * 200_000 + "1" * 300_000).encode()


@hostile(".txt")
def labels_without_end() -> bytes:
    return ("第" * 100_000 + "第一条" * 100_000).encode()


@hostile(".txt")
def brackets_without_end() -> bytes:
    return ("（" * 300_000 + "《" * 300_000).encode()


@hostile(".txt")
def blanks_without_end() -> bytes:
    return (TEXT + " " * 2_000_000 + "　" * 1_000_000 + TEXT).encode()


@hostile(".txt", is_slow=True)
def articles_by_the_thousand() -> bytes:
    return "".join(f"第{number}条 {TEXT}\n" for number in range(1, 60_000)).encode()


@hostile(".txt")
def short_lines() -> bytes:
    return ("某\n" * 1_000_000).encode()


@hostile(".txt")
def days_without_end() -> bytes:
    return ("2026年" * 200_000 + "1月" * 200_000).encode()


@hostile(".txt")
def zeros() -> bytes:
    return bytes(3_000_000)


@hostile(".txt")
def half_utf16() -> bytes:
    return b"\xff\xfe" + b"\x00\xd8" * 500_000


@hostile(".md")
def table_of_tabs() -> bytes:
    return ("|" * 2_000_000).encode() + b"\n|-|\n"


@hostile(".md", is_slow=True)
def pipe_rows() -> bytes:
    return (f"| {TEXT} | 二 |\n" * 60_000).encode()


@hostile(".md", is_slow=True)
def captions() -> bytes:
    return ("--- 表 ---\n" * 100_000).encode()


@hostile(".md")
def comments_unclosed() -> bytes:
    return ("<!--" * 300_000 + "# 一\n# 二\n").encode()


@hostile(".md")
def links_unclosed() -> bytes:
    return ("# 一\n# 二\n" + "[" * 200_000 + "](" * 100_000).encode()


@hostile(".md")
def stars() -> bytes:
    return ("# 一\n# 二\n" + "**a" * 200_000 + "\n" + "- " * 500_000 + "\n").encode()
