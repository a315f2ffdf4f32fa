"""What must change nothing: order, posts read twice, accounts of others, copies, the way the files are cut."""

from random import Random

import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.mentions_folder import work_out
from pipelines.sources import mentions as source
from tests.pipelines.mentions.making import BLAME, PRAISE, TODAY, found, periods, post, write
from tests.pipelines.running import DATA

# A smaller seed is no simpler example: nothing is gained by looking for one.
FEW = settings(max_examples=12, deadline=None, phases=(Phase.generate,))
TERMS = (
    "region,in_office_from,in_office_to\nzhambyl,2020-01-01,2026-03-18\nzhambyl,2026-03-19,\nastana,2026-02-20,\n"
    "almaty,2020-01-01,\npavlodar,2025-01-01,2026-03-25\n"
)
OTHERS = [
    {"author": "akimat_taraz"},
    {"author": "id77", "author_name": "Тараз жаңалықтары"},
    {"author": "id78", "author_name": "ТОО «Ромашка»"},
    {"author": "id79", "author_kind": "public_page"},
    {"author": "id80", "author_name": "Пресс-служба акима области"},
]


def made(chance: Random, count: int) -> list[dict[str, str]]:
    """Make posts of residents about four offices over four weeks; some are copies."""
    texts = [
        f"{chance.choice([PRAISE, BLAME, 'дома'])} {chance.randrange(60)} и рядом {chance.randrange(60)} тоже самое"
        for _ in range(count)
    ]
    return [
        post(
            number,
            author=f"u{chance.randrange(count)}",
            text=chance.choice(texts),
            akim=chance.choice(["zhambyl", "astana", "almaty", "pavlodar"]),
            posted_at=f"2026-03-{chance.randrange(2, 30):02d} {number % 24:02d}:{number % 60:02d}",
            reactions=chance.choice(["", "0", "5"]),
        )
        for number in range(count)
    ]


def told(tables: dict[str, pl.DataFrame]) -> dict[str, tuple[object, list[tuple[object, ...]]]]:
    """Tables as plain values: their columns with types, and their rows in order."""
    return {name: (table.schema, table.rows()) for name, table in tables.items()}


@FEW
@given(seed=st.integers(0, 10**6), lines=st.booleans())
def test_the_order_of_rows_and_terms_and_the_form_of_files_change_nothing(tmp_path_factory, seed, lines):
    chance, folder = Random(seed), tmp_path_factory.mktemp("posts")
    posts = made(chance, 150)
    before = found(folder, posts, TERMS).tables
    head, *terms = TERMS.split()
    chance.shuffle(posts)
    chance.shuffle(terms)

    assert told(found(folder, posts, "\n".join([head, *terms]), lines=lines).tables) == told(before)


@FEW
@given(seed=st.integers(0, 10**6))
def test_posts_read_twice_change_nothing(tmp_path_factory, seed):
    chance, folder = Random(seed), tmp_path_factory.mktemp("posts")
    posts = made(chance, 120)
    before = found(folder, posts, TERMS).tables
    again = [*posts, *chance.sample(posts, 60)]
    chance.shuffle(again)

    assert told(found(folder, again, TERMS).tables) == told(before)


@FEW
@given(seed=st.integers(0, 10**6))
def test_accounts_of_others_change_nothing(tmp_path_factory, seed):
    """Not even when residents say the same as they did before."""
    chance, folder = Random(seed), tmp_path_factory.mktemp("posts")
    posts = made(chance, 120)
    before = found(folder, posts, TERMS).tables
    strange = [
        one | chance.choice(OTHERS) | {"post_id": f"s{number}", "posted_at": f"2026-0{chance.randrange(1, 7)}-11"}
        for number, one in enumerate(chance.sample(posts, 60))
    ]
    together = [*strange, *posts]
    chance.shuffle(together)

    assert told(found(folder, together, TERMS).tables) == told(before)


WITHOUT_COPIES = (
    *("region", "in_office_since", "period_kind", "period_start", "placed", "not_placed_why", "tone_not_placed_why"),
    *("volume_score", "volume_rank", "tone_score", "tone_rank", "offices_placed", "offices_placed_tone"),
    *("unique_mentions", "authors", "positive", "negative", "neutral", "reactions", "reposts", "days_in_period"),
    *("weeks", "weeks_placed", "weeks_placed_tone"),
)


@FEW
@given(seed=st.integers(0, 10**6))
def test_copies_change_no_figure_without_copies(tmp_path_factory, seed):
    """Later reposts by other accounts, word for word or with an address, however many."""
    chance, folder = Random(seed), tmp_path_factory.mktemp("posts")
    posts = made(chance, 120)
    before = periods(folder, posts, TERMS)
    reposts = [
        one
        | {
            "post_id": f"c{number}",
            "author": f"c{chance.randrange(30)}",
            "posted_at": f"2026-0{chance.randrange(4, 7)}-{chance.randrange(1, 28):02d}",
            "text": chance.choice(["{}", "RT @u1: {}", "{} https://example.org/1"]).format(one["text"]),
            "reactions": "1000",
        }
        for number, one in enumerate(chance.choices(posts, k=80))
    ]
    after = periods(folder, [*posts, *reposts], TERMS)

    key = ["region", "in_office_since", "period_kind", "period_start"]
    kept = after.join(before, on=key, how="semi", maintain_order="left")
    assert_frame_equal(kept.select(WITHOUT_COPIES), before.select(WITHOUT_COPIES))
    added = after.join(before, on=key, how="anti")
    assert added["unique_mentions"].sum() == 0
    weekly = pl.col("period_kind") == "week"
    assert after.filter(weekly)["mentions"].sum() == before.filter(weekly)["mentions"].sum() + 80
    assert after.filter(weekly)["copies"].sum() == before.filter(weekly)["copies"].sum() + 80


@FEW
@given(seed=st.integers(0, 10**6), at=st.integers(1, 119))
def test_later_posts_change_no_week_that_is_over(tmp_path_factory, seed, at):
    chance, folder = Random(seed), tmp_path_factory.mktemp("posts")
    posts = made(chance, 120)
    later = [one | {"post_id": f"l{number}", "posted_at": "2026-05-05"} for number, one in enumerate(made(chance, 60))]
    over = pl.col("period_end") < "2026-03-23"

    before = periods(folder, posts, TERMS).filter(over)

    assert_frame_equal(periods(folder, [*posts, *later], TERMS).filter(over), before)


def test_the_way_that_posts_are_read_in_portions_changes_nothing(tmp_path, monkeypatch):
    posts = made(Random(5), 200)
    before = found(tmp_path, posts, TERMS).tables
    monkeypatch.setattr(source, "PORTION", 7)

    assert told(found(tmp_path, posts, TERMS).tables) == told(before)


def test_posts_in_several_files_are_one(tmp_path):
    posts = made(Random(6), 90)
    before = found(tmp_path / "one", posts, TERMS).tables
    folder = write(tmp_path / "three", posts[:40], TERMS)
    (folder / "more.csv").write_bytes((write(tmp_path / "rest", posts[40:80]) / "posts.csv").read_bytes())
    (folder / "z.jsonl").write_bytes((write(tmp_path / "rest", posts[80:], lines=True) / "posts.jsonl").read_bytes())

    assert told(work_out(folder, DATA, TODAY).tables) == told(before)


@pytest.mark.parametrize("terms", [None, TERMS])
def test_an_empty_folder_gives_empty_tables_and_the_method(tmp_path, terms):
    folder = write(tmp_path, [], terms)
    (folder / "posts.csv").unlink()

    tables = work_out(folder, DATA, TODAY).tables

    assert {name: table.height for name, table in tables.items()} == {
        "mention_periods": 0,
        "mention_indicators": 0,
        "mention_method": 17,
    }


def test_a_post_about_two_offices_counts_for_both(tmp_path):
    told = periods(tmp_path, [post(1), post(1, akim="astana")])

    assert told.filter(period_kind="week").select("region", "mentions").rows() == [("astana", 1), ("zhambyl", 1)]


def test_of_two_readings_of_a_post_the_one_with_more_reactions_counts(tmp_path):
    told = periods(tmp_path, [post(1, reactions="3"), post(1, reactions="9"), post(1, reactions="")])

    assert told.filter(period_kind="week").select("mentions", "reactions").rows() == [(1, 9)]


def test_an_account_renamed_between_two_readings_gives_the_same_figures_each_night(tmp_path):
    """Which of the two names is taken must not hang on marks that are made anew at each reading."""
    renamed = [post(number, author=author) for number in range(12) for author in (f"old{number}", "everybody")]

    told = {periods(tmp_path, renamed).filter(period_kind="week")["authors"].item() for _ in range(4)}

    assert len(told) == 1
