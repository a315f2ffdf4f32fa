"""The classify command: what it writes, and what it says of files it can't read."""

import csv
import io
from pathlib import Path

import pytest

from pipelines.classify_file import run
from pipelines.errors import SourceBroken


def classified(path: Path) -> list[dict[str, str]]:
    out = io.StringIO()
    run(path, out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_rows_keep_their_columns_and_gain_category_reason_and_score(tmp_path: Path) -> None:
    path = tmp_path / "titles.csv"
    path.write_text(
        "id,title_ru,title_kk,enstru_code,units,score\n"
        '1,"Ноутбук, 15 дюймов",,262011.100.000004,,old\n'
        "2,Бинт,Дәке,,,\n"
        "3,Договор №3,,,Ноутбук | Мышь компьютерная,\n",
        encoding="utf-8-sig",
    )

    assert [tuple(row.values()) for row in classified(path)] == [
        (
            "1",
            "Ноутбук, 15 дюймов",
            "",
            "262011.100.000004",
            "",
            "it.hardware",
            "words: ноутбук; code: 262011.100.000004",
            "0.85",
        ),
        ("2", "Бинт", "Дәке", "", "", "none", "", "0.00"),
        ("3", "Договор №3", "", "", "Ноутбук | Мышь компьютерная", "it.hardware", "words: ноутбук", "0.70"),
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param(None, "there is no such file", id="missing"),
        pytest.param(b"", "no column title_ru, title_kk, enstru_code; there are: none", id="empty"),
        pytest.param(b"title_ru,enstru_code\n", "no column title_kk; there are: title_ru, enstru_code", id="column"),
        pytest.param(
            "title_ru,title_kk,enstru_code\nСайт,,\n".encode("cp1251"), "not a CSV file in UTF-8", id="encoding"
        ),
        pytest.param(b"title_ru,title_kk,enstru_code\na,b,c,d\n", "line 2: more cells than columns", id="cells"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path, written: bytes | None, said: str) -> None:
    path = tmp_path / "titles.csv"
    if written is not None:
        path.write_bytes(written)

    with pytest.raises(SourceBroken) as caught:
        classified(path)

    assert said in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourceBroken, match="cannot be read"):
        classified(tmp_path)
