"""The pack as a workbook: the same numbers as the open data, exact kept values of formulas, texts that do not run."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from python_calamine import CalamineWorkbook

from dashboard.exports.as_xlsx import guarded
from dashboard.hearing import workbook_details, workbook_records, workbook_texts
from dashboard.hearing.made import pack
from dashboard.hearing.workbook import workbook
from dashboard.hearing.workbook_details import _digits, _whole
from dashboard.views.promises import build as promises
from dashboard.views.records import build as records
from dashboard.words import words

ORIGIN = "https://site.test"
TARAZ = "system=open-akimat&system=taraz-media-centre"
ASTANA = "system=astana-dasco-monitoring"
EXACT_TIYN = 2**53
SHEETS = (
    *("cover", "records", "totals", "figures", "promises", "sides"),
    *("needs", "costs", "peers", "questions", "method", "glossary"),
)
"""Of a link that asks for no chapters."""


class Read:
    """A workbook as a reader without recalculation sees it: sheets by what they are, rows by machine names."""

    def __init__(self, content):
        self.content = content
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        self.names = book.sheet_names
        self.grids = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in self.names]

    def grid(self, key):
        """Return a sheet of a link that asks for no chapters."""
        return self.grids[SHEETS.index(key)]

    def rows(self, key):
        """Return the rows of a sheet that is one table: machine names stand in its second line."""
        _, heads, *rows = self.grid(key)
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def tables(self):
        """Return the tables of the sheet of totals, each as rows by machine names."""
        made, heads = [], None
        for row in self.grids[2]:
            if row[:2] == ["level", "level_name"]:
                heads = row
                made.append([])
            elif not any(cell != "" for cell in row):
                heads = None
            elif heads:
                made[-1].append({name: cell for name, cell in zip(heads, row, strict=True) if name})
        return made

    def part(self, ending):
        """Return the parts of the file whose names end so, as written."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as parts:
            return [parts.read(name).decode() for name in parts.namelist() if re.search(ending, name)]

    def formulas(self):
        """Return every formula with its kept value, as written in the file."""
        return [
            found for sheet in self.part(r"sheet\d+\.xml$") for found in re.findall(r"<f>(.*?)</f><v>(.*?)</v>", sheet)
        ]


@pytest.fixture(scope="module")
def read(ask_page):
    def made(query, *languages):
        packs = [
            pack(replace(ask_page("records", query, lang), key="hearing"), ORIGIN) for lang in languages or ("kk", "ru")
        ]
        return Read(workbook(packs, ORIGIN))

    return made


def site_totals(page):
    view = page.view(records)
    told = {"central" if page.filters.level == "central" else "local": view.money}
    return told if view.apart is None else told | {"central": view.apart}


def assert_same_totals(read, page):
    """Every table of the totals adds up to the site's own totals, level by level, and every check is 0."""
    totals = site_totals(page)
    by_level, *splits = read.tables()
    assert {row["level"]: money(row["committed"]) for row in by_level} == {
        k: one.committed for k, one in totals.items()
    }
    assert {row["level"]: money(row["planned"]) for row in by_level} == {k: one.planned for k, one in totals.items()}
    assert [row["check"] for row in by_level] == [0] * len(totals)
    assert len(splits) == 3
    for table in splits:
        lines, checks = table[: -len(totals)], table[-len(totals) :]
        assert [row["together"] for row in checks] == [0] * len(totals)
        for level, one in totals.items():
            mine = [row for row in lines if row["level"] == level]
            assert sum((money(row["committed"]) for row in mine), Decimal(0)) == one.committed
            assert sum((money(row["planned"]) for row in mine), Decimal(0)) == one.planned


def money(value):
    return Decimal(str(value or 0)).quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("query", "committed", "planned"),
    [(TARAZ, 79_000_000, 14_000_000), (ASTANA, 125_000_000, 0)],
    ids=["Taraz", "Astana"],
)
def test_founding_cases_are_counted_once_contracts_and_plans_apart(read, ask_page, query, committed, planned):
    book = read(query)

    (row,) = book.tables()[0]
    assert (row["committed"], row["planned"], row["together"]) == (committed, planned, committed + planned)
    assert_same_totals(book, ask_page("records", query))


def random_links(site):
    asked = site.ask("")
    rows = asked.store.rows("SELECT region, category, customer_id, year_from FROM records ORDER BY record_id")
    random = Random(6)
    for key, name in (
        ("region", "region"),
        ("category", "category"),
        ("customer", "customer_id"),
        ("from", "year_from"),
    ):
        yield f"{key}={random.choice([row[name] for row in rows if row[name]])}&level=all"
    yield "level=all"


@pytest.mark.parametrize("number", range(5))
def test_kept_values_of_random_links_are_the_totals_of_the_open_data(read, ask_page, site, number):
    query = list(random_links(site))[number]

    assert_same_totals(read(query, "ru"), ask_page("records", query))


@pytest.mark.parametrize("years", ["", "from=2024&to=2025"])
def test_divided_contracts_count_in_each_of_their_years(ask_register, years):
    page = ask_register("records", f"level=all&{years}")
    book = Read(workbook([pack(replace(page, key="hearing"), ORIGIN)], ORIGIN))

    assert_same_totals(book, page)
    assert any("divided" in row["period"] for row in book.rows("records") if isinstance(row["period"], str))
    assert "divided" not in {row["period"] for row in book.tables()[1]}


def test_years_of_divided_contracts_that_found_no_room_are_left_out_of_all_sums(ask_register, monkeypatch):
    page = ask_register("records", "level=all")
    rows = Read(workbook([pack(replace(page, key="hearing"), ORIGIN)], ORIGIN)).rows("records")
    divided = next(place for place, row in enumerate(rows) if row["period"] == "divided")
    monkeypatch.setattr(workbook_records, "MOST_ROWS", divided + 1)

    by_level, by_year, by_category, _ = Read(workbook([pack(replace(page, key="hearing"), ORIGIN)], ORIGIN)).tables()

    left = {row["level"]: row["check"] for row in by_level}
    assert any(left.values())
    for table in (by_year, by_category):
        assert {row["level"]: row["together"] for row in table[-len(left) :]} == left


def test_records_are_those_of_the_open_data_counted_or_not(read, ask_page):
    page = ask_page("records", f"{ASTANA}&counted=all")
    rows = read(ASTANA).rows("records")

    view = page.view(records)
    assert [(row["record_id"], row["amount_kzt"]) for row in rows] == [
        (row["record_id"], row["amount_kzt"]) for row in view.rows
    ]
    refused = next(row for row in rows if not row["counted"])
    assert refused["why_ru"] == words("ru")("Not in the total: the buyer refused to pay.")
    assert refused["in_years_kzt"] == 0
    assert all(row["source_url"].startswith("http") for row in rows if row["source_url"])


def test_texts_have_a_column_in_each_language_and_in_no_other(read):
    both, one = read(TARAZ), read(TARAZ, "en")

    assert {"title_kk", "title_ru"} <= set(both.grids[1][1])
    assert "title_en" not in both.grids[1][1]
    assert "title_en" in one.grids[1][1]
    assert not {"title_kk", "title_ru"} & set(one.grids[1][1])
    assert all(row["question_kk"] and row["question_ru"] for row in both.rows("questions"))
    assert [row["number"] for row in both.rows("questions")] == [1, 2, 3]


def test_prices_with_tiyn_are_divided_as_whole_numbers():
    assert _whole(iter(["B1", "C1"]), (Decimal("93000000.00"), Decimal(2))) == "=INT(B1/C1)"
    assert _whole(iter(["B1", "C1"]), (Decimal(93), Decimal("0.125"))) == "=INT(ROUND(B1*1000,0)/ROUND(C1*1000,0))"
    assert [_digits(Decimal(one)) for one in ("1.50", "100", "2.125")] == [1, -2, 3]


def test_the_same_sums_stand_in_the_same_columns_of_all_tables(read):
    rows = [row for row in read(TARAZ).grids[2] if row[:2] == ["level", "level_name"]]

    assert len(rows) == 4
    assert len({tuple(row.index(name) for name in ("committed", "planned", "together")) for row in rows}) == 1


def test_every_sheet_is_printed_on_a4_with_its_head_and_edition_on_each_page(read, ask_page):
    book = read(TARAZ)

    sheets, (whole,) = book.part(r"sheet\d+\.xml$"), book.part(r"xl/workbook\.xml$")
    edition = ask_page("overview").asked.snapshot.id
    assert len(sheets) == len(SHEETS)
    assert all('paperSize="9"' in one for one in sheets)
    scaled = [key for key, one in zip(SHEETS, sheets, strict=True) if 'fitToHeight="0"' not in one]
    assert scaled == ["figures"]  # its charts begin sheets of paper, which is not to be had with fitting
    assert all(edition in one and "&amp;A&amp;R&amp;P / &amp;N" in one for one in sheets)
    repeated = re.findall(r"Print_Titles[^>]*>([^<]*)<", whole)
    assert [one for one in repeated if not one.endswith("$1:$2")] == []
    assert len(repeated) == len(SHEETS) - 5  # all but the cover, the totals, the figures, the peers and the method


def test_publishers_and_ids_lead_to_the_source_and_to_the_page_of_the_record(read):
    book = read(TARAZ)

    leads = {target for one in book.part(r"sheet2\.xml\.rels$") for target in re.findall(r'Target="([^"]*)"', one)}
    rows = book.rows("records")
    assert leads == {row[name] for row in rows for name in ("source_url", "record_link") if row[name]} != set()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", f"https://site.test/{'a' * 3000}"])
def test_what_is_no_short_address_of_the_web_leads_nowhere(read, monkeypatch, address):
    plain = workbook_records._row
    monkeypatch.setattr(workbook_records, "_row", lambda row: plain(row) | {"source_url": address})
    book = read(TARAZ, "en")

    assert {row["source_url"] for row in book.rows("records")} == {address}
    assert address not in "".join(book.part(r"sheet2\.xml\.rels$"))


@pytest.mark.parametrize("measure", ["real", "per_resident"])
def test_workbook_of_another_measure_says_where_its_sums_stand_that_they_are_as_printed(read, measure):
    book, plain = read(f"{ASTANA}&measure={measure}", "en"), read(ASTANA, "en")

    for number in (0, 2):
        told = " ".join(str(cell) for row in book.grids[number] for cell in row)
        assert "all sums are tenge in prices as printed all the same" in told
        assert "all the same" not in str(plain.grids[number])


def test_cover_leads_each_language_to_its_own_open_data(read):
    (row,) = [row for row in read(TARAZ).grids[0] if "/api/v1/records.csv?" in str(row)]

    assert [cell.rpartition("&")[2] for cell in row[1:]] == ["lang=kk", "lang=ru"]


def test_an_empty_link_gives_a_workbook_that_says_so(read):
    book = read("q=zzzzzz", "en")

    cover = " ".join(str(cell) for row in book.grids[0] for cell in row)
    assert "No record was found" in cover
    assert book.grids[1][2][0] == "No record was found"
    assert [row["together"] for row in book.tables()[0]] == [0]
    assert all("SUMIFS(G" not in text for text, _ in book.formulas())  # an empty range would hold its own cell


def test_more_records_than_fit_are_named_and_the_check_shows_what_is_left(read, monkeypatch, ask_page):
    monkeypatch.setattr(workbook_records, "MOST_ROWS", 1)
    monkeypatch.setattr(workbook_texts, "MOST_ROWS", 1)
    book = read(TARAZ, "en")

    cover = " ".join(str(cell) for row in book.grids[0] for cell in row)
    assert "this workbook holds the 1 with the largest amounts" in cover
    assert "/api/v1/records.csv?" in cover
    assert len(book.rows("records")) == 1
    assert [row["check"] for row in book.tables()[0]] == [-14_000_000]


def test_no_text_runs_as_a_formula_and_every_formula_is_ours(read, monkeypatch):
    evil = '=HYPERLINK("http://evil.test")'
    monkeypatch.setattr(workbook_records, "_cells", evil_cells(workbook_records._cells, evil))
    book = read(TARAZ)

    assert {row["title_ru"] for row in book.rows("records")} == {guarded(evil)}
    formulas = book.formulas()
    assert formulas
    assert all(re.match(r"(ROUND|ROUNDUP|INT|COUNT|COUNTIF)\(|[A-Z]+\d+\*[A-Z]+\d+$", text) for text, _ in formulas)


def evil_cells(plain, evil):
    def cells(*given):
        return plain(*given) | {"title_ru": evil}

    return cells


def test_a_number_of_more_digits_than_a_sheet_keeps_is_a_text_and_the_cover_says_so(read, monkeypatch):
    plain = workbook_records._row
    monkeypatch.setattr(workbook_records, "_row", lambda row: plain(row) | {"amount_kzt": Decimal("98765432109876.54")})
    book = read(TARAZ, "en")

    assert {row["amount_kzt"] for row in book.rows("records")} == {"98765432109876.54"}
    assert "stand here as texts" in " ".join(str(cell) for row in book.grids[0] for cell in row)


def test_all_sums_of_the_edition_are_exact_in_a_spreadsheet(store):
    told = store.one("SELECT sum(coalesce(amount_kzt, 0)) AS amounts, sum(counted_kzt) AS counted FROM records")

    assert told["amounts"] * 100 < EXACT_TIYN
    assert told["counted"] * 100 < EXACT_TIYN


def test_the_same_packs_make_the_same_bytes_and_no_pack_makes_none(read):
    assert read(TARAZ).content == read(TARAZ).content
    with pytest.raises(ValueError, match="at least one pack"):
        workbook([])


def test_of_many_promises_those_with_the_most_money_are_listed_and_the_rest_counted(ask_page, read, monkeypatch):
    view = ask_page("promises", "region=astana&level=all").view(promises)
    monkeypatch.setattr(workbook_details, "MOST_PROMISES", 2)

    *rows, last = read("region=astana&level=all", "en").rows("promises")

    money = sorted((one.purse.high for one in view.promises), reverse=True)
    assert len(money) > 3
    assert {row["promise_id"] for row in rows} <= {
        one.row["promise_id"] for one in view.promises if one.purse.high >= money[1]
    }
    assert len({row["promise_id"] for row in rows}) == 2
    assert last["promise_id"] == f"{len(money) - 2} more promises"
    assert last["about_id"].startswith(f"{ORIGIN}/promises?")
