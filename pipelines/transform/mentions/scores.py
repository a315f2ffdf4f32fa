"""Gives points and places to offices, week by week and for half-years; volume and tone are never joined."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final

from pipelines.transform.mentions.counts import WEEK, Period, half, half_of
from pipelines.transform.mentions.method import Indicator, Method

VOLUME, TONE = "volume", "tone"
SIDES: Final = (VOLUME, TONE)
ALONE, NO_POSTS, TERM_UNKNOWN = "alone", "no_posts", "term_unknown"
SHORT_TENURE, FEW_DAYS, FEW_WEEKS, FEW_POSTS = "short_tenure", "few_days", "few_weeks", "few_posts"
HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Side:
    """How an office stands by volume or by tone.

    Attributes:
        why: Why it has no place; nothing where it has one.
        score: Points, exactly; nothing where it has no place.
        rank: Place; equal scores share one.
        placed: Offices with a place.
        weeks: Weeks with a place: of a half-year, or 1 or 0.
    """

    why: str | None = None
    score: Fraction | None = None
    rank: int | None = None
    placed: int = 0
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """One term of office in one period, with its places.

    Attributes:
        period: What was counted.
        weeks: Weeks of the period with posts of any office.
        sides: VOLUME and TONE.
        points: Indicator → points, of those that it was given.
    """

    period: Period
    weeks: int = 1
    sides: Mapping[str, Side] = field(default_factory=dict)
    points: Mapping[str, Fraction] = field(default_factory=dict)


VALUES: Final[Mapping[str, Callable[[Period], Fraction | None]]] = {
    "mentions": lambda one: Fraction(one.counts.unique_mentions),
    "authors": lambda one: Fraction(one.counts.authors),
    "reactions": lambda one: None if one.counts.reactions is None else Fraction(one.counts.reactions),
    "days": lambda one: percent(one.counts.days, one.days_counted),
    "positive": lambda one: percent(one.counts.positive, one.counts.unique_mentions),
    "negative": lambda one: percent(one.counts.negative, one.counts.unique_mentions),
    "balance": lambda one: percent(one.counts.voices_for - one.counts.voices_against, one.counts.authors),
}
"""The value of each indicator."""


def percent(part: int, whole: int | None) -> Fraction | None:
    """Return a share in percent, exactly; nothing of nothing is not known."""
    return Fraction(HUNDRED * part, whole) if whole else None


def standings(weeks: Sequence[Period], last: date, method: Method) -> list[Standing]:
    """Place the offices in every week, then in every half-year.

    Args:
        weeks: One period per office, term and week.
        last: Last day of any post that is no copy.
        method: Weights and limits.
    """
    by_week: dict[date, list[Period]] = defaultdict(list)
    for one in weeks:
        by_week[one.start].append(one)
    placed = [standing for start in sorted(by_week) for standing in _place_week(by_week[start], method)]
    return [*placed, *_halves(placed, last, method)]


def _place_week(periods: Sequence[Period], method: Method) -> list[Standing]:
    found = {id(one): Standing(one) for one in periods}
    for side in SIDES:
        whys = {id(one): _why_not(one, side, method) for one in periods}
        ranked = [one for one in periods if whys[id(one)] is None]
        if len(ranked) == 1:
            whys[id(ranked.pop())] = ALONE
        points = _points(ranked, [one for one in method.indicators if one.side == side])
        scores = {key: _weighted(told, method) for key, told in points.items()}
        for key, standing in found.items():
            placed = int(whys[key] is None)
            told = Side(whys[key], scores.get(key), _rank(scores, key), len(scores), placed)
            joined = {**standing.points, **points.get(key, {})}
            found[key] = replace(standing, sides={**standing.sides, side: told}, points=joined)
    return list(found.values())


def _why_not(period: Period, side: str, method: Method) -> str | None:
    if period.since is None:
        return TERM_UNKNOWN
    if not period.counts.unique_mentions:
        return NO_POSTS
    kind = period.kind
    if (period.days_in_office or 0) < method.limit(f"{kind}_in_office"):
        return SHORT_TENURE
    if (period.days_in_period or 0) < method.limit(f"{kind}_within"):
        return FEW_DAYS
    few = kind == WEEK and side == TONE and period.counts.unique_mentions < method.limit("tone_posts")
    return FEW_POSTS if few else None


def _points(periods: Sequence[Period], indicators: Sequence[Indicator]) -> dict[int, dict[str, Fraction]]:
    """Give rank points: the percent of the other offices that one is ahead of, an equal one counting half.

    An indicator that is not known for one of them is left out for all.
    """
    given: dict[int, dict[str, Fraction]] = {id(one): {} for one in periods}
    for indicator in indicators:
        values = [VALUES[indicator.key](one) for one in periods]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            continue
        ordered = sorted(known)
        for period, value in zip(periods, known, strict=True):
            below, equal = bisect_left(ordered, value), bisect_right(ordered, value) - bisect_left(ordered, value) - 1
            ahead = below if indicator.better == "more" else len(ordered) - below - equal - 1
            given[id(period)][indicator.key] = Fraction(HUNDRED * (2 * ahead + equal), 2 * (len(known) - 1))
    return given


def _weighted(points: Mapping[str, Fraction], method: Method) -> Fraction:
    """Join points of one side by their weights; those of an indicator left out fall to the others."""
    weights = {one.key: one.weight_pct for one in method.indicators if one.key in points}
    whole = sum(weights.values())
    return sum((points[key] * weight for key, weight in weights.items()), Fraction()) / whole if whole else Fraction()


def _rank(scores: Mapping[int, Fraction], key: int) -> int | None:
    return 1 + sum(other > scores[key] for other in scores.values()) if key in scores else None


def _halves(weeks: Sequence[Standing], last: date, method: Method) -> list[Standing]:
    """Place the offices in half-years: the score is the mean of the weekly ones, so one loud week is one week."""
    spoken: dict[date, set[date]] = defaultdict(set)
    terms: dict[tuple[date, str, str], list[Standing]] = defaultdict(list)
    for standing in weeks:
        start, period = half_of(standing.period.start), standing.period
        terms[start, period.region, str(period.since or "")].append(standing)
        if period.counts.unique_mentions:
            spoken[start].add(period.start)
    found: dict[date, list[Standing]] = defaultdict(list)
    for (start, _, _), some in sorted(terms.items(), key=lambda one: one[0]):
        found[start].append(_half(some, start, len(spoken[start]), last, method))
    return [one for start in sorted(found) for one in _ranked(found[start])]


def _half(weeks: Sequence[Standing], start: date, spoken: int, last: date, method: Method) -> Standing:
    """Add up the weeks of one term; places among the others come after."""
    period = half([one.period for one in weeks], start, last)
    sides = {side: _half_side([one.sides[side] for one in weeks], period, side, spoken, method) for side in SIDES}
    points = {
        indicator.key: _mean(given)
        for indicator in method.indicators
        if sides[indicator.side].why is None
        if (given := [one.points[indicator.key] for one in weeks if indicator.key in one.points])
    }
    return Standing(period, spoken, sides, points)


def _half_side(weeks: Sequence[Side], period: Period, side: str, spoken: int, method: Method) -> Side:
    scores = [one.score for one in weeks if one.score is not None]
    few = HUNDRED * len(scores) < method.limit("half_weeks") * spoken
    why = _why_not(period, side, method) or (FEW_WEEKS if few or not scores else None)
    return Side(why, None if why else _mean(scores), weeks=len(scores))


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction()) / len(values)


def _ranked(found: Sequence[Standing]) -> list[Standing]:
    """Give places among the offices of one half-year."""
    told = list(found)
    for side in SIDES:
        scores = {
            place: one.sides[side].score or Fraction() for place, one in enumerate(told) if not one.sides[side].why
        }
        alone = len(scores) == 1
        told = [_with_rank(one, side, place, {} if alone else scores, alone) for place, one in enumerate(told)]
    return told


def _with_rank(one: Standing, side: str, place: int, scores: Mapping[int, Fraction], alone: bool) -> Standing:
    before = one.sides[side]
    if alone and before.why is None:
        before = replace(before, why=ALONE, score=None)
    told = replace(before, rank=_rank(scores, place), placed=len(scores))
    return replace(one, sides={**one.sides, side: told})
