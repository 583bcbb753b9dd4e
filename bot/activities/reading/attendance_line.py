"""Reads what a secretary says of a register in one line: 「除张三、李四外全部到会」. Standard library only."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.activities.register.model import LeaveKind, Line, LineState, Mark
from bot.people.model import MemberId

_WORDS: tuple[tuple[str, Mark], ...] = (
    (r"(?:线上|在线|视频|网上)(?:参加|参会|出席|到会)?", Mark(LineState.ONLINE)),
    (r"迟到", Mark(LineState.LATE)),
    (r"早退|提前离开|中途离开", Mark(LineState.LEFT_EARLY)),
    (r"请?(?:了)?病假", Mark(LineState.ON_LEAVE, LeaveKind.SICK)),
    (r"请?(?:了)?事假", Mark(LineState.ON_LEAVE, LeaveKind.PERSONAL)),
    (r"请?(?:了)?公假|因公(?:外出|出差|请假)?|出差|公出|公差", Mark(LineState.ON_LEAVE, LeaveKind.OFFICIAL)),
    (r"请(?:了)?假", Mark(LineState.ON_LEAVE, LeaveKind.OTHER)),
    (r"免到|免于参加|不作要求", Mark(LineState.EXCUSED)),
    (r"(?:无故)?(?:缺席|缺勤)|未到(?:会|场)?|没到|没来|未参加|没参加|未出席", Mark(LineState.ABSENT)),
    (r"到会|到齐|到场|已到|出席|参加|参会|签到|到", Mark(LineState.PRESENT)),
)
_STATE = "|".join(f"(?P<s{number}>{words})" for number, (words, _) in enumerate(_WORDS))
_CLAUSE = re.compile(rf"^(?P<who>.*?)(?:都|均|全部|一律|已经|也)*(?:{_STATE})(?:了)?$")
_ALONE = re.compile(rf"^(?:{_STATE})$")
_REST = re.compile(r"^(?:其余|其他|其它|剩下|余下|全部|全员|全体|所有|大家)(?:的)?(?:人员|党员|同志|人)?$")
_EXCEPT = re.compile(r"^除(?:了|去)?(?P<names>.+?)(?:以外|之外|外|(?=其余|其他|其它|剩下))[，、]?(?P<then>.*)$")
_NOTE = re.compile(r"^(?P<name>.+?)\((?P<note>[^()]*)\)$")
_TITLES = re.compile(r"(?:同志|等人)$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a line of words means. `unclear`: names that two people share; `unknown`: words that fit nothing."""

    marks: Mapping[MemberId, Mark] = field(default_factory=dict)
    unclear: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether it can be written down as it is."""
        return bool(self.marks) and not self.unclear and not self.unknown

    def counts(self) -> Counter[LineState]:
        """Count what would be written, for the preview."""
        return Counter(mark.state for mark in self.marks.values())


def understand(words: str, lines: Sequence[Line], settled: Mapping[str, MemberId]) -> Spoken:
    """Read the words against a register. `settled` says who is meant by a name that two people share.

    Whoever is named gets what is said; 其余 and 全部 touch only lines that say nothing yet. A name after 除 without
    a word of its own is absent, unless leave was granted before.
    """
    reader = _Understanding(lines, settled)
    text = unicodedata.normalize("NFKC", words)
    text = text.replace(",", "，").replace(";", "；").replace(" ", "、").strip("。！!.、，；\n\t")
    reader.read(re.sub(r"\s+", "、", text))
    return reader.result()


class _Understanding:
    def __init__(self, lines: Sequence[Line], settled: Mapping[str, MemberId]) -> None:
        self._lines = lines
        self._settled = settled
        self._named: dict[MemberId, Mark] = {}
        self._rest: Mark | None = None
        self._unclear: dict[str, tuple[Line, ...]] = {}
        self._unknown: list[str] = []

    def read(self, text: str) -> None:
        found = _EXCEPT.match(text)
        if found:
            self._name(found["names"].replace("，", "、"), Mark(LineState.ABSENT), is_mild=True)
            text = found["then"]
            if not text:  # 「除张三外」 says nothing of the others
                self._unknown.append(found["names"])
        # 「张三、李四缺席，其余到会」: a comma ends a clause only where the clause says a state
        pending = ""
        for clause in re.split(r"[，；。\n]", text):
            whole = f"{pending}、{clause}" if pending else clause
            pending = "" if self._clause(whole) else whole
        if pending.strip("、"):
            self._unknown.append(pending.strip("、"))

    def _clause(self, clause: str) -> bool:
        clause = clause.strip("、")
        if not clause:
            return True
        found = _CLAUSE.match(clause)
        if not found:
            return False
        meaning = _meaning(found)
        who = found["who"].strip("、")
        if not who or _REST.match(who):
            if not who and "都" not in clause and not re.search("全部|一律", clause):
                return False  # a state of nobody
            self._rest = meaning
        else:
            self._name(who, meaning)
        return True

    def _name(self, text: str, meaning: Mark, *, is_mild: bool = False) -> None:
        """Give the people named in the text their state; a mild one does not override leave or an excuse."""
        for token in self._tokens(text):
            name, note = token, ""
            noted = _NOTE.match(token)
            if noted:
                name, note = _TITLES.sub("", noted["name"]), noted["note"].strip()
            said = _ALONE.match(note)
            own = _meaning(said) if said else meaning
            for line in self._people(name, "" if said else note):
                keeps = is_mild and not said and line.state in {LineState.ON_LEAVE, LineState.EXCUSED}
                self._named[line.member.id] = line.mark if keeps else own

    def _tokens(self, text: str) -> Iterator[str]:
        known = {line.member.name for line in self._lines}
        for part in re.split(r"、(?![^()]*\))", text):
            token = _TITLES.sub("", part.strip())
            if not token:
                continue
            bare = _NOTE.match(token)
            if token in known or (bare and bare["name"] in known):
                yield token
            else:  # 「张三和李四」, once it is sure that nobody is called so
                pieces = _joined(token, known) or re.split(r"[和及与]", token)
                yield from (_TITLES.sub("", piece) for piece in pieces if piece)

    def _people(self, name: str, note: str) -> list[Line]:
        found = [line for line in self._lines if name in {line.member.name, line.member.code}]
        if note:
            found = [
                line
                for line in found
                if note == line.member.code or (line.member.home and note in line.member.home.name)
            ]
        if not found:
            self._unknown.append(f"{name}（{note}）" if note else name)
        elif len(found) > 1:
            chosen = [line for line in found if line.member.id == self._settled.get(name)]
            if not chosen:
                self._unclear[name] = tuple(found)
            return chosen
        return found

    def result(self) -> Spoken:
        marks = dict(self._named)
        if self._rest is not None:
            waiting = (line for line in self._lines if line.state is LineState.EXPECTED)
            unclear = {line.member.id for lines in self._unclear.values() for line in lines}
            marks |= {
                line.member.id: self._rest
                for line in waiting
                if line.member.id not in self._named and line.member.id not in unclear
            }
        return Spoken(marks, self._unclear, tuple(self._unknown))


def meaning_of(word: str) -> Mark | None:
    """Read one word that says a state and nothing else; None where it says none."""
    found = _ALONE.match(unicodedata.normalize("NFKC", word).strip())
    return _meaning(found) if found else None


def _joined(text: str, known: set[str]) -> list[str] | None:
    """Split 「张三和陈和平」 into known names; None where it is not made of them."""
    for name in known:
        if text == name:
            return [name]
        if text.startswith(name) and text[len(name)] in "和及与":
            rest = _joined(text[len(name) + 1 :], known)
            if rest:
                return [name, *rest]
    return None


def _meaning(found: re.Match[str]) -> Mark:
    return next(meaning for number, (_, meaning) in enumerate(_WORDS) if found[f"s{number}"])
