"""Rules of the house that are no import: sizes, unfinished work, forbidden ideas, and what lies at the top level."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "knowledge", "ingest")
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "LICENSE",
    "Makefile",
    "README.md",
    "README.zh-CN.md",
    "bot",
    "constraints.txt",
    "docker-compose.yml",
    "docs",
    "ingest",
    "knowledge",
    "prompts",
    "pyproject.toml",
    "tests",
}
FILE_LINES = 300
BODY_LINES = 40
EDGE_STATEMENTS = 12
FOLDER_MODULES = 12  # __init__ not counted: what is more is split by meaning
LARGER_FOLDERS = {
    "bot/activities/outputs": "one file for each form of paper, and what they share",
    "bot/storage/migrations/versions": "one file for each step of the schema, never moved again",
}
EDGES = ("bot/telegram/", "bot/web/")
SENTENCES = "/wording/"  # what an edge says is put together line by line
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
# ideas that State Council letter 国办函〔2026〕12号 and docs/design.md keep out: no code may have a name for them
FORBIDDEN_IDEAS = re.compile(
    r"(?i)(?:^|_)(?:ranking|rankings|ranked_members|leaderboard|streaks?|score_?boards?|geo_?location|gps|latitude|longitude"
    r"|face_?(?:id|match|recognition)|selfie|online_?(?:time|minutes|hours)|member_?points|sentiment)(?:$|_)"
    r"|积分|排名|打卡|定位|人脸|思想动态"
)
LOGGED_WORDS = {"question", "text", "title", "name", "answer", "contact", "reason_text", "source"}


def files(*rooms: str) -> list[Path]:
    return sorted(
        path for room in rooms for path in (ROOT / room).rglob("*.py") if "migrations/versions" not in path.as_posix()
    )


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first, *rest = function.body
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    body = rest if is_docstring else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def statements(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many there are in a body, nested ones and each of several names set at once included."""
    found = [node for outer in function.body for node in ast.walk(outer) if isinstance(node, ast.stmt)]
    return sum(set_at_once(node) for node in found if not is_constant(node))


def set_at_once(node: ast.stmt) -> int:
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
        return len(node.value.elts)
    return 1


def is_constant(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_edge(path: Path) -> bool:
    return shown(path).startswith(EDGES) and SENTENCES not in shown(path)


@pytest.mark.parametrize("path", files(*ROOMS, "tests"), ids=shown)
def test_a_file_fits_in_the_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES


def test_a_folder_can_be_looked_over() -> None:
    modules = Counter(
        shown(path.parent)
        for room in (*ROOMS, "tests")
        for path in (ROOT / room).rglob("*.py")
        if path.name != "__init__.py"
    )
    larger = {folder for folder, count in modules.items() if count > FOLDER_MODULES}
    assert larger - LARGER_FOLDERS.keys() == set()
    assert set(LARGER_FOLDERS) <= modules.keys()


@pytest.mark.parametrize("path", files(*ROOMS), ids=shown)
def test_a_body_fits_on_the_screen(path: Path) -> None:
    assert [function.name for function in functions(path) if body_lines(function) > BODY_LINES] == []


@pytest.mark.parametrize("path", [path for path in files("bot") if is_edge(path)], ids=shown)
def test_an_edge_reads_calls_and_answers(path: Path) -> None:
    """Statements count, not lines: a long call may be laid out, and several statements may not hide in one line."""
    assert [function.name for function in functions(path) if statements(function) > EDGE_STATEMENTS] == []


@pytest.mark.parametrize("path", [path for path in files(*ROOMS, "tests") if path != Path(__file__)], ids=shown)
def test_nothing_is_left_unfinished(path: Path) -> None:
    assert UNFINISHED.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", files(*ROOMS), ids=shown)
def test_no_code_has_a_name_for_what_is_forbidden(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    names += [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    names += [node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)]
    names += [
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    assert [name for name in names if FORBIDDEN_IDEAS.search(name)] == []


@pytest.mark.parametrize("path", files(*ROOMS), ids=shown)
def test_logs_get_no_words_of_a_person(path: Path) -> None:
    """A logging call passes constants; `record` passes no argument that could hold words."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if re.fullmatch(r"_?log(?:ger|ging)?\.(?:debug|info|warning|error|exception|critical|log)", called):
            words = [argument for argument in node.args if not isinstance(argument, ast.Constant)]
            assert [ast.unparse(word) for word in words if ast.unparse(word) not in {"level", *EVENTS}] == []
        if called.rpartition(".")[2] in {"record", "record_error", "note"}:
            assert not {keyword.arg for keyword in node.keywords} & LOGGED_WORDS


EVENTS = {"event.value", "Event.UNEXPECTED.value"}


def test_the_top_level_holds_only_what_belongs_there() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert {line.split("/")[0] for line in listed.stdout.split("\0") if line} <= TOP_LEVEL


def test_every_room_of_bot_stands_on_a_floor_and_every_edge_is_held_to_the_rules_of_edges() -> None:
    """A contract knows the modules it names and no others: a new folder in none of them would be bound by nothing."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [floors] = [one["layers"] for one in contracts if one["name"].startswith("rooms of bot")]
    rooms = {room for floor in floors for room in floor.split(" | ")}
    assert {f"bot.{path.parent.name}" for path in (ROOT / "bot").glob("*/__init__.py")} <= rooms
    edges = next(set(floor.split(" | ")) for floor in floors if "bot.web" in floor) - {"bot.doctor"}  # it is no edge
    assert edges == {edge.strip("/").replace("/", ".") for edge in EDGES}
    assert [
        one["name"] for one in contracts if one["name"].startswith("edges") and edges - {*one["source_modules"]}
    ] == []


def test_constraints_name_no_place_and_no_torch() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert all(re.fullmatch(r"[a-z0-9.-]+==[\w.+!]+(?: ; [^\\]+)? \\", pin) for pin in pins)
    assert not [pin for pin in pins if re.match(r"(?:torch|nvidia|triton)", pin)]
    assert lines.count("# --- development ---") == 1


def test_every_direct_dependency_is_pinned_once_and_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    pins = re.findall(r"^([a-z0-9.-]+)==(.+)", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    assert len(pins) == len(set(pins))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=]", line)[0].lower().replace("_", "-") for line in wanted}
    assert names <= {name for name, _ in pins}


def test_only_the_door_opens_a_transaction() -> None:
    """A use case is handed what is inside; it never opens a session of its own beside the moment and the authority."""
    opened = re.compile(r"\.(?:transaction|reading)\(\)")
    found = [shown(path) for path in files("bot") if opened.search(path.read_text(encoding="utf-8"))]
    assert found == ["bot/storage/door.py"]
