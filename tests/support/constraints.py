"""Writes constraints.txt: `make constraints`. Pins every dependency with the hashes of the public registry.

What the service needs stands above the mark, what only working on it needs below, so that one file serves both
`make install` and `make test` and no package is pinned twice. No index address and no local folder gets in.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
MARK = "# --- development ---"
HEAD = "# Written by `make constraints`; do not edit. Above the mark: the service. Below: working on it."
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-config",
    "--no-header",
    "--no-annotate",
    "--strip-extras",
    "--no-strip-markers",
    "--quiet",
)


def main(uv: str) -> None:
    """Resolve the service first and development on top of it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    service = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    with tempfile.TemporaryDirectory() as folder:
        runtime = pin(uv, service, Path(folder), "runtime", [])
        every = pin(uv, service + project["dependency-groups"]["dev"], Path(folder), "dev", ["-c runtime.txt"])
    only_dev = [block for block in every if block not in runtime]
    assert len(only_dev) + len(runtime) == len(every), "development changed a pin of the service"
    (ROOT / "constraints.txt").write_text("\n".join([HEAD, *runtime, MARK, *only_dev, ""]))


def pin(uv: str, wanted: list[str], folder: Path, name: str, options: list[str]) -> list[str]:
    """Give one block of text for each package, sorted."""
    (folder / f"{name}.in").write_text("\n".join([*options, *wanted]))
    subprocess.run(
        [Path(uv).absolute(), "pip", "compile", *OPTIONS, "--output-file", f"{name}.txt", f"{name}.in"],
        cwd=folder,
        check=True,
    )
    blocks: list[str] = []
    for line in (folder / f"{name}.txt").read_text().splitlines():
        if line.startswith("    "):
            blocks[-1] += f"\n{line}"
        elif "==" in line:
            blocks.append(line)
    return sorted(blocks)


if __name__ == "__main__":
    main(sys.argv[1])
