"""Refuses documents that carry a secrecy marking. Laws that speak about secrets carry none."""

from __future__ import annotations

import re
from collections.abc import Iterable

GRADES = "绝密|机密|秘密"
# Lines come in search form without spaces: 「机 密 ★ 10 年」 reads 机密★10年.
STAR = re.compile(rf"(?:{GRADES})[★☆✩*※](?:\d{{1,2}}(?:年|个?月)|长期|启封|解密)?")
WHOLE_LINE = re.compile(rf"(?:{GRADES})(?:[★☆*※]?(?:\d{{1,2}}年|长期))?(?:特急|加急|急件)?(?:第?\d+号)?")
NAMED = re.compile(rf"密级[:：]?(?:{GRADES})")
MAX_MARKING_LINE = 30


def secrecy_marking(head: Iterable[str]) -> str | None:
    """Return the marking found among the first lines of a document, or None.

    A marking is a line of its own: 绝密, 机密★10年, 密级：秘密; or a starred grade inside a short line.
    """
    for line in head:
        if len(line) > MAX_MARKING_LINE:
            continue
        match = STAR.search(line) or WHOLE_LINE.fullmatch(line) or NAMED.search(line)
        if match:
            return match[0]
    return None
