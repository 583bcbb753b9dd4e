"""Our own Word templates, made by code, so that an organisation has something to start from."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.activities.outputs.sentences import OutputText
from bot.activities.outputs.words import (
    CHANGE_COLUMNS,
    COUNT_COLUMNS,
    HOURS_COLUMNS,
    LEDGER_COLUMNS,
    REGISTER_COLUMNS,
)
from bot.texts import say
from bot.texts.pairs import Sentence

_FONT = "宋体"
_SIGN_COLUMNS = (OutputText.OUT_NUMBER, OutputText.OUT_NAME, OutputText.OUT_SIGNATURE, OutputText.OUT_NOTE)


class TemplateName(StrEnum):
    """Templates by the name of their file in the folder `templates` of the data folder."""

    REGISTER = "register.docx"
    SHEET = "sheet.docx"
    LEDGER = "ledger.docx"


@dataclass(frozen=True, slots=True)
class Looped:
    """A table with one row for each item of a list."""

    titles: Sequence[Sentence]
    cells: Sequence[str]
    item: str
    items: str


def default_template(name: TemplateName) -> bytes:
    """Give one of our templates."""
    return {TemplateName.REGISTER: _register, TemplateName.SHEET: _sheet, TemplateName.LEDGER: _ledger}[name]()


def _register() -> bytes:
    document = _document("{{ heading }}", mark="{{ draft }}", is_wide=False)
    _facts(document)
    _table(document, _columns(REGISTER_COLUMNS, "line", "lines"))
    _pair(document, OutputText.OUT_CONFIRMED, "confirmed")
    _pair(document, OutputText.OUT_LOCKED, "locked")
    document.add_paragraph("{%p if changes %}")
    document.add_paragraph(say(OutputText.OUT_CHANGES)).runs[0].bold = True
    _table(document, _columns(CHANGE_COLUMNS, "change", "changes"))
    document.add_paragraph("{%p endif %}")
    _close(document)
    return _saved(document)


def _sheet() -> bytes:
    document = _document("{{ heading }}", mark="{{ draft }}", is_wide=False)
    _facts(document, is_blank=True)
    document.add_paragraph("{%p if is_long %}")
    two = [f"{{{{ pair.{side}.{name} }}}}" if name else "" for side in ("left", "right") for name in _SIGN_CELLS]
    _table(document, Looped([*_SIGN_COLUMNS, *_SIGN_COLUMNS], two, "pair", "pairs"))
    document.add_paragraph("{%p else %}")
    one = [f"{{{{ line.{name} }}}}" if name else "" for name in _SIGN_CELLS]
    _table(document, Looped(_SIGN_COLUMNS, one, "line", "lines"))
    document.add_paragraph("{%p endif %}")
    _close(document)
    return _saved(document)


_SIGN_CELLS = ("number", "name", "", "")


def _ledger() -> bytes:
    document = _document("{{ heading }}", mark="", is_wide=True)
    document.add_paragraph("{{ made_at }}")
    _table(document, _columns(LEDGER_COLUMNS, "activity", "activities"))
    document.add_paragraph("{%p if not activities %}")
    document.add_paragraph(say(OutputText.OUT_NOTHING))
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if shows_hours %}")
    document.add_paragraph(say(OutputText.OUT_HOURS_SHEET)).runs[0].bold = True
    _table(document, _columns(HOURS_COLUMNS, "one", "hours"))
    document.add_paragraph("{%p endif %}")
    return _saved(document)


def _document(heading: str, *, mark: str, is_wide: bool) -> Any:
    from docx import Document  # noqa: PLC0415 - half a second that only a Word export pays
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm, Pt  # noqa: PLC0415

    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(2)
    section = document.sections[0]
    short, long = Cm(21), Cm(29.7)
    section.page_width, section.page_height = (long, short) if is_wide else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)
    header = section.header.paragraphs[0]
    header.text, header.alignment = mark, WD_ALIGN_PARAGRAPH.CENTER
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(heading)
    run.bold, run.font.size = True, Pt(16)
    return document


def _facts(document: Any, *, is_blank: bool = False) -> None:
    """Write what stands over the table; on a sheet to sign the counts are for the pen."""
    _pair(document, OutputText.OUT_TITLE, "title")
    _pair(document, OutputText.OUT_KIND, "kind")
    _pair(document, OutputText.OUT_WHEN, "time")
    _pair(document, OutputText.OUT_PLACE, "place")
    if is_blank:
        _pair(document, OutputText.OUT_EXPECTED, "expected")
        blanks = (OutputText.OUT_PRESENT, OutputText.OUT_LEAVE, OutputText.OUT_ABSENT)
        document.add_paragraph("　".join(say(OutputText.OUT_FACT, label=say(key), value="______") for key in blanks))
    else:
        _pair(document, OutputText.OUT_COUNTS, "tally")
        _pair(document, OutputText.OUT_QUORUM, "quorum")


def _pair(document: Any, label: OutputText, variable: str) -> None:
    document.add_paragraph(say(OutputText.OUT_FACT, label=say(label), value=f"{{{{ {variable} }}}}"))


def _close(document: Any) -> None:
    document.add_paragraph("{{ official }}")
    for line in (OutputText.OUT_HOST, OutputText.OUT_RECORDER):
        document.add_paragraph(say(line))


def _columns(columns: Mapping[str, OutputText], item: str, items: str) -> Looped:
    titles = list(columns.values())
    return Looped(titles, [f"{{{{ {item}.{name} }}}}" for name in columns], item, items)


def _table(document: Any, looped: Looped) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    table = document.add_table(rows=4, cols=len(looped.titles))
    table.style = "Table Grid"
    head, begin, body, end = table.rows
    for cell, title in zip(head.cells, looped.titles, strict=True):
        cell.text = say(title)
        cell.paragraphs[0].runs[0].bold = True
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - repeats the header on each page
    begin.cells[0].text = f"{{%tr for {looped.item} in {looped.items} %}}"
    end.cells[0].text = "{%tr endfor %}"
    for cell, text in zip(body.cells, looped.cells, strict=True):
        cell.text = text
    if len(looped.titles) > len(COUNT_COLUMNS):
        for run in (run for cell in (*head.cells, *body.cells) for run in cell.paragraphs[0].runs):
            run.font.size = Pt(8)


def _saved(document: Any) -> bytes:
    about = document.core_properties
    about.author = about.comments = ""
    about.created = about.modified = datetime(2026, 1, 1, tzinfo=UTC)  # the same bytes for the same template
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
