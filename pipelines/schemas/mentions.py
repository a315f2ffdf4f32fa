"""Tables of the open mentions method: what residents' public posts say of each akim's office, by week and half-year.

The method is ours and stated in full (docs/mentions.md). Offices stand here by region and first day in office, never
by a person's name; neither posts nor accounts are in any table.
"""

import dataframely as dy

from pipelines.marks import N_
from pipelines.schemas.columns import code, flag, key, text, whole

PERIOD_KINDS = ("week", "half")
MENTION_SIDES = ("volume", "tone")
INDICATORS = ("mentions", "authors", "reactions", "days", "positive", "negative", "balance")
"""The seven indicators of our method: the first four of volume, the last three of tone."""
NOT_PLACED = ("term_unknown", "short_tenure", "few_days", "no_posts", "few_weeks", "alone")
"""Why an office has no place at all; tone alone may also lack one for `few_posts`."""


def score(about: str) -> dy.Decimal:
    """Points between 0 and 100, to the hundredth."""
    return dy.Decimal(7, 2, nullable=True, min=0, max=100, description=about)


class MentionPeriods(dy.Schema):
    """Residents' public posts that speak of one akim's office in one week or half-year, counted by the open method."""

    region = key(N_("Region slug: the office of its akim"))
    in_office_since = key(N_("First day of the term of office, YYYY-MM-DD; empty where no term was given for the days"))
    period_kind = dy.String(
        primary_key=True, regex="^(week|half)$", description=N_("week (Monday to Sunday) or half (half of a year)")
    )
    period_start = key(N_("First day of the period, YYYY-MM-DD: a Monday, 1 January or 1 July"))
    period_end = text(N_("Last day of the period"))
    in_office_to = text(N_("Last day of the term of office; empty while it lasts or where it is not known"))
    days_in_office = whole(N_("Days in office up to the last day of the term in this period; empty if not known"))
    days_in_period = whole(N_("Days in office within the period; empty if not known"))
    placed = flag(N_("The office has a place by volume in this period"))
    not_placed_why = code(
        N_(
            "Why it has none: term_unknown, short_tenure (too new in office), few_days (in office for too few days of "
            "the period), no_posts, few_weeks (placed in too few weeks of the half-year), alone (nobody to compare "
            "with); empty if it has a place"
        ),
        *NOT_PLACED,
        nullable=True,
    )
    tone_not_placed_why = code(
        N_("Why it has no place by tone: one of those reasons, or few_posts; empty if it has a place"),
        *NOT_PLACED,
        "few_posts",
        nullable=True,
    )
    volume_score = score(N_("Points by volume, 0 to 100; for a half-year the mean of its placed weeks"))
    volume_rank = whole(N_("Place by volume; equal scores share a place; empty if not placed"))
    tone_score = score(N_("Points by tone, 0 to 100; for a half-year the mean of its placed weeks"))
    tone_rank = whole(N_("Place by tone; equal scores share a place; empty if not placed"))
    offices_placed = whole(N_("Offices with a place by volume in this period"), nullable=False)
    offices_placed_tone = whole(N_("Offices with a place by tone in this period"), nullable=False)
    mentions = whole(N_("Residents' posts, copies among them"), nullable=False)
    copies = whole(N_("Of them copies and reposts of earlier posts"), nullable=False)
    unique_mentions = whole(N_("Residents' posts without copies"), nullable=False)
    authors = whole(
        N_("Accounts that wrote the posts without copies; in a half-year the sum of its weeks"), nullable=False
    )
    authors_with_copies = whole(N_("Accounts that wrote any of the posts, summed the same way"), nullable=False)
    positive = whole(N_("Posts without copies that speak well"), nullable=False)
    negative = whole(N_("Posts without copies that speak ill"), nullable=False)
    neutral = whole(N_("Posts without copies that do neither, or both alike"), nullable=False)
    positive_with_copies = whole(N_("Posts that speak well, copies among them"), nullable=False)
    negative_with_copies = whole(N_("Posts that speak ill, copies among them"), nullable=False)
    reactions = whole(N_("Reactions to the posts without copies, where the network told them; empty if it never did"))
    reposts = whole(N_("Reposts of the posts without copies, as the network counts them; empty if it never did"))
    weeks = whole(N_("Weeks of the half-year with posts of any office; 1 for a week"), nullable=False)
    weeks_placed = whole(N_("Of them weeks in which this office had a place by volume"), nullable=False)
    weeks_placed_tone = whole(N_("Of them weeks in which this office had a place by tone"), nullable=False)


class MentionIndicators(dy.Schema):
    """One of the seven indicators of the open method for one office and period: its value and its points."""

    region = key(N_("Region slug: the office of its akim"))
    in_office_since = key(N_("First day of the term of office, YYYY-MM-DD; empty where no term was given for the days"))
    period_kind = dy.String(
        primary_key=True, regex="^(week|half)$", description=N_("week (Monday to Sunday) or half (half of a year)")
    )
    period_start = key(N_("First day of the period, YYYY-MM-DD"))
    indicator = dy.String(
        primary_key=True, regex=f"^({'|'.join(INDICATORS)})$", description=N_("Which indicator; see mention_method")
    )
    value = dy.Decimal(
        18, 2, nullable=True, description=N_("Its value in the unit of the indicator; empty if it can't be told")
    )
    points = score(N_("Points, 0 to 100: the share of the other placed offices that it is ahead of, ties halved"))


class MentionMethod(dy.Schema):
    """The open method in numbers: its indicators with their weights, and its rules with their limits."""

    item = key(N_("Indicator or rule"))
    item_kind = code(N_("indicator or rule"), "indicator", "rule")
    position = whole(N_("Order on the page"), nullable=False)
    side = code(N_("volume or tone; empty for a rule"), *MENTION_SIDES, nullable=True)
    weight_pct = whole(N_("Weight within its side, percent; empty for a rule"))
    better = code(N_("more or less: which values get more points; empty for a rule"), "more", "less", nullable=True)
    unit = code(
        N_("posts, accounts, reactions, percent, points, days, weeks or words"),
        "posts",
        "accounts",
        "reactions",
        "percent",
        "points",
        "days",
        "weeks",
        "words",
    )
    value = dy.Decimal(9, 2, nullable=True, description=N_("Limit of a rule, in its unit; empty for an indicator"))
    name_en = text(N_("Name, English"))
    name_ru = text(N_("Name, Russian"))
    name_kk = text(N_("Name, Kazakh"))
    about_en = text(N_("What it is, English"))
    about_ru = text(N_("What it is, Russian"))
    about_kk = text(N_("What it is, Kazakh"))


ABOUT_MENTIONS: dict[str, str] = {
    "mention_periods": N_(
        "Residents' public posts about each akim's office by week and half-year, by our own open method."
    ),
    "mention_indicators": N_("The seven indicators of that method for each office and period."),
    "mention_method": N_("Indicators, weights and limits of that method."),
}
"""What each of these tables holds, for readers."""
