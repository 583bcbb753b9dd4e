"""A pdf whose Chinese font is not in the file must not depend on the machine: many have no Chinese font installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from tests.unit.ingest.samples import articles, only, parse, pdf_bytes

LONE_STOP = [
    (200, 740, "示例工作办法"),
    (96, 700, "第一条 为了加强示例工作，全面落实示例要求，根据有关规定，"),
    (72, 680, "制定本办法，各支部应当按照第三条的要求认真组织实施并且及时报告"),
    (72, 660, "。"),
    (96, 640, "第二条 示例工作由示例部门负责。"),
]


def test_a_full_stop_alone_on_its_line_is_kept(tmp_path: Path) -> None:
    first, _ = articles(only(parse(tmp_path, "示例.pdf", pdf_bytes([LONE_STOP]))))
    assert first.text.endswith("并且及时报告。")


def test_every_character_has_the_extent_of_the_house_font_and_none_of_the_machine(tmp_path: Path) -> None:
    data = pdf_bytes([LONE_STOP])
    parse(tmp_path, "示例.pdf", data)
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        inked = [place for place in range(text.count_chars()) if text.get_text_range(place, 1).strip()]
        boxes = [text.get_charbox(place) for place in inked]
    assert len(boxes) == sum(len(line.replace(" ", "")) for _, _, line in LONE_STOP)
    for left, bottom, right, top in boxes:
        assert (right - left, top - bottom) == pytest.approx((0.94 * 12, 0.94 * 12), abs=0.2)


def test_the_font_has_no_ink_that_recognition_could_take_for_signs(tmp_path: Path) -> None:
    data = pdf_bytes([LONE_STOP])
    parse(tmp_path, "示例.pdf", data)
    with pypdfium2.PdfDocument(data) as document:
        assert document[0].render().to_numpy().min() == 255


def test_a_process_that_read_a_pdf_ends_in_peace(tmp_path: Path) -> None:
    path = tmp_path / "示例.pdf"
    path.write_bytes(pdf_bytes([LONE_STOP]))
    code = "import sys, pathlib; from ingest.document import read_document; read_document(pathlib.Path(sys.argv[1]))"
    ended = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
