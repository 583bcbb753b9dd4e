"""The zhibu command. Each command or group of commands is a module here; a new one is named in the table below.

The table is all that `zhibu --help` loads: a module is imported when its command is asked for, so that a command pays
for what it uses and `zhibu ask` starts cold within three seconds.
"""

from __future__ import annotations

import sys

from typer.core import TyperGroup

from bot.cli.lazy import Later
from bot.texts import Sentence, Text, say
from bot.texts.activity_cli import ActivityCliText
from bot.texts.cli import CliText
from bot.texts.roster_help import RosterHelp

COMMANDS: dict[str, tuple[str, Text | Sentence]] = {
    "ingest": ("bot.cli.ingest:ingest", Text.HELP_INGEST),
    "ask": ("bot.cli.ask:ask", Text.HELP_ASK),
    "eval": ("bot.cli.evaluate:evaluate", Text.HELP_EVAL),
    "bench": ("bot.cli.bench:bench", CliText.HELP_BENCH),
    "serve": ("bot.cli.serve:serve", Text.HELP_SERVE),
    "settings": ("bot.cli.settings:show_settings", Text.HELP_SETTINGS),
    "doctor": ("bot.cli.doctor:doctor", Text.HELP_DOCTOR),
    "index": ("bot.cli.index:app", Text.HELP_INDEX),
    "questions": ("bot.cli.waiting:questions", Text.HELP_QUESTIONS),
    "suggestions": ("bot.cli.waiting:suggestions", CliText.HELP_SUGGESTIONS),
    "roster": ("bot.cli.roster:app", RosterHelp.HELP_ROSTER),
    "activity": ("bot.cli.activity:app", ActivityCliText.HELP_ACTIVITY),
    "library": ("bot.cli.library:app", Text.HELP_LIBRARY),
}
app = TyperGroup(
    name="zhibu",
    commands={name: Later(name, place, say(meaning)) for name, (place, meaning) in COMMANDS.items()},
    help=say(Text.HELP_ZHIBU),
    no_args_is_help=True,
)


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 failed, 2 wrong usage."""
    try:
        app()
    except Exception as error:  # noqa: BLE001 - the last boundary: a sentence, never a traceback
        from bot.cli.running import report_failure  # noqa: PLC0415 - it knows every room's errors; the list needs none

        sys.exit(report_failure(error))
