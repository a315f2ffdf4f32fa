"""Files of open texts: their forms are read, what is wrong is told without a word of it."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from pipelines.errors import SourceBroken
from pipelines.sources.open_appeals import Appeal, BadLine, Collection, collections, is_name, read

WORDS = "Менің атым Құпия, телефон 87011234567"
"""What stands in a broken file and must not be told."""


def lay(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def rows_of(folder: Path) -> Iterable[Appeal | BadLine]:
    (collection,) = collections(folder)[0]
    return list(read(collection))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.csv", "text,date,place\nнет воды,2025-03-04,Тараз\n", id="CSV"),
        pytest.param("a.csv", "\ufeffTEXT;DATE;PLACE\nнет воды;04.03.2025;Тараз\n", id="CSV of Excel"),
        pytest.param("a.csv", 'date,place,text\n2025-03-04 10:15,Тараз,"нет воды"\n', id="with a time"),
        pytest.param("a.csv", "place,date,text,region,id\nТараз,2025-03-04,нет воды,,\n", id="any order"),
        pytest.param("a.jsonl", '{"text":"нет воды","date":"2025-03-04","place":"Тараз"}\n\n', id="JSONL"),
    ],
)
def test_forms_are_read(tmp_path: Path, name: str, content: str) -> None:
    (row,) = rows_of(lay(tmp_path, {name: content}))

    assert isinstance(row, Appeal)
    assert (row.text, row.day, row.place, row.region, row.number) == ("нет воды", date(2025, 3, 4), "Тараз", "", "")


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        pytest.param("a.csv", "text,date\n,2025-03-04\nx,2025-03-04\n", [2], id="no text"),
        pytest.param("a.csv", "text,date\nx,2025-02-30\nx,завтра\nx,1899-01-01\n", [2, 3, 4], id="no day"),
        pytest.param("a.csv", "text,date\nx,2025-03-04,more\n", [2], id="a cell too many"),
        pytest.param("a.csv", 'text,date\n"two\nlines",2025-03-04\nx,\n', [4], id="a text of two lines"),
        pytest.param(
            "a.jsonl", '{"text":"x","date":"2025-03-04"}\nnot json\n[1]\n{"text":{}}\n', [2, 3, 4], id="JSONL"
        ),
        pytest.param("a.jsonl", "[" * 100_000 + "\n", [1], id="nested without end"),
    ],
)
def test_bad_lines_are_told_by_file_and_line(tmp_path: Path, name: str, content: str, lines: list[int]) -> None:
    bad = [row for row in rows_of(lay(tmp_path, {name: content})) if isinstance(row, BadLine)]

    assert bad == [BadLine(name, line) for line in lines]
    assert str(bad[0]) == f"{name}:{lines[0]}"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        pytest.param({"a.csv": f"text,date,{WORDS}\nx,2025-03-04,y\n"}, "a.csv has other columns", id="another column"),
        pytest.param({"a.csv": f"{WORDS}\n"}, "a.csv has other columns", id="no head"),
        pytest.param({"a.csv": "text,date,date\nx,2025-03-04,1\n"}, "a.csv has other columns", id="a column twice"),
        pytest.param({"a.csv": ""}, "a.csv holds no rows", id="empty"),
        pytest.param({"a.csv": "text,date\n"}, "a.csv holds no rows", id="a head alone"),
        pytest.param({"a.csv": f'text,date\n"{WORDS},2025-03-04\n'}, "a.csv can't be read", id="an open quote"),
        pytest.param({"a.csv": "text,date\nнет".encode("cp1251")}, "a.csv can't be read", id="not UTF-8"),
        pytest.param({"a.jsonl": f'{{"phone":"{WORDS}"}}\n'}, "a.jsonl has other fields", id="another field"),
        pytest.param({"a/b.csv": ""}, "a/b.csv holds no rows", id="in a subfolder"),
    ],
)
def test_a_broken_file_is_told_without_a_word_of_it(tmp_path: Path, files: dict[str, str | bytes], words: str) -> None:
    with pytest.raises(SourceBroken) as told:
        rows_of(lay(tmp_path, files))

    assert words in str(told.value)
    assert not any(one in str(told.value) for one in ("Құпия", "8701", "Менің"))
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__ or told.value.__context__ is None


def test_files_and_subfolders_are_collections_and_others_are_not(tmp_path: Path) -> None:
    row = "text,date\nx,2025-03-04\n"
    names = ("one.csv", "two/part-1.csv", "two/part-2.jsonl", ".hidden.csv", "notes.txt", "Иванов.csv", "two/a b.csv")
    lay(tmp_path, dict.fromkeys(names, row))

    found, strange = collections(tmp_path)

    told = {one.name: [path.name for path in one.files] for one in found}
    assert told == {"one": ["one.csv"], "two": ["part-1.csv", "part-2.jsonl"]}
    assert strange == 2


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("open-almaty-2025", True),
        ("a", True),
        ("Ivanov", False),
        ("иванов", False),
        ("a_b", False),
        ("a b", False),
        ("-a", False),
        ("870101300123", False),
        ("a-8701-123-45-67", False),
        ("a" * 61, False),
    ],
)
def test_names_of_collections_can_be_published(name: str, good: bool) -> None:
    assert is_name(name) is good


@pytest.mark.parametrize("folder", ["missing", "empty"])
def test_a_folder_that_holds_nothing_says_so(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(SourceBroken, match="AQSHA_APPEALS"):
        collections(tmp_path / folder)


def test_an_appeal_shows_nothing_of_itself() -> None:
    appeal = Appeal(WORDS, date(2025, 3, 4), "Тараз", "", "1")

    assert "Құпия" not in repr(appeal) + str(appeal) + f"{appeal}"


def test_a_collection_is_read_row_by_row(tmp_path: Path) -> None:
    path = lay(tmp_path, {"a.csv": "text,date\nx,2025-03-04\n" + "y,2025-03-04\n" * 3}) / "a.csv"

    rows = read(Collection("a", (path,)))

    first = next(iter(rows))
    assert isinstance(first, Appeal)
    assert first.text == "x"
