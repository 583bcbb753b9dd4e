"""Wrong characters and pinyin in a question, set right against the words the library itself uses.

A typed Chinese mistake nearly always sounds like the right word (党废 for 党费, 考合 for 考核). So a stretch that is
no word is compared, syllable by syllable, with the library's own words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

import rjieba

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN_RUN = re.compile(r"[a-z]+(?:[ '][a-z]+)*")
_LONGEST = 4
_CURLED = (("z", "zh"), ("c", "ch"), ("s", "sh"))  # told apart in writing, hardly in speech
_EVERYDAY = (
    "多久",
    "多少",
    "几次",
    "怎么",
    "什么",
    "哪些",
    "需要",
    "可以",
    "应该",
    "时间",
    "规定",
    "要求",
)
_FUNCTION = frozenset("的了吗呢吧啊和与及或在是有不要会能可就都也还被把给对向从到这那我你他们个")


@lru_cache(maxsize=8192)
def syllable(char: str) -> str:
    """Give the toneless pinyin of one character."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 0.4 s that well-written questions should not pay

    return str(lazy_pinyin(char)[0])


def _sounds_alike(left: str, right: str) -> bool:
    a, b = sorted((syllable(left), syllable(right)), key=len)
    if a == b:
        return True
    if b.startswith(a) and len(b) - len(a) == 1 and len(a) > 1:  # xin for xing, li for lie
        return True
    return any(b == a.replace(flat, curled, 1) and a.startswith(flat) for flat, curled in _CURLED)


class Vocabulary:
    """The library's words with the number of passages that hold each."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._known = {word for word in frequencies if 2 <= len(word) <= _LONGEST}
        self._frequencies = dict(frequencies) | dict.fromkeys(_EVERYDAY, 10000)
        self._known.update(_EVERYDAY)
        self._gaps: dict[str, list[str]] | None = None
        self._sounds: dict[str, str] | None = None

    def __len__(self) -> int:
        return len(self._known)

    def correct(self, text: str) -> str:
        """Replace stretches that are no word by the library's word that sounds the same. Expects folded text."""
        text = _LATIN_RUN.sub(self._from_pinyin, text) if not _HAN_RUN.search(text) else text
        return _HAN_RUN.sub(lambda run: self._correct_run(run.group()), text)

    def _correct_run(self, run: str) -> str:
        loose = self._loose(run)
        at = 0
        while at < len(run) - 1:
            for length in (4, 3, 2):
                window = run[at : at + length]
                if len(window) == length and all(loose[at : at + length]) and window not in self._known:
                    better = self._better(window)
                    if better:
                        run = run[:at] + better + run[at + length :]
                        at += length - 1
                        break
            at += 1
        return run

    def _loose(self, run: str) -> list[bool]:
        """Mark the characters that belong to no word, of the dictionary or of the library."""
        loose: list[bool] = []
        for word in rjieba.cut(run, hmm=False):
            loose += [len(word) == 1 and word not in _FUNCTION] * len(word)
        for at in range(len(run) - 1):
            for end in range(at + 2, min(len(run), at + _LONGEST) + 1):
                if run[at:end] in self._known:
                    loose[at:end] = [False] * (end - at)
        return loose

    def _better(self, window: str) -> str | None:
        gaps = self._gap_index()
        found = {
            word
            for at in range(len(window))
            for word in gaps.get(f"{window[:at]}*{window[at + 1 :]}", ())
            if _sounds_alike(word[at], window[at])
        }
        if not found:
            return None
        exact = {word for word in found if all(syllable(a) == syllable(b) for a, b in zip(word, window, strict=True))}
        return max(exact or found, key=lambda word: (self._frequencies[word], word))

    def _gap_index(self) -> dict[str, list[str]]:
        if self._gaps is None:
            gaps: dict[str, list[str]] = defaultdict(list)
            for word in self._known:
                for at in range(len(word)):
                    gaps[f"{word[:at]}*{word[at + 1 :]}"].append(word)
            self._gaps = gaps
        return self._gaps

    def _from_pinyin(self, run: re.Match[str]) -> str:
        """Read a question typed in pinyin; give it back unchanged unless every part is a word of the library."""
        letters = re.sub(r"[ ']", "", run.group())
        sounds = self._sound_index()
        best: list[list[str] | None] = [None] * (len(letters) + 1)
        best[0] = []
        for end in range(1, len(letters) + 1):
            for start in range(max(0, end - 24), end):
                before, word = best[start], sounds.get(letters[start:end])
                if before is None or word is None:
                    continue
                kept = best[end]
                if kept is None or len(before) + 1 < len(kept):
                    best[end] = [*before, word]
        found = best[-1]
        return "".join(found) if found else run.group()

    def _sound_index(self) -> dict[str, str]:
        if self._sounds is None:
            sounds: dict[str, str] = {}
            for word in sorted(self._known, key=lambda word: self._frequencies[word]):
                sounds["".join(map(syllable, word))] = word
            self._sounds = sounds
        return self._sounds


def count_words(texts: Iterable[Iterable[str]]) -> dict[str, int]:
    """Count in how many passages each Han word of two to four characters stands."""
    counts: dict[str, int] = defaultdict(int)
    for words in texts:
        for word in set(words):
            if 2 <= len(word) <= _LONGEST and _HAN_RUN.fullmatch(word):
                counts[word] += 1
    return dict(counts)
