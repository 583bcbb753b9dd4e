"""Every table of the service: whatever module declares one is imported, so that none can be forgotten."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from bot.storage.tables import BotTable
from knowledge.library.tables import LibraryTable

ROOT = Path(__file__).parents[3]
for path in sorted((ROOT / "bot").rglob("*.py")):
    if "(BotTable):" in path.read_text(encoding="utf-8"):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))

BOTH = (LibraryTable.metadata, BotTable.metadata)
