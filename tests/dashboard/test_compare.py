"""Side by side: what a link compares, sums that are those of the other pages, and what a comparison may not say."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.bodies.compare import body as body_of
from dashboard.bodies.every import BODIES
from dashboard.body import Figure, FilterBar
from dashboard.charts import compare as charts
from dashboard.charts.base import LIGHT
from dashboard.exports.compare import COMPARE
from dashboard.exports.export import dataset
from dashboard.filters import Filters
from dashboard.html import pieces
from dashboard.page import Page
from dashboard.stories import by_year, compare_peers, compare_tables, small_places
from dashboard.stories import compare as story
from dashboard.views import compare, compare_offers, contractor, customer, region, system, years
from dashboard.views.compare import MEASURES, axis_of
from dashboard.views.coverage import Coverage
from dashboard.views.money import Money, money
from dashboard.views.years import added

Ask = Callable[..., Page]
LANGUAGES = ("kk", "ru", "en")
REGIONS = ("zhambyl", "astana", "almaty", "shymkent", "abai", "ulytau", "mangystau")
SOME = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

# ── what a link compares ──────────────────────────────────────────────────────────────────────────────────────────

LINKS = [
    pytest.param("region=zhambyl&region=astana", "region", "astana zhambyl", "", id="regions"),
    pytest.param("place=taraz&place=aktau&region=zhambyl", "place", "aktau taraz", "region", id="places"),
    pytest.param(
        "region=zhambyl&region=abai&place=taraz", "region", "abai zhambyl", "place", id="regions, not a place"
    ),
    pytest.param("system=open-akimat&system=e-rgis&region=zhambyl", "system", "e-rgis open-akimat", "", id="systems"),
    pytest.param("contractor=presight&contractor=cifron&system=e-rgis", "contractor", "cifron presight", "", id="paid"),
    pytest.param(
        "system=open-akimat&system=e-rgis&region=abai&region=astana", "system", "e-rgis open-akimat", "", id="first key"
    ),
    pytest.param("from=2021&to=2023", "years", "2021 2022 2023", "", id="years"),
    pytest.param("from=2014&to=2023", "years", "2020 2021 2022 2023", "", id="the last four years"),
    pytest.param("from=2014&to=2023&region=zhambyl", "years", "2020 2021 2022 2023", "", id="years of one region"),
    pytest.param("region=zhambyl&region=abai&mode=kind", "region", "abai zhambyl", "mode", id="peers of two are none"),
    pytest.param(
        "region=almaty&region=abai&region=astana&region=ulytau&region=zhambyl",
        "region",
        "abai almaty astana ulytau",
        "",
        id="the first four",
    ),
    pytest.param("region=astana&mode=kind", "region", "astana shymkent almaty", "", id="peers"),
    pytest.param("region=astana&mode=neighbours&place=taraz", "region", "astana akmola", "place", id="one peer"),
    pytest.param("region=zhambyl", "", "", "", id="one region"),
    pytest.param("from=2021", "", "", "", id="an open end"),
    pytest.param("from=2021&to=2021", "", "", "", id="one year"),
    pytest.param("region=zhambyl&mode=screen&id=zhambyl", "", "", "id mode", id="nothing that is a rule"),
    pytest.param("system=open-akimat&mode=kind", "", "", "", id="a system without peers"),
]


@pytest.mark.parametrize(("query", "kind", "sides", "unused"), LINKS)
def test_the_link_decides_what_is_compared(store, query, kind, sides, unused):
    axis = axis_of(store, Filters.parse(query))

    assert (axis.kind, " ".join(axis.keys), " ".join(axis.unused)) == (kind, sides, unused)


def test_those_beyond_four_are_left_out_and_named(ask_page):
    for query, left_out, told in [
        ("region=almaty&region=abai&region=astana&region=ulytau&region=zhambyl", ("zhambyl",), "Zhambyl"),
        ("from=2014&to=2019", ("2014", "2015"), "2014, 2015"),
        ("region=zhambyl&mode=neighbours", ("ulytau",), "Ulytau"),
    ]:
        page = ask_page("compare", query)
        view = page.view(compare.build)

        assert view.axis.left_out == left_out
        assert story.left_out(page, view).endswith(f"{told}.")


def test_what_plays_no_part_is_taken_off_the_link_and_named(ask_page):
    body = body_of(ask_page("compare", "place=taraz&place=aktau&region=zhambyl&id=x&mode=kind"))

    assert (body.page.filters.region, body.page.filters.id, body.page.filters.mode) == ((), None, "")
    assert [one.why for one in body.page.asked.dropped] == ["not_compared"] * 3
    assert "plays no part in this comparison" in pieces.heading(body.page, body.heading)


# ── sums ──────────────────────────────────────────────────────────────────────────────────────────────────────────

FILTERS = st.builds(
    Filters,
    level=st.sampled_from(["local", "central", "all"]),
    category=st.sampled_from([(), ("media",), ("it.hardware", "media.smm")]),
    kind=st.sampled_from([(), ("contract",), ("budget", "plan")]),
    year_from=st.sampled_from([None, 2016, 2020]),
    year_to=st.sampled_from([None, 2021, 2025]),
    measure=st.sampled_from(MEASURES),
)


def tenge(found: Money) -> tuple[Decimal, ...]:
    """The sums alone: a contract divided between its years is one record in all of them, and one in each."""
    return found.committed, found.planned, found.unmeasured_kzt


def parts(side) -> tuple[Decimal, ...]:
    return tenge(added(line.money for line in side.lines))


@SOME
@given(filters=FILTERS, slugs=st.sets(st.sampled_from(REGIONS), min_size=2, max_size=4))
def test_sides_of_regions_are_what_their_pages_say(store, register_store, filters, slugs):
    for of in (store, register_store):
        view = compare.build(of, filters.with_(region=tuple(slugs)))

        assert {side.key for side in view.sides} == slugs
        for side in view.sides:
            profile = region.build(of, filters.with_(id=side.key))
            assert side.money == profile.money
            assert parts(side) == tenge(side.money)
            assert side.apart == profile.central
            assert side.lines == profile.by_group
            assert side.residents == profile.population


@SOME
@given(filters=FILTERS, slugs=st.sets(st.sampled_from(REGIONS), min_size=2, max_size=4))
def test_sides_add_up_to_what_the_records_of_the_link_say(register_store, filters, slugs):
    asked = filters.with_(region=tuple(slugs), measure="nominal")
    whole = money(register_store, asked.with_(level="local") if asked.level == "all" else asked)

    assert added(side.money for side in compare.build(register_store, asked).sides) == whole


@SOME
@given(
    first=st.integers(2014, 2023),
    span=st.integers(1, 3),
    measure=st.sampled_from(MEASURES),
    slugs=st.sampled_from([(), ("zhambyl",)]),
)
def test_years_and_the_spans_between_them_make_what_the_page_by_year_says(register_store, first, span, measure, slugs):
    asked = Filters(year_from=first, year_to=first + span, measure=measure, region=slugs)
    view, told = compare.build(register_store, asked), years.build(register_store, asked)

    for side in view.sides:
        assert tenge(side.money) == parts(side)
    if told.measure == measure:
        whole, page = added([*(side.money for side in view.sides), view.between]), told.totals["local"]
        assert tenge(whole) == tenge(page)


def test_sides_of_suppliers_customers_and_systems_are_what_their_pages_say(store):
    paid = compare.build(store, Filters(contractor=("benedixsimus", "presight")))
    pays = compare.build(store, Filters(customer=("akimat-taraz", "zhambyl-youth-policy")))
    bought = compare.build(store, Filters(system=("open-akimat", "sergek-astana")))

    assert [side.money.total for side in paid.sides] == [144_000_000, 93_250_000_000]
    for side in paid.sides:
        assert side.money == contractor.build(store, Filters(id=side.key)).local
        assert parts(side) == tenge(side.money)
    for side in pays.sides:
        found = customer.build(store, Filters(id=side.key))
        assert side.money == found.local
        assert parts(side) == tenge(side.money)
    for side in bought.sides:
        assert side.money == system.build(store, Filters(id=side.key)).levels[0].money
        assert parts(side) == tenge(side.money)


def test_money_per_resident_of_several_regions_is_never_a_sum(store):
    view = compare.build(store, Filters(year_from=2020, year_to=2021, measure="per_resident"))

    for side in view.sides:
        assert (side.money.committed, side.money.planned) == (0, 0)
        assert side.money.unmeasured == side.money.records > 1
        assert side.money.unmeasured_kzt == side.measures["nominal"].total
    one_region = compare.build(store, Filters(year_from=2020, year_to=2021, measure="per_resident", region=("astana",)))
    assert any(side.money.total for side in one_region.sides)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_is_told_whatever_the_link_asks_for(store, measure):
    for side in compare.build(store, Filters(region=("zhambyl", "astana"), measure=measure)).sides:
        for one in MEASURES:
            assert side.measures[one] == money(store, Filters(region=(side.key,), measure=one))


# ── what is known ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_facts_found_so_far_are_no_order(ask_page):
    page = ask_page("compare", "region=zhambyl&region=astana")
    view = page.view(compare.build)

    assert view.loaded == ()
    assert story.title(page, view).startswith("Found so far, side by side.")
    assert "their order says nothing" in story.standing(page, view)


def test_where_one_side_is_read_and_another_is_not_they_are_no_equals(ask_loaded):
    page = ask_loaded("compare", "region=national&region=zhambyl")
    view = page.view(compare.build)

    assert [side.key for side in view.loaded] == ["zhambyl"]
    assert "can't be compared as equals: the register was read for Zhambyl" in story.standing(page, view)
    assert "of Kazakhstan only single facts" in story.standing(page, view)
    assert story.title(page, view).startswith("Found so far")


def test_sides_whose_register_was_read_are_equals(ask_loaded):
    page = ask_loaded("compare", "region=astana&region=zhambyl")
    view = page.view(compare.build)

    assert len(view.loaded) == 2
    assert "read for all of them" in story.standing(page, view)
    assert not story.title(page, view).startswith("Found so far")


def test_a_town_is_never_read_alone(ask_loaded):
    view = ask_loaded("compare", "place=taraz&place=aktau").view(compare.build)

    assert [side.coverage.loaded for side in view.sides] == [(), ()]


def test_known_of_several_regions_is_read_only_where_all_are(ask_loaded):
    store = ask_loaded("compare").asked.store

    assert compare.known_of(store, Filters(year_from=2024, year_to=2024), ["zhambyl", "astana"]).loaded == (2024,)
    assert compare.known_of(store, Filters(year_from=2024, year_to=2024), ["zhambyl"], town=True).found == (2024,)


def test_a_year_counts_as_read_only_where_it_was_read_for_all_regions(store, monkeypatch):
    told = {"abai": Coverage(loaded=(2023, 2024)), "ulytau": Coverage(loaded=(2024,), nothing=(2023,))}
    monkeypatch.setattr(compare, "coverage_by_region", lambda *_: told)

    together = compare.known_of(store, Filters(), ["abai", "ulytau", "national"])

    assert together == Coverage(loaded=(2024,), found=(2023,), nothing=())


def test_the_table_says_what_is_known_of_each(ask_page):
    page = ask_page("compare", "region=zhambyl&region=ulytau")
    view = page.view(compare.build)

    rows = compare_tables.known_table(page, view).rows

    assert [row["read"].text for row in rows] == ["", ""]
    assert rows[0]["found"].note == "no year"
    assert rows[1]["found"].text == "2020–2021, 2024"
    assert rows[1]["residents"].text == page.tr.number(1_215_373)


# ── chance ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_told_of_chance_where_the_register_was_not_read(ask_page):
    page = ask_page("compare", "region=zhambyl&mode=similar")
    small = page.view(compare.build).small

    assert small.funnel is None
    assert "the figure of 0 is known, and at least 5 are needed" in small_places.why_no_funnel(page, small)
    assert "of the 6 others" in small_places.why_no_funnel(page, small)
    assert "cannot be told yet for any of the 7 regions" in small_places.rate_rule(page, small)
    assert not {"funnel", "intervals"} & {one.key for one in body_of(page).every() if isinstance(one, Figure)}


def test_a_median_of_nothing_makes_no_funnel(ask_loaded):
    page = ask_loaded("compare", "region=zhambyl&mode=kind&from=2024&to=2024")
    small = page.view(compare.build).small

    assert small.figures_known >= 5
    assert small.funnel is None
    assert "the median of the" in small_places.why_no_funnel(page, small)


def test_a_funnel_goes_by_the_others_only(ask_loaded):
    page = ask_loaded("compare", "region=zhambyl&region=astana")
    small = page.view(compare.build).small
    rows = page.asked.store.rows(
        "SELECT region, counted_kzt AS kzt, per_resident_kzt AS each FROM facts WHERE level = 'local' AND "
        "per_resident_kzt IS NOT NULL AND region NOT IN ('zhambyl', 'astana', 'national')"
    )
    told = {one.region for one in small.others if one.figure}

    assert {row["region"] for row in rows} == told
    size = sum(row["kzt"] ** 2 for row in rows) / sum(row["kzt"] for row in rows)
    assert round(small.funnel.size, 6) == round(size, 6)
    assert small.funnel.centre not in (0, None)
    assert small_places.why_no_funnel(page, small) == ""
    assert page.tr.money_short(small.funnel.centre) in small_places.funnel_rule(page, small)


def test_rates_are_told_with_their_limits_and_in_no_order_of_theirs(ask_loaded):
    page = ask_loaded("compare", "region=zhambyl&region=astana")
    small = page.view(compare.build).small

    rows = small_places.rate_rows(page, small)

    assert [row.label for row in rows[:2]] == ["Astana", "Zhambyl"]
    names = [row.label for row in rows[2:]]
    assert names == sorted(names, key=page.tr.sort_key)
    assert len(rows) == 20
    zhambyl = next(one for one in small.places if one.region == "zhambyl")
    records = money(page.asked.store, Filters(region=("zhambyl",))).records
    assert rows[1].value == Decimal(records * 10_000) / zhambyl.residents.residents
    assert rows[1].low < rows[1].value < rows[1].high


def test_appeals_are_told_of_whole_years_and_regions_only(ask_page, store):
    small = ask_page("compare", "region=astana&region=kostanay").view(compare.build).small

    assert [(one.region, one.year, one.rate.count) for one in small.appeals] == [("astana", 2024, 2_300_000)]
    residents = store.one("SELECT population FROM region_years WHERE region = 'astana' AND year = 2024")["population"]
    assert small.appeals[0].rate.value == Decimal(2_300_000 * 10_000) / residents


# ── figures, tables, faces ────────────────────────────────────────────────────────────────────────────────────────

AWKWARD = [
    pytest.param("", id="nothing"),
    pytest.param("region=zhambyl&region=astana&measure=real", id="real"),
    pytest.param("region=zhambyl&mode=neighbours&measure=per_resident", id="peers per resident"),
    pytest.param("from=2019&to=2024&level=all", id="years of both levels"),
    pytest.param("system=sergek-astana&mode=kind&measure=real", id="systems of spans"),
    pytest.param("system=open-akimat&mode=kind", id="a system without peers"),
    pytest.param("contractor=benedixsimus&contractor=presight&level=central", id="suppliers of the other level"),
    pytest.param("contractor=benedixsimus&mode=kind", id="a supplier without peers"),
    pytest.param("customer=akimat-taraz&customer=nobody-at-all", id="one is not known"),
    pytest.param("region=national&region=astana", id="the country"),
    pytest.param("region=abai&region=ulytau&q=zzzzz", id="nothing found"),
    pytest.param("place=taraz&place=aktau&measure=per_resident", id="towns per resident"),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", AWKWARD)
def test_the_page_builds_for_awkward_links(ask_page: Ask, ask_loaded: Ask, query: str, lang: str) -> None:
    for ask in (ask_page, ask_loaded)[: 2 if lang == "ru" else 1]:
        body = body_of(ask("compare", query, lang))
        figures = [one for one in body.every() if isinstance(one, Figure)]
        still = [one for one in body.pieces if not isinstance(one, Figure | FilterBar)]

        html = "".join(pieces.still(body.page.tr, one) for one in still)

        assert "None" not in html + body.heading.title + body.heading.lead
        assert "NaN" not in html
        for one in figures:
            assert one.draw(LIGHT).data
            assert one.vector is not None
            assert one.vector(340).height > 20
            assert len(one.alt) > 20
            assert one.table is not None
            assert one.table.rows


def test_bars_of_all_groups_are_on_one_scale_and_exact(ask_page):
    page = ask_page("compare", "region=zhambyl&region=astana")
    view = page.view(compare.build)

    groups = story.bar_groups(page, view)
    drawn = charts.grouped_bars(groups, LIGHT)

    assert [group.hue for group in groups] == ["other", "media", "software", "cameras"]
    for number, side in enumerate(view.sides):
        whole = groups[0].rows[number]
        assert (whole.committed, whole.planned) == (side.money.committed, side.money.planned)
        assert sum(group.rows[number].committed for group in groups[1:]) == whole.committed
        assert sum(group.rows[number].planned for group in groups[1:]) == whole.planned
    bars = [trace for trace in drawn.data if trace.type == "bar"]
    assert sorted(x for bar in bars for x in bar.x if x) == sorted(
        float(one) for group in groups for row in group.rows for one in (row.committed, row.planned) if one
    )
    assert drawn.layout.xaxis.range[1] > max(float(row.committed + row.planned) for row in groups[0].rows)
    assert all(row.text in story.group_alt(page, view) for group in groups for row in group.rows)


def test_panels_by_year_share_one_scale_and_one_unit(ask_page):
    page = ask_page("compare", "region=zhambyl&region=astana")
    view = page.view(compare.build)

    panels = by_year.panels_on_one_scale(page, story.year_blocks(view), story.block_namer(page, view), view.measure)

    assert len({panel.highest for panel in panels}) == 1
    assert {panel.scale for panel in panels} == {"in billions of tenge, on one scale for all"}
    assert panels[0].highest == max(
        float(column.total)
        for panel in panels
        for column in (*panel.years.values(), *filter(None, (panel.several, panel.unknown)))
    )
    assert [panel.title.partition(":")[0] for panel in panels] == ["Astana", "Zhambyl"]


def test_a_side_without_money_keeps_its_place(ask_page):
    page = ask_page("compare", "region=zhambyl&region=ulytau")
    view = page.view(compare.build)

    blocks = story.year_blocks(view)

    assert [block.total.records for block in blocks] == [0, 6]
    assert story.bar_groups(page, view)[0].rows[0].text == "nothing found yet"
    assert "0 ₸" not in story.title(page, view)


def test_tables_hold_exact_tenge(ask_page):
    page = ask_page("compare", "region=zhambyl&region=abai")
    view = page.view(compare.build)

    rows = compare_tables.measure_table(page, view).rows

    assert [row["nominal"].text for row in rows] == [page.tr.money(side.money.total) for side in view.sides]
    assert rows[1]["nominal"].text == page.tr.money(Decimal(742_000_000))


def test_links_of_sides_ask_for_the_records_counted(ask_page):
    page = ask_page("compare", "region=zhambyl&region=astana&category=media&from=2016&to=2024")
    view = page.view(compare.build)

    for key, side in zip(story.keys(page, view), view.sides, strict=True):
        asked = ask_page("records", key.href.partition("?")[2])
        assert money(asked.asked.store, asked.filters) == side.money


@pytest.mark.parametrize(
    ("key", "query"), [("region", "id=zhambyl"), ("contractor", "id=korkem-telecom")], ids=["region", "supplier"]
)
def test_a_profile_leads_to_its_fair_peers(ask_page, key, query):
    page = ask_page(key, query)
    still = (one for one in BODIES[key](page).pieces if not isinstance(one, Figure | FilterBar))
    drawn = "".join(pieces.still(page.tr, one) for one in still)
    [href] = {one for one in drawn.split('"') if one.startswith("/compare?")}

    view = ask_page("compare", href.partition("?")[2].replace("&amp;", "&")).view(compare.build)

    assert view.axis.peers.subject.key == query.removeprefix("id=")
    assert len(view.sides) > 1


def test_every_offer_compares_something(ask_page):
    page = ask_page("compare", "")
    offered = compare_peers.offers(page, page.view(compare_offers.build))

    assert len(offered) >= 4
    for one in offered:
        view = ask_page("compare", one.href.partition("?")[2]).view(compare.build)
        assert len(view.sides) > 1
        assert any(side.money.records for side in view.sides)


def test_files_hold_what_the_page_shows(ask_loaded):
    page = ask_loaded("compare", "region=zhambyl&mode=kind&level=all")
    view = page.view(compare.build)
    told = {table.name: dataset(COMPARE, page, table) for table in COMPARE.tables}
    rows = {name: [row for frame in one.chunks() for row in frame.to_dicts()] for name, one in told.items()}

    assert told["groups"].totals.keys() == {side.key for side in view.sides}
    for side in view.sides:
        for name in ("groups", "years"):
            own = [row for row in rows[name] if row["side"] == side.key]
            assert sum(row["counted_kzt"] for row in own) == side.money.total
            assert sum(row["committed_kzt"] for row in own) == told[name].totals[side.key]["committed_kzt"]
    assert [row["side"] for row in rows["peers"]] == ["zhambyl", *(one.key for one in view.axis.peers.peers)]
    assert len(rows["measures"]) == len(view.sides) * 3
    assert len(rows["chance"]) == len(view.small.places)
    assert all(row["is_read"] for row in rows["known"])
