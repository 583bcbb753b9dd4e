"""Activities, registers and filled sheets put into the words of the command line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.activities.outputs.paper import Paper
from bot.activities.outputs.sentences import OutputText
from bot.activities.outputs.words import paper_problem, place_of
from bot.activities.planning.usecases import Created
from bot.activities.reading.attendance_line import Spoken
from bot.activities.register.model import Mark
from bot.activities.register.viewing import Register, Summary
from bot.cli.sentences.activity import ActivityCliText
from bot.clock import minute
from bot.plain import one_line
from bot.texts import say, told

SHOWN = 50  # lines before the rest is only counted


def summary_line(summary: Summary) -> str:
    """Tell an activity in one line."""
    one = summary.activity
    return say(
        ActivityCliText.CLI_ACTIVITY_LINE,
        number=one.id,
        when=minute(one.starts_at),
        organisation=one_line(one.organisation.name),
        kind=told(one.kind),
        title=one_line(one.title),
        state=told(one.state),
        expected=summary.tally.expected,
        present=summary.tally.in_room,
    )


def register_lines(register: Register) -> Iterator[str]:
    """Tell a register, one line a person in the roster's order."""
    yield summary_line(Summary(register.activity, register.tally))
    for line in register.lines:
        yield say(
            ActivityCliText.CLI_REGISTER_LINE,
            code_number=one_line(line.member.code),
            name=one_line(line.member.name),
            place=place_of(line.member),
            state=told(line.state),
            note=told(line.leave) if line.leave else "",
        ).rstrip()


def created_line(created: Created) -> str:
    """Tell what became of a request to create."""
    key = ActivityCliText.CLI_ACTIVITY_CREATED if created.is_new else ActivityCliText.CLI_ACTIVITY_THERE
    return say(key, number=created.activity.id, expected=created.expected)


def spoken_lines(spoken: Spoken) -> Iterator[str]:
    """Tell what a line of words means, or what is not clear in it."""
    for state, count in spoken.counts().items():
        yield say(ActivityCliText.CLI_MARK_COUNT, state=told(state), count=count)
    if spoken.unknown:
        yield say(ActivityCliText.CLI_MARK_UNKNOWN, words=told(tuple(map(one_line, spoken.unknown))))
    for name, lines in spoken.unclear.items():
        codes = told(tuple(one_line(line.member.code) for line in lines))
        yield say(ActivityCliText.CLI_MARK_UNCLEAR, name=one_line(name), count=len(lines), codes=codes)
    if not spoken.marks and not spoken.unknown and not spoken.unclear:
        yield say(ActivityCliText.CLI_MARK_NOTHING)


def paper_lines(paper: Paper) -> Iterator[str]:
    """Tell what a filled sheet would change, or every mistake in it."""
    if paper.problems:
        said = [paper_problem(problem) for problem in paper.problems]
    else:
        said = [
            say(
                OutputText.PAPER_CHANGE,
                code_number=one_line(line.member.code),
                name=one_line(line.member.name),
                before=told(line.state),
                after=_mark(mark),
            )
            for line, mark in paper.rows
        ]
    yield from said[:SHOWN]
    if len(said) > SHOWN:
        yield say(OutputText.PAPER_MORE, count=len(said) - SHOWN)
    if not paper.problems:
        counts = {"changes": len(paper.rows), "unchanged": paper.unchanged, "blank": paper.blank}
        yield say(OutputText.PAPER_COUNTS, **counts)


def _mark(mark: Mark) -> str:
    return str(told((mark.state, mark.leave) if mark.leave else mark.state))
