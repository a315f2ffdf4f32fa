"""Counts posts by office, term of office and week, and adds weeks up to half-years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from pipelines.transform.mentions.terms import Term

WEEK, HALF = "week", "half"
GROUP: Final = ("office", "since", "week")


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of the posts of one office in one period.

    Attributes:
        mentions: Posts, copies among them.
        copies: Copies among them.
        unique_mentions: Posts without copies.
        authors: Accounts that wrote posts without copies; over several weeks the sum.
        authors_with_copies: Accounts that wrote any; over several weeks the sum.
        positive, negative, neutral: Posts without copies by tone.
        positive_with_copies, negative_with_copies: All posts by tone.
        voices_for, voices_against: Authors whose posts without copies speak well, or ill, on the whole.
        days: Days with a post that is no copy.
        reactions, reposts: Of posts without copies, as networks tell; nothing where they never did.
    """

    mentions: int = 0
    copies: int = 0
    unique_mentions: int = 0
    authors: int = 0
    authors_with_copies: int = 0
    positive: int = 0
    negative: int = 0
    neutral: int = 0
    positive_with_copies: int = 0
    negative_with_copies: int = 0
    voices_for: int = 0
    voices_against: int = 0
    days: int = 0
    reactions: int | None = None
    reposts: int | None = None


COUNTED: Final = tuple(one.name for one in fields(Counts))


@dataclass(frozen=True, slots=True)
class Period:
    """One term of office in one week or half-year.

    Attributes:
        region: The office.
        since: First day of the term; nothing where no term was given for the days.
        until: Its last day; nothing while it lasts.
        kind: WEEK or HALF.
        start, end: First and last day of the period.
        days_in_office: Days in office up to the last one in the period; nothing where the term is not known.
        days_in_period: Days in office within the period; days after the last post are not yet counted.
        days_counted: Days in office on which posts could appear: for a half-year those of its weeks.
        counts: What was counted.
    """

    region: str
    since: date | None
    until: date | None
    kind: str
    start: date
    end: date
    days_in_office: int | None
    days_in_period: int | None
    days_counted: int | None
    counts: Counts


def with_terms(posts: pl.DataFrame, terms: Sequence[Term]) -> pl.DataFrame:
    """Add to each post the term of office of its day: since, until; both missing where none was given.

    On a day on which one term ends and the next begins the post is the successor's.
    """
    schema = {"office": pl.String, "since": pl.Date, "until": pl.Date}
    table = pl.DataFrame(list(terms), schema=schema, orient="row").with_columns(day=pl.col("since")).sort("day")
    dated = posts.with_columns(day=pl.col("at").dt.date()).sort("day", maintain_order=True)
    joined = dated.join_asof(table, on="day", by="office", strategy="backward", check_sortedness=False)
    held = pl.col("until").is_null() | (pl.col("day") <= pl.col("until"))
    return joined.with_columns(pl.when(held).then("since"), pl.when(held).then("until"))


def last_day(posts: pl.DataFrame) -> date:
    """Return the day of the last post that is no copy; the first day there is where there is none."""
    day = posts.filter(~pl.col("copy"))["day"].max()
    return day if isinstance(day, date) else date.min


def weeks(posts: pl.DataFrame, last: date) -> list[Period]:
    """Count posts by office, term and week (Monday to Sunday).

    Args:
        posts: One row per post: office, since, until, day, account, tone, copy, reactions, reposts.
        last: Last day of any post that is no copy.

    Returns:
        One period per office, term and week with a post.
    """
    own = ~pl.col("copy")
    dated = posts.with_columns(week=pl.col("day").dt.truncate("1w"))
    counted = dated.group_by(GROUP).agg(pl.col("until").first(), **_counting(own))
    voices = (
        dated.filter(own)
        .group_by(*GROUP, "account")
        .agg(pl.col("tone").cast(pl.Int64).sum())
        .group_by(GROUP)
        .agg(voices_for=(pl.col("tone") > 0).sum(), voices_against=(pl.col("tone") < 0).sum())
    )
    told = counted.join(voices, on=GROUP, how="left", nulls_equal=True).sort(GROUP)
    return [_week(row, last) for row in told.iter_rows(named=True)]


def _counting(own: pl.Expr) -> dict[str, pl.Expr]:
    well, ill = pl.col("tone") > 0, pl.col("tone") < 0
    return {
        "mentions": pl.len(),
        "copies": pl.col("copy").sum(),
        "unique_mentions": own.sum(),
        "authors": pl.col("account").filter(own).n_unique(),
        "authors_with_copies": pl.col("account").n_unique(),
        "positive": (own & well).sum(),
        "negative": (own & ill).sum(),
        "neutral": (own & ~well & ~ill).sum(),
        "positive_with_copies": well.sum(),
        "negative_with_copies": ill.sum(),
        "days": pl.col("day").filter(own).n_unique(),
        **{name: _known_sum(pl.col(name).filter(own)) for name in ("reactions", "reposts")},
    }


def _known_sum(values: pl.Expr) -> pl.Expr:
    """Add up what is known; missing where nothing is."""
    return pl.when(values.is_not_null().any()).then(values.sum())


def _week(row: dict[str, Any], last: date) -> Period:
    start: date = row["week"]
    end = start + timedelta(days=6)
    counts = Counts(**{name: row[name] if name in NULLABLE else row[name] or 0 for name in COUNTED})
    term = Term(row["office"], row["since"] or start, row["until"])
    known = row["since"] is not None
    within = _days(term, start, end, last) if known else None
    return Period(
        region=term.region,
        since=row["since"],
        until=row["until"],
        kind=WEEK,
        start=start,
        end=end,
        days_in_office=_days(term, term.since, end, last) if known else None,
        days_in_period=within,
        days_counted=within,
        counts=counts,
    )


NULLABLE: Final = ("reactions", "reposts")


def _days(term: Term, start: date, end: date, last: date) -> int:
    """Count the days of a term between two days, as far as there are posts."""
    ends = [one for one in (end, term.until, last) if one is not None]
    return max(0, (min(ends) - max(start, term.since)).days + 1)


def half_of(week: date) -> date:
    """Return the first day of the half-year that a week belongs to: the one that its Thursday is in."""
    thursday = week + timedelta(days=3)
    return date(thursday.year, 1 if thursday.month <= 6 else 7, 1)


def half(weeks_of_term: Sequence[Period], start: date, last: date) -> Period:
    """Add up the weeks of one term of office in one half-year.

    Args:
        weeks_of_term: At least one.
        start: First day of the half-year.
        last: Last day of any post that is no copy.
    """
    first = weeks_of_term[0]
    end = date(start.year, 6, 30) if start.month == 1 else date(start.year, 12, 31)
    term = Term(first.region, first.since or start, first.until)
    known = first.since is not None
    return Period(
        region=first.region,
        since=first.since,
        until=first.until,
        kind=HALF,
        start=start,
        end=end,
        days_in_office=_days(term, term.since, end, last) if known else None,
        days_in_period=_days(term, start, end, last) if known else None,
        days_counted=sum(one.days_counted or 0 for one in weeks_of_term) if known else None,
        counts=added(one.counts for one in weeks_of_term),
    )


def added(many: Iterable[Counts]) -> Counts:
    """Add counts up; what is missing in all of them stays missing."""
    rows = list(many)
    sums: dict[str, Any] = {}
    for name in COUNTED:
        known = [value for one in rows if (value := getattr(one, name)) is not None]
        sums[name] = sum(known) if known else None
    return Counts(**sums)
