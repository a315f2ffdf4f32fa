"""Whole packs on paper: their numbers are those that the interface gives, and any link makes one."""

import io
import os
import re
from decimal import Decimal
from urllib.parse import unquote

import pypdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.hearing.made import pack
from dashboard.hearing.pack import Needed
from dashboard.hearing.paper import paper
from dashboard.stories.publishers import publisher
from dashboard.words import LANGUAGES, words
from tests.web.faces.links import links

CASES = {
    "Taraz": "system=open-akimat&system=taraz-media-centre",
    "Astana": "system=astana-dasco-monitoring",
}
LINKS = int(os.environ.get("AQSHA_HEARING_LINKS", "4"))
"""Links drawn in the gate; `make prove` draws fifty."""
MOST_BYTES = 2_000_000


def text_of(pdf: bytes) -> str:
    """All that a PDF says, without spaces: lines break where they like; a page number is no part of what follows."""
    return "\n".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def table_of(key, number, page):
    """A table of the interface, with its totals."""
    export = EXPORTS[key]
    return dataset(export, page, export.tables[number])


def rows_of(key, number, page):
    return table_of(key, number, page).read(None, 1000).frame.to_dicts()


def whole(amount: str) -> str:
    """A pattern of an amount that is no part of a longer number."""
    return rf"(?<![\d.,]){re.escape(squeezed(amount))}(?!\d)"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_key_numbers_on_paper_are_the_totals_of_the_interface(case, lang, ask_page):
    local = table_of("overview", 0, ask_page("overview", CASES[case])).totals["local"]
    made = pack(ask_page("hearing", f"{CASES[case]}&part=a-finding", lang))

    told, tr = text_of(paper([made])), words(lang)

    committed, planned = (
        tr.money_short(local[key]) if local[key] else tr("nothing found") for key in ("committed_kzt", "planned_kzt")
    )
    assert re.search(squeezed(tr("Contracts and payments")) + whole(committed), told)
    assert re.search(squeezed(tr("Plans and budgets")) + whole(planned), told)
    assert re.search(squeezed(tr("Records counted")) + whole(tr.number(local["records"])), told)
    assert re.search(whole(tr.money_short(local["counted_kzt"])), squeezed(made.title))
    assert squeezed(made.title) in told


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_each_record_on_paper_has_the_sum_and_source_of_the_interface_beside_its_name(case, lang, ask_page):
    rows = rows_of("records", 0, ask_page("records", f"{CASES[case]}&counted=all"))

    told, tr = text_of(paper([pack(ask_page("hearing", f"{CASES[case]}&part=a-records", lang))])), words(lang)

    assert rows
    for row in rows:
        amount = (
            rf"{re.escape(squeezed(row[f'title_{lang}']))}\D{{0,12}}{re.escape(squeezed(tr.money(row['amount_kzt'])))}"
        )
        assert re.search(amount, told), row["record_id"]
        assert squeezed(publisher(tr, row["source_publisher"])) in told, row["record_id"]
        address = unquote(row["source_url"]).removeprefix("https://").removesuffix("/")
        assert squeezed(address) in told, row["record_id"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_bounds_and_costs_of_needs_on_paper_are_those_of_the_interface(case, lang, ask_page):
    made = pack(ask_page("hearing", f"{CASES[case]}&part=a-promises&part=b-needs", lang))
    bounds = rows_of("promises", 1, ask_page("promises", CASES[case]))
    costs = rows_of("needs", 1, ask_page("needs", CASES[case]))

    told, tr = text_of(paper([made])), words(lang)

    assert bounds
    assert [row for row in bounds if not re.search(whole(tr.money(row["at_most_kzt"])), told)] == []
    named = {need.name for block in made.chapters[1].blocks if isinstance(block, Needed) for need in block.rows}
    ranged = [row for row in costs if row["in_range"] and row[f"need_{lang}"] in named]
    assert ranged
    said = {row["cost_id"]: squeezed(tr.money(row["unit_cost_kzt"]) + row[f"scope_{lang}"]) for row in ranged}
    assert [cost for cost, words_of in said.items() if not re.search(rf"(?<!\d){re.escape(words_of)}", told)] == []


@pytest.mark.parametrize(("first", "second"), [("kk", "ru")])
@pytest.mark.parametrize("case", CASES)
def test_both_languages_stand_in_one_pack(case, first, second, ask_page):
    pages = [pack(ask_page("hearing", CASES[case], lang)) for lang in (first, second)]

    told = text_of(paper(pages))

    assert all(squeezed(one.title) in told for one in pages)
    assert all(squeezed(chapter.title) in told for one in pages for chapter in one.chapters)


def test_the_bound_of_one_comment_stands_on_paper_with_both_assumptions(ask_page):
    told = text_of(paper([pack(ask_page("hearing", CASES["Astana"], "ru"))]))

    assert all(squeezed(words("ru").money(Decimal(one))) in told for one in ("5208.34", "10416.67"))


@settings(max_examples=LINKS, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_link_makes_a_pack_in_two_languages(store, ask_page, data):
    query = data.draw(links(store)).filters.with_(lang=None).to_query()
    packs = [pack(ask_page("hearing", query, lang)) for lang in ("kk", "ru")]

    pdf = paper(packs)

    assert len(pdf) < MOST_BYTES
    assert all(squeezed(one.title) in text_of(pdf) for one in packs)


def test_a_link_that_finds_nothing_makes_a_pack_that_says_so(ask_page):
    made = pack(ask_page("hearing", "q=zzzzzzzz", "ru"))

    assert squeezed(made.title) in text_of(paper([made]))
    assert "0 ₸" not in made.title
