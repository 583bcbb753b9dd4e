"""Version chains as pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library.chains import place, status_on
from knowledge.library.model import ChainMember, StatusFacts, Successor
from knowledge.model import DocumentKind, Flag, RegulationId, Status

TODAY = date(2026, 11, 22)
RULE = "中国共产党党员工作细则"


def member(number: int, title: str = RULE, year: int | None = None, **facts: object) -> ChainMember:
    made = ChainMember(RegulationId(number), title, DocumentKind.REGULATION, Status.IN_FORCE, version_year=year)
    return replace(made, **facts)  # type: ignore[arg-type]


def statuses(
    *members: ChainMember, articles: dict[int, set[str]] | None = None, day: date = TODAY
) -> dict[int, tuple[Status, str | None]]:
    hashes = {RegulationId(number): frozenset(found) for number, found in (articles or {}).items()}
    places = place(members, hashes)
    return {
        one.id: status_on(StatusFacts(one.own_status, places[one.id].starts_on, None, places[one.id].successors), day)
        for one in members
    }


IN_FORCE = (Status.IN_FORCE, None)
BY_2026 = (Status.SUPERSEDED, f"《{RULE}》（2026年）")


def test_the_newest_version_in_force_replaces_the_older_ones() -> None:
    found = statuses(member(1, f"{RULE}（2014年）", 2014), member(2, f"{RULE}（试行）", 1990), member(3, year=2026))
    assert found == {1: BY_2026, 2: BY_2026, 3: IN_FORCE}


def test_a_future_version_replaces_nothing_yet() -> None:
    old, new = member(1, year=2014), member(2, year=2027, effective_on=date(2027, 1, 1))
    assert statuses(old, new) == {1: IN_FORCE, 2: (Status.NOT_YET_EFFECTIVE, None)}
    later = statuses(old, new, day=date(2027, 1, 1))
    assert later == {1: (Status.SUPERSEDED, f"《{RULE}》（2027年）"), 2: IN_FORCE}


def test_each_day_has_its_own_successor() -> None:
    chain = (
        member(1, year=2010, effective_on=date(2010, 5, 1)),
        member(2, year=2018, effective_on=date(2018, 3, 20)),
        member(3, year=2026, effective_on=date(2026, 2, 1)),
    )
    assert statuses(*chain, day=date(2012, 1, 1)) == {
        1: IN_FORCE,
        2: (Status.NOT_YET_EFFECTIVE, None),
        3: (Status.NOT_YET_EFFECTIVE, None),
    }
    assert statuses(*chain, day=date(2020, 1, 1))[1] == (Status.SUPERSEDED, f"《{RULE}》（2018年）")
    assert statuses(*chain) == {1: BY_2026, 2: BY_2026, 3: IN_FORCE}


def test_copies_of_one_version_do_not_replace_each_other() -> None:
    found = statuses(
        member(1, year=2026, doc_number="中办发〔2026〕1号"),
        member(2, f"《{RULE}》（2026年）", 2026),
        member(3, f"{RULE}（2014年）", 2014),
    )
    assert found == {1: IN_FORCE, 2: IN_FORCE, 3: BY_2026}


def test_two_revisions_within_a_year_are_two_versions() -> None:
    found = statuses(
        member(1, year=2026, doc_number="甲〔2026〕1号", effective_on=date(2026, 1, 1)),
        member(2, year=2026, doc_number="甲〔2026〕9号", effective_on=date(2026, 9, 1)),
    )
    assert found == {1: BY_2026, 2: IN_FORCE}


def test_an_undated_copy_joins_the_version_it_equals_most() -> None:
    articles = {1: {"a", "b", "c"}, 2: {"a", "x", "y"}, 3: {"a", "b", "z"}}
    found = statuses(member(1, year=2014), member(2, year=2026), member(3), articles=articles)
    assert found == {1: BY_2026, 2: IN_FORCE, 3: BY_2026}


def test_an_undated_copy_that_equals_nothing_stands_alone() -> None:
    found = statuses(member(1, year=2014), member(2), articles={1: {"a"}, 2: {"b"}})
    assert found == {1: IN_FORCE, 2: IN_FORCE}


def test_undated_versions_never_replace_each_other() -> None:
    same = statuses(member(1), member(2), articles={1: {"a", "b"}, 2: {"a", "b"}})
    other = statuses(member(1), member(2), articles={1: {"a", "b"}, 2: {"c", "d"}})
    assert same == other == {1: IN_FORCE, 2: IN_FORCE}


@pytest.mark.parametrize(
    "doubt",
    [
        {"flags": frozenset({Flag.UNOFFICIAL})},
        {"flags": frozenset({Flag.ABRIDGED})},
        {"own_status": Status.EXCERPT},
        {"own_status": Status.REPEALED},
    ],
)
def test_a_doubtful_copy_never_replaces_the_official_text(doubt: dict[str, object]) -> None:
    assert statuses(member(1, year=2014), replace(member(2, year=2026), **doubt))[1] == IN_FORCE  # type: ignore[arg-type]


def test_an_excerpt_of_the_current_version_stays_one_and_of_an_old_version_is_superseded() -> None:
    found = statuses(
        member(1, year=2026),
        member(2, year=2026, own_status=Status.EXCERPT),
        member(3, year=2014, own_status=Status.EXCERPT),
        member(4, year=2014, own_status=Status.REPEALED),
    )
    assert found == {1: IN_FORCE, 2: (Status.EXCERPT, None), 3: BY_2026, 4: (Status.REPEALED, None)}


def test_a_common_name_is_not_one_rule_of_two_organs() -> None:
    name = "民主评议制度"
    unknown = statuses(member(1, name, 2014), member(2, name, 2026))
    different = statuses(
        member(1, name, 2014, issuer="甲支部"),
        member(2, name, 2026, issuer="乙支部"),
        articles={1: {"a", "b"}, 2: {"a", "b"}},
    )
    assert unknown == different == {1: IN_FORCE, 2: IN_FORCE}


def test_a_common_name_of_one_organ_or_of_one_text_is_one_rule() -> None:
    name = "民主评议制度"
    expected = {1: (Status.SUPERSEDED, f"《{name}》（2026年）"), 2: IN_FORCE}
    same_organ = statuses(member(1, name, 2014, issuer="甲支部"), member(2, name, 2026, issuer="甲支部"))
    same_text = statuses(member(1, name, 2014), member(2, name, 2026), articles={1: {"a", "b"}, 2: {"a", "c"}})
    assert same_organ == same_text == expected


def test_a_lost_character_in_the_title_is_forgiven_when_the_articles_agree() -> None:
    short = "中国共产党员工作细则（2014年）"
    long = RULE
    agreeing = statuses(member(1, short, 2014), member(2, long, 2026), articles={1: {"a", "b"}, 2: {"a", "b", "c"}})
    other = statuses(member(1, short, 2014), member(2, long, 2026), articles={1: {"a", "b"}, 2: {"c", "d"}})
    assert agreeing[1][0] is Status.SUPERSEDED
    assert other[1] == IN_FORCE


@pytest.mark.parametrize("kind", [DocumentKind.NOTICE, DocumentKind.REPORT, DocumentKind.FORM])
def test_notices_reports_and_forms_have_no_versions(kind: DocumentKind) -> None:
    found = statuses(member(1, "东江市学习通知", 2014, kind=kind), member(2, "东江市学习通知", 2026, kind=kind))
    assert found == {1: IN_FORCE, 2: IN_FORCE}


def test_a_draft_replaces_nothing() -> None:
    assert statuses(member(1, year=2014), member(2, f"{RULE}（征求意见稿）", 2026))[1] == IN_FORCE


def test_a_year_tells_plans_apart_but_versions_of_a_rule_together() -> None:
    plans = statuses(
        member(1, "东江市2024年工作要点", 2024, kind=DocumentKind.OPINION),
        member(2, "东江市2025年工作要点", 2025, kind=DocumentKind.OPINION),
    )
    assert plans == {1: IN_FORCE, 2: IN_FORCE}


def test_what_decides_a_status_on_a_day() -> None:
    facts = StatusFacts(Status.IN_FORCE, starts_on=date(2026, 1, 1), expires_on=date(2026, 12, 31))
    assert status_on(facts, date(2025, 12, 31))[0] is Status.NOT_YET_EFFECTIVE
    assert status_on(facts, date(2026, 12, 31))[0] is Status.IN_FORCE
    assert status_on(facts, date(2027, 1, 1))[0] is Status.REPEALED
    assert status_on(StatusFacts(Status.NOT_YET_EFFECTIVE), TODAY)[0] is Status.NOT_YET_EFFECTIVE
    assert status_on(replace(facts, fixed=Status.EXCERPT), date(1990, 1, 1)) == (Status.EXCERPT, None)
    always = StatusFacts(Status.IN_FORCE, successors=(Successor(None, "《新》"),))
    assert status_on(always, date(1990, 1, 1)) == (Status.SUPERSEDED, "《新》")


def test_a_later_version_never_starts_before_the_one_it_follows() -> None:
    chain = (
        member(1, year=2010),
        member(2, year=2018, effective_on=date(2020, 1, 1)),
        member(3, year=2019, effective_on=date(2019, 1, 1)),
    )
    places = place(chain, {})
    starts = [later.starts_on for later in places[RegulationId(1)].successors]
    assert starts == [date(2020, 1, 1), date(2020, 1, 1)]


MEMBERS = st.lists(
    st.builds(
        member,
        number=st.just(0),
        title=st.sampled_from([RULE, f"{RULE}（试行）", "民主评议制度", "东江市学习办法", "东江市学习办法（修订）"]),
        year=st.none() | st.integers(2000, 2030),
        own_status=st.sampled_from([Status.IN_FORCE, Status.EXCERPT, Status.REPEALED]),
        issuer=st.sampled_from([None, "甲", "乙"]),
        effective_on=st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1)),
        flags=st.sampled_from([frozenset(), frozenset({Flag.UNOFFICIAL}), frozenset({Flag.OCR})]),
    ),
    max_size=8,
).map(lambda made: [replace(one, id=RegulationId(at)) for at, one in enumerate(made, start=1)])
ARTICLES = st.dictionaries(st.integers(1, 8), st.sets(st.sampled_from("abcdef")), max_size=8)


@given(MEMBERS, ARTICLES, st.dates(date(2000, 1, 1), date(2032, 1, 1)))
def test_every_chain_keeps_its_head_and_its_reasons(
    members: list[ChainMember], articles: dict[int, set[str]], day: date
) -> None:
    found = statuses(*members, articles=articles, day=day)
    for one in members:
        status, replaced_by = found[one.id]
        assert (status is Status.SUPERSEDED) == (replaced_by is not None)
        if one.own_status is Status.REPEALED:
            assert status is Status.REPEALED
    hashes = {RegulationId(number): frozenset(words) for number, words in articles.items()}
    places = place(members, hashes)
    for chain in {found.chain for found in places.values()}:
        in_chain = [one for one in members if places[one.id].chain == chain]
        assert any(not places[one.id].successors for one in in_chain)


@given(MEMBERS, ARTICLES, st.randoms())
def test_the_order_of_ingestion_does_not_matter(
    members: list[ChainMember], articles: dict[int, set[str]], random: object
) -> None:
    shuffled = members[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    hashes = {RegulationId(number): frozenset(words) for number, words in articles.items()}
    assert place(shuffled, hashes) == place(members, hashes)
