"""What would be created, told before it is: an activity, or a series with its days. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.activities.door import ActivityDoor, RoomVisit
from bot.activities.model import Draft
from bot.activities.planning.audience import audience
from bot.activities.planning.series import Occurrence, SeriesRule, drafts_of, is_working_day
from bot.activities.reading.activity_line import Wish
from bot.clock import COUNTRY_ZONE
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId, Organisation, OrganisationId, Permission
from bot.previewing import mark_of


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be created: one draft, or those of a series with its `rule` and `days`, each as long as the other.

    `is_official`: the calendar of the first day's year is known.
    """

    organisation: Organisation
    drafts: tuple[Draft, ...]
    expected: int
    works: bool
    is_official: bool
    is_past: bool
    rule: SeriesRule | None = None
    days: tuple[Occurrence, ...] = ()

    @property
    def draft(self) -> Draft:
        """The only one, or the first of a series."""
        return self.drafts[0]

    @property
    def planned(self) -> list[tuple[Occurrence, Draft]]:
        """The days of a series with what would be created on each."""
        return list(zip(self.days, self.drafts, strict=True))

    @property
    def series_rule(self) -> SeriesRule:
        """The rule of a series. Errors: BotError SERIES_EMPTY for a plan of one activity."""
        if self.rule is None:
            raise BotError(ErrorCode.SERIES_EMPTY)
        return self.rule

    @property
    def seen(self) -> str:
        """The mark that the write of this preview has to bring."""
        return mark_of(self.organisation.id, self.drafts)


@dataclass(frozen=True, slots=True)
class PlanActivity:
    """Tell what a draft comes to, and with a rule on which days a series falls from today on.

    Errors: BotError NOT_BOUND, ORGANISATION_NOT_FOUND, NOT_ALLOWED, ACTIVITY_UNSOUND, SERIES_EMPTY, SERIES_TOO_LONG.
    """

    door: ActivityDoor

    async def __call__(
        self, actor: MemberId | None, organisation: OrganisationId, draft: Draft, rule: SeriesRule | None
    ) -> Plan:
        async with self.door.looking.organisation(actor, organisation, Permission.RUN_ACTIVITY) as at:
            return await _plan(at, at.place, draft, rule)


@dataclass(frozen=True, slots=True)
class PlanWish:
    """Tell what a wish comes to: where, when, how many are expected. `title` counts where the wish has none.

    It is for the organisation that the line names, among those where the caller may run activities, else the widest.
    Errors: BotError NOT_BOUND, NOT_ALLOWED, ACTIVITY_UNSOUND, SERIES_EMPTY, SERIES_TOO_LONG.
    """

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, wish: Wish, title: str, line: str) -> Plan:
        async with self.door.looking.member(actor) as at:
            rule = _rule(wish, at.today)
            days = _from_today(rule, at.today)
            draft = wish.draft(title, days[0].on if days else wish.day or at.today)
            return await _plan(at, await _place(at, line), draft, rule)


async def _plan(at: RoomVisit, place: Organisation, draft: Draft, rule: SeriesRule | None) -> Plan:
    days = _from_today(rule, at.today)
    drafts = tuple(drafts_of(draft, days)) if rule else (draft,)
    first = drafts[0]
    first.ensure_sound(at.now)
    expected = len(await audience(at, place.id, first.kind, first.starts_at))
    works, is_official = is_working_day(first.starts_at.astimezone(COUNTRY_ZONE).date())
    return Plan(place, drafts, expected, works, is_official, first.starts_at < at.now, rule, days)


def _from_today(rule: SeriesRule | None, today: date) -> tuple[Occurrence, ...]:
    """List the days of a series that are not over; none without a rule. Errors: BotError SERIES_EMPTY."""
    days = tuple(day for day in rule.occurrences() if day.on >= today) if rule else ()
    if rule and not days:
        raise BotError(ErrorCode.SERIES_EMPTY)
    return days


def _rule(wish: Wish, today: date) -> SeriesRule | None:
    """Give the rule of a series, from today to the end of the year."""
    if wish.monthly is None:
        return None
    said = wish.monthly
    return SeriesRule(today, date(today.year, 12, 31), day=said.day, nth=said.nth, weekday_number=said.weekday)


async def _place(at: RoomVisit, line: str) -> Organisation:
    at.ensure_holds(Permission.RUN_ACTIVITY)
    tree = (await at.directory.organisations()).values()
    places: Sequence[Organisation] = [one for one in tree if at.caller.may(Permission.RUN_ACTIVITY, one.path)]
    named = [place for place in places if place.name in line]
    widest = min(places, key=lambda place: (len(place.path), place.path))
    return max(named, key=lambda place: len(place.path)) if named else widest
