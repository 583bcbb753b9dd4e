"""What the kind of an activity decides: who is expected, the quorum, hours, make-up study. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.texts.pairs import Named


class ActivityKind(Named):
    """Kinds of organised Party life."""

    GENERAL_MEETING = "general_meeting", "支部党员大会", "general meeting"
    COMMITTEE_MEETING = "committee_meeting", "支委会", "committee meeting"
    GROUP_MEETING = "group_meeting", "党小组会", "group meeting"
    PARTY_LECTURE = "party_lecture", "党课", "party lecture"
    THEME_DAY = "theme_day", "主题党日", "theme day"
    STUDY_SESSION = "study_session", "集中学习", "study session"
    ORGANISATIONAL_LIFE_MEETING = "organisational_life_meeting", "组织生活会", "organisational life meeting"
    DEMOCRATIC_REVIEW = "democratic_review", "民主评议党员", "democratic review"
    COMMUNITY_SERVICE = "community_service", "志愿服务", "community service"


class Audience(StrEnum):
    """Who is expected."""

    EVERYONE = "everyone"  # all members of the organisation and those below it
    COMMITTEE = "committee"  # who holds a committee post in it


class Share(StrEnum):
    """How much of the denominator must be in the room."""

    MORE_THAN_HALF = "more_than_half"
    HALF_OR_MORE = "half_or_more"


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """A quorum and the article it comes from. `of_voters`: only full members count, above the line and below it."""

    share: Share
    of_voters: bool
    regulation: str
    article: str

    def holds(self, present: int, expected: int) -> bool:
        """Tell whether so many of so many are enough; nobody of nobody never is."""
        if self.share is Share.MORE_THAN_HALF:
            return 2 * present > expected
        return present > 0 and 2 * present >= expected

    def needed(self, expected: int) -> int:
        """Give the least number that is enough."""
        return expected // 2 + 1 if self.share is Share.MORE_THAN_HALF else max(1, -(-expected // 2))


@dataclass(frozen=True, slots=True)
class KindRules:
    """What a kind brings with it. `minutes` is the usual length; `is_study` says whether it counts as study hours."""

    minutes: int
    audience: Audience = Audience.EVERYONE
    quorum: QuorumRule | None = None
    is_study: bool = False
    leads_to_make_up: bool = False


_BRANCH_RULES = "中国共产党支部工作条例（试行）"
# Article 11 says 半数以上 of those with a vote must be there before a vote; admission and conversion ask for more than
# half (发展党员工作细则). The stricter reading serves both, so that nobody votes on a count that a higher body rejects.
_GENERAL = QuorumRule(Share.MORE_THAN_HALF, of_voters=True, regulation=_BRANCH_RULES, article="第十一条")
_COMMITTEE = QuorumRule(Share.HALF_OR_MORE, of_voters=False, regulation=_BRANCH_RULES, article="第十二条")

RULES: dict[ActivityKind, KindRules] = {
    ActivityKind.GENERAL_MEETING: KindRules(120, quorum=_GENERAL, leads_to_make_up=True),
    ActivityKind.COMMITTEE_MEETING: KindRules(90, audience=Audience.COMMITTEE, quorum=_COMMITTEE),
    ActivityKind.GROUP_MEETING: KindRules(60, is_study=True, leads_to_make_up=True),
    ActivityKind.PARTY_LECTURE: KindRules(120, is_study=True, leads_to_make_up=True),
    ActivityKind.THEME_DAY: KindRules(120, is_study=True, leads_to_make_up=True),
    ActivityKind.STUDY_SESSION: KindRules(120, is_study=True, leads_to_make_up=True),
    ActivityKind.ORGANISATIONAL_LIFE_MEETING: KindRules(180, leads_to_make_up=True),
    ActivityKind.DEMOCRATIC_REVIEW: KindRules(120),
    ActivityKind.COMMUNITY_SERVICE: KindRules(120),
}
