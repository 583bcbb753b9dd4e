"""When two titles name the same rule. Pure functions over characters, no list of rules."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONG_TITLE = 10
_BRACKETED = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]{1,30})[)\]】〕}]")
_VERSION_WORDS = re.compile(
    r"^(?:\d{4}年?(?:\d{1,2}月)?(?:\d{1,2}日)?|[一二三四五六七八九〇零]{4}年?)?"
    r"(?:第?[一二三四五六七八九十\d]*次?)?"
    r"(?:试行|暂行|修订|修正|修改|最新|新|全文|现行|旧|原|通过|发布|印发|公布|施行|修订|年)*(?:版|本|稿|案)?$"
)
_DRAFT = re.compile(r"征求意见|草案|送审|讨论稿")
_YEAR_BEFORE = re.compile(r"^(?:最新|新)?\d{4}年?(?:新?修订|修正|新?版)?(?=\D)")
_YEAR_BEHIND = re.compile(r"(?<=\D)\d{4}年?(?:新?修订|修正)?版?$")
_NATIONAL = re.compile(r"^(?:中华人民共和国|中国共产党|中共(?!.{1,8}[省市县区州]))")
_NAMED_PLACE = re.compile(r"^.{2,14}?(?:省|自治区|市|县|区|州|镇|乡|街道|局|厅|大学|学院|中学|医院|集团|公司)")
_NOT_WORDS = re.compile(r"[\W_]+")


def chain_key(title: str, *, years: bool = True) -> str:
    """Reduce a title to the rule it names: without version marks, quotation marks and the national prefix.

    With `years` False a year outside brackets stays, because 2024年工作要点 and 2025年工作要点 are two plans.
    """
    name = without_version(title)
    if years:
        name = _YEAR_BEHIND.sub("", _YEAR_BEFORE.sub("", name))
    return _letters(_NATIONAL.sub("", name))


def full_key(title: str) -> str:
    """Reduce a title to its letters, national prefix included: a slip may lie in the prefix."""
    return _letters(without_version(title))


def without_version(title: str) -> str:
    """Take version marks in brackets, quotation marks and blanks off a title; other brackets stay."""
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", title)).strip("《》〈〉<>\"'“”")
    return _BRACKETED.sub(lambda found: "" if _VERSION_WORDS.match(found[1]) else found[0], name).strip("《》") or title


def display_name(title: str, year: int | None) -> str:
    """Name a version as a reader knows it: 《发展党员工作细则》（2026年）."""
    name = without_version(title).strip("《》").replace("(", "（").replace(")", "）")
    return f"《{name}》（{year}年）" if year else f"《{name}》"


def is_draft(title: str) -> bool:
    """Tell whether the title is that of a draft for comments, which replaces nothing."""
    return bool(_DRAFT.search(title))


def is_national(title: str) -> bool:
    """Tell whether the name itself says that it is a rule of the whole country or the whole Party."""
    name = without_version(title)
    return bool(_NATIONAL.match(name)) or (name.endswith("法") and not name.endswith("办法"))


def names_its_organ(title: str) -> bool:
    """Tell whether the title begins with the name of a place or organ, so that it cannot be anybody's rule."""
    return bool(_NAMED_PLACE.match(_YEAR_BEFORE.sub("", without_version(title))))


def one_slip_apart(left: str, right: str) -> bool:
    """Tell whether one character was lost, added or mistaken between two long names."""
    short, long = sorted((left, right), key=len)
    if len(long) < LONG_TITLE or len(long) - len(short) > 1 or short == long:
        return False
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = short[same + 1 :] if len(short) == len(long) else short[same:]
    return rest == long[same + 1 :]


def slips(key: str) -> set[str]:
    """List the name and its forms with one character gone: names one slip apart share a member."""
    if len(key) < LONG_TITLE - 1:
        return {key}
    return {key} | {key[:at] + key[at + 1 :] for at in range(len(key))}


def _letters(name: str) -> str:
    return _NOT_WORDS.sub("", name).casefold()


def text_hash(text: str, label: str = "") -> str:
    """Fingerprint the words of a passage: without its label, blanks and punctuation."""
    words = unicodedata.normalize("NFKC", text).strip()
    words = words.removeprefix(unicodedata.normalize("NFKC", label))
    return hashlib.sha256(_NOT_WORDS.sub("", words).encode()).hexdigest()[:32]
