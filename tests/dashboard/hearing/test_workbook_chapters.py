"""The chapters of a pack as sheets: figures with charts, fair peers, words and minutes, in the order of the link."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.hearing import peers as peers_chapter
from dashboard.hearing import workbook_records
from dashboard.hearing.made import pack
from dashboard.hearing.peers import by_rule, of_system
from dashboard.hearing.workbook import workbook
from dashboard.views import compare, customers, needs, promises, years
from dashboard.words import words
from tests.dashboard.hearing.test_workbook import ASTANA, ORIGIN, SHEETS, TARAZ, Read, money

REGION = "region=zhambyl"
SUPPLIER = "contractor=korkem-telecom"


@pytest.fixture(scope="module")
def read(ask_page):
    def made(query, *languages):
        pages = [ask_page("records", query, lang) for lang in languages or ("en",)]
        return Read(workbook([pack(replace(page, key="hearing"), ORIGIN) for page in pages], ORIGIN))

    return made


def tables(grid, name):
    """Return the tables of a sheet whose first column has this machine name, each as rows by machine names."""
    made, heads = [], None
    for row in grid:
        if row[0] == name:
            heads = row
            made.append([])
        elif row[0] == "" or all(cell == "" for cell in row[1:]):
            heads = heads if row[0] else None
        elif heads:
            made[-1].append({head: cell for head, cell in zip(heads, row, strict=True) if head})
    return made


def texts(grid):
    return [row[0] for row in grid if row[0] and all(cell == "" for cell in row[1:])]


def formulas_of(book, key):
    """Return the formulas of a sheet with their kept values."""
    number = [name.partition(" ")[0] for name in book.names][book_index(book, key)]
    (sheet,) = book.part(rf"/sheet{number}\.xml$")
    return re.findall(r"<f>(.*?)</f><v>(.*?)</v>", sheet)


def book_index(book, key):
    said = {"figures": "Figures", "peers": "Beside fair peers"}[key]
    return next(n for n, name in enumerate(book.names) if name.endswith(said))


# ── order and choice ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("parts", "sheets"),
    [
        (("questions", "figures", "peers"), ["Questions for the hearing", "Figures", "Beside fair peers"]),
        (("minutes", "glossary", "sides"), ["Minutes of the hearing", "What words mean here", "Both sides"]),
        (("finding", "method", "needs"), ["How this was counted", "Needs", "Unit costs"]),
    ],
    ids=["figures-between", "minutes-first", "method-in-its-place"],
)
def test_sheets_follow_the_chapters_of_the_link_in_their_order(read, parts, sheets):
    asked = "&".join(f"part={letter}-{key}" for letter, key in zip("abc", parts, strict=True))
    always = ["What this is", "Records", "Totals"]
    last = [] if "method" in parts else ["How this was counted"]

    names = [name.partition(" ")[2] for name in read(f"{TARAZ}&{asked}").names]

    assert names == always + sheets + last


def test_a_link_without_chapters_has_the_sheets_of_the_default(read):
    assert len(read(TARAZ).names) == len(SHEETS)


# ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_numbers_behind_figures_are_those_of_the_pages(read, ask_page):
    by_group, beside, buyers, *_ = tables(read(REGION).grid("figures"), "bar")

    lines = ask_page("years", REGION).view(years.build).by_group
    assert [(money(row["committed"]), money(row["planned"])) for row in by_group] == [
        (one.money.committed, one.money.planned) for one in lines
    ]
    view = ask_page("customers", REGION).view(customers.build)
    assert [(money(row["committed"]), money(row["planned"])) for row in buyers] == [
        (one.money.committed, one.money.planned) for one in view.largest
    ]
    sides = by_rule(ask_page("compare", f"{REGION}&measure=per_resident"), "region").view(compare.build).sides
    assert [Decimal(str(row["together"])) for row in beside[: len(sides)]] == [
        side.money.total.quantize(Decimal("0.01")) for side in sides
    ]


def test_sums_of_figures_are_formulas_over_the_records_where_these_hold_them(read, monkeypatch):
    query = "level=all"
    book = read(query)
    told = [row for table in tables(book.grid("figures"), "bar") for row in table]
    over = [text for text, _ in formulas_of(book, "figures") if "SUMIFS(" in text]

    assert len(over) == 2 * len(told)
    assert any("&lt;&gt;" in text for text in over)  # all others together

    monkeypatch.setattr(workbook_records, "MOST_ROWS", 1)
    short = read(query)
    assert [row for table in tables(short.grid("figures"), "bar") for row in table] == told
    left = [text for text, _ in formulas_of(short, "figures") if "SUMIFS(" in text]
    assert len(left) < len(over)


def test_years_of_divided_contracts_are_sums_over_their_own_sheet(ask_register):
    page = ask_register("records", "level=all&from=2024&to=2025")
    book = Read(workbook([pack(replace(page, key="hearing"), ORIGIN)], ORIGIN))
    (divided,) = (name for name in book.names if name.endswith("Divided years"))

    assert any(f"'{divided}'!" in text for text, _ in formulas_of(book, "figures"))


def test_what_a_measure_cannot_tell_is_said_and_is_no_number(read):
    rows = tables(read(REGION).grid("figures"), "bar")[1]

    said = [row for row in rows if row["note"]]
    assert {row["note"] for row in said} == {"cannot be told in this measure", "nothing found yet"}
    assert {row[name] for row in said for name in ("committed", "planned", "together")} == {""}


def test_charts_draw_contracts_solid_and_plans_hatched_from_the_cells_beside_them(read):
    charts = read(REGION).part(r"charts/chart\d+\.xml$")

    assert charts
    for chart in charts:
        solid, hatched = chart.split("<c:ser>")[1:]
        assert "a:solidFill" in solid.partition("<c:cat>")[0]
        assert "pattFill" not in solid
        assert 'prst="wdUpDiag"' in hatched
        assert "'4 Figures'!$A$" in solid
        assert '<c:max val="' in chart


def test_records_of_a_system_are_drawn_counted_or_not(read):
    (rows,) = tables(read(ASTANA).grid("figures"), "bar")

    assert [row["committed"] for row in rows] == [125_000_000, 67_000_000]
    assert "not in the totals" in rows[1]["note"]
    assert read("q=zzzzzz").grid("figures")[0][0].startswith("There are fewer than two sums")


# ── fair peers ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_peers_of_a_region_have_the_numbers_of_the_comparison(read, ask_page):
    sides, years_, near = tables(read(REGION).grid("peers"), "compared")

    view = by_rule(ask_page("compare", REGION), "region").view(compare.build)
    rows = sides[: len(view.sides)]
    for name, measure in (("together_kzt", "nominal"), ("real_kzt", "real"), ("per_resident_kzt", "per_resident")):
        assert [money(row[name]) for row in rows] == [
            side.measures[measure].total.quantize(Decimal("0.01")) for side in view.sides
        ]
    whole = [row["per_resident_kzt"] for row in years_ if row["year"] == ""]
    assert whole == [row["per_resident_kzt"] for row in rows]
    found = view.axis.peers
    assert [row["number"] for row in near] == [one.number for one in (found.subject, *found.peers)]
    assert [money(row["ratio"]) for row in near[1:]] == [one.ratio.quantize(Decimal("0.01")) for one in found.peers]


def test_peers_of_a_system_have_its_claims_as_formulas(read, ask_page):
    book = read(ASTANA)
    (rows,) = tables(book.grid("peers"), "system")

    view = of_system(ask_page("records", ASTANA), "astana-dasco-monitoring")
    shown, summary = rows[: len(view.peers)], {row["system"]: row for row in rows[len(view.peers) :]}
    assert [money(row["committed_kzt"]) for row in shown] == [one.row.money.committed for one in view.peers]
    others = [one.row.money.committed for one in view.peers[1:] if one.row.money.committed]
    assert summary["Others here with a known number"]["committed_kzt"] == len(others) == 2
    assert summary["Median of the others here"]["committed_kzt"] == sum(others) / 2
    assert summary["Others here with a larger number"]["committed_kzt"] == 1
    assert summary["Others here with a smaller number"]["committed_kzt"] == 1
    told = [text for text, _ in formulas_of(book, "peers")]
    assert any(text.startswith("COUNTIF(") for text in told)
    assert any(re.fullmatch(r"ROUND\(B\d+/F\d+,2\)", text) for text in told)  # money by residents
    assert any("SUMIFS(" in text for text in told)  # its own records


def test_more_peers_than_paper_has_room_for_are_counted(read, monkeypatch):
    monkeypatch.setattr(peers_chapter, "MOST_PEERS", 1)
    grid = read(ASTANA).grid("peers")

    (rows,) = tables(grid, "system")
    assert [row["system"] for row in rows if row["told"]] == [row["system"] for row in rows[:2]]
    assert "1 more peer in the full comparison" in texts(grid)
    assert any(text.startswith(f"{ORIGIN}/system?id=") for text in texts(grid))


@pytest.mark.parametrize("query", [ASTANA, REGION, SUPPLIER, "level=all", "q=zzzzzz"])
def test_sentences_and_rules_of_peers_are_those_of_the_pack(read, ask_page, query):
    grid = read(query, "kk", "ru").grid("peers")

    for lang in ("kk", "ru"):
        chapter = next(
            one
            for one in pack(replace(ask_page("records", query, lang), key="hearing"), ORIGIN).chapters
            if one.key == "peers"
        )
        told = [text for block in chapter.blocks for text in getattr(block, "paragraphs", ())]
        assert told
        assert {*told, *filter(None, [chapter.sentence])} <= set(texts(grid))


# ── promises, needs, sides ────────────────────────────────────────────────────────────────────────────────────────


def test_bounds_of_promises_are_formulas_with_the_value_of_the_page(read, ask_page):
    rows = [row for row in read(ASTANA, "en").rows("promises") if row["at_most_kzt"] != ""]

    view = ask_page("promises", ASTANA).view(promises.build)
    bounds = [(one.row["promise_id"], bound) for one in view.promises for bound in one.price.bounds]
    assert [(row["promise_id"], money(row["at_most_kzt"])) for row in rows] == [(one, b.kzt) for one, b in bounds] != []
    assert all(row["number"] * row["times"] == row["units"] for row in rows)


def test_units_of_needs_are_whole_and_those_of_the_page(read, ask_page):
    book = read(TARAZ, "en")

    view = ask_page("needs", TARAZ).view(needs.build)
    ranges = [(one.need["need_id"], one.low, one.median, one.high) for one in view.answers if one.printed]
    shown = [row for row in book.rows("needs") if row["units_low"] != ""]
    assert [(row["need_id"], row["units_low"], row["units_median"], row["units_high"]) for row in shown] == ranges != []
    costs = {cost.row["cost_id"]: cost.units for one in view.answers for cost in one.costs}
    assert {row["cost_id"]: row["units"] for row in book.rows("costs")} == {
        one: "" if units is None else units for one, units in costs.items()
    }


def test_both_sides_have_their_statements_with_addresses(read):
    rows = [row for row in read(ASTANA, "kk", "ru").rows("sides") if row["text_ru"]]

    assert len({row["side_ru"] for row in rows}) >= 2
    assert all(row["text_kk"] and row["who_ru"] for row in rows)
    assert any(row["source_url"].startswith("http") for row in rows)


# ── words and minutes ─────────────────────────────────────────────────────────────────────────────────────────────


def test_words_of_the_pack_have_their_meaning_in_each_language(read, ask_page):
    rows = read(TARAZ, "kk", "ru").rows("glossary")

    for lang in ("kk", "ru"):
        made = pack(replace(ask_page("records", TARAZ, lang), key="hearing"), ORIGIN)
        (terms,) = next(one.blocks for one in made.chapters if one.key == "glossary")
        assert tuple((row[f"term_{lang}"], row[f"meaning_{lang}"]) for row in rows) == terms.items


def test_minutes_have_the_numbered_questions_with_room_and_only_when_asked_for(read):
    title = words("en")("Minutes of the hearing")
    assert not any(name.endswith(title) for name in read(TARAZ).names)

    book = read(f"{TARAZ}&part=a-minutes&part=b-questions")
    minutes, questions = book.grids[3], book.grids[4]
    asked = [row[1] for row in questions[2:]]
    assert [(row[0], row[1]) for row in minutes if row[1] in asked] == list(zip("123", asked, strict=True))
    assert all(row[2] == "" for row in minutes if row[1] in asked)
    assert {"Date", "Place", "Host", "Signature: for the residents"} <= {row[1] for row in minutes}
