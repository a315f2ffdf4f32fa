"""The whole method from features of posts to the published tables, pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any, Final

import polars as pl

from pipelines.schemas.mentions import MentionIndicators, MentionMethod, MentionPeriods
from pipelines.transform.frames import frame
from pipelines.transform.mentions.copies import with_copies
from pipelines.transform.mentions.counts import COUNTED, last_day, weeks, with_terms
from pipelines.transform.mentions.method import Method
from pipelines.transform.mentions.posts import once
from pipelines.transform.mentions.scores import TONE, VALUES, VOLUME, Standing, standings
from pipelines.transform.mentions.terms import Term

HUNDREDTH: Final = Decimal("0.01")


def mention_tables(
    portions: Iterable[pl.DataFrame], left_out: Iterable[int], terms: Sequence[Term], method: Method
) -> dict[str, pl.DataFrame]:
    """Work out the tables of the method.

    Args:
        portions: Features of residents' posts (posts.Reader).
        left_out: Marks of accounts whose posts do not count, wherever they stand.
        terms: Terms of office.
        method: Weights and limits.

    Returns:
        mention_periods, mention_indicators and mention_method. The order of portions, rows and terms changes nothing.
    """
    posts = with_terms(with_copies(once(portions, left_out), method), terms)
    last = last_day(posts)
    found = standings(weeks(posts, last), last, method)
    return {
        "mention_periods": frame((_period(one) for one in found), MentionPeriods).sort(MentionPeriods.primary_key()),
        "mention_indicators": frame((row for one in found for row in _indicators(one, method)), MentionIndicators).sort(
            MentionIndicators.primary_key()
        ),
        "mention_method": method_table(method),
    }


def exact(value: Fraction | None) -> Decimal | None:
    """Write an exact value to the hundredth, halves to the even one."""
    if value is None:
        return None
    hundredths = value * 100
    return (Decimal(round(hundredths)) * HUNDREDTH).quantize(HUNDREDTH, ROUND_HALF_EVEN)


def _key(one: Standing) -> dict[str, Any]:
    period = one.period
    return {
        "region": period.region,
        "in_office_since": period.since.isoformat() if period.since else "",
        "period_kind": period.kind,
        "period_start": period.start.isoformat(),
    }


def _period(one: Standing) -> dict[str, Any]:
    period, volume, tone = one.period, one.sides[VOLUME], one.sides[TONE]
    return {
        **_key(one),
        "period_end": period.end.isoformat(),
        "in_office_to": period.until.isoformat() if period.until else None,
        "days_in_office": period.days_in_office,
        "days_in_period": period.days_in_period,
        "placed": volume.why is None,
        "not_placed_why": volume.why,
        "tone_not_placed_why": tone.why,
        "volume_score": exact(volume.score),
        "volume_rank": volume.rank,
        "tone_score": exact(tone.score),
        "tone_rank": tone.rank,
        "offices_placed": volume.placed,
        "offices_placed_tone": tone.placed,
        "weeks": one.weeks,
        "weeks_placed": volume.weeks,
        "weeks_placed_tone": tone.weeks,
        **{name: getattr(period.counts, name) for name in COUNTED},
    }


def _indicators(one: Standing, method: Method) -> Iterator[dict[str, Any]]:
    for indicator in method.indicators:
        yield {
            **_key(one),
            "indicator": indicator.key,
            "value": exact(VALUES[indicator.key](one.period)),
            "points": exact(one.points.get(indicator.key)),
        }


def method_table(method: Method) -> pl.DataFrame:
    """Return one row per indicator and per rule."""
    indicators = [{**one.model_dump(), "item": one.key, "item_kind": "indicator"} for one in method.indicators]
    rules = [
        {**one.model_dump(), "item": one.key, "item_kind": "rule", "value": Decimal(one.value)}
        for one in method.limits.values()
    ]
    rows: list[Mapping[str, Any]] = [{**row, "position": place} for place, row in enumerate([*indicators, *rules])]
    return frame(rows, MentionMethod).sort(MentionMethod.primary_key())
