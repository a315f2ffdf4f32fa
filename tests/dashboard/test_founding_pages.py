"""Every fact of the five press texts stands on a page in three languages, with both sides, and in what can be taken."""

import html
import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from dashboard.bodies.every import BODIES
from dashboard.body import Beside, Figure, FilterBar
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.html import parts, pieces
from dashboard.page import Page
from dashboard.store import Row, Store
from dashboard.words import LANGUAGES, words

Ask = Callable[..., Page]

# Where a statement, a promise or a count stands: by what it is about.
PROFILES = {"system": "system", "record": "record"}
CASES = {
    "A": ("system", "id=qazexpocongress-smm"),
    "B": ("system", "id=astana-dasco-monitoring"),
    "C": ("customer", "id=president-press-service"),
    "D": ("akims", ""),
    "E, media centre": ("system", "id=taraz-media-centre"),
    "E, Open Akimat": ("system", "id=open-akimat"),
    "E, e-rgis": ("system", "id=e-rgis"),
    "E, e-OSI": ("system", "id=e-osi"),
    "E, Smart-volunteer": ("system", "id=smart-volunteer"),
    "E, contractor": ("contractor", "id=benedixsimus"),
    "E, both together": ("needs", "place=taraz&system=open-akimat&system=taraz-media-centre"),
}
SUMS = {
    "A": (6_000_000,),
    "B": (125_000_000, 67_000_000),
    "E, media centre": (14_000_000,),
    "E, Open Akimat": (79_000_000,),
    "E, e-rgis": (13_000_000,),
    "E, e-OSI": (19_000_000,),
    "E, Smart-volunteer": (65_000_000,),
    "E, contractor": (79_000_000, 65_000_000, 987_528, 1_987_872, 34_523_392, "2158962.54"),
    "E, both together": (93_000_000,),
}
RECORDS_OF = {"E, contractor": ("records", "contractor=benedixsimus")}
"""Where the records of a page are taken that has no table of its own for them."""
COUNTS = {
    "A": (20, 50, 24),
    "B": (1000,),
    "C": (977, 13_931, 8_022, 44_428, 391_786, 56, 2_600_000, 63),
    "E, media centre": (13, 2, 500),
}
BOTH_SIDES = ("B", "E, media centre", "E, Open Akimat", "E, Smart-volunteer")


@pytest.fixture(scope="module")
def shown(ask_page: Ask) -> Callable[[str, str, str], str]:
    """What a page says in words, all of its pieces, as one line of text."""
    kept: dict[tuple[str, str, str], str] = {}

    def told(key: str, query: str, lang: str) -> str:
        if (key, query, lang) not in kept:
            kept[key, query, lang] = plain(drawn(ask_page(key, query, lang)))
        return kept[key, query, lang]

    return told


@pytest.fixture(scope="module")
def taken(ask_page: Ask) -> Callable[[str, str], str]:
    """All values of all tables that can be taken of a page, as one line of text."""
    kept: dict[tuple[str, str], str] = {}

    def told(key: str, query: str) -> str:
        if (key, query) not in kept:
            kept[key, query] = values(ask_page(key, query))
        return kept[key, query]

    return told


def drawn(page: Page) -> str:
    body = BODIES[page.key](page)
    told = [pieces.heading(body.page, body.heading)]
    for piece in body.every():
        if isinstance(piece, Figure):
            told += [piece.alt, parts.table(page.tr, piece.table) if piece.table else ""]
        elif not isinstance(piece, FilterBar | Beside):
            told.append(pieces.still(page.tr, piece))
    return "\n".join(told)


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def values(page: Page) -> str:
    export = EXPORTS[page.key]
    told = []
    for table in export.tables:
        made = dataset(export, page, table)
        chunk = made.read(None, 10_000)
        told += [str(value) for row in chunk.frame.iter_rows() for value in row if value is not None]
    return " ".join(" ".join(told).split())


def profile(store: Store, kind: str, subject: str) -> tuple[str, str]:
    """Return the page about a record, a system or a party."""
    if kind in PROFILES:
        return PROFILES[kind], f"id={subject}"
    (party,) = store.rows("SELECT * FROM parties WHERE party_id = ?", (subject,))
    return ("contractor" if party["is_contractor"] else "customer"), f"id={subject}"


def ids(table: str) -> Callable[[Store], list[Row]]:
    return lambda store: store.rows(f"SELECT * FROM {table} ORDER BY ALL")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", ["statements", "promises"])
def test_what_was_said_and_promised_stands_on_the_page_of_its_subject(
    table: str, lang: str, store: Store, shown: Callable[[str, str, str], str]
) -> None:
    rows, column = ids(table)(store), "text" if table == "statements" else "what"
    tr = words(lang)

    missing = [
        row[f"{table[:-1]}_id"]
        for row in rows
        if plain(html.escape(tr.pick(row, column)))
        not in shown(*profile(store, row["about_kind"], row["about_id"]), lang)
    ]

    assert len(rows) > 30
    assert missing == []


@pytest.mark.parametrize("table", ["statements", "promises"])
def test_what_was_said_and_promised_can_be_taken(table: str, store: Store, taken: Callable[[str, str], str]) -> None:
    rows, column = ids(table)(store), "text" if table == "statements" else "what"

    missing = [
        (row[f"{table[:-1]}_id"], lang)
        for row in rows
        for lang in LANGUAGES
        if row[f"{column}_{lang}"]
        and " ".join(row[f"{column}_{lang}"].split()) not in taken(*profile(store, row["about_kind"], row["about_id"]))
    ]

    assert missing == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", SUMS)
def test_the_sums_of_a_case_stand_on_its_page(case: str, lang: str, shown: Callable[[str, str, str], str]) -> None:
    told = shown(*CASES[case], lang)

    missing = [one for one in SUMS[case] if plain(words(lang).money(Decimal(one))) not in told]

    assert missing == []


@pytest.mark.parametrize("case", SUMS)
def test_the_sums_of_a_case_can_be_taken(case: str, taken: Callable[[str, str], str]) -> None:
    told = " ".join([taken(*CASES[case]), *([taken(*RECORDS_OF[case])] if case in RECORDS_OF else [])])

    assert [one for one in SUMS[case] if str(Decimal(one)) not in told] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", COUNTS)
def test_the_counts_of_a_case_stand_on_its_page(case: str, lang: str, shown: Callable[[str, str, str], str]) -> None:
    told = shown(*CASES[case], lang)

    missing = [one for one in COUNTS[case] if plain(words(lang).number(one)) not in told]

    assert missing == []


@pytest.mark.parametrize("case", COUNTS)
def test_the_counts_of_a_case_can_be_taken(case: str, taken: Callable[[str, str], str]) -> None:
    told = re.split(r"[^\d.]+", taken(*CASES[case]))

    assert [one for one in COUNTS[case] if not {str(one), f"{one}.00"} & set(told)] == []


@pytest.mark.parametrize("case", BOTH_SIDES)
def test_both_sides_of_a_case_stand_on_its_page(case: str, store: Store, shown: Callable[[str, str, str], str]) -> None:
    key, query = CASES[case]
    rows = store.rows("SELECT * FROM statements WHERE about_id = ?", (query.removeprefix("id="),))
    paid = [row for row in rows if row["side"] in ("customer", "contractor") and row["stance"] != "outcome"]
    others = [row for row in rows if row["side"] not in ("customer", "contractor") and row["stance"] != "outcome"]

    assert paid, "no word of the buyer or supplier"
    assert others, "no word of the others"
    for lang in LANGUAGES:
        told = shown(key, query, lang)
        assert all(plain(html.escape(row[f"text_{lang}"])) in told for row in (*paid, *others))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_price_of_one_comment_is_a_bound_with_both_of_its_assumptions(
    lang: str, shown: Callable[[str, str, str], str]
) -> None:
    told = shown("promises", "system=astana-dasco-monitoring", lang)

    for bound in ("5208.34", "10416.67"):
        assert plain(words(lang).money(Decimal(bound))) in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_half_year_rating_of_akims_stands_on_its_page(lang: str, shown: Callable[[str, str, str], str]) -> None:
    told = shown("akims", "", lang)

    assert all(name in told for name in ("Amandyk Batalov", "Danial Akhmetov", "Umirzak Shukeev"))
    assert "Matritca" in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_lacking_in_the_towns_of_case_c_stands_on_the_pages_of_their_regions(
    lang: str, store: Store, shown: Callable[[str, str, str], str]
) -> None:
    rows = store.rows(
        "SELECT * FROM need_evidence WHERE evidence_id IN ('ne-0017','ne-0018','ne-0019','ne-0020','ne-0215')"
    )

    assert len(rows) == 5
    for row in rows:
        assert plain(html.escape(row[f"statement_{lang}"])) in shown("region", f"id={row['region']}", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_appeals_to_the_president_stand_on_a_page(lang: str, shown: Callable[[str, str, str], str]) -> None:
    assert plain(words(lang).number(53_237)) in shown("customer", "id=president-press-service", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_side_of_which_no_word_was_found_still_has_its_room(lang: str, shown: Callable[[str, str, str], str]) -> None:
    tr = words(lang)

    assert plain(tr("Buyers and suppliers said")) in shown(*CASES["A"], lang)
    assert plain(tr("Nothing found yet.")) in shown(*CASES["A"], lang)
