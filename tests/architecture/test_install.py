"""A release of tomorrow has no say: constraints.txt is a closed set, and `make` installs it without resolving."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)
MARK = "# --- development ---"


def pins(text: str) -> dict[str, str]:
    return dict(PIN.findall(text))


def needed(wanted: list[str]) -> Iterator[Requirement]:
    """Every requirement in the closure of the wanted ones on this interpreter, their extras' included."""
    waiting = [Requirement(line) for line in wanted]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement = waiting.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        yield requirement
        for extra in ({""} | requirement.extras) - {extra for name, extra in seen if name == requirement.name}:
            seen.add((requirement.name, extra))
            for line in distribution(requirement.name).requires or ():
                theirs = Requirement(line)
                if theirs.marker is None or theirs.marker.evaluate({"extra": extra}):
                    theirs.marker = None
                    waiting.append(theirs)


@pytest.mark.parametrize("part", ["service", "development"])
def test_constraints_are_a_closed_set(part: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    if part == "service":
        text = text.partition(MARK)[0]
    else:
        wanted += project["dependency-groups"]["dev"]
    pinned = pins(text)
    closure = list(needed(wanted))
    loose = [
        str(one) for one in closure if not one.specifier.contains(pinned.get(canonicalize_name(one.name), "0.dev0"))
    ]
    assert loose == []
    assert len({canonicalize_name(one.name) for one in closure}) > len(wanted)


def test_no_line_of_the_makefile_resolves() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"^\t.*\$\(PIP\) (.+)$", text, re.MULTILINE)
    assert installs == [
        "$(PINNED) -r $(VENV)/runtime.txt",
        "install --no-deps --no-build-isolation --editable .",
        "$(PINNED) -r constraints.txt",
        "download --no-deps --require-hashes --dest wheelhouse -r $(VENV)/runtime.txt",
    ]


def wheel(folder: Path, name: str, version: str, *metadata: str) -> str:
    """Write an empty wheel and give its pin."""
    info = f"{name}-{version}.dist-info"
    file = folder / f"{name}-{version}-py3-none-any.whl"
    head = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *metadata, ""]
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{info}/METADATA", "\n".join(head))
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"


def pip(index: Path, into: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", *words, "--no-index", "--find-links", str(index), "--target", str(into)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index as it may be tomorrow: a tool that asks for an extra of a part, and the part in two releases."""
    folder = tmp_path / "index"
    folder.mkdir()
    tool = wheel(folder, "tool", "1.0", "Requires-Dist: part[toml]>=1")
    part = wheel(folder, "part", "1.0", "Provides-Extra: toml")
    wheel(folder, "part", "2.0", "Provides-Extra: toml", "Requires-Dist: stranger")
    wheel(folder, "stranger", "1.0")
    (folder / "pins.txt").write_text(f"{tool}\n{part}\n", encoding="utf-8")
    return folder


def test_a_later_release_cannot_come_in(index: Path, tmp_path: Path) -> None:
    pinned = re.search(r"^PINNED := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned is not None
    into = tmp_path / "environment"
    done = pip(index, into, *pinned[1].split(), "-r", str(index / "pins.txt"))
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in into.glob("*.dist-info")) == ["part-1.0.dist-info", "tool-1.0.dist-info"]


def test_resolving_would_have_met_the_later_release(index: Path, tmp_path: Path) -> None:
    into = tmp_path / "environment"
    assert pip(index, into, "install", "tool").returncode == 0
    came = sorted(path.name for path in into.glob("*.dist-info"))
    assert came == ["part-2.0.dist-info", "stranger-1.0.dist-info", "tool-1.0.dist-info"]


def test_a_changed_package_is_refused(index: Path, tmp_path: Path) -> None:
    wheel(index, "part", "1.0", "Provides-Extra: toml", "Summary: not what was pinned")
    done = pip(
        index, tmp_path / "environment", "install", "--no-deps", "--require-hashes", "-r", str(index / "pins.txt")
    )
    assert done.returncode != 0
    assert "HASHES" in done.stderr
