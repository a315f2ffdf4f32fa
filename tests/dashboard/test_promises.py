"""Promises: what one unit cost at most, exactly and under which assumption; peers; reports; the words and the files."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.bodies.every import BODIES
from dashboard.body import Figure, Keys, Rows
from dashboard.charts.base import LIGHT
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.filters import Filters
from dashboard.html import pieces
from dashboard.store import Store
from dashboard.stories import promise_peers as peer_story
from dashboard.stories import promise_words
from dashboard.views import promises
from dashboard.views.promise_money import purse_of
from dashboard.views.promise_peers import LEAST_PEERS
from dashboard.views.promise_price import PERIODS, TIYN, Purse, bound, price

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("kk", "ru", "en")
DASCO = "pr-astana-dasco-monitoring-1"
AWKWARD = (
    "",
    "level=all",
    "level=central",
    "system=astana-dasco-monitoring",
    "place=taraz",
    "region=ulytau",
    "record=astana-dasco-2020-cancelled",
    "q=zzzzzz",
    "from=1999&to=1999",
    "measure=real&counted=all&sort=amount&need=city_bus&flag=x&page=9",
    "category=it.video_surveillance",
)
months = st.integers(1, 400)
money = st.decimals(Decimal("0.01"), Decimal(10) ** 12, places=2)
quotas = st.decimals(Decimal("0.01"), Decimal(10) ** 6, places=2)


def row(value=1000, **changes):
    told = {"unit": "comment", "per": None, "bound": "minimum", "value_low": None, "value_high": None}
    return {**told, "value": None if value is None else Decimal(value), **changes}


def purse(kzt, **changes):
    kzt = Decimal(kzt)
    return Purse(**{"committed": kzt, "low": kzt, "high": kzt, "first_year": 2020, "last_year": 2020, **changes})


def by_id(view):
    return {one.row["promise_id"]: one for one in view.promises}


def text_of(page):
    body = BODIES["promises"](page)
    drawn = [pieces.still(page.tr, one) for one in body.every() if not isinstance(one, Figure | type(None))]
    return "\n".join([body.heading.title, body.heading.lead, *map(str, drawn)]).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def everything(store):
    return promises.build(store, Filters(level="all"))


def test_an_edition_prices_its_promises_once_for_all_links(changed, monkeypatch):
    store, priced = changed(), []
    monkeypatch.setattr(promises, "price", lambda row, *rest: priced.append(row["promise_id"]) or price(row, *rest))
    first = promises.build(store, Filters(system=("astana-dasco-monitoring",)))
    every = promises.build(store, Filters())
    assert by_id(first).keys() < by_id(every).keys()
    assert sorted(priced) == sorted(by_id(every))


# ── the founding cases ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_comment_of_case_b_cost_at_most_one_sum_if_24_months_ran_and_another_if_12(everything):
    found = by_id(everything)[DASCO]

    assert [(one.kzt, one.periods, one.units) for one in found.price.bounds] == [
        (Decimal("5208.34"), 24, 24_000),
        (Decimal("10416.67"), 12, 12_000),
    ]
    assert (found.purse.committed, found.purse.planned) == (125_000_000, 0)


@pytest.mark.parametrize(
    ("lang", "numbers"),
    [
        ("kk", ("5 208,34 ₸", "10 416,67 ₸")),
        ("ru", ("5 208,34 ₸", "10 416,67 ₸")),
        ("en", ("5 208.34 ₸", "10 416.67 ₸")),
    ],
)
def test_both_bounds_of_case_b_stand_with_what_became_of_the_contract(ask_page, everything, lang, numbers):
    page = ask_page("promises", "system=astana-dasco-monitoring", lang)

    shown = text_of(page)
    cell = promise_words.price_cell(page.tr, by_id(everything)[DASCO])
    ended = promise_words.ended_cell(page, by_id(everything)[DASCO], everything.sources)

    assert all(number in shown for number in numbers)
    assert all(number in cell.text.replace("\u00a0", " ") for number in numbers)
    assert cell.note, "a bound never stands without its assumption"
    statement = next(
        json.loads(line)
        for line in (ROOT / "data/curated/statements.jsonl").read_text(encoding="utf-8").splitlines()
        if '"st-astana-dasco-2020-cancelled-1"' in line
    )
    assert statement[f"text_{lang}"] in ended.text
    assert "67 000 000" in ended.note.replace("\u00a0", " ")


def test_money_that_the_customer_refused_has_no_price_and_says_so(everything, ask_page):
    found = by_id(everything)["pr-astana-dasco-2020-cancelled-1"]

    assert (found.price.bounds, found.price.why, found.purse.why_not) == ((), "no_money", "refused")
    assert "refused to pay" in promise_words.money_cell(ask_page("promises").tr, found.purse).note


def test_an_appeal_of_case_e_cost_at_most_28_000(everything):
    (taraz,) = [one for one in everything.reported if one.system["system_id"] == "taraz-media-centre"]

    assert {key: one.kzt for key, one in taraz.prices.items()} == {"obs-taraz-mc-appeals": 28_000}
    promised = {seen["observation_id"]: taraz.promised(seen) for seen in taraz.counted}
    assert promised["obs-taraz-mc-staff"]["value"] == 13
    assert promised["obs-taraz-mc-public-staff"] is promised["obs-taraz-mc-appeals"] is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_taraz_shows_what_was_promised_beside_what_was_reported(ask_page, lang):
    shown = text_of(ask_page("promises", "place=taraz", lang))

    for number in ("28 000 ₸", "14 000 000 ₸", "500", "13", "2"):
        assert number in shown


def test_ratios_times_to_answer_and_dates_have_no_price(everything):
    why = {key: one.price.why for key, one in by_id(everything).items() if not one.price.bounds}

    assert why["pr-qazexpocongress-smm-1"] == "ratio"
    assert why["pr-qazexpocongress-smm-2"] == "moment"
    assert why["pr-open-akimat-2"] == "date"
    assert why["pr-open-akimat-1"] == "unlike"
    assert why["pr-it-turkistan-laptops-2020-1"] == "more_than"
    assert set(why.values()) <= set(promise_words.WHY)


# ── the rule ──────────────────────────────────────────────────────────────────────────────────────────────────────


@given(money, quotas)
def test_a_bound_times_its_units_is_never_below_the_money_and_no_tiyn_too_high(kzt, units):
    found = bound(kzt, units)

    assert Fraction(found.kzt) * Fraction(units) >= Fraction(kzt)
    assert (Fraction(found.kzt) - Fraction(1, TIYN)) * Fraction(units) < Fraction(kzt)


@given(money, quotas, months, months, st.sampled_from(sorted(PERIODS)))
def test_more_months_never_raise_a_bound(kzt, quota, one, other, per):
    shorter, longer = sorted((one, other))

    def weakest(count):
        return price(row(quota, per=per), purse(kzt, months=count), {}).bounds

    few, many = weakest(shorter), weakest(longer)
    assert not few or many, "what is known of a short time is known of a longer one"
    assert all(after.kzt <= before.kzt for before, after in zip(few, many, strict=False))
    assert all(one.kzt * one.units >= kzt for one in (*few, *many))


@given(money, quotas, st.integers(2000, 2030), st.integers(0, 20))
def test_a_promise_for_each_month_is_priced_for_all_of_the_time_and_for_half_of_it(kzt, quota, first, more):
    found = price(row(quota, per="month"), purse(kzt, first_year=first, last_year=first + more), {})

    assert [one.periods for one in found.bounds] == [12 * (more + 1), 6 * (more + 1)]
    assert [one.units for one in found.bounds] == [quota * 12 * (more + 1), quota * 6 * (more + 1)]
    assert found.bounds == tuple(sorted(found.bounds, key=lambda one: one.kzt))


@pytest.mark.parametrize(
    ("promise", "held", "things", "expected"),
    [
        pytest.param(row(13), purse(14_000_000), {}, [("1076923.08", None)], id="a whole, up to the tiyn"),
        pytest.param(row(4), purse(100), {}, [("25", None)], id="a whole that divides"),
        pytest.param(row(1, per="week"), purse(104), {}, [("2", 52), ("4", 26)], id="weeks of one year"),
        pytest.param(
            row(24, per="day", unit="hour"), purse(8760), {}, [("1", 365), ("2.01", 182)], id="round the clock"
        ),
        pytest.param(row(10, per="month"), purse(60, months=6), {}, [("1", 6), ("2", 3)], id="months as printed"),
        pytest.param(row(10, per="month"), purse(60, months=1), {}, [("6", 1)], id="one month has no half"),
        pytest.param(row(6, per="year"), purse(60), {}, [("10", 1)], id="half a year holds no year"),
        pytest.param(row(10, per="contract"), purse(100), {}, [("10", None)], id="the whole contract"),
        pytest.param(row(10, per="3 months"), purse(80), {}, [("2", 4), ("4", 2)], id="every three months"),
        pytest.param(row(10, per="2 weeks"), purse(260), {}, [("1", 26), ("2", 13)], id="every two weeks"),
        pytest.param(row(6, per="quarter"), purse(60), {}, [("2.5", 4), ("5", 2)], id="quarters"),
        pytest.param(
            row(None, value_low=Decimal(3), value_high=Decimal(7)),
            purse(21),
            {},
            [("3", None), ("7", None)],
            id="range",
        ),
        pytest.param(row(20, per="school"), purse(100), {"school": [Decimal(5)]}, [("1", None)], id="each of five"),
        pytest.param(
            row(20, per="school"), purse(100), {"school": [Decimal(5), Decimal(2)]}, [("2.5", None)], id="the fewest"
        ),
        pytest.param(
            row(469),
            purse(700),
            {"comment": [Decimal(469), Decimal(210)]},
            [("1.5", None), ("3.34", None)],
            id="rivals",
        ),
        pytest.param(row(10), purse(100, high=Decimal(200)), {}, [("20", None)], id="the upper end of alternatives"),
    ],
)
def test_price_of_one_unit(promise, held, things, expected):
    found = price(promise, held, things)

    assert [(one.kzt, one.periods) for one in found.bounds] == [(Decimal(kzt), count) for kzt, count in expected]
    assert found.why == ""


@pytest.mark.parametrize(
    ("promise", "held", "why"),
    [
        pytest.param(row(None, unit="date"), purse(100), "date", id="a date"),
        pytest.param(row(None), purse(100), "no_number", id="no number"),
        pytest.param(row(0), purse(100), "no_number", id="nothing promised"),
        pytest.param(row(10, bound="maximum"), purse(100), "maximum", id="a maximum"),
        pytest.param(row(3, unit="component"), purse(100), "unlike", id="unlike parts"),
        pytest.param(row(50, per="hour"), purse(100), "moment", id="within an hour"),
        pytest.param(row(15, unit="minute", per="reaction"), purse(100), "moment", id="to react"),
        pytest.param(row(5, per="2 hours"), purse(100), "moment", id="within two hours"),
        pytest.param(row(99, unit="percent"), purse(100), "measure", id="how good"),
        pytest.param(row(1, per="shift"), purse(100), "ratio", id="in each shift"),
        pytest.param(row(1, per="24 months"), purse(100), "no_year", id="a period longer than the money"),
        pytest.param(row(20, per="negative comment"), purse(100), "ratio", id="a ratio"),
        pytest.param(row(10), purse(0), "no_money", id="no money"),
        pytest.param(row(10), purse(100, open_end=True), "more_than", id="more than"),
        pytest.param(row(10, per="month"), purse(100, first_year=None, last_year=None), "no_year", id="unknown year"),
    ],
)
def test_what_has_no_price_says_why(promise, held, why):
    found = price(promise, held, {})

    assert (found.bounds, found.why) == ((), why)
    assert found.weakest is None


def test_no_unit_is_no_divisor():
    with pytest.raises(ValueError, match="0 units"):
        bound(Decimal(100), Decimal(0))


def record(record_id="one", **changes):
    kzt = Decimal(changes.pop("kzt", 100))
    told = {"amount_low": None, "amount_high": None, "amount_precision": "exact", "stage": "committed"}
    told |= {"year_from": 2020, "year_to": 2020, "period_start": None, "period_end": None, "not_counted_why": []}
    told |= {"level": "local"}
    return {"record_id": record_id, "counted": True, "counted_kzt": kzt, "amount_kzt": kzt, **told, **changes}


@pytest.mark.parametrize(
    ("records", "others", "expected"),
    [
        pytest.param([record(), record("two", stage="planned")], {}, {"committed": 100, "planned": 100}, id="apart"),
        pytest.param(
            [record(), record("two", kzt=300, level="central")],
            {},
            {"committed": 300, "high": 300},
            id="levels are never added up",
        ),
        pytest.param([record()], {"one": [Decimal(70)]}, {"low": 70, "high": 100}, id="another sum"),
        pytest.param(
            [record(amount_low=Decimal(90), amount_high=Decimal(120))], {}, {"low": 90, "high": 120}, id="range"
        ),
        pytest.param([record(period_start="2020-07", period_end="2020-12-25")], {}, {"months": 6}, id="months"),
        pytest.param([record(period_start="2020", period_end="2020-12")], {}, {"months": None}, id="a year is none"),
        pytest.param([record(), record("two", year_to=2022)], {}, {"first_year": 2020, "last_year": 2022}, id="span"),
        pytest.param([record(), record("two", year_from=None)], {}, {"first_year": None}, id="an unknown year"),
        pytest.param([record(amount_precision="about")], {}, {"about": True}, id="about"),
        pytest.param([record(amount_precision="more_than")], {}, {"open_end": True}, id="more than"),
        pytest.param(
            [record(counted=False, not_counted_why=["refused"])], {}, {"why_not": "refused", "high": 0}, id="refused"
        ),
        pytest.param([record(amount_kzt=Decimal(500))], {}, {"why_not": "partly_counted", "high": 0}, id="a part"),
    ],
)
def test_money_behind_a_promise(records, others, expected):
    found = purse_of(records, others)

    assert {name: getattr(found, name) for name in expected} == expected


def test_money_is_that_of_the_records_of_the_facts(store, everything):
    for one in everything.promises:
        kind, subject = one.subject
        column = "record_id" if kind == "record" else "system_id"
        sums = store.one(
            f"SELECT coalesce(sum(counted_kzt), 0) AS kzt FROM facts WHERE {column} = ?",
            (subject,),
        )
        assert one.purse.total == sums["kzt"], one.row["promise_id"]


def test_every_promise_of_the_files_is_listed(everything):
    lines = (ROOT / "data/curated/promises.jsonl").read_text(encoding="utf-8").splitlines()
    kept = {json.loads(line)["id"] for line in lines}

    assert kept == {key for key, one in by_id(everything).items() if one.row["origin"] == "hand"}
    assert len(everything.promises) >= 33


# ── the link ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("contractor=dasco-datacom", {DASCO, "pr-astana-dasco-2020-cancelled-1"}, id="of a supplier"),
        pytest.param("system=taraz-media-centre", {"pr-taraz-media-centre-1"}, id="of a system"),
        pytest.param("record=seed-taraz-media-centre-2020", {"pr-taraz-media-centre-1"}, id="of a record's system"),
        pytest.param("region=shymkent", {"pr-shymkent-tv-deputat-2021-1"}, id="of a region"),
        pytest.param("level=central&q=qazexpo", {"pr-qazexpocongress-smm-1"}, id="of a central body"),
    ],
)
def test_a_link_picks_the_promises_of_its_records_and_their_systems(store, query, expected):
    view = promises.build(store, Filters.parse(query))

    assert expected <= by_id(view).keys()
    assert len(view.promises) < 10


def test_levels_stand_apart_and_each_names_the_other(store, everything):
    local, central = (promises.build(store, Filters(level=level)) for level in ("local", "central"))

    assert len(local.promises) == central.elsewhere > len(central.promises) == local.elsewhere > 0
    assert by_id(everything).keys() == by_id(local).keys() | by_id(central).keys()
    assert everything.elsewhere == 0
    assert {one.level for one in local.promises} == {"local"}


def test_the_price_of_a_promise_does_not_depend_on_the_link(store, everything):
    for query in ("kind=contract", "tier=press&from=2019", "category=media"):
        for key, one in by_id(promises.build(store, Filters.parse(query))).items():
            assert one.price == by_id(everything)[key].price


def test_thousands_of_promises_are_asked_for_in_one_question_each(changed, monkeypatch):
    more = (
        "INSERT INTO promises BY NAME SELECT * EXCLUDE (i, record_id) "
        "REPLACE (record_id || i AS promise_id, 'record' AS about_kind, record_id AS about_id) "
        "FROM (SELECT * FROM promises WHERE promise_id = 'pr-taraz-media-centre-1'), "
        "(SELECT record_id FROM records), range(20) numbers(i)"
    )
    store, asked = changed(more), []
    rows = Store.rows
    monkeypatch.setattr(Store, "rows", lambda self, sql, *params: asked.append(sql) or rows(self, sql, *params))

    view = promises.build(store, Filters())

    assert len(view.promises) > 2000
    assert max(sql.count("?") for sql in asked if "about_kind" in sql) < 10


def test_what_plays_no_part_is_taken_off_and_named(ask_page):
    body = BODIES["promises"](ask_page("promises", "measure=real&counted=all&region=astana"))

    assert {one.key for one in body.page.asked.dropped} == {"measure", "counted"}
    assert body.page.filters.measure == "nominal"
    assert body.page.filters.region == ("astana",)


# ── peers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_cameras_are_compared_and_what_is_known_of_fewer_is_not(everything):
    told = {(one.level, one.unit, one.category): one for one in everything.compared}
    cameras = told["local", "camera", "it.video_surveillance"]

    assert cameras.enough
    assert len({one.subject for one in cameras.peers}) == len(cameras.peers) >= LEAST_PEERS
    assert cameras.bounds == sorted(cameras.bounds)
    assert cameras.median == sorted(cameras.bounds)[len(cameras.bounds) // 2]
    assert not told["local", "comment", "media.monitoring"].enough
    assert all(one.enough == (len(one.peers) >= 5) for one in everything.compared)


def test_a_system_with_two_promises_has_one_bound_among_its_peers_the_greatest(changed):
    twice = (
        "INSERT INTO promises BY NAME SELECT * REPLACE ('{name}' AS promise_id, {value} AS value) FROM promises "
        f"WHERE promise_id = '{DASCO}'"
    )
    store = changed(twice.format(name="before", value=500), twice.format(name="z-after", value=2000))
    view = promises.build(store, Filters.parse("system=astana-dasco-monitoring"))

    (comments,) = [one for one in view.compared if one.unit == "comment"]

    assert comments.bounds == [Decimal("20833.34")]


def test_the_planned_part_of_a_bound_is_hatched(everything, ask_page):
    cameras = next(one for one in everything.compared if one.enough)
    first, *others = cameras.peers
    mixed = replace(first, purse=purse(30, planned=Decimal(10)))
    told = replace(cameras, peers=[mixed, *others])

    bar, *_ = peer_story.bars(ask_page("promises"), told)

    assert bar.planned * 3 == bar.committed
    assert bar.planned + bar.committed == cameras.bounds[0]


def test_a_promise_of_a_record_is_one_of_its_system_when_that_reports(changed):
    of_record = (
        "UPDATE promises SET about_kind = 'record', about_id = 'seed-taraz-media-centre-2020' "
        "WHERE promise_id = 'pr-taraz-media-centre-1'"
    )
    view = promises.build(changed(of_record), Filters.parse("place=taraz"))

    (taraz,) = [one for one in view.reported if one.system["system_id"] == "taraz-media-centre"]
    (staff,) = [one for one in taraz.counted if one["what"] == "staff"]

    assert taraz.promised(staff)["value"] == 13


def test_what_was_counted_in_no_unit_of_a_promise_answers_none(changed):
    nameless = "UPDATE promises SET unit = NULL WHERE promise_id = 'pr-taraz-media-centre-1'"
    view = promises.build(changed(nameless), Filters.parse("place=taraz"))

    (taraz,) = [one for one in view.reported if one.system["system_id"] == "taraz-media-centre"]

    assert [taraz.promised(seen) for seen in taraz.counted] == [None] * len(taraz.counted)


def test_peers_are_those_of_all_regions(store, everything):
    here = promises.build(store, Filters.parse("region=aktobe"))

    (cameras,) = here.compared
    assert [one.subject for one in cameras.peers] == [one.subject for one in everything.compared[0].peers]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_figure_tells_each_bound_in_full(ask_page, everything, lang):
    page = ask_page("promises", "", lang)
    (figure,) = [one for one in BODIES["promises"](page).every() if isinstance(one, Figure)]
    cameras = next(one for one in everything.compared if one.enough)

    drawn = figure.draw(LIGHT)

    assert [float(kzt) for kzt in cameras.bounds] == [
        solid + hatched for solid, hatched in zip(drawn.data[0].x, drawn.data[1].x, strict=True)
    ]
    assert all(page.tr.money(kzt) in figure.alt for kzt in cameras.bounds)
    assert all(page.tr.money(kzt) in text for kzt, text in zip(cameras.bounds, drawn.data[2].text, strict=True))
    assert len(set(drawn.data[0].y)) == len(cameras.peers)
    assert figure.vector(600).height > 0
    assert figure.chosen(cameras.peers[0].row["promise_id"]).href.startswith("/")
    assert figure.chosen("nobody") is None


def test_bars_of_one_name_stay_apart(ask_page, everything):
    cameras = next(one for one in everything.compared if one.enough)
    twice = type(cameras)(cameras.level, cameras.category, cameras.unit, [cameras.peers[0]] * 5)

    assert len({bar.label for bar in peer_story.bars(ask_page("promises"), twice)}) == 5


# ── read by program, disputed ─────────────────────────────────────────────────────────────────────────────────────


def test_a_promise_read_by_program_shows_its_words(changed, ask_page):
    store = changed(
        "INSERT INTO promises BY NAME SELECT 'read-1' AS promise_id, 'record' AS about_kind, "
        "'shymkent-tv-deputat-2021' AS about_id, 'posts' AS what_en, 30 AS value, 'post' AS unit, 'month' AS per, "
        "'maximum' AS bound, [] AS networks, 'read' AS origin, 'не более 30 постов ежемесячно' AS quote"
    )
    view = promises.build(store, Filters.parse("record=shymkent-tv-deputat-2021"))
    found, page = by_id(view)["read-1"], ask_page("promises")

    assert view.read == 1
    assert found.price.why == "maximum"
    assert "read by program from the specification: «не более 30 постов ежемесячно»" in promise_words.what_note(
        page, found
    )
    assert promise_words.value(page.tr, found.row) == "at most 30"


def test_a_disputed_record_says_so_beside_its_promise(changed, ask_page):
    store = changed("UPDATE records SET disputed = true WHERE record_id = 'seed-taraz-media-centre-2020'")
    view = promises.build(store, Filters.parse("place=taraz"))

    assert {key for key, one in by_id(view).items() if one.disputed} == {"pr-taraz-media-centre-1"}


def test_more_rows_than_a_page_holds_are_turned_over(changed):
    store = changed(
        "INSERT INTO promises BY NAME SELECT 'many-' || lpad(n::VARCHAR, 3, '0') AS promise_id, "
        "'record' AS about_kind, "
        "'shymkent-tv-deputat-2021' AS about_id, n AS value, 'sheet' AS unit, 'exact' AS bound, [] AS networks, "
        "'hand' AS origin FROM range(1, 120) t(n)"
    )
    whole = [promises.build(store, Filters(record=("shymkent-tv-deputat-2021",), page=page)) for page in (1, 2, 3, 9)]

    assert whole[0].pages == 3
    shown = [one.row["promise_id"] for view in whole[:3] for one in view.rows]
    assert len(shown) == len(set(shown)) == len(whole[0].promises) == 121
    assert whole[3].page == 3


# ── words and files ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", AWKWARD)
def test_the_page_is_told_for_any_link(ask_page, query, lang):
    page = ask_page("promises", query, lang)

    shown = text_of(page)

    assert "None" not in shown
    assert not re.search(r"(?<![\d ,.])0 ₸", shown), "what is not known is no 0"
    assert len(shown) > 100


@pytest.mark.parametrize("query", ["level=all", "", "region=astana"])
def test_files_hold_all_promises_with_their_bounds(ask_page, query):
    page = ask_page("promises", query)
    view = page.view(promises.build)
    export = EXPORTS["promises"]

    told = dataset(export, page, export.table("promises"))
    rows = [one for frame in told.chunks() for one in frame.to_dicts()]
    bounds = [one for frame in dataset(export, page, export.table("bounds")).chunks() for one in frame.to_dicts()]

    assert [one["promise_id"] for one in rows] == [one.row["promise_id"] for one in view.promises]
    assert told.totals["promises"]["priced"] == sum(one["bounds"] > 0 for one in rows) == view.priced
    assert len(bounds) == sum(one["bounds"] for one in rows)
    assert all((one["no_price_why"] is None) == (one["bounds"] > 0) for one in rows)
    dasco = [(one["at_most_kzt"], one["periods"], one["units"]) for one in bounds if one["promise_id"] == DASCO]
    assert dasco == [(Decimal("5208.34"), 24, 24_000), (Decimal("10416.67"), 12, 12_000)]


def test_files_hold_what_was_reported_and_the_peers(ask_page):
    page, export = ask_page("promises", "level=all"), EXPORTS["promises"]

    reported, peers = (
        [one for frame in dataset(export, page, export.table(name)).chunks() for one in frame.to_dicts()]
        for name in ("reported", "peers")
    )

    prices = {one["observation_id"]: one["at_most_kzt"] for one in reported}
    assert prices == {"obs-taraz-mc-appeals": 28_000, "obs-taraz-mc-staff": None, "obs-taraz-mc-public-staff": None}
    cameras = [one["at_most_kzt"] for one in peers if one["unit"] == "camera" and one["level"] == "local"]
    assert len(cameras) >= 5
    assert cameras == sorted(cameras)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_key_numbers_are_those_of_the_rows(ask_page, lang):
    page = ask_page("promises", "level=all", lang)
    body, view = BODIES["promises"](page), page.view(promises.build)

    (keys,) = [one for one in body.every() if isinstance(one, Keys)]
    table = next(one for one in body.every() if isinstance(one, Rows)).table

    assert [key.value for key in keys.items] == [str(len(view.promises)), str(view.subjects), str(view.priced)]
    assert len(table.rows) == len(view.promises)
    assert str(len(view.promises)) in body.heading.title
