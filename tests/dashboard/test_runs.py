"""The diary on the data page: how the last run ended is said as it was, and a killed or failed run is no success."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from dashboard.html import parts
from dashboard.last_run import LastRun, SourceRead
from dashboard.stories import runs as story
from dashboard.views.data import DataView
from dashboard.words import words
from pipelines.schemas.housekeeping import RESULTS

DAY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
EDITION = "2026-11-21-0123abcd"


@pytest.fixture
def ask():
    """Ask for a page of which this story needs only words, links and names."""

    def page(lang="en"):
        regions = {"astana": {"short_en": "Astana", "short_ru": "Астана", "short_kk": "Астана"}}
        return SimpleNamespace(
            tr=words(lang),
            names=SimpleNamespace(regions=regions),
            plain_link=lambda path, **fields: f"{path}?{fields}",
        )

    return page


def view_of(runs=(), moved=()):
    return DataView(
        EDITION, "", None, "", "", "", (), (), (), 0, (), (), {}, (), 0, 0, runs=tuple(runs), moved=tuple(moved)
    )


def last(result, sources=()):
    return LastRun(
        started_at=DAY,
        finished_at=DAY + timedelta(seconds=70),
        result=result,
        exit_code=0,
        sentence="",
        snapshot_id=EDITION,
        seconds=Decimal("70.0"),
        sources=tuple(sources),
        last_success_at=DAY,
        running_since=None,
    )


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ("published", "published a new edition."),
        ("unchanged", "found nothing new to publish."),
        ("failed", "stopped because something did not hold, and published nothing."),
        ("unavailable", "stopped because a source was unavailable, and published nothing."),
        ("interrupted", "was cut off and published nothing."),
    ],
)
def test_last_run_is_told_as_it_ended(ask, result, told):
    sentence = story.sentence(ask(), view_of(), last(result))

    assert sentence.startswith("The last nightly run, on 22 November 2026, 03:00 UTC, " + told)
    stopped = result not in ("published", "unchanged")
    assert ("The figures are those of the edition of 21 November 2026." in sentence) == stopped


@pytest.mark.parametrize("known", [None, last("strange")], ids=["no run yet", "a result of the future"])
def test_where_the_last_run_is_not_known_none_is_claimed(ask, known):
    assert story.sentence(ask(), view_of(), known).startswith("Every run of the night is written down here")


def test_sources_that_a_good_run_could_not_read_are_named(ask):
    read = [
        SourceRead("rnu", ok=False, sentence="down", rows=None),
        SourceRead("spending", ok=True, sentence="", rows=1),
    ]

    assert story.sentence(ask(), view_of(), last("published", read)).endswith("what was read before stands: rnu.")
    assert "rnu" not in story.sentence(ask(), view_of(), last("unavailable", read))


def test_every_result_has_words(ask):
    rows = [{"run_id": "2026-11-22T03:00:00+00:00", "result": one, "seconds": None} for one in RESULTS]

    shown = [row["result"].text for row in story.runs_table(ask(), view_of(rows)).rows]

    assert shown == [story.RESULTS[one] for one in RESULTS]


def test_run_of_an_older_form_shows_what_it_lacks_as_missing(ask):
    row = {
        "run_id": "2026-11-20T03:00:00+00:00",
        "result": "published",
        "snapshot_id": "old",
        "seconds": Decimal("1.5"),
    }

    (cells,) = story.runs_table(ask(), view_of([row])).rows

    assert cells["began"].text == "20 November 2026, 03:00 UTC"
    assert cells["seconds"].text == "1.5"
    assert {cells[key].text for key in ("rows", "changed_rows", "added", "changed", "gone")} == {""}


def test_published_run_leads_to_its_edition_and_a_failed_one_says_why(ask):
    good = {"run_id": "2026-11-21T03:00:00+00:00", "result": "published", "snapshot_id": EDITION, "seconds": None}
    counts = {"rows_in": 1900, "rows_changed": 7, "records_added": 0, "records_changed": 3, "records_gone": 1}
    bad = {"run_id": "2026-11-20T03:00:00+00:00", "result": "failed", "seconds": None, "sentence": "<b>spend"}
    page = ask()

    table = story.runs_table(page, view_of([good | counts, bad]))

    first, second = table.rows
    assert EDITION in first["result"].href
    assert [first[key].text for key in ("rows", "changed_rows", "added", "changed", "gone")] == [
        page.tr.number(1900),
        "7",
        "0",
        "3",
        "1",
    ]
    assert (second["result"].href, second["result"].note) == (None, "<b>spend")
    assert "&lt;b&gt;spend" in parts.table(page.tr, table)


def test_moved_totals_show_before_after_and_the_difference(ask):
    page = ask()
    row = {"region": "astana", "level": "local"}
    up = row | {"counted_before_kzt": Decimal("10.00"), "counted_after_kzt": Decimal("10.01")}
    down = row | {"counted_before_kzt": Decimal("5.00"), "counted_after_kzt": Decimal("0.00")}
    first = row | {"counted_before_kzt": None, "counted_after_kzt": Decimal("7.00")}

    rows = story.moved_table(page, view_of(moved=[up, down, first])).rows

    assert [row["region"].text for row in rows] == ["Astana"] * 3
    assert [row["difference"].text for row in rows] == [
        f"+{page.tr.money(Decimal('0.01'))}",
        page.tr.money(Decimal("-5.00")),
        "",
    ]
    assert rows[2]["before"].text == ""


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_diary_is_told_in_every_language(ask, lang):
    page = ask(lang)

    assert story.sentence(page, view_of(), last("failed"))
    assert story.moved_table(page, view_of()).empty
    assert parts.table(page.tr, story.runs_table(page, view_of()))
