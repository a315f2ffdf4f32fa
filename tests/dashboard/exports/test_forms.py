"""Each form on its own: what spreadsheets would run, letters, types, metadata, limits, and how little is held."""

import io
import json
from datetime import datetime
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.exports import as_csv, as_json, as_parquet, as_xlsx
from dashboard.exports.about import about, file_name
from dashboard.exports.dataset import Chunk, Dataset, from_frame
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.exports.fields import Field
from tests.dashboard.exports.reading import ORIGIN, from_csv, from_json, from_parquet, from_xlsx, parquet, sheets

KAZAKH = "әғқңөұүһі ӘҒҚҢӨҰҮҺІ ₸ № «ё»"
EVIL = ("=1+1", "+7 701", "-5", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x.test")')
FIELDS = (
    Field("text", "text", "A text"),
    Field("words", "list", "Texts"),
    Field("kzt", "decimal", "Money"),
    Field("count", "integer", "A count"),
    Field("yes", "yes_no", "Yes or no"),
    Field("day", "date", "A day"),
    Field("printed", "partial_date", "A date as printed"),
)


@pytest.fixture
def made_of(ask_page):
    """Make a dataset of given rows."""

    def make(rows, read=None, count=None):
        frame = pl.DataFrame(rows, schema={one.name: one.dtype for one in FIELDS}, orient="row")
        return Dataset(
            page=ask_page("records", "region=zhambyl"),
            table="records",
            measure="nominal",
            price_year=None,
            totals={"local": {"counted_kzt": Decimal("1.50"), "records": 1}},
            fields=FIELDS,
            rows=frame.height if count is None else count,
            read=read or from_frame(frame),
            sentence=lambda page: f"in {page.tr.language}",
        )

    return make


def row(**values):
    return {one.name: values.get(one.name) for one in FIELDS}


def test_nothing_that_a_spreadsheet_would_run_begins_a_cell(made_of):
    told = made_of([row(text=evil, words=[evil, "b"], printed=evil) for evil in EVIL])

    for cells in (from_csv(told), from_xlsx(told)):
        assert [one[0] for one in cells] == [f"'{evil}" for evil in EVIL]
        assert [one[1] for one in cells] == [f"'{evil} | b" for evil in EVIL]
        assert [one[6] for one in cells] == [f"'{evil}" for evil in EVIL]


def test_forms_for_programs_keep_texts_as_they_are(made_of):
    told = made_of([row(text=evil) for evil in EVIL])

    written = json.loads(as_json.write(told, about(told, ""), told.read(None, 100), None))

    assert [one["text"] for one in written["rows"]] == list(EVIL)
    assert parquet(told)["text"].to_pylist() == list(EVIL)


def test_numbers_below_zero_stay_numbers(made_of):
    told = made_of([row(kzt=Decimal("-1.50"), count=-3)])

    assert from_csv(told)[0][2:4] == ["-1.50", "-3"]
    assert sheets(told)["records"][1][2:4] == [-1.5, -3]


@pytest.mark.parametrize("read", [from_csv, from_json, from_parquet, from_xlsx])
def test_kazakh_letters_come_back(made_of, read):
    assert read(made_of([row(text=KAZAKH)]))[0][0] == KAZAKH


def test_csv_has_a_byte_order_mark_only_for_excel(made_of):
    told = made_of([row(text=KAZAKH)])

    assert b"".join(as_csv.write(told, excel=True)).startswith(b"\xef\xbb\xbftext,")
    assert b"".join(as_csv.write(told)).startswith(b"text,")


def test_csv_lines_end_as_the_standard_says_and_quotes_are_doubled(made_of):
    written = b"".join(as_csv.write(made_of([row(text='a,"b"\nc')])))

    assert written == b'text,words,kzt,count,yes,day,printed\r\n"a,""b""\nc",,,,,,\r\n'


def test_an_empty_table_still_has_its_columns(made_of):
    told = made_of([])

    assert from_csv(told) == from_xlsx(told) == from_parquet(told) == from_json(told) == []
    assert parquet(told).column_names == [one.name for one in FIELDS]


def test_money_in_json_is_text_with_all_digits(made_of):
    told = made_of([row(kzt=Decimal("9007199254740993.01"))])

    written = json.loads(as_json.write(told, about(told, ""), told.read(None, 1), "next"))

    assert written["rows"][0]["kzt"] == "9007199254740993.01"
    assert written["totals"] == {"local": {"counted_kzt": "1.50", "records": 1}}
    assert written["next"] == "next"


def test_parquet_has_decimals_days_and_says_what_it_is(made_of):
    told = made_of([row(kzt=Decimal("1.50"), day=datetime(2026, 11, 22).date(), words=["a"])])  # noqa: DTZ001

    table = parquet(told)

    assert table.schema.field("kzt").type == pa.decimal128(18, 2)
    assert table.schema.field("day").type == pa.date32()
    assert table.schema.field("words").type == pa.list_(pa.string()) or pa.types.is_list(table["words"].type)
    metadata = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    assert metadata["edition"] == told.page.asked.snapshot.id
    assert metadata["licence"] == "CC-BY-4.0"
    assert table.schema.field("kzt").metadata == {b"description": b"Money", b"unit": b"KZT"}


def test_sheet_has_real_numbers_and_days(made_of):
    day = datetime(2026, 11, 22).date()  # noqa: DTZ001
    cells = row(text="0012", kzt=Decimal("1234567.50"), count=3, yes=True, day=day, printed="2026-11-21")

    _, values = sheets(made_of([cells]))["records"]

    assert values == ["0012", "", 1234567.5, 3, True, day, day.replace(day=21)]
    assert [type(value) for value in values[2:4]] == [float, float]


@pytest.mark.parametrize("printed", ["2026", "2026-11", "2026-13-45", "1899-01-01", "spring 202"])
def test_a_date_printed_in_part_stays_a_text(made_of, printed):
    assert sheets(made_of([row(printed=printed)]))["records"][1][6] == printed


def test_a_sum_with_more_digits_than_a_sheet_keeps_stays_a_text(made_of):
    exact, longer = Decimal("1234567890123.45"), Decimal("9007199254740993.01")

    _, first, second = sheets(made_of([row(kzt=exact), row(kzt=longer)]))["records"]

    assert (first[2], second[2]) == (float(exact), "9007199254740993.01")


def test_first_sheet_says_what_the_file_is(made_of):
    told = made_of([row(text="x")])

    cells = dict(one[:2] for one in sheets(told)["About"])

    assert cells["Link"] == f"{ORIGIN}/records?region=zhambyl&lang=en"
    assert f"asof={told.page.asked.snapshot.id}" in cells["Link that will always show this"]
    assert cells["Data edition"] == told.page.asked.snapshot.id
    assert [cells[f"Filters ({language})"] for language in ("kk", "ru", "en")] == ["in kk", "in ru", "in en"]
    assert cells["Licence"].startswith("CC-BY-4.0")
    assert cells["local.counted_kzt"] == "1.50"
    assert cells["kzt"] == "Money (KZT)"


def test_a_sheet_refuses_more_rows_than_it_has_room_for(made_of, tmp_path):
    told = made_of([], count=as_xlsx.MOST_ROWS + 1)

    with pytest.raises(as_xlsx.TooManyRows):
        as_xlsx.write(told, about(told, ""), tmp_path / "x.xlsx")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_writers_read_a_chunk_only_when_the_reader_took_the_one_before(made_of, form):
    asked = []

    def read(after, rows):
        asked.append(rows)
        frame = pl.DataFrame([row(text="x" * 100)] * 1000, schema={one.name: one.dtype for one in FIELDS})
        return Chunk(frame, len(asked) if len(asked) < 20 else None)

    told = made_of([], read=read, count=20_000)
    pieces = as_csv.write(told) if form == "csv" else as_parquet.write(told, about(told, ""))

    taken = 0
    for number, _ in enumerate(pieces, start=1):
        taken = number
        assert len(asked) <= number
    assert len(asked) == 20
    assert taken >= 20


@pytest.mark.parametrize("read", [from_csv, from_parquet, from_xlsx])
def test_a_table_of_several_chunks_has_one_heading_and_every_row(made_of, read):
    frame = pl.DataFrame([row(count=1)] * 3, schema={one.name: one.dtype for one in FIELDS})
    first, second = Chunk(frame.head(2), 2), Chunk(frame.tail(1), None)

    told = made_of([], read=lambda after, _: second if after else first, count=3)

    assert [one[3] for one in read(told)] == ["1", "1", "1"]


def test_parquet_has_a_row_group_a_chunk(made_of):
    frames = iter([Chunk(pl.DataFrame([row(count=1)], schema={f.name: f.dtype for f in FIELDS}), 1)] * 2)
    last = Chunk(pl.DataFrame([row(count=2)], schema={f.name: f.dtype for f in FIELDS}), None)

    told = made_of([], read=lambda *_: next(frames, last), count=3)
    file = pq.ParquetFile(io.BytesIO(b"".join(as_parquet.write(told, about(told, "")))))

    assert file.num_row_groups == 3
    assert file.read()["count"].to_pylist() == [1, 1, 2]


def test_downloads_name_themselves(ask_page):
    page = ask_page("region", "id=zhambyl&from=2019&to=2024&category=media")
    export = EXPORTS["region"]

    name = file_name(dataset(export, page, export.table("customers")), "csv")

    assert name == f"aqsha-qaida-region-customers-zhambyl-2019-2024-media-{page.asked.snapshot.id}.csv"
    assert name.isascii()


def test_long_names_are_cut(ask_page):
    regions = "&".join(
        f"region={one}" for one in ("astana", "almaty", "zhambyl", "west-kazakhstan", "north-kazakhstan")
    )
    page = ask_page("records", f"{regions}&region=east-kazakhstan&region=mangystau&region=ulytau&region=turkistan")

    assert len(file_name(dataset(EXPORTS["records"], page, EXPORTS["records"].tables[0]), "xlsx")) < 160
