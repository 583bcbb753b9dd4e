"""Each side of a bench runs in a process of its own, so that its memory is its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from typing import Any


def measure_side(module: str, side: str, *numbers: int) -> dict[str, Any]:
    """Run `python -m module side NUMBERS…` and read the JSON of its last line."""
    command = [sys.executable, "-m", module, side, *map(str, numbers)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def both_sides(module: str, *numbers: int) -> dict[str, Any]:
    """Measure ours and the peer's; passages have stand-in vectors in both."""
    ours, peer = measure_side(module, "ours", *numbers), measure_side(module, "peer", *numbers)
    return {**ours, "stand_in_vectors": True, "peer": peer}


def resident_mb() -> int:
    """Give the most memory this process ever held, in MiB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
