"""What an examination finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.doctor.sentences import DoctorText
from bot.texts.pairs import Named


class Health(Named):
    """How a check came out."""

    OK = "ok", "正常", "ok"
    WARN = "warn", "注意", "note"
    FAIL = "fail", "故障", "fault"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the examination: what was looked at, how it is, and the sentence with the remedy."""

    name: str
    health: Health
    text: DoctorText
    facts: dict[str, Any] = field(default_factory=dict)


def fine(name: str, text: DoctorText, /, **facts: Any) -> Check:
    """Say that there is nothing to do."""
    return Check(name, Health.OK, text, facts)


def caution(name: str, text: DoctorText, /, **facts: Any) -> Check:
    """Say that it works, and that something should be seen to."""
    return Check(name, Health.WARN, text, facts)


def fault(name: str, text: DoctorText, /, **facts: Any) -> Check:
    """Say that something does not work."""
    return Check(name, Health.FAIL, text, facts)
