"""The zhibu command. Each command or group of commands is a module here; a new one is named in the table below.

The table is all that `zhibu --help` loads: a module is imported when its command is asked for, so that a command pays
for what it uses and `zhibu ask` starts cold within three seconds.
"""

from __future__ import annotations

import sys

from typer.core import TyperGroup

from bot.cli.lazy import Later
from bot.cli.sentences.activity import ActivityCliText
from bot.cli.sentences.backup import BackupText
from bot.cli.sentences.bench import CliText
from bot.cli.sentences.helping import HelpText
from bot.cli.sentences.roster import RosterHelp
from bot.texts import Sayable, say

COMMANDS: dict[str, tuple[str, Sayable]] = {
    "ingest": ("bot.cli.commands.ingest:ingest", HelpText.INGEST),
    "ask": ("bot.cli.commands.ask:ask", HelpText.ASK),
    "eval": ("bot.cli.commands.evaluate:evaluate", HelpText.EVAL),
    "bench": ("bot.cli.commands.bench:bench", CliText.HELP_BENCH),
    "serve": ("bot.cli.commands.serve:serve", HelpText.SERVE),
    "settings": ("bot.cli.commands.settings:show_settings", HelpText.SETTINGS),
    "doctor": ("bot.cli.commands.doctor:doctor", HelpText.DOCTOR),
    "backup": ("bot.cli.commands.keeping.backup:backup", BackupText.HELP_BACKUP),
    "restore": ("bot.cli.commands.keeping.backup:restore", BackupText.HELP_RESTORE),
    "upgrade": ("bot.cli.commands.keeping.upgrade:upgrade", BackupText.HELP_UPGRADE),
    "index": ("bot.cli.commands.index:app", HelpText.INDEX),
    "questions": ("bot.cli.commands.waiting:questions", HelpText.QUESTIONS),
    "suggestions": ("bot.cli.commands.waiting:suggestions", HelpText.SUGGESTIONS),
    "roster": ("bot.cli.commands.roster:app", RosterHelp.HELP_ROSTER),
    "activity": ("bot.cli.commands.activity:app", ActivityCliText.HELP_ACTIVITY),
    "library": ("bot.cli.commands.library:app", HelpText.LIBRARY),
}
app = TyperGroup(
    name="zhibu",
    commands={name: Later(name, place, say(meaning)) for name, (place, meaning) in COMMANDS.items()},
    help=say(HelpText.ZHIBU),
    no_args_is_help=True,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 failed, 2 wrong usage."""
    try:
        app()
    except Exception as error:  # noqa: BLE001 - the last boundary: a sentence, never a traceback
        from bot.cli.running import report_failure  # noqa: PLC0415 - it knows every room's errors; the list needs none

        sys.exit(report_failure(error))
