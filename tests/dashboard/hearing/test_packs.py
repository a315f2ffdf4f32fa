"""Whole packs on paper: their numbers are those that the interface gives, and any link makes one."""

import io
import os
from decimal import Decimal

import pypdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.hearing.made import pack
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
    """All that a PDF says, without spaces: lines break where they like."""
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_a_pack_on_paper_tells_the_totals_and_records_of_the_interface(case, lang, ask_page):
    totals = dataset(EXPORTS["overview"], ask_page("overview", CASES[case]), EXPORTS["overview"].tables[0]).totals
    records = dataset(EXPORTS["records"], ask_page("records", CASES[case]), EXPORTS["records"].tables[0])
    rows = records.read(None, 100).frame

    told = text_of(paper([pack(ask_page("hearing", CASES[case], lang))]))

    tr = words(lang)
    local = totals["local"]
    assert squeezed(tr.money_short(local["committed_kzt"] + local["planned_kzt"])) in told
    assert rows.height >= 1
    assert [kzt for kzt in rows["amount_kzt"] if squeezed(tr.money(kzt)) not in told] == []
    assert [name for name in rows["source_publisher"] if squeezed(publisher(tr, name)) not in told] == []


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
