"""What State Council letter 国办函〔2026〕12号 and docs/design.md keep out: named, so that nobody adds it.

No ranking, no points, no streak, no check-in by the day, no place, no photo, no face, no online time, no verdict on a
person, no reading of opinions, no list of who asked what.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bot.people.model import Permission
from bot.texts import Language
from bot.web.app import ROOMS
from tests.support.sentences import everything_said
from tests.support.storage.schema import BOTH

ROOT = Path(__file__).parents[2]
# columns of people and activities; `answers` and `library` hold no person at all
FORBIDDEN_COLUMNS = re.compile(
    r"rank|score|points|streak|consecutive|latitude|longitude|location|geo|gps|photo|image|picture|face|selfie|ip$|address"
    r"|device|phone|id_card|online_minutes|opinion|sentiment|daily"
)
FORBIDDEN_WORDS = re.compile(r"积分|排名|排行|打卡|连续签到|定位|人脸|自拍|思想动态|在线时长")
FORBIDDEN_ROUTES = re.compile(r"rank|leaderboard|streak|location|photo|face|daily|score")
ORDERING = {"sorted", "sort", "order_by", "nlargest", "nsmallest", "most_common"}
DEEDS = re.compile(r"minutes|hours|earned|attend|\bcame\b|\bstate\b")
DENIALS = re.compile(r"(?:不|没有|无)[^。；]*$")


def columns() -> list[str]:
    return [f"{name}.{column.name}" for data in BOTH for name, table in data.tables.items() for column in table.columns]


def test_no_table_has_a_place_for_a_forbidden_idea() -> None:
    assert [name for name in columns() if FORBIDDEN_COLUMNS.search(name.partition(".")[2])] == []


def test_a_line_of_the_register_holds_a_state_and_how_it_came_there_and_nothing_else() -> None:
    held = {name.partition(".")[2] for name in columns() if name.startswith("register_lines.")}
    assert held == {"activity_id", "member_id", "votes", "state", "leave", "at", "via", "is_late_code"}


def test_answers_name_no_person_and_no_question() -> None:
    held = {name.partition(".")[2] for name in columns() if name.startswith("answers.")}
    assert not {"question", "member_id", "user_id", "chat_id", "asker"} & held


@pytest.mark.parametrize("language", Language)
def test_no_sentence_speaks_of_a_forbidden_idea_unless_it_denies_it(language: Language) -> None:
    for where, text in everything_said():
        words = text.template(language)
        for found in FORBIDDEN_WORDS.finditer(words):
            assert DENIALS.search(words[: found.start()]), (where, words)


def test_no_page_and_no_permission_is_made_for_one() -> None:
    paths = [route.path for room in ROOMS for route in room.router.routes if hasattr(route, "path")]
    assert len(paths) > 20
    assert [path for path in paths if FORBIDDEN_ROUTES.search(path)] == []
    assert [permission for permission in Permission if FORBIDDEN_ROUTES.search(permission)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "bot/web").rglob("*.html")) + sorted((ROOT / "bot/web").rglob("*.js")))
def test_no_page_asks_for_a_place_or_a_picture(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"geolocation|getUserMedia|capture=|accept=\"image", text)


def orderings(path: Path) -> list[str]:
    """What each call that puts things in order is given, on one line however it is written."""
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return [
        ", ".join(map(ast.unparse, (*call.args, *(named.value for named in call.keywords))))
        for call in calls
        if ast.unparse(call.func).rpartition(".")[2] in ORDERING
    ]


def test_nothing_is_ordered_by_hours_or_attendance() -> None:
    """Lists of people stand in the roster's order; sorting them by what they did would be a ranking by another name."""
    found = [(path.name, call) for path in sorted((ROOT / "bot").rglob("*.py")) for call in orderings(path)]
    assert len(found) > 30
    assert [one for one in found if DEEDS.search(one[1])] == []
