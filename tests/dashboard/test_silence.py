"""Silence: days since the last known record, plans without a contract, contracts without an act, the unknown apart."""

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.answers import site_of
from dashboard.bodies.every import BODIES
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.filters import Filters
from dashboard.page import open_page
from dashboard.snapshots import newest
from dashboard.stories import silence as story
from dashboard.tables import said_disputed
from dashboard.views import silence
from dashboard.views.silence import Accepted, Last, between, together
from dashboard.words import words
from pipelines import publish, serving
from pipelines.schemas import HISTORY
from tests.curated_rows import curated
from tests.dashboard.register_store import frame_of, made_up_tables, read_tables

DAY = date(2026, 11, 22)
LANGUAGES = ("kk", "ru", "en")


def ends(printed):
    """First and last day of a date printed in part, worked out with the calendar of Python alone."""
    first = date.fromisoformat(f"{printed}-01-01"[:10])
    if len(printed) == 10:
        return first, first
    following = date(first.year + 1, 1, 1) if len(printed) == 4 else (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)


def taken(page, name):
    export = EXPORTS[page.key]
    told = dataset(export, page, export.table(name))
    return [row for chunk in told.chunks() for row in chunk.iter_rows(named=True)]


# ── the last known record ─────────────────────────────────────────────────────────────────────────────────────────


def test_days_are_those_of_the_dates_in_the_facts(store):
    dates, without = defaultdict(list), defaultdict(int)
    for row in curated("spending"):
        if row["level"] != "local":
            continue
        printed = row["source"]["date"]
        dates[row["region"], row["tier"]] += [ends(printed)] if printed else []
        without[row["region"], row["tier"]] += printed is None

    view = silence.everywhere(store, Filters())

    told = {(one.region, tier): last for one in view.regions for tier, last in one.tiers.items() if tier != "register"}
    for key, last in told.items():
        assert last.records == len(dates[key]) + without[key]
        assert last.undated == without[key], key
        expected = (max(a for a, _ in dates[key]), max(b for _, b in dates[key])) if dates[key] else (None, None)
        assert (last.first, last.last) == expected, key
    assert sum(last.records for last in told.values()) > 100
    assert view.day == DAY


def test_a_contract_of_the_register_stands_under_its_day_of_signing(store):
    [contract] = curated("register")

    view = silence.everywhere(store, Filters())

    [astana] = [one for one in view.regions if one.region == contract["region"]]
    signed = date.fromisoformat(contract["signed_on"])
    assert astana.tiers["register"] == Last(1, 0, signed, signed)
    assert astana.tiers["register"].days(DAY) == ((DAY - signed).days,) * 2


def test_all_present_regions_and_the_country_have_a_line(store):
    view = silence.everywhere(store, Filters())

    assert len(view.regions) == 21
    assert {one.region for one in view.regions} >= {"ulytau", "kyzylorda", "national"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_known_is_never_zero(ask_page, lang):
    page = ask_page("data", "", lang)
    view = page.view(silence.everywhere)
    silent = {one.region for one in view.regions if one.every.days(DAY) is None}

    rows = {row["region"].href: row for row in story.region_table(page, view).rows}

    assert silent == {"ulytau", "kyzylorda"}
    for region in silent:
        cell = rows[f"/region?id={region}&lang={lang}"]["every"]
        assert cell.text == ""
        assert cell.note
    for row in rows.values():
        assert not [cell for cell in row.values() if cell.text in ("0", "None")]


@pytest.mark.parametrize(
    ("last", "text", "note"),
    [
        pytest.param(Last(3, 0, date(2026, 11, 10), date(2026, 11, 10)), "12 days ago", "10 November 2026", id="day"),
        pytest.param(Last(3, 0, DAY, DAY), "0 days ago", "22 November 2026", id="the day itself"),
        pytest.param(
            Last(1, 0, date(2026, 9, 1), date(2026, 9, 30)), "between 53 and 82 days ago", "September 2026", id="month"
        ),
        pytest.param(
            Last(1, 0, date(2025, 1, 1), date(2025, 12, 31)), "between 326 and 690 days ago", "2025", id="year"
        ),
        pytest.param(
            Last(2, 0, date(2026, 9, 3), date(2026, 9, 30)),
            "between 53 and 80 days ago",
            "3 September 2026 – 30 September 2026",
            id="a day and its month",
        ),
        pytest.param(Last(2, 2), "", "2 records, none with a date", id="undated"),
        pytest.param(Last(), "", "no record known", id="none"),
    ],
)
def test_how_long_ago_is_said_in_words(last, text, note):
    cell = story.last_cell(words("en"), last, DAY)

    assert (cell.text.replace("\u00a0", " "), cell.note.replace("\u00a0", " ")) == (text, note)


DATES = st.dates(date(1990, 1, 1), DAY).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


@given(printed=st.lists(DATES, min_size=1), seed=st.randoms())
def test_the_last_of_several_lies_between_its_bounds_whatever_their_days(printed, seed):
    last = together(Last(1, 0, *between(one, DAY)) for one in printed)
    chosen = max(_day_in(one, seed) for one in printed)
    days = last.days(DAY)

    assert last.first <= chosen <= last.last
    assert 0 <= days[0] <= (DAY - chosen).days <= days[1]


def _day_in(printed, seed):
    first, last = between(printed, DAY)
    return first + timedelta(days=seed.randint(0, (last - first).days))


# ── plans ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_past_plans_are_those_without_a_contract_related_to_them(store):
    rows = {row["id"]: row for row in curated("spending")}
    past = {
        one
        for one, row in rows.items()
        if row["level"] == "local"
        and row["kind"] in ("plan", "budget", "lot_estimate")
        and row["nature"] == "purchase"
        and not row["adjacent"]
        and row["state"] not in ("cancelled", "refused", "not_concluded")
    }

    view = silence.everywhere(store, Filters())

    listed = {row["record_id"] for row in view.plans}
    assert listed <= {one for one in past if rows[one]["year_to"] and rows[one]["year_to"] < 2026}
    # The media centre is a part of the 93 million, as the contract of Open Akimat is: that one is not its contract.
    assert "seed-taraz-media-centre-2020" in listed
    assert "seed-taraz-93m-together" not in listed
    contracts = {one for one, row in rows.items() if row["kind"] in ("contract", "spent", "annual_cost")}
    tied = [(row["from"], row["to"]) for row in curated("relations") if row["relation"] != "part_of"]
    settled = {one for pair in tied for one, other in (pair, pair[::-1]) if one in past and other in contracts}
    assert settled
    assert not settled & listed
    unrelated = past - {row[end] for row in curated("relations") for end in ("from", "to")}
    assert {one for one in unrelated if (rows[one]["year_to"] or 9999) < 2026} <= listed
    assert view.undated_plans >= sum(rows[one]["year_to"] is None for one in unrelated) > 5


def test_a_plan_that_became_a_contract_is_no_plan_without_one(store, with_acts):
    site, _ = with_acts

    before = {row["record_id"] for row in silence.everywhere(store, Filters()).plans}
    after = {row["record_id"] for row in silence.everywhere(site.ask("").store, Filters()).plans}

    assert before - after == {"it-taraz-e-ksk-2020"}
    assert after <= before


def test_plans_of_a_region_and_of_its_town(store):
    everywhere = silence.everywhere(store, Filters())
    zhambyl = silence.of_place(store, Filters(id="zhambyl"))
    taraz = silence.of_place(store, Filters(id="zhambyl", place=("taraz",)))

    assert [row for row in everywhere.plans if row["region"] == "zhambyl"] == zhambyl.plans
    assert [row for row in zhambyl.plans if row["place"] == "taraz"] == taraz.plans != zhambyl.plans
    assert zhambyl.regions[0].tiers == next(one.tiers for one in everywhere.regions if one.region == "zhambyl")
    assert taraz.regions[0].every.records < zhambyl.regions[0].every.records


def test_files_of_both_pages_hold_the_silence_of_their_places(ask_page, store):
    view = silence.everywhere(store, Filters())
    rows, own = taken(ask_page("data"), "silence"), taken(ask_page("region", "id=zhambyl"), "silence")

    assert len(rows) == 21 * 4
    assert own == [row for row in rows if row["region"] == "zhambyl"]
    assert {row["date_is"] for row in rows if row["tier"] == "register"} == {"signed"}
    for row in rows:
        assert (row["days_least"] is None) == (row["last_to"] is None)
        assert row["days_least"] is None or row["days_least"] == (DAY - row["last_to"]).days
    plans = taken(ask_page("data"), "past_plans")
    assert [row["plan_id"] for row in plans] == [row["record_id"] for row in view.plans]


# ── acts of acceptance ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def with_acts(snapshots, tmp_path_factory):
    """A site over a made-up register: some contracts have an act, some only payments, one an act withdrawn."""
    base = newest(snapshots).folder
    tables = made_up_tables(read_tables(base), loaded=False)
    local = tables["records"].filter((pl.col("tier") == "register") & (pl.col("level") == "local"))
    ids = [one for one in local["record_id"].sort() if one.startswith("register-9000")]
    act = {"contract_id": 1, "number": "1", "approved_on": "2025-05-01", "source_url": "https://goszakup.gov.kz/"}
    paid = {"contract_id": 1, "paid_on": "2025-06-01", "amount_kzt": Decimal("5.00"), "source_url": act["source_url"]}
    acts = [act | {"record_id": one, "act_id": number} for number, one in enumerate(ids[:5])]
    acts[4]["revoked_on"] = "2025-07-01"
    payments = [paid | {"record_id": one, "payment_id": number} for number, one in enumerate(ids[3:9])]
    tables["acts"], tables["payments"] = frame_of("acts", acts), frame_of("payments", payments)
    tie = {"from_id": "it-taraz-e-ksk-2020", "to_id": ids[0], "relation": "stage_of"}
    tables["relations"] = pl.concat([tables["relations"], frame_of("relations", [tie])])
    return site_of(_published(base, tables, tmp_path_factory.mktemp("acts"))), ids


def _published(base, tables, root):
    folder = publish.temporary_folder(root)
    described = publish.write_tables(folder / "tables", tables)
    past = {name: pl.read_parquet(base / "history" / f"{name}.parquet") for name in HISTORY}
    content = publish.content_sha256(described)
    made = {"id": f"{DAY}-{content[:8]}", "content_sha256": content, "tables": described}
    manifest = json.loads((base / "manifest.json").read_text(encoding="utf-8")) | made
    manifest["history"] = publish.write_tables(folder / "history", past)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    serving.build_serving_file(folder)
    publish.put_in_place(root, folder, manifest["id"])
    return root


def test_of_contracts_that_were_not_read_nothing_is_said(with_acts):
    site, ids = with_acts
    view = silence.everywhere(site.ask("").store, Filters())

    contracts = view.accepted.contracts

    # Five acts, one withdrawn; six are paid for, of which one has an act that holds.
    assert contracts > 20
    assert view.accepted == Accepted(contracts, with_act=4, without_act=5)
    assert view.accepted.unread == contracts - 9
    assert [row["record_id"] for row in view.without_act] == sorted(
        ids[4:9], key=lambda one: (next(r["period_start"] for r in view.without_act if r["record_id"] == one), one)
    )
    assert {row["paid_in_register_kzt"] for row in view.without_act} == {Decimal("5.00")}


def test_contracts_without_an_act_stand_on_the_page_of_the_data(with_acts):
    site, _ = with_acts
    page = open_page(site, "data", "lang=en", "")
    view = page.view(silence.everywhere)

    [fact] = story.acceptance_facts(page, view)
    table = story.acceptance_table(page, view.without_act, view.accepted.without_act)

    assert fact.value.text == f"5 of {view.accepted.contracts}"
    assert str(view.accepted.unread) in fact.value.note
    assert len(table.rows) == 5
    assert table in [getattr(piece, "table", None) for piece in BODIES["data"](page).pieces]


def test_disputed_plans_and_contracts_say_so(with_acts):
    site, _ = with_acts
    page = open_page(site, "data", "lang=en", "")
    view = page.view(silence.everywhere)

    def said(disputed):
        plans, paid = ([row | {"disputed": disputed} for row in rows] for rows in (view.plans, view.without_act))
        tables = story.plan_table(page, replace(view, plans=plans)), story.acceptance_table(page, paid, len(paid))
        lines = [line.text for table in tables for row in table.rows for line in row["title"].lines]
        return lines.count(said_disputed(page.tr))

    assert said(disputed=True) == len(view.plans) + len(view.without_act) > 5
    assert said(disputed=False) == 0


def test_purchases_of_past_years_without_a_contract_are_listed_and_counted(with_acts, monkeypatch):
    site, _ = with_acts
    store = site.ask("").store
    past = store.rows("SELECT * FROM open_items WHERE level = 'local' AND year < 2027")
    monkeypatch.setattr(silence, "ROWS", 3)
    monkeypatch.setattr(store, "folder", Path("2027-03-01-00000000"))

    view = silence.everywhere(store, Filters())

    assert view.items_listed == len(past) > 3
    assert len(view.items) == 3
    assert len(silence.items_of_past_years(store, view)) == len(past)
    own = [one.plans for one in view.regions if one.region == "astana"]
    plans = sum(row["region"] == "astana" for row in view.plans)
    assert own == [plans + sum(row["region"] == "astana" for row in past)]


def test_a_date_after_the_edition_is_no_date_of_a_known_record(store, monkeypatch):
    monkeypatch.setattr(store, "folder", Path("2021-07-01-00000000"))

    view = silence.everywhere(store, Filters())

    assert all(one.every.last is None or one.every.last <= date(2021, 7, 1) for one in view.regions)
    [shymkent] = [one for one in view.regions if one.region == "shymkent"]
    assert shymkent.tiers["press"].undated > 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", ["id=zhambyl", "id=zhambyl&place=taraz", "id=ulytau", "id=astana&category=media"])
def test_the_page_of_a_region_says_since_when_nothing_new_is_known(ask_page, query, lang):
    page = ask_page("region", query, lang)

    sections = [getattr(piece, "anchor", None) for piece in BODIES["region"](page).pieces]

    assert sections.count("silence") == 1
