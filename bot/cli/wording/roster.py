"""A roster import put into words and into JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from bot.people.model import PostKind
from bot.people.roster.model import ImportPlan, Problem, RosterChange, Step
from bot.people.roster.sentences import CHANGES, PROBLEMS, RosterText
from bot.texts import say, told

SHOWN = 50  # lines of changes or mistakes before the rest is only counted


def plan_lines(plan: ImportPlan) -> Iterator[str]:
    """Tell what an import would do: mistakes when there are any, else counts and changes."""
    if plan.problems:
        yield from map(problem_line, plan.problems[:SHOWN])
        if len(plan.problems) > SHOWN:
            yield say(RosterText.ROSTER_PROBLEMS_MORE, count=len(plan.problems) - SHOWN)
        return
    yield from map(step_line, plan.steps[:SHOWN])
    if len(plan.steps) > SHOWN:
        yield say(RosterText.ROSTER_CHANGES_MORE, count=len(plan.steps) - SHOWN)
    yield say(RosterText.ROSTER_COUNTS, **plan.counts())
    if plan.missing:
        yield say(RosterText.ROSTER_MISSING, count=plan.missing)


def problem_line(problem: Problem) -> str:
    """Tell where something is wrong, what it is and how to mend it."""
    return say(RosterText.ROSTER_PROBLEM, row=problem.row, column=problem.column, problem=problem_text(problem))


def problem_text(problem: Problem) -> str:
    """Tell what is wrong and how to mend it."""
    facts = {key: told(fact) for key, fact in problem.facts.items()}
    return say(PROBLEMS[problem.kind], **facts)


def step_line(step: Step) -> str:
    """Tell what happens to one member."""
    what = told(tuple(map(change_text, step.changes)))
    return say(RosterText.ROSTER_CHANGE, code_number=step.code, name=step.name, what=what)


def change_text(change: RosterChange) -> str:
    """Tell one change."""
    return say(CHANGES[change.kind], old=_shown(change.old), new=_shown(change.new))


def plan_json(plan: ImportPlan, *, is_imported: bool) -> dict[str, Any]:
    """Give a preview or an import as machines read it."""
    return {
        "imported": is_imported,
        **plan.counts(),
        "missing": plan.missing,
        "changes": [
            {"code": step.code, "name": step.name, "changes": [change.kind.value for change in step.changes]}
            for step in plan.steps
        ],
        "problems": [
            {
                "row": problem.row,
                "column": problem.column,
                "problem": problem.kind.value,
                "message": problem_text(problem),
            }
            for problem in plan.problems
        ],
    }


def _shown(value: object) -> str:
    match value:
        case None:
            return say(RosterText.ROSTER_NO_VALUE)
        case (PostKind() as post, tuple() as place):
            return f"{told(post)}（{place[-1]}）"
        case tuple():
            return "/".join(map(str, value))
        case date():
            return value.isoformat()
        case StrEnum():
            return str(told(value))
        case _:
            return str(value)
