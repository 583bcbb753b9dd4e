"""Rules of activities and lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.activities.kinds import RULES, ActivityKind, Audience, QuorumRule, Share
from bot.activities.model import ActivityState, Draft, Part
from bot.activities.register.model import LeaveKind, Line, LineState, Tally
from bot.activities.requests.model import words_of
from bot.errors import BotError, ErrorCode
from bot.people.model import Member, MemberId, MemberStatus

NOW = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
DRAFT = Draft(ActivityKind.THEME_DAY, "党日", NOW, NOW + timedelta(hours=2))
MEMBER = Member(MemberId(1), "A1", "张三", MemberStatus.FULL, None, None)


@pytest.mark.parametrize(
    ("kind", "expected", "enough"),
    [
        (ActivityKind.GENERAL_MEETING, 10, 6),
        (ActivityKind.GENERAL_MEETING, 11, 6),
        (ActivityKind.COMMITTEE_MEETING, 5, 3),
        (ActivityKind.COMMITTEE_MEETING, 4, 2),
        (ActivityKind.GENERAL_MEETING, 0, 1),
        (ActivityKind.COMMITTEE_MEETING, 0, 1),
    ],
)
def test_quorums(kind: ActivityKind, expected: int, enough: int) -> None:
    rule = RULES[kind].quorum
    assert rule is not None
    assert rule.needed(expected) == enough
    assert not rule.holds(enough - 1, expected)
    assert rule.holds(enough, max(expected, enough))


@given(st.integers(0, 500), st.integers(0, 500), st.sampled_from(Share))
def test_a_quorum_holds_exactly_when_nobody_is_missing(present: int, expected: int, share: Share) -> None:
    rule = QuorumRule(share, of_voters=True, regulation="示例条例", article="第一条")
    came = min(present, expected)
    tally = Tally.of([(LineState.PRESENT, True)] * came + [(LineState.ABSENT, True)] * (expected - came))
    quorum = tally.quorum(rule)
    assert quorum.is_reached == (quorum.missing == 0)


def test_only_voters_count_where_the_rule_says_so() -> None:
    tally = Tally.of([(LineState.PRESENT, False)] * 5 + [(LineState.LATE, True)] * 2 + [(LineState.ON_LEAVE, True)] * 2)
    rule = RULES[ActivityKind.GENERAL_MEETING].quorum
    assert rule is not None
    quorum = tally.quorum(rule)
    assert (quorum.present, quorum.expected, quorum.is_reached) == (2, 4, False)
    assert (tally.expected, tally.in_room, tally.on_leave) == (9, 7, 2)


@given(st.lists(st.tuples(st.sampled_from(LineState), st.booleans())))
def test_everybody_is_counted_once(lines: list[tuple[LineState, bool]]) -> None:
    tally = Tally.of(lines)
    assert tally.expected == len(lines) == sum(tally.by_state.values())
    assert tally.in_room <= tally.expected
    assert tally.voters_in_room <= tally.voters <= tally.expected


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"title": "  "}, Part.TITLE),
        ({"title": "长" * 101}, Part.TITLE),
        ({"place": "长" * 101}, Part.TITLE),
        ({"agenda": "长" * 2001}, Part.TITLE),
        ({"ends_at": NOW}, Part.LENGTH),
        ({"ends_at": NOW + timedelta(days=4)}, Part.LENGTH),
        ({"starts_at": NOW.replace(year=2062), "ends_at": NOW.replace(year=2062, hour=8)}, Part.DAY),
        ({"credit_minutes": -1}, Part.CREDIT),
        ({"credit_minutes": 99_999}, Part.CREDIT),
    ],
)
def test_a_draft_that_does_not_fit_names_the_part(change: dict[str, object], part: Part) -> None:
    with pytest.raises(BotError) as caught:
        replace(DRAFT, **change).ensure_sound(NOW)  # type: ignore[arg-type]
    assert caught.value.code is ErrorCode.ACTIVITY_UNSOUND
    assert caught.value.facts == {"part": part}


def test_credit_is_the_length_where_the_kind_counts_as_study() -> None:
    assert DRAFT.credited == 120
    assert replace(DRAFT, kind=ActivityKind.GENERAL_MEETING).credited == 0
    assert replace(DRAFT, credit_minutes=240).credited == 240


def test_committee_meetings_expect_the_committee_and_lead_to_no_make_up() -> None:
    assert RULES[ActivityKind.COMMITTEE_MEETING].audience is Audience.COMMITTEE
    assert not RULES[ActivityKind.COMMITTEE_MEETING].leads_to_make_up


@pytest.mark.parametrize(
    ("state", "to", "leave"),
    [
        (LineState.EXPECTED, LineState.LEFT_EARLY, None),
        (LineState.PRESENT, LineState.MADE_UP, None),
        (LineState.EXPECTED, LineState.ON_LEAVE, None),
        (LineState.EXPECTED, LineState.PRESENT, LeaveKind.SICK),
    ],
)
def test_steps_of_a_line_that_make_no_sense(state: LineState, to: LineState, leave: LeaveKind | None) -> None:
    with pytest.raises(BotError) as caught:
        Line(MEMBER, state).change(to, leave)
    assert caught.value.code is ErrorCode.LINE_STEP_REFUSED


@given(st.sampled_from(LineState))
def test_the_same_state_again_is_no_change(state: LineState) -> None:
    leave = LeaveKind.SICK if state is LineState.ON_LEAVE else None
    assert Line(MEMBER, state, leave).change(state, leave) is False


def test_words_are_trimmed_and_bounded() -> None:
    assert words_of("  好 ") == "好"
    for words, code in (("  ", ErrorCode.WORDS_MISSING), ("长" * 1001, ErrorCode.TOO_LONG)):
        with pytest.raises(BotError) as caught:
            words_of(words)
        assert caught.value.code is code
    assert ActivityState.LOCKED.value == "locked"
