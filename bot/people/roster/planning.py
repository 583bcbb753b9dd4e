"""Compares a checked roster with what is stored and tells what an import would do. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from bot.people.model import OrganisationId, OrganisationKind, PostKind
from bot.people.roster import words
from bot.people.roster.model import (
    ChangeKind,
    Column,
    ImportPlan,
    Known,
    KnownMember,
    Names,
    Problem,
    ProblemKind,
    RosterChange,
    RosterEntry,
    RosterFile,
    Step,
)

MayTouch = Callable[[tuple[OrganisationId, ...]], bool]


def plan_import(file: RosterFile, known: Known, on: date, may_touch: MayTouch) -> ImportPlan:
    """Tell what the import would do from that day on; `may_touch` says which organisations the importer keeps."""
    return _Planning(file, known, on, may_touch).plan()


@dataclass(slots=True)
class _Planning:
    file: RosterFile
    known: Known
    on: date
    may_touch: MayTouch
    problems: list[Problem] = field(default_factory=list)
    places: dict[Names, OrganisationKind] = field(default_factory=dict)  # of the file

    def plan(self) -> ImportPlan:
        for line in self.file.lines:
            self._check_place(line)
        steps, unchanged = [], 0
        for line in self.file.lines:
            step = self._step(line)
            if step.changes:
                steps.append(step)
            else:
                unchanged += 1
        codes = {line.code for line in self.file.lines}
        return ImportPlan(
            steps=tuple(steps),
            new_places=tuple(sorted(self._new_places(), key=lambda item: len(item[0]))),
            unchanged=unchanged,
            missing=sum(self._is_mine(member) for code, member in self.known.members.items() if code not in codes),
            problems=tuple(sorted((*self.file.problems, *self.problems), key=lambda problem: problem.row)),
        )

    def _new_places(self) -> Iterator[tuple[Names, OrganisationKind]]:
        return ((names, kind) for names, kind in self.places.items() if names not in self.known.places)

    def _is_mine(self, member: KnownMember) -> bool:
        return member.place is not None and self.may_touch(self.known.places[member.place].path)

    def _check_place(self, line: RosterEntry) -> None:
        """Note the organisations of a row, from the top down, and check them against those stored."""
        path: tuple[OrganisationId, ...] = ()
        for depth, kind in enumerate(line.kinds, start=1):
            names = line.place[:depth]
            stored = self.known.places.get(names)
            path = stored.path if stored else path
            expected = stored.kind if stored else self.places.get(names, kind)
            if kind is not expected:
                self._wrong(line, Column.PLACE, ProblemKind.PLACE_KIND_DIFFERS, part=names[-1])
            self.places.setdefault(names, kind)
        if line.place and not self.may_touch(path):
            self._wrong(line, Column.PLACE, ProblemKind.PLACE_OUT_OF_REACH)

    def _step(self, line: RosterEntry) -> Step:
        member = self.known.members.get(line.code)
        if member is not None and member.place is not None and not self._is_mine(member):
            self._wrong(line, Column.CODE, ProblemKind.CODE_OUT_OF_REACH)
        if line.is_leaving:
            return self._leaving(line, member)
        joined_on = line.joined_on if Column.JOINED in self.file.columns or member is None else member.joined_on
        moves = member is None or member.place != line.place
        step = Step(
            code=line.code,
            name=line.name,
            status=line.status,
            joined_on=joined_on,
            known=member,
            changes=tuple(self._changes(line, member, joined_on)),
            goes_to=line.place if moves else None,
        )
        return self._with_posts(step, line) if Column.POSTS in self.file.columns else step

    def _with_posts(self, step: Step, line: RosterEntry) -> Step:
        """Add what happens to posts: the cell lists all that the member holds from now on."""
        wanted = {(kind, place): since for kind, place, since in self._wanted_posts(line)}
        held = {(post.kind, post.place): post for post in (step.known.posts if step.known else ())}
        ends = tuple(post for key, post in held.items() if key not in wanted)
        begins = tuple((*key, since or self.on) for key, since in wanted.items() if key not in held)
        dates = tuple(
            (held[key], since) for key, since in wanted.items() if since and key in held and held[key].from_on != since
        )
        changes = (
            *step.changes,
            *(RosterChange(ChangeKind.POST_ENDS, old=(post.kind, post.place)) for post in ends),
            *(RosterChange(ChangeKind.POST_BEGINS, new=(kind, place)) for kind, place, _ in begins),
            *(RosterChange(ChangeKind.POST_DATE, old=day, new=(post.kind, post.place)) for post, day in dates),
        )
        return replace(step, changes=changes, ends_posts=ends, begins_posts=begins, dates_posts=dates)

    def _leaving(self, line: RosterEntry, member: KnownMember | None) -> Step:
        """Let someone go; whoever has left already is unchanged, so that a file can be imported again."""
        if member is None:
            self._wrong(line, Column.CODE, ProblemKind.LEAVING_STRANGER)
            return Step(line.code, line.name, line.status, None, None, ())
        has_gone = member.place is None and not member.posts
        changes = () if has_gone else (RosterChange(ChangeKind.LEAVES),)
        ends = member.posts
        return Step(
            line.code, member.name, member.status, member.joined_on, member, changes, ends_posts=ends, is_leaving=True
        )

    def _changes(self, line: RosterEntry, member: KnownMember | None, joined_on: date | None) -> Iterator[RosterChange]:
        if member is None:
            yield RosterChange(ChangeKind.NEW, new=line.place)
            return
        if member.name != line.name:
            yield RosterChange(ChangeKind.NAME, member.name, line.name)
        if member.status is not line.status:
            yield RosterChange(ChangeKind.STATUS, member.status, line.status)
        if member.joined_on != joined_on:
            yield RosterChange(ChangeKind.JOINED, member.joined_on, joined_on)
        if member.place is None:
            yield RosterChange(ChangeKind.BACK, new=line.place)
        elif member.place != line.place:
            yield RosterChange(ChangeKind.MOVED, member.place, line.place)

    def _wanted_posts(self, line: RosterEntry) -> list[tuple[PostKind, Names, date | None]]:
        posts: dict[tuple[PostKind, Names], date | None] = {}
        for post in line.posts:
            place = self._post_place(line, post.kind, post.place)
            if place is None:
                self._wrong(line, Column.POSTS, ProblemKind.POST_PLACE_UNKNOWN, post=post.kind)
            elif place in self.known.places and not self.may_touch(self.known.places[place].path):
                self._wrong(line, Column.PLACE, ProblemKind.PLACE_OUT_OF_REACH)
            else:
                posts.setdefault((post.kind, place), post.since)
        return [(kind, place, since) for (kind, place), since in posts.items()]

    def _post_place(self, line: RosterEntry, kind: PostKind, written: str | None) -> Names | None:
        """Find the organisation of a post: in the member's own path, else by its full path, else by a unique name."""
        if not line.place or written is None:
            return words.suited_place(kind, line.place, line.kinds)
        names = tuple(part.strip() for part in re.split(r"[/／]", written))
        if len(names) == 1 and names[0] in line.place:
            return line.place[: line.place.index(names[0]) + 1]
        every = self.known.places.keys() | self.places.keys()
        if names in every:
            return names
        ending = [place for place in every if place[-len(names) :] == names]
        return ending[0] if len(ending) == 1 else None

    def _wrong(self, line: RosterEntry, column: Column, kind: ProblemKind, **facts: object) -> None:
        self.problems.append(Problem(line.row, column.value, kind, facts))
