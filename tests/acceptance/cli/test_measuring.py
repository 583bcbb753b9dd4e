"""zhibu ask, eval and bench as a person runs them, on a tiny library."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.cli.sentences.asking import AskText
from tests.bench.ask import bench_ask
from tests.support.answering.answers import TRAINING
from tests.support.cli.command import Zhibu
from tests.support.sentences import begins

PASSAGES = [
    {"id": "a1", "law": "示例办法", "label": "第一条", "text": "党支部书记应当在六个月内参加培训。"},
    {"id": "a2", "law": "示例办法", "label": "第二条", "text": "党费按月交纳，不得垫交。"},
    {"id": "a3", "law": "示例规定", "label": "第一条", "text": "主题党日每月一次，不得无故缺席。"},
]
ASKED = [
    {"id": "q1", "question": "书记多久参加培训", "gold": ["a1"]},
    {"id": "q2", "question": "党费怎么交", "gold": ["a2"]},
]
EMPTY: dict[str, object] = {"id": "k3", "question": ""}
LABELLED: list[dict[str, object]] = [
    {
        "id": "k1",
        "question": "新任党支部书记多久参加培训",
        "type": "fact",
        "gold": [{"doc": "培训办法.md", "must_contain": ["6个月内"]}],
    },
    {"id": "k2", "question": "明天会下雨吗", "type": "offtopic", "gold": []},
]


def write_lines(file: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def zhibu(tmp_path_factory: pytest.TempPathFactory) -> Zhibu:
    """Commands over a library of one rule."""
    zhibu = Zhibu(tmp_path_factory.mktemp("command"))
    file = zhibu.folder / "培训办法.md"
    file.write_text(TRAINING, encoding="utf-8")
    assert zhibu("ingest", file, "--json").returncode == 0
    return zhibu


def test_one_question_gets_its_sentence(zhibu: Zhibu) -> None:
    done = zhibu("ask", "新任党支部书记多久要参加培训")
    assert done.returncode == 0
    assert "6个月内" in done.stdout
    assert "第二条" in done.stdout


def test_the_trail_goes_to_stderr(zhibu: Zhibu) -> None:
    done = zhibu("ask", "新任党支部书记多久要参加培训", "--json", "--why")
    assert json.loads(done.stdout)["outcome"] == "answered"
    assert begins(AskText.WHY_READ_AS) in done.stderr
    assert "第二条" in done.stderr


def test_a_batch_keeps_every_id(zhibu: Zhibu, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "q.jsonl", [*LABELLED, EMPTY])
    done = zhibu("ask", "--batch", file, "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["k1", "k2", "k3"]
    assert [line["outcome"] for line in lines] == ["answered", "refused", "refused"]
    assert {"source", "regulation", "label", "path", "status", "text", "quote"} <= lines[0]["citations"][0].keys()


def test_a_broken_batch_line_is_named(zhibu: Zhibu, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": 1, "question": "党费"}\n{broken\n', encoding="utf-8")
    done = zhibu("ask", "--batch", file, "--json")
    assert done.returncode == 1
    assert "第 2 行" in done.stderr
    assert "Traceback" not in done.stderr


def test_neither_question_nor_batch_is_wrong_usage(zhibu: Zhibu) -> None:
    assert zhibu("ask").returncode == 2


def test_answers_are_measured_beside_the_stock_recipe(zhibu: Zhibu, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "q.jsonl", LABELLED)
    done = zhibu("eval", file, "--peer", "--json")
    figures = json.loads(done.stdout)
    assert (figures["cite1"], figures["refused_offtopic"]) == (1.0, 1.0)
    assert figures["peer"]["refused_offtopic"] == 0.0


def test_retrieval_alone_is_measured_over_given_passages(tmp_path: Path) -> None:
    passages = write_lines(tmp_path / "p.jsonl", PASSAGES)
    questions = write_lines(tmp_path / "q.jsonl", ASKED)
    done = Zhibu(tmp_path)("eval", "--passages", passages, "--questions", questions, "--json")
    figures = json.loads(done.stdout)
    assert figures["recall@10"] == 1.0
    assert figures["ms_per_question"] > 0


def check_both_sides(figures: Mapping[str, Any]) -> None:
    assert figures["stand_in_vectors"] is True
    assert figures["rss_mb"] > 0
    assert figures["peer"]["rss_mb"] > 0


def test_a_small_bench_runs(tmp_path: Path) -> None:
    check_both_sides(json.loads(Zhibu(tmp_path).said("bench", "ingest", "--size", "2", "--json")))


def test_answers_are_timed_on_both_sides() -> None:
    figures = bench_ask(50, rounds=1)
    check_both_sides(figures)
    assert figures["p95_ms"] >= figures["p50_ms"] > 0
