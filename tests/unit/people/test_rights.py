"""What posts allow, how it is told, and that the docs show the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.wording.people import rights_table
from bot.errors import BotError, ErrorCode
from bot.people.model import (
    MATRIX,
    OPERATOR,
    Caller,
    Grant,
    Member,
    MemberId,
    MemberStatus,
    Organisation,
    OrganisationId,
    OrganisationKind,
    Permission,
    PostKind,
)
from bot.texts import Language, say, sentence, speak, told
from bot.texts.errors import EXPLAINED

DOCS = Path(__file__).parents[3] / "docs" / "people.md"
START = datetime(2026, 11, 22, tzinfo=UTC)
COMMITTEE, BRANCH, GROUP, OTHER = (OrganisationId(number) for number in range(1, 5))


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    speak(Language.ZH_CN)


def caller(post: PostKind | None, organisation: OrganisationId = BRANCH) -> Caller:
    home = Organisation(GROUP, OrganisationKind.GROUP, "第一党小组", (COMMITTEE, BRANCH, GROUP))
    member = Member(MemberId(1), "1", "甲", MemberStatus.FULL, None, home)
    return Caller(member, (Grant(post, organisation),) if post else ())


def test_the_docs_show_the_matrix_as_it_is() -> None:
    assert rights_table() in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("post", PostKind)
def test_a_post_counts_in_its_organisation_and_below(post: PostKind, permission: Permission) -> None:
    holds = permission in MATRIX[post]
    assert caller(post).may(permission, (COMMITTEE, BRANCH)) is holds
    assert caller(post).may(permission, (COMMITTEE, BRANCH, GROUP)) is holds
    assert not caller(post).may(permission, (COMMITTEE,))
    assert not caller(post).may(permission, (COMMITTEE, OTHER))


@pytest.mark.parametrize("permission", Permission)
def test_without_a_post_nothing_is_allowed_and_the_refusal_names_who_may(permission: Permission) -> None:
    with pytest.raises(BotError) as refused:
        caller(None).ensure(permission, (COMMITTEE, BRANCH, GROUP))
    assert refused.value.code is ErrorCode.NOT_ALLOWED
    said = sentence(refused.value)
    assert all((str(told(post)) in said) or permission not in MATRIX[post] for post in PostKind)
    OPERATOR.ensure(permission, (COMMITTEE,))


def test_posts_in_a_sentence_have_names() -> None:
    error = BotError(ErrorCode.NOT_ALLOWED, roles=(PostKind.SECRETARY, PostKind.GROUP_LEADER))
    assert sentence(error) == say(EXPLAINED[error.code], roles="书记、党小组组长")
    speak(Language.EN)
    assert "the secretary, the group leader" in sentence(error)


def test_everyone_belongs_to_their_own_line() -> None:
    member = caller(None)
    assert member.belongs((COMMITTEE,))
    assert member.belongs((COMMITTEE, BRANCH, GROUP))
    assert not member.belongs((COMMITTEE, OTHER))
    assert caller(PostKind.AUDITOR, OTHER).belongs((COMMITTEE, OTHER))
    assert OPERATOR.belongs((OTHER,))


def test_every_fact_has_a_name() -> None:
    values = [*PostKind, *MemberStatus, *OrganisationKind, *Permission]
    assert all(str(told(value)) != value.value for value in values)
