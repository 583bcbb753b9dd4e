"""Ingest over the shared real documents, where they are mounted."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from ingest.document import find_files, read_document
from ingest.model import ParsedDocument, ParsedRegulation
from knowledge.chinese.numbers import number_of
from knowledge.chinese.script import simplified
from knowledge.model import Flag, PassageKind

SHARED = Path(__file__).resolve().parents[4] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no shared documents at {SHARED}")
ARTICLE_LINE = re.compile(r"^(第[一二三四五六七八九十百零]+条(?:之[一二三])?)[ \u3000]", re.MULTILINE)
PINYIN = re.compile(r"\([^\W\d_\u4e00-\u9fff]{1,7}\)")


@cache
def read(path: Path) -> ParsedDocument:
    return read_document(path)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", simplified(PINYIN.sub("", unicodedata.normalize("NFKC", text))))


def articles(rule: ParsedRegulation) -> list[tuple[str, str]]:
    return [(part.label, squeezed(part.text)) for part in rule.passages if part.kind is PassageKind.ARTICLE]


def first_page(scan: Path, to: Path) -> Path:
    """Copy the first page of a scan: each takes a quarter of a minute to be recognised."""
    with pypdfium2.PdfDocument(scan) as whole, pypdfium2.PdfDocument.new() as page:
        page.import_pages(whole, [0])
        page.save(to)
    return to


@pytest.mark.parametrize("path", find_files([SHARED / "laws"]), ids=lambda path: path.stem[:24])
def test_every_law_keeps_every_article_whole_and_in_order(path: Path) -> None:
    text = re.sub(r"<!--.*?-->|^#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    pieces = ARTICLE_LINE.split(text)
    expected = [(label, squeezed(label + body)) for label, body in zip(pieces[1::2], pieces[2::2], strict=True)]
    (law,) = read(path).regulations
    assert articles(law) == expected
    numbers = [number_of(label[1 : label.index("条")]) for label, _ in articles(law)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_handbook_holds_fourteen_rules_and_its_loose_tables() -> None:
    (path,) = (SHARED / "corpus").glob("*手册*.md")
    rules = read(path).regulations
    counts = [len(articles(rule)) for rule in rules]
    assert counts == [37, 45, 39, 33, 44, 0, 0, 0, 13, 0, 0, 17, 21, 21, 0]
    assert [rule.version_year for rule in rules[:5]] == [2018, 2019, 2021, 2008, 2014]
    assert [Flag.MISSING_ARTICLES in rule.flags for rule in rules[:3]] == [False, True, False]


def test_one_rule_gives_the_same_articles_in_every_format() -> None:
    (handbook,) = (SHARED / "corpus").glob("*手册*.md")
    known = {rule.title: articles(rule) for rule in read(handbook).regulations}
    files = [path for path in find_files([SHARED / "formats"]) if "扫描" not in path.name]
    for path in files:
        (rule,) = read(path).regulations
        assert articles(rule) == known[rule.title]
    assert len(files) == 3


def test_a_scan_gives_the_same_articles_and_is_flagged(tmp_path: Path) -> None:
    (scan,) = (SHARED / "formats").glob("*扫描*.pdf")
    (handbook,) = (SHARED / "corpus").glob("*手册*.md")
    (rule,) = read(first_page(scan, tmp_path / "第一页.pdf")).regulations
    known = {other.title: articles(other) for other in read(handbook).regulations}[rule.title]
    found = articles(rule)
    assert Flag.OCR in rule.flags
    assert [label for label, _ in found] == [label for label, _ in known[: len(found)]]
    assert found[:-1] == known[: len(found) - 1]


def test_every_gold_passage_survives_ingest() -> None:
    lost = []
    for line in (SHARED / "eval" / "dev_questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        for gold in question["gold"]:
            path = next(SHARED.rglob(gold["doc"]))
            bodies = [squeezed(part.text) for rule in read(path).regulations for part in rule.passages]
            wanted = [squeezed(text) for text in gold["must_contain"]]
            if not any(all(text in body for text in wanted) for body in bodies):
                lost.append(question["id"])
    assert lost == []
