"""Every kind of activity is whole: it has rules, people's words find it, and it fits where it is stored and pressed."""

from __future__ import annotations

import pytest

from bot.activities.kinds import RULES, ActivityKind
from bot.activities.reading.activity_line import kind_in
from bot.activities.tables import ActivityRow
from bot.telegram import buttons


@pytest.mark.parametrize("kind", ActivityKind)
def test_it_has_rules(kind: ActivityKind) -> None:
    assert RULES[kind].minutes > 0


@pytest.mark.parametrize("kind", ActivityKind)
def test_who_writes_its_name_gets_it(kind: ActivityKind) -> None:
    """A kind without words of its own is asked for each time, or taken for another."""
    assert kind_in(kind.said.chinese) is kind
    assert kind_in(f"3月{kind.said.chinese}") is kind


@pytest.mark.parametrize("kind", ActivityKind)
def test_it_fits_its_column_and_its_button(kind: ActivityKind) -> None:
    assert len(kind) <= ActivityRow.__table__.c.kind.type.length  # type: ignore[attr-defined]
    assert buttons.NEW_KIND(kind)
