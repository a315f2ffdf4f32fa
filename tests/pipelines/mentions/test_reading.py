"""Reading posts: forms of a line, lines held back and told without a word of them, files that stop the reading."""

import json

import pytest

from pipelines.errors import SourceBroken
from pipelines.mentions_folder import regions, run
from pipelines.sources.mentions import Accounts, read_posts
from pipelines.sources.tenures import read_terms
from pipelines.transform.mentions.accounts import judge
from tests.pipelines.mentions.making import LONG_AGO, TODAY, found, method, post, write
from tests.pipelines.running import DATA

OFFICES = regions(DATA)
SECRET = "тайное слово"


def read(folder):
    return list(read_posts(folder, OFFICES, TODAY, judge(method().accounts)))


def only(folder, **told):
    (portion,) = read(write(folder, [post(1, **told)]))
    return portion


@pytest.mark.parametrize(
    ("written", "local"),
    [
        ("2026-03-04", "2026-03-04T00:00:00"),
        ("2026-03-04 10:20", "2026-03-04T10:20:00"),
        ("2026-03-04T10:20:30", "2026-03-04T10:20:30"),
        ("2026-03-04T10:20:30.123456", "2026-03-04T10:20:30"),
        ("2026-03-04T10:20:30Z", "2026-03-04T15:20:30"),
        ("2026-03-04T10:20:30+05:00", "2026-03-04T10:20:30"),
        ("2026-03-04T23:20+0300", "2026-03-05T01:20:00"),
        ("2026-03-04T23:20:00-04:30", "2026-03-05T08:50:00"),
        (" 2026-03-04 ", "2026-03-04T00:00:00"),
        ("2026-11-22", "2026-11-22T00:00:00"),
    ],
)
def test_times_are_read_as_local(tmp_path, written, local):
    assert only(tmp_path, posted_at=written).posts["at"].item().isoformat() == local


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("posted_at", ""),
        ("posted_at", "04.03.2026"),
        ("posted_at", "2026-02-30"),
        ("posted_at", "2026-03-04T25:00"),
        ("posted_at", "2026-11-23"),
        ("posted_at", "1999-12-31"),
        ("posted_at", "2026-03-04 10:20 МСК"),
        ("network", " "),
        ("author", ""),
        ("author", "@"),
        ("text", "  "),
        ("akim", "Zhambyl region"),
        ("akim", "national"),
        ("akim", ""),
        ("author_kind", "тайный агент"),
        ("reactions", "-1"),
        ("reactions", "1,5"),
        ("reactions", "много"),
        ("reposts", "1.0"),
    ],
)
def test_a_line_that_does_not_hold_what_it_must_is_told_without_its_words(tmp_path, field, value):
    posts = [post(1), post(2, **{"text": SECRET, "author": SECRET, field: value}), post(3)]
    (portion,) = read(write(tmp_path, posts))

    assert portion.posts.height == 2
    assert [(one.file, one.line, one.field) for one in portion.faults] == [("posts.csv", 3, field)]
    told = " ".join(map(str, portion.faults))
    assert SECRET not in told
    assert not value.strip("@ ") or value not in told


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("{}", "akim"),
        ("[1, 2]", "line"),
        ("not json", "line"),
        (json.dumps(post(1, text=["a"])), "text"),
        (json.dumps(post(1, reactions=1.5)), "reactions"),
        (json.dumps(post(1, reactions=True)), "reactions"),
        (json.dumps(post(1, author_name={"a": 1})), "author_name"),
        (json.dumps(post(1, post_id=[1])), "post_id"),
    ],
)
def test_lines_of_json_that_are_no_posts(tmp_path, line, field):
    folder = write(tmp_path, [post(2)], lines=True)
    with (folder / "posts.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")

    (portion,) = read(folder)

    assert portion.posts.height == 1
    assert {one.line for one in portion.faults} == {3}
    assert field in {one.field for one in portion.faults}


def test_numbers_of_json_are_numbers(tmp_path):
    (portion,) = read(write(tmp_path, [post(1, post_id=7, author=8, reactions=9, reposts=None, more="x")], lines=True))

    assert portion.posts.select("reactions", "reposts").rows() == [(9, None)]
    assert not portion.faults


def test_a_text_of_several_lines_keeps_the_numbers_of_lines_right(tmp_path):
    posts = [post(1, text="первая\nвторая\nтретья, «в кавычках»"), post(2, reactions="x")]
    (portion,) = read(write(tmp_path, posts))

    # The reader tells the last line of a row.
    assert [one.line for one in portion.faults] == [5]


def test_a_row_with_another_number_of_values_is_told(tmp_path):
    folder = write(tmp_path, [post(1)])
    with (folder / "posts.csv").open("a", encoding="utf-8") as file:
        file.write("a,b\n")

    (portion,) = read(folder)

    assert [str(one) for one in portion.faults] == ["posts.csv:3: line: 10 values, as in the first line"]
    assert portion.rows == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"network,author,posted_at,text\n", "lacks the columns akim", id="a column is missing"),
        pytest.param(b"network,author,posted_at,text,akim,text\n", "a column twice", id="a column stands twice"),
        pytest.param(b"network,author,posted_at,text,akim\n\xff\xfe\n", "not UTF-8", id="not UTF-8"),
        pytest.param(
            b'network,author,posted_at,text,akim\nvk,u,2026-01-01,"open,zhambyl\n', "end of data", id="open quote"
        ),
        pytest.param(b"", "lacks the columns", id="an empty file"),
    ],
)
def test_a_file_that_is_no_list_of_posts_stops_the_reading(tmp_path, content, told):
    (tmp_path / "posts.csv").write_bytes(content)

    with pytest.raises(SourceBroken, match=told):
        read(tmp_path)


def test_a_name_of_a_file_that_could_be_somebodys_words_is_not_told(tmp_path):
    folder = write(tmp_path, [post(1, text="")])
    (folder / "posts.csv").rename(folder / "Айгүл Сәрсенова.csv")

    (portion,) = read(folder)

    assert [one.file for one in portion.faults] == ["file 1.csv"]


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(SourceBroken, match="is no folder"):
        read(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        pytest.param("region,in_office_from,in_office_to,name\n", "no names", id="a column for names"),
        pytest.param("region,from,to\n", "must have the columns", id="other columns"),
        pytest.param("region,in_office_from,in_office_to\nzhambyl,01.02.2020,\n", ":2: days are written", id="a day"),
        pytest.param(
            "region,in_office_from,in_office_to\nzhambyl,2020-02-01,2020-01-01\n", ":2:", id="ends before it begins"
        ),
        pytest.param("region,in_office_from,in_office_to\nTaraz,2020-02-01,\n", ":2: a region's slug", id="no region"),
        pytest.param(LONG_AGO + "zhambyl,2026-01-01,\n", "two terms of zhambyl overlap", id="the first never ends"),
        pytest.param(
            LONG_AGO.replace("zhambyl,2020-01-01,", "zhambyl,2020-01-01,2026-01-02") + "zhambyl,2026-01-01,\n",
            "overlap",
            id="two days of both",
        ),
    ],
)
def test_terms_that_can_not_be_right_stop_the_reading(tmp_path, terms, told):
    with pytest.raises(SourceBroken, match=told):
        read_terms(write(tmp_path, [], terms), OFFICES)


@pytest.mark.parametrize(
    "terms", [LONG_AGO.encode("utf-16"), b"region,in_office_from,in_office_to\nzhambyl,\xef\xf0\xe8,\n"]
)
def test_terms_that_are_no_utf_8_are_told_as_a_broken_source(tmp_path, terms):
    folder = write(tmp_path, [])
    (folder / "tenures.csv").write_bytes(terms)

    with pytest.raises(SourceBroken, match="can't be read as CSV in UTF-8"):
        read_terms(folder, OFFICES)


def test_a_file_named_by_a_phone_is_told_by_its_number(tmp_path):
    folder = write(tmp_path, [post(1, text="")])
    (folder / "posts.csv").rename(folder / "87011234567.csv")

    (portion,) = read(folder)

    assert [one.file for one in portion.faults] == ["file 1.csv"]


def test_accounts_leave_the_reading_as_marks_that_differ_each_time(tmp_path):
    folder = write(tmp_path, [post(1, author="aigul", author_name="Айгүл С.")])

    first, second = (read(folder)[0].posts for _ in range(2))

    assert set(first.columns) == {"office", "key", "account", "turn", "at", "text", "reactions", "reposts"}
    assert first["account"].item() != second["account"].item()
    assert first["key"].item() == second["key"].item()


def test_one_account_has_one_mark_however_it_is_written(tmp_path):
    posts = [post(1, author="Aigul"), post(2, author="@aigul"), post(3, author="aigul", network="VK")]
    (portion,) = read(write(tmp_path, posts))

    assert portion.posts["account"].n_unique() == 1
    assert Accounts(judge(method().accounts)).secret != Accounts(judge(method().accounts)).secret


def test_what_is_printed_names_no_account_and_no_text(tmp_path):
    posts = [post(number, author=SECRET + str(number), text=f"{SECRET} {number} и ещё слова") for number in range(9)]
    lines: list[str] = []
    run(write(tmp_path, [*posts, post(10, reactions="x")]), DATA, TODAY, lines.append)
    run(write(tmp_path, posts), DATA, TODAY, lines.append, tmp_path / "out")

    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    assert SECRET not in "".join(lines) + written
    assert "held back: posts.csv:11: reactions: a whole number, or nothing" in lines
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "mention_indicators.csv",
        "mention_method.csv",
        "mention_periods.csv",
    ]


def test_the_account_of_lines_adds_up(tmp_path):
    posts = [post(1), post(2), post(2), post(3, author="akimat"), post(4, text="")]

    told = found(tmp_path, posts)

    assert told.account() == {"rows": 5, "held_back": 1, "counted": 2}
    assert told.left_out == {"state": 1}
