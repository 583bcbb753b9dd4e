"""Version chains: which regulations are versions of one rule, which one replaces which, and what holds on a day.

Everything here is a pure function of the regulations' own facts and of the articles they share; the date of the file
that carried them plays no part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from knowledge.library.model import ChainMember, ChainPlace, StatusFacts, Successor
from knowledge.library.titles import (
    chain_key,
    display_name,
    full_key,
    is_draft,
    is_national,
    names_its_organ,
    one_slip_apart,
    slips,
)
from knowledge.model import DocumentKind, Flag, RegulationId, Status

SHARED_ARTICLES = 0.3  # part of the shorter text that must recur before unnamed organs' rules count as one rule
SHARED_ARTICLES_DESPITE_SLIP = 0.5  # the same when a title differs by a character
SAME_TEXT = 0.9  # two undated texts this equal are copies
NEVER_HEAD = frozenset({Flag.ABRIDGED, Flag.UNOFFICIAL})
CHAINING_KINDS = frozenset({DocumentKind.REGULATION, DocumentKind.OPINION, DocumentKind.GUIDE})

Articles = Mapping[RegulationId, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Version:
    """Copies of one version of a rule, with the facts its best copies agree on."""

    copies: tuple[ChainMember, ...]
    year: int | None
    starts_on: date | None
    may_replace: bool
    name: str

    @property
    def order(self) -> tuple[int, date] | None:
        year = self.year or (self.starts_on.year if self.starts_on else None)
        return None if year is None else (year, self.starts_on or date(year, 1, 1))


def status_on(facts: StatusFacts, day: date) -> tuple[Status, str | None]:
    """Say what a regulation was worth on a day, and what had replaced it by then."""
    if facts.fixed is not None:
        return facts.fixed, None
    if facts.own_status is Status.REPEALED:
        return Status.REPEALED, None
    replaced = [later.name for later in facts.successors if later.starts_on is None or later.starts_on <= day]
    if replaced:
        return Status.SUPERSEDED, replaced[-1]
    if facts.expires_on is not None and day > facts.expires_on:
        return Status.REPEALED, None
    is_future = day < facts.starts_on if facts.starts_on else facts.own_status is Status.NOT_YET_EFFECTIVE
    if is_future:
        return Status.NOT_YET_EFFECTIVE, None
    return (Status.EXCERPT if facts.own_status is Status.EXCERPT else Status.IN_FORCE), None


def first_day(member: ChainMember) -> date | None:
    """Give the first day a regulation can have applied, from its own facts."""
    year = date(member.version_year, 1, 1) if member.version_year else None
    return member.effective_on or member.issued_on or year


def candidates(members: Sequence[ChainMember]) -> list[tuple[ChainMember, ChainMember]]:
    """List the pairs whose titles may name one rule: only these need their articles compared."""
    buckets: dict[str, list[ChainMember]] = defaultdict(list)
    for member in members:
        if member.kind in CHAINING_KINDS and not is_draft(member.title):
            for form in {_key(member)} | slips(full_key(member.title)):
                buckets[form].append(member)
    pairs = {
        (one.id, other.id): (one, other)
        for bucket in buckets.values()
        for at, one in enumerate(bucket)
        for other in bucket[at + 1 :]
        if one.id != other.id
    }
    return [pair for pair in pairs.values() if _titles_agree(*pair)]


def place(members: Sequence[ChainMember], articles: Articles) -> dict[RegulationId, ChainPlace]:
    """Find every regulation's place in its chain. `articles` holds text hashes of those named by `candidates`."""
    by_id = {member.id: member for member in members}
    parent = {member.id: member.id for member in members}
    for one, other in candidates(members):
        if _same_rule(one, other, articles):
            low, high = sorted((_root(parent, one.id), _root(parent, other.id)))
            parent[high] = low
    chains: dict[RegulationId, list[ChainMember]] = defaultdict(list)
    for member_id in sorted(by_id):
        chains[_root(parent, member_id)].append(by_id[member_id])
    places: dict[RegulationId, ChainPlace] = {}
    for root, chain in chains.items():
        places |= _places(root, chain, articles)
    return places


def _key(member: ChainMember) -> str:
    return chain_key(member.title, years=member.kind is DocumentKind.REGULATION)


def _titles_agree(one: ChainMember, other: ChainMember) -> bool:
    return bool(_key(one)) and (_key(one) == _key(other) or one_slip_apart(full_key(one.title), full_key(other.title)))


def _same_rule(one: ChainMember, other: ChainMember, articles: Articles) -> bool:
    shared = _shared(one.id, other.id, articles)
    if _key(one) != _key(other):
        return shared >= SHARED_ARTICLES_DESPITE_SLIP
    if is_national(one.title) and is_national(other.title):
        return True
    if one.issuer and other.issuer:
        return chain_key(one.issuer) == chain_key(other.issuer)
    return shared >= SHARED_ARTICLES or (names_its_organ(one.title) and names_its_organ(other.title))


def _shared(one: RegulationId, other: RegulationId, articles: Articles) -> float:
    left, right = articles.get(one, frozenset()), articles.get(other, frozenset())
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _root(parent: dict[RegulationId, RegulationId], node: RegulationId) -> RegulationId:
    while parent[node] != node:
        node = parent[node]
    return node


def _places(root: RegulationId, chain: list[ChainMember], articles: Articles) -> dict[RegulationId, ChainPlace]:
    versions = [_version(copies) for copies in _same_versions(chain, articles)]
    places: dict[RegulationId, ChainPlace] = {}
    for version in versions:
        later = [other for other in versions if other.may_replace and _is_later(other, version)]
        later.sort(key=lambda other: other.order or (0, date.min))
        successors = _in_order_of_start([Successor(other.starts_on, other.name) for other in later])
        for copy in version.copies:
            places[copy.id] = ChainPlace(root, version.starts_on or first_day(copy), successors)
    return places


def _is_later(other: _Version, version: _Version) -> bool:
    return other.order is not None and version.order is not None and other.order > version.order


def _in_order_of_start(successors: list[Successor]) -> tuple[Successor, ...]:
    """Keep the order of versions but let none start before the version it follows."""
    for at, (earlier, later) in enumerate(pairwise(successors), start=1):
        if earlier.starts_on and later.starts_on and later.starts_on < earlier.starts_on:
            successors[at] = Successor(earlier.starts_on, later.name)
    return tuple(successors)


def _same_versions(chain: list[ChainMember], articles: Articles) -> list[list[ChainMember]]:
    """Put copies of one version together; an undated copy joins the version whose articles it equals most."""
    groups: list[list[ChainMember]] = []
    dated = [member for member in chain if _year(member) is not None]
    for member in dated:
        home = next((group for group in groups if any(_are_copies(member, copy) for copy in group)), None)
        if home is None:
            groups.append([member])
        else:
            home.append(member)
    for member in chain:
        if _year(member) is None:
            _join_most_equal(member, groups, articles)
    return groups


def _join_most_equal(member: ChainMember, groups: list[list[ChainMember]], articles: Articles) -> None:
    def equality(group: list[ChainMember]) -> tuple[float, int]:
        shared = max(_shared(member.id, copy.id, articles) for copy in group)
        return shared, max((_year(copy) or 0) for copy in group)

    best = max(groups, key=equality, default=None)
    shared = equality(best)[0] if best else 0.0
    is_dated = best is not None and any(_year(copy) for copy in best)
    if best is not None and shared > 0 and (is_dated or shared >= SAME_TEXT):
        best.append(member)
    else:
        groups.append([member])


def _are_copies(one: ChainMember, other: ChainMember) -> bool:
    if _year(one) != _year(other):
        return False
    if not (one.doc_number and other.doc_number) or _number(one.doc_number) == _number(other.doc_number):
        return True
    starts = one.effective_on or one.issued_on, other.effective_on or other.issued_on
    return starts[0] is None or starts[1] is None or starts[0] == starts[1]


def _number(doc_number: str) -> str:
    return chain_key(doc_number, years=False).translate(str.maketrans("", "", "〔〕[]()（）【】"))


def _year(member: ChainMember) -> int | None:
    day = member.effective_on or member.issued_on
    return member.version_year or (day.year if day else None)


def _version(copies: list[ChainMember]) -> _Version:
    heads = [copy for copy in copies if _may_be_head(copy)]
    best = heads or copies
    year = next((_year(copy) for copy in best if _year(copy)), None) or next(filter(None, map(_year, copies)), None)
    starts_on = _most_common(copy.effective_on for copy in best) or _most_common(copy.effective_on for copy in copies)
    if starts_on is None:
        starts_on = min(filter(None, map(first_day, best)), default=None)
    title = min((copy.title for copy in best), key=lambda title: (not is_national(title), -len(title), title))
    return _Version(tuple(copies), year, starts_on, bool(heads), display_name(title, year))


def _may_be_head(member: ChainMember) -> bool:
    return member.own_status not in (Status.EXCERPT, Status.REPEALED) and not member.flags & NEVER_HEAD


def _most_common(days: Iterable[date | None]) -> date | None:
    counted = Counter(day for day in days if day is not None)
    return max(counted, key=lambda day: (counted[day], -day.toordinal()), default=None)
