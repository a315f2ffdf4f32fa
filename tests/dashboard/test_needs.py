"""The Needs page: the arithmetic, the expected numbers of the curated needs, the words, awkward links."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.html import parts
from dashboard.page import Page
from dashboard.store import Store
from dashboard.stories import needs as story
from dashboard.stories import needs_reading as reading
from dashboard.stories import needs_tables
from dashboard.stories.needs_basis import cost_line, tenge
from dashboard.stories.unit_words import units_span, units_text
from dashboard.views import needs
from dashboard.views.conversion import (
    NEAR_YEARS,
    Price,
    Span,
    best_range,
    moved,
    near_money,
    price_factor,
    units,
    wide_enough,
)
from dashboard.views.needs import Cost, NeedAnswer, NeedsView, build
from dashboard.words import words

TARAZ = "place=taraz&system=open-akimat&system=taraz-media-centre"
AWKWARD = (
    "region=ulytau&from=1999&to=1999",
    "level=central",
    "level=all",
    "record=it-taraz-open-akimat-2020",
    "record=seed-taraz-media-centre-2020&need=wheelchair",
    "need=animal_sterilisation&need=city_bus&measure=real",
    "measure=per_resident&region=zhambyl",
    "from=2014&to=2014&measure=real",
    "from=2025&to=2025&measure=real",
    "counted=all&place=taraz",
    "q=zzzzzz",
    "min=1&max=2",
    "kind=lot_estimate",
)


@pytest.fixture(scope="module")
def taraz(store: Store) -> NeedsView:
    return build(store, Filters.parse(TARAZ))


def answer(view: NeedsView, need: str) -> NeedAnswer:
    return next(one for one in view.answers if one.need["need_id"] == need)


def cost(view: NeedsView, cost_id: str) -> Cost:
    return next(one for each in view.answers for one in each.costs if one.row["cost_id"] == cost_id)


# ── the arithmetic ────────────────────────────────────────────────────────────────────────────────────────────────

tiyn = st.decimals(min_value=0, max_value=Decimal(10) ** 13, places=2)
costs_each = st.fractions(min_value=Fraction(1, 100), max_value=10**10)
years = st.integers(2005, 2030)
prices = st.builds(Price, st.uuids().map(str), costs_each, years, st.sampled_from(["a.kz", "b.kz", "c.kz"]))
spans = st.tuples(years, st.integers(0, 4), tiyn).map(lambda one: Span(one[0], one[0] + one[1], one[2]))
INFLATION = {2018: Fraction("6.164"), 2019: Fraction("5.334"), 2020: Fraction("6.718"), 2021: Fraction("8.041")}


@given(tiyn, costs_each)
def test_units_are_whole_and_exact(money: Decimal, price: Fraction) -> None:
    count = units(money, price)

    assert count * price <= Fraction(money) < (count + 1) * price


@given(tiyn, costs_each, costs_each)
def test_dearer_things_are_never_more(money: Decimal, one: Fraction, other: Fraction) -> None:
    assert units(money, max(one, other)) <= units(money, min(one, other))


@given(tiyn, tiyn, costs_each)
def test_more_money_never_makes_fewer(one: Decimal, other: Decimal, price: Fraction) -> None:
    assert units(max(one, other), price) >= units(min(one, other), price)


@pytest.mark.parametrize(("money", "price"), [("1", "0"), ("1", "-3"), ("-1", "5")])
def test_units_refuse_what_cannot_be_divided(money: str, price: str) -> None:
    with pytest.raises(ValueError, match="cannot be turned"):
        units(Decimal(money), Fraction(price))


@given(st.lists(prices, max_size=7), st.lists(spans, max_size=5), st.randoms())
def test_the_order_of_prices_does_not_matter(some: list[Price], money: list[Span], random: Random) -> None:
    mixed = random.sample(some, len(some))

    assert best_range(some, money) == best_range(mixed, money)


@given(st.lists(prices, max_size=7), st.lists(spans, max_size=5))
def test_a_range_is_wide_enough_ordered_and_near_its_money(some: list[Price], money: list[Span]) -> None:
    found = best_range(some, money)

    if found is None:
        assert not any(
            near_money(money, price.year, price.year)
            for price in some
            if wide_enough([p for p in some if p.year == price.year])
        )
        return
    assert wide_enough(found.prices)
    assert found.low <= found.median <= found.high
    assert found.units_at_low >= found.units_at_median >= found.units_at_high
    assert 0 < found.money <= sum(span.kzt for span in money)
    assert found.years[1] - found.years[0] <= 2 * NEAR_YEARS


@pytest.mark.parametrize(
    ("first", "last", "price_year", "near"),
    [
        pytest.param(2020, 2020, 2015, True, id="five years before"),
        pytest.param(2020, 2020, 2025, True, id="five years after"),
        pytest.param(2020, 2020, 2014, False, id="six years before"),
        pytest.param(2020, 2020, 2026, False, id="six years after"),
        pytest.param(2017, 2025, 2021, True, id="both ends of a span near"),
        pytest.param(2017, 2025, 2019, False, id="last year of a span too far"),
        pytest.param(2017, 2025, 2023, False, id="first year of a span too far"),
        pytest.param(None, None, 2020, False, id="unknown year"),
    ],
)
def test_money_is_near_a_price_only_with_both_its_ends(
    first: int | None, last: int | None, price_year: int, near: bool
) -> None:
    found = near_money([Span(first, last, Decimal("7.50"))], price_year, price_year)

    assert found == (Decimal("7.50") if near else 0)


def test_the_stretch_of_prices_near_the_most_money_is_taken() -> None:
    some = [
        Price(str(n), Fraction(n), year, f"{n % 2}.kz")
        for n, year in enumerate((2010, 2012, 2013, 2015, 2022, 2023, 2024), 1)
    ]
    money = [Span(2012, 2012, Decimal(10)), Span(2023, 2023, Decimal(90)), Span(None, None, Decimal(1000))]

    found = best_range(some, money)

    assert found is not None
    assert [price.year for price in found.prices] == [2022, 2023, 2024]
    assert found.money == 90


@pytest.mark.parametrize(
    ("hosts", "shown"),
    [(["a", "b"], False), (["a", "a", "a"], False), (["a", "a", "b"], True)],
    ids=["two prices", "one source", "three of two"],
)
def test_three_prices_of_two_sources_make_a_range(hosts: list[str], shown: bool) -> None:
    some = [Price(str(n), Fraction(10), 2020, host) for n, host in enumerate(hosts)]

    assert (best_range(some, [Span(2020, 2020, Decimal(100))]) is not None) == shown


def test_a_price_moves_there_and_back_to_itself() -> None:
    price = Price("uc", Fraction("12937"), 2018, "a.kz")

    there = moved(price, INFLATION, 2021)

    assert there is not None
    assert there.kzt == price.kzt * Fraction("1.05334") * Fraction("1.06718") * Fraction("1.08041")
    assert there.kzt * (price_factor(INFLATION, 2021, 2018) or 0) == price.kzt
    assert price_factor(INFLATION, 2024, 2024) == 1
    assert moved(price, INFLATION, 2022) is None
    assert moved(replace(price, year=2024), INFLATION, 2021) is None


# ── the expected results of the curated needs ─────────────────────────────────────────────────────────────────────


def test_the_two_records_of_taraz_make_93_million_once(taraz: NeedsView) -> None:
    assert (taraz.money.committed, taraz.money.planned) == (79_000_000, 14_000_000)
    assert {row["record_id"]: row["counted_kzt"] for row in taraz.records} == {
        "it-taraz-open-akimat-2020": 79_000_000,
        "seed-taraz-media-centre-2020": 14_000_000,
    }
    assert (taraz.year, taraz.record_count) == (2020, 2)


@pytest.mark.parametrize(
    ("need", "count", "low", "median", "high", "made"),
    [
        ("city_bus", 3, "61500000", "84000000", "88200000", (1, 1, 1)),
        ("street_lamp", 4, "62609", "169333.5", "180990", (1485, 549, 513)),
        ("bus_stop", 3, "7000000", "10000000", "15000000", (13, 9, 6)),
        ("heating_network_km", 6, "358750000", "409254807.5", "1075000000", (0, 0, 0)),
        ("school_place", 3, "2916667", "3243243", "8261905", (31, 28, 11)),
    ],
)
def test_ranges_as_printed(
    taraz: NeedsView, need: str, count: int, low: str, median: str, high: str, made: tuple[int, int, int]
) -> None:
    one = answer(taraz, need)

    assert one.printed is not None
    assert len(one.printed.prices) == count
    assert (one.printed.low, one.printed.median, one.printed.high) == (Fraction(low), Fraction(median), Fraction(high))
    assert (one.high, one.median, one.low) == made


@pytest.mark.parametrize(
    ("need", "count", "low", "median", "high", "made"),
    [
        ("city_bus", 3, "56922834.85", "58915430.53", "61861202.06", (1, 1, 1)),
        ("street_lamp", 3, "62609.00", "205263.62", "265395.88", (1485, 453, 350)),
    ],
)
def test_ranges_in_tenge_of_2020(
    taraz: NeedsView, need: str, count: int, low: str, median: str, high: str, made: tuple[int, int, int]
) -> None:
    shown = answer(taraz, need).moved

    assert shown is not None
    assert len(shown.prices) == count
    assert [tenge(value) for value in (shown.low, shown.median, shown.high)] == [
        Decimal(low),
        Decimal(median),
        Decimal(high),
    ]
    assert (shown.units_at_low, shown.units_at_median, shown.units_at_high) == made


def test_only_the_five_needs_have_a_range(taraz: NeedsView) -> None:
    assert {one.need["need_id"] for one in taraz.of_kind("range")} == {
        "bus_stop",
        "city_bus",
        "heating_network_km",
        "school_place",
        "street_lamp",
    }


def test_sterilisation_has_no_range_but_its_costs_one_by_one(taraz: NeedsView) -> None:
    one = answer(taraz, "animal_sterilisation")

    assert (one.kind, one.low, one.median, one.high, one.moved) == ("single", None, None, None, None)
    assert {each.row["cost_id"]: each.units for each in one.converted} == {
        "uc-0013": 7188,
        "uc-0085": 3531,
        "uc-0115": 877,
    }
    assert {each.row["cost_id"]: each.why_not for each in one.costs if each.why_not} == {
        "uc-0010": "undated",
        "uc-0011": "undated",
        "uc-0012": "undated",
    }
    assert cost(taraz, "uc-0115").row["scope_en"] != cost(taraz, "uc-0013").row["scope_en"]


@pytest.mark.parametrize(
    ("cost_id", "real"),
    [
        ("uc-0002", "61861202.06"),
        ("uc-0003", "58915430.53"),
        ("uc-0117", "56922834.85"),
        ("uc-0015", None),
        ("uc-0016", "62609.00"),
        ("uc-0017", "265395.88"),
        ("uc-0108", "205263.62"),
        ("uc-0013", "11974.16"),
    ],
)
def test_costs_in_tenge_of_2020(taraz: NeedsView, cost_id: str, real: str | None) -> None:
    there = cost(taraz, cost_id).moved_kzt

    assert (None if there is None else tenge(there)) == (None if real is None else Decimal(real))


@pytest.mark.parametrize(
    ("cost_id", "why"),
    [
        ("uc-0001", "other_size"),
        ("uc-0005", "size_unknown"),
        ("uc-0007", "size_unknown"),
        ("uc-0102", "repeats"),
        ("uc-0109", "counts_something_else"),
        ("uc-0084", "far_in_time"),
        ("uc-0036", "other_unit"),
        ("uc-0056", "undated"),
    ],
)
def test_every_cost_left_aside_says_why(taraz: NeedsView, cost_id: str, why: str) -> None:
    left = cost(taraz, cost_id)

    assert (left.why_not, left.units, left.moved_kzt) == (why, None, None)


@pytest.mark.parametrize("query", ["", TARAZ, *AWKWARD])
def test_each_cost_is_either_converted_or_says_why_and_none_is_lost(store: Store, query: str) -> None:
    view = build(store, Filters.parse(query))

    for one in view.answers:
        assert len(one.costs) == one.need["costs"]
        for each in one.costs:
            assert (each.why_not is None) == (each.units is not None)
            if each.units is not None:
                price = Fraction(each.row["unit_cost_kzt"])
                assert each.units * price <= each.money < (each.units + 1) * price
                assert 0 < each.money <= view.money.total


@pytest.mark.parametrize("query", ["", TARAZ, *AWKWARD])
def test_only_prices_may_have_a_range_and_never_a_tariff_or_pay(store: Store, query: str) -> None:
    for one in build(store, Filters.parse(query)).of_kind("range"):
        assert one.need["may_show_range"]
        assert one.need["price_kind"] == "price"
        assert one.printed is not None
        used = {price.cost_id for price in one.printed.prices}
        assert {each.row["comparable"] for each in one.costs if each.row["cost_id"] in used} == {
            one.need["shown_group"]
        }


def test_a_dated_cost_that_may_not_be_used_stays_out_of_the_range() -> None:
    need = {"need_id": "bench", "unit": "bench", "may_show_range": True, "shown_group": "bench", "founding": False}
    row = {"unit": "bench", "comparable": "bench", "usable": True, "price_year": 2020, "unusable_reason": None}
    costs = [
        row | {"cost_id": str(price), "unit_cost_kzt": Decimal(price), "publisher_host": f"{price}.kz"}
        for price in (10, 20, 30)
    ]
    costs.append(
        costs[0] | {"cost_id": "x", "unit_cost_kzt": Decimal(1), "usable": False, "unusable_reason": "repeats"}
    )
    against = needs._Against((Span(2020, 2020, Decimal(100)),), 2020, {})

    one = needs._answer(need, costs, [], [], against)

    assert (one.low, one.median, one.high) == (3, 5, 10)
    assert [each.why_not for each in one.costs] == [None, None, None, "repeats"]


def test_money_of_2014_reaches_too_few_lamp_prices_for_a_range(store: Store) -> None:
    lamp = answer(build(store, Filters.parse("from=2014&to=2014")), "street_lamp")

    assert lamp.kind == "single"
    assert {each.row["cost_id"]: each.why_not for each in lamp.costs if each.why_not} == {
        "uc-0015": "far_in_time",
        "uc-0016": "far_in_time",
    }


def test_money_of_unknown_year_is_never_converted(store: Store) -> None:
    rows = store.rows("SELECT record_id FROM facts WHERE level = 'local' AND year_kind = 'unknown'")
    view = build(store, Filters(record=tuple(row["record_id"] for row in rows)))

    assert view.money.total == view.unknown_kzt > 0
    assert not view.of_kind("range")
    assert not view.of_kind("single")
    assert cost(view, "uc-0013").why_not == "money_year_unknown"


def test_money_of_many_years_is_not_moved_by_inflation(store: Store) -> None:
    view = build(store, Filters.parse("measure=real"))

    assert view.year is None
    assert all(one.moved is None and all(each.moved_kzt is None for each in one.costs) for one in view.answers)
    assert view.money.total > answer(view, "city_bus").printed.money > 0  # type: ignore[union-attr]


@pytest.mark.parametrize("query", [TARAZ, "", "level=all"])
def test_the_spans_make_up_the_money(store: Store, query: str) -> None:
    view = build(store, Filters.parse(query))

    assert sum(span.kzt for span in view.spans) == view.money.total
    assert view.money.unmeasured == 0


def test_measure_changes_what_stands_first_and_nothing_else(store: Store, taraz: NeedsView) -> None:
    for measure in ("real", "per_resident"):
        other = build(store, Filters.parse(f"{TARAZ}&measure={measure}"))
        assert replace(other, real_first=False) == taraz


def test_founding_needs_come_first_then_ranges_singles_and_needs_without_price(taraz: NeedsView) -> None:
    order = [(not one.need["founding"], needs.KINDS.index(one.kind)) for one in taraz.answers]

    assert order == sorted(order)
    assert [one.need["need_id"] for one in taraz.answers[:3]] == ["city_bus", "street_lamp", "animal_sterilisation"]
    assert {"gas_km", "stormdrain_km", "waste_site", "wheelchair"} <= {
        one.need["need_id"] for one in taraz.of_kind("unpriced")
    }


def test_signs_of_the_asked_place_come_first(taraz: NeedsView) -> None:
    for one in taraz.answers:
        for rows in (one.evidence, one.appeals):
            assert [row["near"] for row in rows] == sorted(row["near"] for row in rows)
    assert [row["place"] for row in answer(taraz, "street_lamp").evidence[:2]] == ["taraz", "taraz"]


def test_the_region_of_a_place_without_money_is_still_known(store: Store) -> None:
    view = build(store, Filters.parse("place=taraz&from=1999&to=1999"))

    assert view.money.total == 0
    assert {row["region"] for one in view.answers for row in one.evidence if row["near"] == 1} == {"zhambyl"}


def test_an_appeal_stands_beside_one_need_only(store: Store) -> None:
    seen = [row["appeal_id"] for one in build(store, Filters()).answers for row in one.appeals]
    uses = {row["use"] for one in build(store, Filters()).answers for row in one.appeals}

    assert len(seen) == len(set(seen)) > 20
    assert uses <= {"category", "subset", "rate"}


def test_the_need_key_narrows_the_needs_and_not_the_money(store: Store, taraz: NeedsView) -> None:
    view = build(store, Filters.parse(f"{TARAZ}&need=street_lamp"))

    assert [one.need["need_id"] for one in view.answers] == ["street_lamp"]
    assert view.money == taraz.money


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────

BUS = {
    "unit_en": '{"one": "bus", "other": "buses"}',
    "unit_ru": '{"one": "автобус", "few": "автобуса", "many": "автобусов", "other": "автобуса"}',
    "unit_kk": '{"other": "автобус"}',
}


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [
        ("en", 1, "1 bus"),
        ("en", 0, "0 buses"),
        ("en", 1485, "1 485 buses"),
        ("ru", 1, "1 автобус"),
        ("ru", 3, "3 автобуса"),
        ("ru", 11, "11 автобусов"),
        ("ru", 1485, "1 485 автобусов"),
        ("ru", 22, "22 автобуса"),
        ("kk", 1, "1 автобус"),
        ("kk", 1485, "1 485 автобус"),
    ],
)
def test_units_take_the_plural_of_the_language(language: str, count: int, text: str) -> None:
    assert units_text(words(language), BUS, count).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("language", "fewest", "most", "text"),
    [
        ("en", 0, 1, "0–1 buses"),
        ("en", 1, 1, "1 bus"),
        ("ru", 5, 21, "5–21 автобус"),
        ("ru", 1, 3, "1–3 автобуса"),
        ("kk", 1, 3, "1–3 автобус"),
    ],
)
def test_a_span_of_units_takes_the_plural_of_its_end(language: str, fewest: int, most: int, text: str) -> None:
    assert units_span(words(language), BUS, fewest, most).replace("\u00a0", " ") == text


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_page_asks_a_question_with_the_exact_sum(ask_page: Callable[..., Page]) -> None:
    page = ask_page("needs", TARAZ)
    view = page.view(build)

    assert plain(story.title(page, view)) == "93 000 000 ₸: what else would this money have bought?"
    assert "79 000 000 ₸" in plain(story.lead(page, view))
    assert "14 000 000 ₸" in plain(story.lead(page, view))


def test_sentences_name_range_median_and_single_costs(ask_page: Callable[..., Page]) -> None:
    page = ask_page("needs", TARAZ)
    view = page.view(build)
    said = {one.need["need_id"]: plain(story.sentence(page, view, one)) for one in view.answers}

    assert said["street_lamp"] == "513–1 485 lamps; at the median price, 549 lamps."
    assert said["city_bus"].startswith("1 bus")
    assert "7 188 animals" in said["animal_sterilisation"]
    assert "Almaty" in said["animal_sterilisation"]
    assert "2021" in said["animal_sterilisation"]
    assert said["heating_network_km"] == "Not enough for one: the lowest known price is 358 750 000 ₸."
    assert said["wheelchair"] == "No price found yet."


def test_the_moved_range_stands_first_when_the_link_asks_for_it(ask_page: Callable[..., Page]) -> None:
    page = ask_page("needs", f"{TARAZ}&measure=real")
    view = page.view(build)
    lamp = answer(view, "street_lamp")
    line = story.lines(page, view, [lamp])[0]

    assert plain(line.sentence) == "350–1 485 lamps; at the median price, 453 lamps."
    assert "Known prices: 3, of 2015–2020" in line.note
    assert "In prices as printed (prices: 4): 513–1 485 lamps" in plain(line.note)
    assert needs_tables.range_tables(page, view)[0].caption == "In tenge of 2020"
    assert "it cannot be moved" in story.sentence(page, view, answer(view, "animal_sterilisation"))


def test_a_need_without_range_says_why(ask_page: Callable[..., Page]) -> None:
    page = ask_page("needs", TARAZ)
    view = page.view(build)

    assert "No range" in story.lines(page, view, [answer(view, "animal_sterilisation")])[0].note
    assert "one value a year" in story.lines(page, view, [answer(view, "pension_min_month")])[0].note
    assert "one value a year" in story.lines(page, view, [answer(view, "teacher_salary_month")])[0].note


def test_each_converted_cost_leads_to_its_source_with_year_and_place(ask_page: Callable[..., Page]) -> None:
    page = ask_page("needs", TARAZ)
    view = page.view(build)

    for one in view.answers:
        for each in one.converted:
            line = cost_line(page, view, one.need, each)
            assert line.source.text
            assert line.source.href, each.row["cost_id"]
            assert str(each.row["price_year"]) in line.when
            assert line.text.split(", ")[-1]


def test_broad_appeals_say_that_the_need_is_among_them(ask_page: Callable[..., Page]) -> None:
    page = ask_page("needs", "region=astana&need=city_bus")
    view = page.view(build)
    texts = [sign.text for sign in story.lines(page, view, view.answers)[0].evidence if sign.text.startswith("Appeals")]

    assert texts
    assert all("this need among them" in text for text in texts)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("query", ["", TARAZ, *AWKWARD])
def test_every_part_is_written_for_any_link(ask_page: Callable[..., Page], query: str, language: str) -> None:
    page = ask_page("needs", query, language)
    view = page.view(build)
    tr = page.tr

    drawn = [story.title(page, view), story.lead(page, view), str(parts.keys(tr, story.keys(page, view)))]
    for heading, lead, answers in story.sections(page, view):
        drawn += [heading, lead, str(parts.needs(tr, story.lines(page, view, answers)))]
    drawn += [str(parts.table(tr, table)) for table in needs_tables.range_tables(page, view)]
    drawn += [str(parts.table(tr, needs_tables.records_table(page, view)))]
    drawn += [str(parts.bars(tr, needs_tables.year_bars(page, view))), str(story.foot(page, view))]
    drawn += [
        *reading.rules(page, view),
        *reading.notices(page, view),
        story.empty_sentence(page, view),
        needs_tables.records_lead(page, view),
    ]
    drawn += [link.text for link in story.empty_links(page, view)]

    assert not [text for text in drawn if ">None<" in text or "None " in text or "%(" in text or "nan" in text.split()]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", []),
        ("counted=all", ["Only money that is in the totals"]),
        ("measure=per_resident", ["in the prices of their own years"]),
        ("measure=real", ["Inflation is not taken out"]),
        (f"{TARAZ}&measure=real", ["prices of its own year, 2020"]),
        ("counted=all&measure=real", ["Only money", "Inflation is not taken out"]),
    ],
)
def test_what_the_link_asks_for_in_vain_is_said(ask_page: Callable[..., Page], query: str, words: list[str]) -> None:
    page = ask_page("needs", query)
    said = reading.notices(page, page.view(build))

    assert len(said) == len(words)
    assert all(word in one for word, one in zip(words, said, strict=True))


def test_both_levels_convert_local_money_and_name_central_money_apart(
    store: Store, ask_page: Callable[..., Page]
) -> None:
    page = ask_page("needs", "level=all")
    view, local, central = page.view(build), build(store, Filters()), build(store, Filters(level="central"))

    assert view.apart == central.money
    assert replace(view, apart=None) == local
    assert "of local money" in story.title(page, view)
    assert page.tr.money_short(central.money.total) in story.apart(page, view)
    assert "level=central" in story.apart(page, view)
    assert Filters.parse((story.keys(page, view)[-1].href or "").partition("?")[2]).level == "local"
    assert not story.apart(ask_page("needs"), local)


def test_central_money_alone_is_not_called_no_money(store: Store, ask_page: Callable[..., Page]) -> None:
    sql = "SELECT record_id FROM records WHERE counted AND level = 'central' AND counted_kzt > 0 ORDER BY 1"
    page = ask_page("needs", f"level=all&record={store.rows(sql)[0]['record_id']}")
    view = page.view(build)

    assert story.title(page, view) == "No local money is found for this choice"
    assert "Only central money" in story.empty_sentence(page, view)
    assert any("level=central" in (link.href or "") for link in story.empty_links(page, view))


@pytest.mark.parametrize("query", ["q=zzzzzz", "region=ulytau&from=1999&to=1999"])
def test_no_money_is_a_designed_answer_with_ways_on(ask_page: Callable[..., Page], query: str) -> None:
    page = ask_page("needs", query)
    view = page.view(build)

    assert story.title(page, view) == "No money is found for this choice"
    assert story.lead(page, view) == ""
    assert not view.of_kind("range")
    assert not view.of_kind("single")
    assert all(link.href for link in story.empty_links(page, view))


def test_year_bars_lead_to_single_years(ask_page: Callable[..., Page]) -> None:
    page = ask_page("needs", "")
    bars = needs_tables.year_bars(page, page.view(build))

    assert bars
    assert all(f"from={bar.label}&to={bar.label}" in (bar.href or "") for bar in bars)
    taraz = ask_page("needs", TARAZ)
    assert needs_tables.year_bars(taraz, taraz.view(build)) == []


@pytest.mark.parametrize(("query", "noted"), [(TARAZ, True), ("record=it-zhambyl-smart-volunteer-2020", False)])
def test_only_planned_money_is_said_to_be_not_yet_contracted(
    ask_page: Callable[..., Page], query: str, noted: bool
) -> None:
    page = ask_page("needs", query)

    assert bool(story.keys(page, page.view(build))[1].note) is noted


def test_a_region_without_money_leads_to_its_own_page(ask_page: Callable[..., Page]) -> None:
    page = ask_page("needs", "region=ulytau")

    assert "/region?id=ulytau&lang=en" in [link.href for link in story.empty_links(page, page.view(build))]
