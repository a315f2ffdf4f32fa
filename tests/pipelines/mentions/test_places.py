"""Terms of office, weeks, half-years, points and places at their edges."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from pipelines.transform.mentions.counts import half_of
from pipelines.transform.mentions.tables import exact
from tests.pipelines.mentions.making import BLAME, LONG_AGO, PRAISE, found, half, method, periods, post, week

MONDAY = date(2026, 3, 2)


def some(count, first=0, **told):
    return [post(first + number, **told) for number in range(count)]


def test_a_week_with_one_office_has_no_places(tmp_path):
    told = week(periods(tmp_path, some(12)))

    assert (told["placed"], told["not_placed_why"], told["tone_not_placed_why"]) == (False, "alone", "alone")
    assert told["volume_score"] is told["volume_rank"] is told["tone_score"] is None
    assert (told["unique_mentions"], told["offices_placed"]) == (12, 0)


def test_more_mentions_go_before_fewer_and_equals_share_a_place(tmp_path):
    posts = some(3) + some(2, 10, akim="astana") + some(2, 20, akim="almaty")

    told = periods(tmp_path, posts)

    assert [week(told, one)["volume_rank"] for one in ("zhambyl", "astana", "almaty")] == [1, 2, 2]
    # Ahead of both in mentions, authors and reactions; all wrote on one day of five.
    assert week(told)["volume_score"] == Decimal("92.50")
    assert week(told, "astana")["volume_score"] == week(told, "almaty")["volume_score"] == Decimal("28.75")


def test_tone_has_places_of_its_own(tmp_path):
    loud = [post(number, text=f"позор {number} раз подряд и опять") for number in range(40)]
    calm = [post(100 + number, akim="astana", text=f"спасибо {number} раз соседям и врачам") for number in range(10)]

    told = periods(tmp_path, loud + calm)

    assert (week(told)["volume_rank"], week(told)["tone_rank"]) == (1, 2)
    assert (week(told, "astana")["volume_rank"], week(told, "astana")["tone_rank"]) == (2, 1)
    assert (week(told, "astana")["tone_score"], week(told)["tone_score"]) == (Decimal("100.00"), Decimal("0.00"))


def test_few_posts_have_no_place_by_tone(tmp_path):
    told = periods(tmp_path, some(10) + some(9, 20, akim="astana") + some(10, 40, akim="almaty"))

    assert week(told, "astana")["tone_not_placed_why"] == "few_posts"
    assert week(told, "astana")["placed"]
    assert [week(told, one)["tone_rank"] for one in ("zhambyl", "almaty")] == [1, 1]


def test_an_indicator_unknown_for_one_is_left_out_for_all(tmp_path):
    posts = some(3) + some(2, 10, akim="astana", reactions="")

    tables = found(tmp_path, posts).tables
    given = tables["mention_indicators"].filter(period_kind="week", indicator="reactions")

    assert week(tables["mention_periods"], "astana")["reactions"] is None
    assert given["points"].to_list() == [None, None]
    # 100 for mentions and authors (70 of 85), 50 for days (15 of 85).
    assert week(tables["mention_periods"])["volume_score"] == exact(Fraction(100 * 70 + 50 * 15, 85))


def since(days):
    """Give Zhambyl an akim who on the last day of the week has been in office for so many days."""
    return LONG_AGO.replace("zhambyl,2020-01-01", f"zhambyl,{MONDAY + timedelta(days=7 - days)}")


WHOLE_WEEK = [
    post(100 * place + day, akim=akim, posted_at=f"{MONDAY + timedelta(days=day)}")
    for place, akim in enumerate(("zhambyl", "astana", "almaty"))
    for day in range(7)
]


@pytest.mark.parametrize(("days", "why"), [(29, "short_tenure"), (30, None), (31, None)])
def test_too_new_in_office_is_shown_and_not_placed(tmp_path, days, why):
    told = week(periods(tmp_path, WHOLE_WEEK, since(days)))

    assert (told["days_in_office"], told["not_placed_why"], told["placed"]) == (days, why, why is None)
    assert told["unique_mentions"] == 7


@pytest.mark.parametrize(("days", "why"), [(3, "few_days"), (4, None), (7, None)])
def test_whoever_leaves_early_in_the_week_has_no_place(tmp_path, days, why):
    last = MONDAY + timedelta(days=days - 1)
    told = periods(tmp_path, WHOLE_WEEK, LONG_AGO.replace("zhambyl,2020-01-01,", f"zhambyl,2020-01-01,{last}"))
    row = told.filter(region="zhambyl", period_kind="week", in_office_since="2020-01-01").row(0, named=True)

    assert (row["days_in_period"], row["not_placed_why"], row["mentions"]) == (days, why, days)


def test_predecessor_and_successor_stand_apart(tmp_path):
    """On the day of the change the post is the successor's."""
    terms = LONG_AGO.replace("zhambyl,2020-01-01,", "zhambyl,2020-01-01,2026-03-04\nzhambyl,2026-03-04,")

    told = periods(tmp_path, WHOLE_WEEK, terms).filter(region="zhambyl", period_kind="week")

    assert told.select("in_office_since", "in_office_to", "mentions", "days_in_period").rows() == [
        ("2020-01-01", "2026-03-04", 2, 3),
        ("2026-03-04", None, 5, 5),
    ]
    assert told["not_placed_why"].to_list() == ["few_days", "short_tenure"]


@pytest.mark.parametrize(
    "terms",
    [
        pytest.param(None, id="no file of terms"),
        pytest.param(LONG_AGO.replace("zhambyl,2020-01-01,", "zhambyl,2020-01-01,2026-03-01"), id="ended before"),
        pytest.param(LONG_AGO.replace("zhambyl,2020-01-01,", "zhambyl,2026-03-20,"), id="began after"),
    ],
)
def test_without_a_term_the_posts_are_shown_and_not_placed(tmp_path, terms):
    row = week(periods(tmp_path, WHOLE_WEEK, terms))

    assert (row["in_office_since"], row["in_office_to"], row["days_in_office"]) == ("", None, None)
    assert (row["not_placed_why"], row["mentions"]) == ("term_unknown", 7)


@pytest.mark.parametrize(
    ("monday", "first"),
    [
        (date(2025, 12, 29), date(2026, 1, 1)),
        (date(2026, 6, 29), date(2026, 7, 1)),
        (date(2026, 6, 22), date(2026, 1, 1)),
        (date(2024, 12, 30), date(2025, 1, 1)),
        (date(2027, 12, 27), date(2027, 7, 1)),
        (date(2024, 7, 1), date(2024, 7, 1)),
        (date(2021, 6, 28), date(2021, 7, 1)),
    ],
)
def test_a_week_belongs_to_the_half_year_of_its_thursday(monday, first):
    assert half_of(monday) == first


def many_weeks(count, start=date(2026, 1, 5), offices=("zhambyl", "astana"), per_week=1):
    return [
        post(10_000 * place + 100 * number + one, akim=akim, posted_at=f"{start + timedelta(weeks=number, days=6)}")
        for place, akim in enumerate(offices)
        for number in range(count)
        for one in range(per_week * (1 + place * (number % 2)))
    ]


def test_a_half_year_is_the_mean_of_its_weeks(tmp_path):
    """One loud week is one week: Astana has more posts in every second week and is level in the others."""
    told = periods(tmp_path, many_weeks(20))
    weekly = told.filter(region="zhambyl", period_kind="week")["volume_score"]

    assert half(told)["volume_score"] == exact(sum(map(Fraction, weekly), Fraction()) / 20)
    assert (half(told, "astana")["volume_rank"], half(told)["volume_rank"]) == (1, 2)
    assert (half(told)["weeks"], half(told)["weeks_placed"], half(told)["mentions"]) == (20, 20, 20)
    assert half(told, "astana")["authors"] == half(told, "astana")["mentions"] == 30


@pytest.mark.parametrize(
    ("days", "why"),
    [(119, "short_tenure"), (120, None)],
)
def test_too_new_in_office_for_a_half_year(tmp_path, days, why):
    last = date(2026, 1, 5) + timedelta(weeks=25, days=-1)
    first = last - timedelta(days=days - 1)
    told = periods(tmp_path, many_weeks(25), LONG_AGO.replace("zhambyl,2020-01-01", f"zhambyl,{first}"))
    row = half(told, since=f"{first}")

    assert (row["days_in_office"], row["not_placed_why"]) == (days, why)


@pytest.mark.parametrize(("last", "days", "why"), [("2026-03-30", 89, "few_days"), ("2026-03-31", 90, None)])
def test_whoever_leaves_early_in_the_half_year(tmp_path, last, days, why):
    terms = LONG_AGO.replace("zhambyl,2020-01-01,", f"zhambyl,2020-01-01,{last}")
    # Posts on Mondays up to the end of March, of the others to the end of the half-year.
    posts = [*many_weeks(13, date(2025, 12, 30)), post(99_000, akim="astana", posted_at="2026-06-28")]
    row = half(periods(tmp_path, posts, terms))

    assert (row["days_in_period"], row["not_placed_why"]) == (days, why)


@pytest.mark.parametrize(("with_posts", "why"), [(9, "few_weeks"), (10, None)])
def test_too_few_weeks_with_a_place(tmp_path, with_posts, why):
    posts = many_weeks(20, offices=("astana", "almaty"))
    posts += [
        one | {"akim": "zhambyl", "post_id": f"z{one['post_id']}"}
        for one in many_weeks(with_posts, offices=("astana",))
    ]

    row = half(periods(tmp_path, posts))

    assert (row["weeks"], row["weeks_placed"], row["not_placed_why"]) == (20, with_posts, why)


def test_days_after_the_last_post_are_not_counted(tmp_path):
    """The half-year has 90 days in office only when posts reach so far."""
    assert half(periods(tmp_path, many_weeks(12)))["not_placed_why"] == "few_days"
    assert half(periods(tmp_path, many_weeks(13)))["not_placed_why"] is None


def test_one_office_alone_in_a_half_year(tmp_path):
    told = periods(tmp_path, many_weeks(20), LONG_AGO.replace("astana,2020-01-01,", "astana,2020-01-01,2026-02-20"))

    row = half(told)

    # Placed in the weeks that it had company in, and too few of them.
    assert (row["weeks_placed"], row["not_placed_why"]) == (6, "few_weeks")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Fraction(1, 3), "0.33"),
        (Fraction(1, 200), "0.00"),
        (Fraction(3, 200), "0.02"),
        (Fraction(-2, 3), "-0.67"),
        (Fraction(100), "100.00"),
    ],
)
def test_values_are_rounded_once_at_the_end(value, told):
    assert str(exact(value)) == told


def test_weights_of_each_side_are_whole():
    sides = {side: [one.weight_pct for one in method().indicators if one.side == side] for side in ("volume", "tone")}

    assert {side: sum(weights) for side, weights in sides.items()} == {"volume": 100, "tone": 100}


def test_both_tones_are_counted_with_and_without_copies(tmp_path):
    posts = [post(1, text=PRAISE), post(2, text=PRAISE, posted_at="2026-03-07"), post(3, text=BLAME), post(4)]

    row = week(periods(tmp_path, posts))

    assert [row[name] for name in ("mentions", "copies", "unique_mentions", "authors", "authors_with_copies")] == [
        4,
        1,
        3,
        3,
        4,
    ]
    assert [row[name] for name in ("positive", "negative", "neutral")] == [1, 1, 1]
    assert [row[name] for name in ("positive_with_copies", "negative_with_copies", "reactions")] == [2, 1, 3]
