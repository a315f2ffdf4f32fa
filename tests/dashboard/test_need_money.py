"""Needs beside money: the numbers against the hand-kept files, the rule of years and residents, the words."""

import csv
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dashboard.answers import Site, site_of
from dashboard.bodies.every import BODIES
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.filters import Filters
from dashboard.html import parts
from dashboard.page import Page, open_page
from dashboard.store import Row, Store
from dashboard.stories import need_money as story
from dashboard.stories import region_voices
from dashboard.views import region
from dashboard.views.money import money
from dashboard.views.need_money import NeedMoney, Sign, beside, build, key_of, money_filters
from dashboard.views.region import RegionView
from tests.pipelines.running import DATA, own_facts, run

MONEY_COLUMNS = ("committed", "planned")


def lines(file: str) -> list[dict[str, Any]]:
    return [json.loads(line, parse_float=Decimal) for line in (DATA / "curated" / file).read_text("utf-8").splitlines()]


def residents(place: str, year: int) -> tuple[int, str]:
    """The count nearest to 1 January of a year, read from the table by hand."""
    with (DATA / "context" / "population.csv").open(encoding="utf-8", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["region"] == place]
    (found,) = [row for row in rows if row["as_of"] in (f"{year}-01-01", f"{year - 1}-12-01")]
    return int(found["population"]), found["as_of"]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def sign_of(view: NeedMoney, sign_id: str) -> Sign:
    return next(one for one in view.signs if sign_id in map(key_of, one.rows))


@pytest.fixture(scope="module")
def everywhere(store: Store) -> NeedMoney:
    return build(store, Filters())


# ── the numbers ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_appeals_of_almaty_are_told_per_10000_residents(everywhere: NeedMoney) -> None:
    (bus,) = [row for row in lines("appeals.jsonl") if row["region"] == "almaty" and row["count"] == 13361]
    people, day = residents("almaty", 2025)

    found = sign_of(everywhere, bus["id"])

    assert (people, day) == (2_286_328, "2024-12-01")
    assert found.need_id == "city_bus"
    assert found.beside.years == (2025, 2025)
    assert found.beside.residents is not None
    assert (found.beside.residents.residents, found.beside.residents.as_of.isoformat()) == (people, day)
    assert found.beside.per_10000 == round(Decimal(13361 * 10_000) / people, 2) == Decimal("58.44")


def test_every_category_of_the_crosswalk_stands_at_its_first_need(everywhere: NeedMoney) -> None:
    with (DATA / "curated" / "appeal_category_to_need.csv").open(encoding="utf-8", newline="") as opened:
        first = {row["category"]: row["need"] for row in csv.DictReader(opened) if row["primary"] == "yes"}
    expected = {
        row["id"]: first[row["category"]]
        for row in lines("appeals.jsonl")
        if row["is_need"] and row["use"] in ("category", "subset", "rate") and row["category"] in first
    }

    assert {one.row["appeal_id"]: one.need_id for one in everywhere.of_kind("appeals")} == expected
    assert expected


def test_only_stated_lacks_stand_beside_money(everywhere: NeedMoney) -> None:
    stated = {row["id"] for row in lines("needs-evidence.jsonl") if row["need_fit"] == "stated"}

    assert {row["evidence_id"] for one in everywhere.of_kind("lack") for row in one.rows} == stated
    assert len(stated) < len(lines("needs-evidence.jsonl"))


def test_money_is_that_of_local_records_of_the_region_and_year(store: Store, everywhere: NeedMoney) -> None:
    """Taraz, 2020: the lacks of the founding case beside all local money of its region in that year."""
    taraz = [one for one in everywhere.of_kind("lack") if one.row["region"] == "zhambyl" and one.row["year"] == 2020]
    records = store.rows(
        "SELECT stage, sum(s.counted_kzt) AS kzt FROM spend s JOIN records r USING (record_id) "
        "WHERE r.region = 'zhambyl' AND r.level = 'local' AND s.year_from = 2020 AND s.year_to = 2020 GROUP BY stage"
    )
    expected = {row["stage"]: row["kzt"] for row in records}

    assert {one.need_id for one in taraz} >= {"city_bus", "street_lamp", "animal_sterilisation"}
    for one in taraz:
        assert one.beside.money is not None
        assert {name: getattr(one.beside.money, name) for name in MONEY_COLUMNS} == expected
        # 79 million for Open Akimat, 14 million for the media centre, 19 for e-КСК/e-ОСИ and 65 for Smart-volunteer.
        assert one.beside.money.total == 177_000_000
        assert one.beside.per_10000 is None


def test_money_of_central_bodies_and_of_other_years_is_not_there(store: Store) -> None:
    for one in build(store, Filters(level="all")).signs:
        if one.beside.money is None or one.beside.years is None:
            continue
        first, last = one.beside.years
        row = store.one(
            "SELECT coalesce(sum(counted_kzt), 0) AS kzt FROM facts WHERE region = ? AND level = 'local' "
            "AND coalesce(year, year_from) >= ? AND coalesce(year, year_to) <= ?",
            (one.row["region"], first, last),
        )
        assert one.beside.money.total == row["kzt"]


def test_records_over_several_years_stand_apart(store: Store, everywhere: NeedMoney) -> None:
    (bus,) = [one for one in everywhere.of_kind("appeals") if one.count == 13361]
    row = store.one(
        "SELECT sum(counted_kzt) AS kzt FROM records WHERE region = 'almaty' AND level = 'local' AND counted "
        "AND year_from < year_to AND year_from <= 2025 AND year_to >= 2025 AND NOT split"
    )

    assert bus.beside.money is not None
    assert bus.beside.reaching is not None
    assert bus.beside.money.records == 0
    assert bus.beside.reaching.total == row["kzt"] > 0


def test_towns_shares_rates_and_undated_signs_have_no_number_per_resident(everywhere: NeedMoney) -> None:
    of = {"town": [], "share": [], "rate": [], "undated": []}  # type: dict[str, list[Sign]]
    for one in everywhere.of_kind("appeals"):
        of["town"] += [one] if one.row["place"] else []
        of["share"] += [one] if one.row["count"] is None else []
        of["rate"] += [one] if one.row["use"] == "rate" else []
        of["undated"] += [one] if one.beside.years is None else []

    assert all(of.values())
    assert all(one.beside.per_10000 is None for signs in of.values() for one in signs)
    assert all(one.beside.money is None for one in of["undated"])


def test_channels_are_never_added_up(everywhere: NeedMoney) -> None:
    counts = {row["id"]: row["count"] for row in lines("appeals.jsonl")}

    assert all(
        len(one.rows) == 1 and one.count == counts[one.row["appeal_id"]] for one in everywhere.of_kind("appeals")
    )


@pytest.mark.parametrize(
    ("query", "regions", "needs"),
    [
        pytest.param("region=almaty", {"almaty"}, None, id="one region"),
        pytest.param("place=taraz&system=open-akimat", {"zhambyl"}, None, id="a town means its region"),
        pytest.param("region=almaty&need=city_bus", {"almaty"}, {"city_bus"}, id="one need of a region"),
        pytest.param("need=street_lamp", None, {"street_lamp"}, id="one need everywhere"),
        pytest.param("region=almaty&from=2017&to=2017", {"almaty"}, None, id="one year"),
    ],
)
def test_a_link_narrows_the_pairs(store: Store, query: str, regions: set[str] | None, needs: set[str] | None) -> None:
    filters = Filters.parse(query)
    signs = build(store, filters).signs

    assert signs
    assert regions is None or {one.row["region"] for one in signs} == regions
    assert needs is None or {one.need_id for one in signs} == needs
    if filters.year_from:
        assert {one.beside.years for one in signs} == {(2017, 2017)}


def test_category_of_the_link_chooses_the_money(store: Store) -> None:
    whole, media = (build(store, Filters.parse(f"place=taraz{more}")) for more in ("", "&category=media"))
    one, other = (
        next(sign for sign in view.of_kind("lack") if sign.row["year"] == 2020).beside.money for view in (whole, media)
    )

    assert one is not None
    assert other is not None
    assert other.total == 14_000_000 < one.total


# ── faces ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    "query", ["", "region=almaty", "place=taraz", "q=zzzzzz", "level=central", "from=1999&to=1999", "need=wheelchair"]
)
def test_pairs_are_told_in_every_language(ask_page: Callable[..., Page], query: str, lang: str) -> None:
    page = ask_page("needs", query, lang)
    view = page.view(build)

    table = story.table(page, view)
    drawn = parts.table(page.tr, table)

    assert len(table.rows) == min(len(view.pairs), story.MOST)
    assert story.no_cause(page)
    assert "None" not in drawn
    assert all(cell.text or cell.note for row in table.rows for cell in row.values())


def test_the_page_says_that_no_cause_is_claimed_and_names_both_sources(ask_page: Callable[..., Page]) -> None:
    page = ask_page("needs", "place=taraz&from=2020&to=2020")
    (row, *_) = story.table(page, page.view(build)).rows

    assert "no cause is claimed" in story.no_cause(page)
    assert plain(row["money"].text) == "177 million ₸"
    assert (
        plain(row["money"].note) == "2020: 144 million ₸ in contracts and payments, 33 million ₸ in plans and budgets"
    )
    assert row["money"].href is not None
    assert all(part in row["money"].href for part in ("/records", "region=zhambyl", "from=2020", "to=2020"))
    assert row["source"].text == "Ratel.kz"


def test_records_behind_the_money_add_up_to_it(store: Store) -> None:
    for one in build(store, Filters()).signs:
        if one.beside.money is not None and one.beside.years is not None:
            asked = money_filters(Filters(), (one.row["region"],), one.beside.years)
            assert money(store, asked).total == one.beside.money.total


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_profile_of_a_region_sets_its_needs_beside_its_money(ask_page: Callable[..., Page], lang: str) -> None:
    page = ask_page("region", "id=almaty", lang)
    view: RegionView = page.view(region.build)

    lacks, asked = region_voices.evidence_table(page, view), region_voices.appeals_table(page, view)

    assert len(asked.rows) == len(view.voices.appeals) > 0
    assert all(row["money"].text or row["money"].note for row in (*lacks.rows, *asked.rows))
    assert any("58" in row["count"].note and "10" in row["count"].note for row in asked.rows)


def test_a_town_has_money_of_its_region_and_no_number_per_resident(ask_page: Callable[..., Page]) -> None:
    page = ask_page("region", "id=zhambyl&place=taraz")
    view: RegionView = page.view(region.build)

    founding = [row for row in view.voices.evidence if row["year"] == 2020]

    assert founding
    assert all(view.voices.beside[key_of(row)].money.total == 177_000_000 for row in founding)  # type: ignore[union-attr]
    assert all(
        one.per_10000 is None for key, one in view.voices.beside.items() if key in {r["evidence_id"] for r in founding}
    )


def test_signs_without_a_year_are_counted_and_not_listed(ask_page: Callable[..., Page]) -> None:
    page = ask_page("needs", "place=taraz&need=street_lamp")
    view = page.view(build)
    undated = [one for one in view.signs if one.beside.years is None]

    assert undated
    assert len(story.table(page, view).rows) == len(view.signs) - len(undated) > 0
    assert story.lead(page, view).startswith(f"{len(undated)} more sign")


@pytest.mark.parametrize(("key", "query"), [("needs", "region=almaty"), ("region", "id=almaty")])
def test_the_file_holds_the_pairs_that_the_page_shows(ask_page: Callable[..., Page], key: str, query: str) -> None:
    page = ask_page(key, query)
    export = EXPORTS[key]
    (table,) = [one for one in export.tables if one.name == "need_money"]

    rows = list(table.rows(export.look(page)))

    (bus,) = [row for row in rows if row["sign"] == "appeals" and row["count"] == 13361]
    assert (bus["need_id"], bus["per_10000"], bus["residents"]) == ("city_bus", Decimal("58.44"), 2_286_328)
    assert (bus["sign_year_from"], bus["sign_year_to"], bus["records"], bus["committed_kzt"]) == (2025, 2025, 0, 0)
    assert bus["source_url"]
    assert dataset(export, page, table).rows == len(rows)


# ── open texts ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def open_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A snapshot with counts of open texts: 12 appeals of Almaty in two weeks of 2025, and 6 of Taraz."""
    home = tmp_path_factory.mktemp("open")
    settings, folder = own_facts(home), home / "appeals"
    folder.mkdir()
    rows = ["text,date,place", *["Не горят фонари,2025-03-05,Алматы"] * 7, *["Көшеде шам жоқ,2025-03-12,Алматы"] * 5]
    rows += ["Автобус не ходит,2025-03-05,Тараз"] * 6
    (folder / "made-up.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AQSHA_APPEALS", str(folder))
        run(settings)
    return site_of(settings.snapshots)


def asked(site: Site, key: str, query: str) -> Page:
    page = open_page(site, key, f"lang=en&{query}", "")
    assert page is not None
    return page


def test_open_texts_stand_beside_money_as_at_least(open_site: Site) -> None:
    page = asked(open_site, "needs", "region=almaty&need=street_lamp")
    (sign,) = page.view(build).of_kind("weeks")

    cell = story.sign_cell(page.tr, sign)

    assert (sign.count, sign.row["weeks"]) == (12, 2)
    assert (sign.row["first_day"], sign.row["last_day"]) == ("2025-03-03", "2025-03-16")
    assert sign.beside.per_10000 == round(Decimal(120_000) / 2_286_328, 2)
    assert cell.text == "at least 12"
    assert "in 2 weeks; counts below five are left out" in cell.note


@pytest.mark.parametrize(
    ("query", "count"), [("id=almaty", 12), ("id=zhambyl", 6), ("id=zhambyl&place=taraz", 6), ("id=abai", 0)]
)
def test_profiles_show_counts_of_open_texts_where_there_are_any(open_site: Site, query: str, count: int) -> None:
    page = asked(open_site, "region", query)
    view: RegionView = page.view(region.build)
    tables = [piece.table for piece in BODIES["region"](page).every() if hasattr(piece, "table")]
    told = [table for table in tables if table is not None and table.caption.startswith("Weekly counts")]

    assert sum(row["count"] for row in view.voices.weeks) == count
    assert len(told) == bool(count)


def test_without_open_texts_nothing_is_said_of_them(ask_page: Callable[..., Page], tmp_path: Path) -> None:
    page = ask_page("region", "id=almaty")
    view: RegionView = page.view(region.build)

    assert view.voices.weeks == ()
    assert page.view(build).of_kind("weeks") == ()


# ── signs that the files do not hold today ────────────────────────────────────────────────────────────────────────


def made_up(**fields: object) -> Row:
    told: Row = {"appeal_id": "x", "region": "almaty", "place": None, "year": 2025, "count": 1000, "use": "category"}
    return told | fields


@pytest.mark.parametrize(
    ("fields", "rate"),
    [
        pytest.param({}, Decimal("4.37"), id="a count"),
        pytest.param({"use": "rate"}, None, id="so many a day"),
        pytest.param({"place": "medeu-district-almaty"}, None, id="a district"),
        pytest.param({"count": None}, None, id="a share alone"),
        pytest.param({"year": 1996}, None, id="no count of residents near"),
        pytest.param({"year": None}, None, id="no year"),
        pytest.param({"region": "national"}, None, id="the country"),
        pytest.param({"period_start": "2023-07-01", "period_end": "2024-06-30"}, Decimal("4.37"), id="the last year"),
    ],
)
def test_only_counts_of_a_region_and_year_are_told_per_resident(
    store: Store, fields: dict[str, object], rate: Decimal | None
) -> None:
    assert beside(store, Filters(), [made_up(**fields)])["x"].per_10000 == rate


def test_central_money_of_the_same_region_and_year_stands_beside_nothing(store: Store) -> None:
    central = store.rows("SELECT DISTINCT region, year FROM facts WHERE level = 'central' AND year IS NOT NULL")
    central = [row for row in central if row["region"] != "national"]

    for row in central:
        found = beside(store, Filters(level="all"), [made_up(region=row["region"], year=row["year"])])["x"]
        local = store.one(
            "SELECT coalesce(sum(counted_kzt), 0) AS kzt FROM facts WHERE region = ? AND year = ? AND level = 'local'",
            (row["region"], row["year"]),
        )
        assert found.money is not None
        assert found.money.total == local["kzt"]
    assert central
