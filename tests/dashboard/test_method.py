"""The method page: its numbers are those of the snapshot, the waterfalls add up, every reason is told in words."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from dashboard.filters import Filters
from dashboard.html import reading
from dashboard.stories import glossary, ledger, method_measured
from dashboard.stories import method as story
from dashboard.views import method
from dashboard.views.method import LeftOut, Reach, Waterfall
from pipelines.schemas import TIERS

LANGUAGES = ("kk", "ru", "en")
MEASURED = Path(__file__).parents[2] / "data" / "curated" / "measured.jsonl"
EXPECTED = Path(__file__).parent.parent / "pipelines" / "counting-expected.json"


@pytest.fixture(scope="module")
def manifest(store):
    return json.loads((store.folder / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def records(store):
    return pl.read_parquet(store.folder / "tables" / "records.parquet")


@pytest.fixture(scope="module")
def view(store):
    return method.build(store, Filters())


@pytest.mark.parametrize("level", ["local", "central"])
def test_waterfall_adds_up_to_the_tiyn(view, level):
    fall = view.waterfall(level)

    assert fall.read_kzt - sum(one.tenge for one in fall.left_out) == fall.counted_kzt


@pytest.mark.parametrize("level", ["local", "central"])
def test_waterfall_ends_at_the_total_of_the_manifest(view, manifest, level):
    total = sum(Decimal(tenge) for tenge in manifest["counted_kzt"][level].values())

    assert view.waterfall(level).counted_kzt == total


def test_waterfalls_begin_with_all_that_was_read_and_leave_out_by_the_same_reasons(view, manifest):
    accounts = [one for one in manifest["accounts"] if one["tenge_in"] is not None]
    left_out = {}
    for one in accounts:
        for why, tenge in one["not_counted"].items():
            left_out[why] = left_out.get(why, Decimal(0)) + Decimal(tenge)
    told = {}
    for one in (line for fall in view.waterfalls for line in fall.left_out):
        told["; ".join(one.why)] = told.get("; ".join(one.why), Decimal(0)) + one.tenge

    assert sum(fall.read_kzt for fall in view.waterfalls) == sum(Decimal(one["tenge_in"]) for one in accounts)
    assert {why: tenge for why, tenge in told.items() if tenge} == left_out


def test_every_record_is_read_at_one_level(view, records):
    assert sum(fall.read_records for fall in view.waterfalls) == records.height
    assert sum(fall.counted_records for fall in view.waterfalls) == records["counted"].sum()


def test_totals_hold_what_the_counting_rule_expects(view):
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))["totals"]

    # Besides spending.jsonl the total holds what was read in the register (register.jsonl).
    assert view.waterfall("central").counted_kzt == Decimal(expected["central"]["tenge"])
    assert view.waterfall("local").counted_kzt == Decimal(expected["local"]["tenge"]) + Decimal("39850000.01")


def test_table_of_the_waterfall_says_each_step(ask_page, view):
    page = ask_page("method")
    fall = view.waterfall("local")

    rows = ledger.waterfall_table(page, fall).rows

    assert len(rows) == len(fall.left_out) + 2
    assert rows[0]["tenge"].text == page.tr.money(fall.read_kzt)
    assert rows[-1]["tenge"].text == page.tr.money(fall.counted_kzt)
    assert rows[1]["tenge"].text == page.tr.money(-fall.left_out[0].tenge)


def test_records_without_a_sum_are_not_taken_off_as_zero(ask_page):
    line = LeftOut(("no_amount",), 2, 2, Decimal(0))
    fall = Waterfall("local", 2, Decimal(0), (line,), 0, Decimal(0))

    row = ledger.waterfall_table(ask_page("method"), fall).rows[1]

    assert (row["tenge"].text, row["tenge"].note) == ("", "no sum in tenge")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_of_the_snapshot_has_words(ask_page, view, lang):
    tr = ask_page("method", lang=lang).tr
    codes = {code for fall in view.waterfalls for one in fall.left_out for code in one.why}

    assert codes <= ledger.REASONS.keys()
    assert all("_" not in ledger.reasons(tr, [code]) for code in codes)


def test_unknown_reason_is_not_shown_raw(ask_page):
    assert ledger.reasons(ask_page("method").tr, ["brand_new"]) == "Not in the total."


def test_tiers_hold_every_record(view, records):
    assert {row["tier"] for row in view.tiers} <= {*TIERS}
    assert sum(row["records"] for row in view.tiers) == records.height
    for row in view.tiers:
        assert row["records"] == records.filter(pl.col("tier") == row["tier"]).height


def test_stages_add_up_to_the_totals(view):
    for fall in view.waterfalls:
        rows = [row for row in view.stages if row["level"] == fall.level]
        assert sum(row["counted_kzt"] for row in rows) == fall.counted_kzt
        assert sum(row["records"] for row in rows) == fall.counted_records


def test_years_add_up_to_the_total_of_akimats(view):
    assert {row["year_kind"] for row in view.year_kinds} == {"one", "several", "unknown"}
    assert sum(row["counted_kzt"] for row in view.year_kinds) == view.waterfall("local").counted_kzt


def test_example_of_taraz_leaves_nothing_of_the_whole(view):
    assert view.example is not None
    assert view.example.whole["amount_kzt"] == Decimal(93_000_000)
    assert [part["counted_kzt"] for part in view.example.parts] == [Decimal(14_000_000), Decimal(79_000_000)]
    assert view.example.whole["counted_kzt"] == 0


def test_alternatives_are_the_pairs_of_which_neither_counts(view):
    assert [(row["low_kzt"], row["high_kzt"]) for row in view.alternatives] == [
        (Decimal(30_000_000_000), Decimal(35_000_000_000))
    ]


def test_measures_reach_as_far_as_the_spend_table_says(view, store, records):
    local = records.filter(pl.col("level") == "local").select("record_id")
    spend = pl.read_parquet(store.folder / "tables" / "spend.parquet").join(local, on="record_id")
    for column, reach in (("real_kzt", view.not_moved), ("per_resident_kzt", view.not_per_resident)):
        rows = spend.filter(pl.col(column).is_null())
        assert reach == Reach(rows.height, sum(rows["counted_kzt"]))


def test_base_year_is_the_one_whose_prices_are_not_moved(view, store):
    years = pl.read_parquet(store.folder / "tables" / "years.parquet")

    assert years.filter(pl.col("year") == view.base_year)["price_factor"].to_list() == [Decimal(1)]
    assert (
        years.filter(pl.col("year") > view.base_year)["price_factor"].null_count()
        == years.filter(pl.col("year") > view.base_year).height
    )


def test_coverage_holds_every_region_and_year(view, store):
    assert sum(view.coverage.values()) == pl.read_parquet(store.folder / "tables" / "region_years.parquet").height


def test_numbers_do_not_follow_the_filters(store, view):
    assert method.build(store, Filters(level="central", region=("astana",), year_from=1999, year_to=1999)) == view


def _text(chapters):
    return " ".join(text for one in chapters for text in (*one.paragraphs, *one.points, *one.after, one.title))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_rules_are_told_in_every_language(ask_page, view, lang):
    page = ask_page("method", lang=lang)

    chapters = story.chapters(page, view)
    html = "".join(reading.chapter(page.tr, one) for one in chapters)

    assert [one.anchor for one in chapters] == [
        "record",
        "levels",
        "tiers",
        "kinds",
        "counted",
        "register",
        "parts",
        "alternatives",
        "years",
        "found",
        "measures",
        "needs",
        "people",
        "flags",
        "measured",
        "limits",
    ]
    assert "None" not in html
    assert "%(" not in html
    assert story.title(page, view)
    assert len(story.keys(page, view)) <= 4


def test_text_says_the_numbers_of_the_view(ask_page, view):
    page = ask_page("method")
    text = _text(story.chapters(page, view))

    assert "93\u00a0000\u00a0000\u00a0₸" in text
    assert "prices of 2023" in text
    assert page.tr.money(view.not_moved.counted_kzt) in text
    assert page.tr.money(view.not_per_resident.counted_kzt) in text
    assert f"{view.coverage['nothing']} we know nothing" in text


def test_page_of_an_edition_without_the_example_or_prices_still_reads(ask_page, view):
    bare = method.MethodView(
        **{**vars(view), "example": None, "base_year": None, "alternatives": (), "coverage": {}, "year_kinds": ()}
    )

    text = _text(story.chapters(ask_page("method"), bare))

    assert "Taraz" not in text
    assert "None" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_glossary_names_each_term_in_three_languages(ask_page, lang):
    page = ask_page("method", lang=lang)

    entries = glossary.entries(page)

    assert len({one.anchor for one in entries}) == len(glossary.TERMS)
    for one in entries:
        assert one.name
        assert one.meaning.count(".") >= 1
        assert {code for code, _ in one.others} == {*LANGUAGES} - {lang}
    names = [page.tr.sort_key(one.name) for one in entries]
    assert names == sorted(names)


def test_glossary_anchors_can_be_linked_to(ask_page):
    page = ask_page("method")

    html = reading.glossary(page.tr, glossary.entries(page))

    for term in glossary.TERMS:
        assert re.fullmatch(r"term-[a-z-]+", term.anchor)
        assert f'id="{term.anchor}"' in html


def test_measured_figures_are_on_the_page_with_their_intervals(ask_page, view):
    kept = [json.loads(line) for line in MEASURED.read_text(encoding="utf-8").splitlines()]
    page = ask_page("method")
    (chapter,) = method_measured.measured_chapter(page, view)
    shown = [
        (row["part"].text, row["precision"].text, row["precision"].note, row["recall"].text, row["recall"].note)
        for table in chapter.tables
        for row in table.rows
    ]

    assert len(view.measured) == len(kept)
    told = {(row["what"], row["part"]): row for row in kept}
    assert shown == [
        (label, *_share(page.tr, told[key], "precision", "told"), *_share(page.tr, told[key], "recall", "expected"))
        for key, label in method_measured.PARTS.items()
    ]


def _share(tr, row, name, of):
    share, low, high = (tr.percent(Decimal(str(row[key])), 1) for key in (name, f"{name}_low", f"{name}_high"))
    counts = f"{tr.number(row['correct'])} of {tr.number(row[of])}"
    return share, f"{counts}; from {low} to {high}"


def test_an_edition_without_measured_figures_has_no_such_chapter(ask_page, view):
    assert method_measured.measured_chapter(ask_page("method"), replace(view, measured=())) == []
