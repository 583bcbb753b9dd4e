"""Masking: numbers and addresses of persons are taken out of a question before it leaves for an outside model."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_HALF_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}  # one character for one: places stay the same
_GAP = r"[ \u3000-]?"
_KINDS = (
    ("邮箱", re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    (
        "身份证号",
        re.compile(rf"(?<![0-9])[1-9]\d{{5}}{_GAP}(?:18|19|20)\d{{2}}{_GAP}\d{{4}}{_GAP}\d{{3}}[0-9Xx](?![0-9])"),
    ),
    ("银行卡号", re.compile(rf"(?<![0-9])[3-9]\d{{3}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?(?![0-9])")),
    ("身份证号", re.compile(r"(?<![0-9])[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9])")),
    ("手机号", re.compile(rf"(?<![0-9])(?:(?:\+|00)86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?![0-9])")),
    ("电话号码", re.compile(r"(?<![0-9])(?:\(0\d{2,3}\)|0\d{2,3}[ -]?)[2-9]\d{6,7}(?![0-9])")),
)
_ORDER = "甲乙丙丁戊己庚辛壬癸"
STAND_IN = re.compile(rf"#(?:{'|'.join(dict.fromkeys(name for name, _ in _KINDS))})[{_ORDER}]+#")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with stand-ins, and what each one stands for."""

    text: str
    originals: dict[str, str]

    def restore(self, text: str) -> str:
        """Put the originals back into a text that speaks of the stand-ins."""
        for stand_in, original in self.originals.items():
            text = text.replace(stand_in, original)
        return text


def mask(text: str) -> Masked:
    """Put a stand-in without figures in the place of each ID card, bank card and phone number and e-mail address."""
    found: list[tuple[int, int, str]] = []
    plain = text.translate(_HALF_WIDTH)
    for name, pattern in _KINDS:
        for match in pattern.finditer(plain):
            found.append((match.start(), match.end(), name))
            plain = plain[: match.start()] + "\0" * (match.end() - match.start()) + plain[match.end() :]
    originals: dict[str, str] = {}
    parts, at = [], 0
    for number, (start, end, name) in enumerate(sorted(found)):
        stand_in = f"#{name}{_count(number)}#"
        originals[stand_in] = text[start:end]
        parts += [text[at:start], stand_in]
        at = end
    return Masked("".join([*parts, text[at:]]), originals)


def is_outside(base_url: str) -> bool:
    """Tell whether an endpoint is neither loopback nor a private address. Every name but localhost is outside."""
    host = urlsplit(base_url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return True
    return not (address.is_loopback or address.is_private)


def _count(number: int) -> str:
    rest, digit = divmod(number, len(_ORDER))
    return (_count(rest - 1) if rest else "") + _ORDER[digit]
