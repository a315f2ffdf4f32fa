"""The promises command: what it writes, and what it says of files it can't read."""

import csv
import io

import pytest

from pipelines.errors import SourceBroken
from pipelines.promises_file import run


def test_every_promise_is_a_row_with_the_words_that_say_so(tmp_path):
    path, out = tmp_path / "texts.csv", io.StringIO()
    path.write_text(
        'id,text,more\na,"В Facebook: 3-5 постов в день, круглосуточно",x\n'
        "b,Ноутбук,y\nc,Сдать до 01.12.2025 модуль,z\n",
        encoding="utf-8-sig",
    )

    run(path, out)

    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [(row["id"], row["unit"], row["value"], row["value_low"], row["date"], row["quote"]) for row in rows] == [
        ("a", "post", "", "3", "", "3-5 постов"),
        ("a", "hour", "24", "", "", "круглосуточно"),
        ("c", "date", "", "", "2025-12-01", "до 01.12.2025"),
    ]
    assert rows[0]["networks"] == "Facebook"


def test_a_file_without_a_column_is_said_so(tmp_path):
    path = tmp_path / "texts.csv"
    path.write_text("id,words\n", encoding="utf-8")

    with pytest.raises(SourceBroken, match="no column text; there are: id, words"):
        run(path, io.StringIO())
