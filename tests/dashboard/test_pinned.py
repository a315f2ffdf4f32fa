"""A link to an edition opens the same for ever: after other nights, in another form, and when the edition is gone."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl
import pytest

from dashboard import opening, snapshots
from dashboard.answers import Site
from dashboard.bodies.every import BODIES
from dashboard.body import Heading
from dashboard.filters import Filters
from dashboard.page import Page, open_page
from dashboard.sentences import notices
from dashboard.since import since_notices
from dashboard.views import contractors, customers, needs, overview, record, records, region, regions, since, years
from pipelines import publish
from pipelines.schemas import CONTENT_VERSION
from pipelines.schemas.older import FORMS
from tests.nights import CAME, GONE, first_night, three_more_nights
from tests.pipelines.running import OPEN_AKIMAT

VIEWS = {
    "overview": ("", overview.build),
    "regions": ("category=it", regions.build),
    "region": ("id=zhambyl", region.build),
    "years": ("from=2019&to=2024", years.build),
    "customers": ("", customers.build),
    "contractors": ("", contractors.build),
    "records": ("region=zhambyl&counted=all", records.build),
    "record": (f"id={OPEN_AKIMAT}", record.build),
    "needs": ("region=zhambyl", needs.build),
}


@pytest.fixture(scope="module")
def kept_from_the_first_night(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, dict[str, object]]:
    """Four nights: the folder, the first edition, and what links to it showed before the other three."""
    settings, first = first_night(tmp_path_factory.mktemp("kept"))
    site = Site(settings.snapshots)
    then = {key: view_of(site, key, query, first) for key, (query, _) in VIEWS.items()}
    three_more_nights(settings)
    return settings.snapshots, first, then


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AQSHA_CACHE_DIR", str(tmp_path / "cache"))


def view_of(site: Site, key: str, query: str, asof: str) -> object:
    page = page_of(site, key, f"{query}&asof={asof}")
    return page.view(VIEWS[key][1])


def page_of(site: Site, key: str, query: str = "", lang: str = "en") -> Page:
    page = open_page(site, key, f"lang={lang}&{query}", "")
    assert page is not None
    return page


@pytest.mark.parametrize("key", VIEWS)
def test_a_link_made_today_opens_the_same_after_three_more_nights(key, kept_from_the_first_night):
    root, first, then = kept_from_the_first_night

    assert not (root / first / "serve.duckdb").exists(), "it is made again on demand"
    assert view_of(Site(root), key, VIEWS[key][0], first) == then[key]


def test_a_link_without_its_edition_shows_other_numbers(kept_from_the_first_night):
    root, _, then = kept_from_the_first_night

    assert page_of(Site(root), "overview").view(overview.build) != then["overview"]


@pytest.mark.parametrize(
    ("query", "came", "changed", "went", "moved"),
    [
        pytest.param("", 1, 1, 1, 12_500_000 + 2_000_000 - 44_000_000, id="everything"),
        pytest.param("category=it", 1, 1, 0, 14_500_000, id="IT"),
        pytest.param("region=abai", 0, 0, 1, -44_000_000, id="the region of the one that went"),
        pytest.param("region=zhambyl&q=made", 1, 0, 0, 12_500_000, id="words of the new one"),
        pytest.param(
            "max=80000000&category=it", 1, 0, 1, 12_500_000 - 79_000_000, id="a change led it out of the view"
        ),
        pytest.param("level=central", 0, 0, 0, 0, id="nothing"),
    ],
)
def test_what_has_changed_since_is_counted_by_the_same_filter(query, came, changed, went, moved, nights):
    root, made = nights
    site = Site(root)
    asked = site.ask(f"{query}&asof={made[0]}")

    found = site.since(asked, asked.filters)

    assert (found.came, found.changed, found.went) == (came, changed, went)
    ((before, after),) = found.totals.values()
    assert after - before == Decimal(moved)
    assert found.nothing == (query == "level=central")


def test_sums_of_both_levels_are_told_apart(nights):
    root, made = nights
    site = Site(root)
    asked = site.ask(f"level=all&asof={made[0]}")

    totals = site.since(asked, asked.filters).totals

    assert totals["local"][0] != totals["local"][1]
    assert totals["central"][0] == totals["central"][1] > 0
    manifest = [publish.read_manifest(root, one)["counted_kzt"]["local"] for one in (made[0], made[-1])]
    assert totals["local"] == tuple(sum(map(Decimal, one.values())) for one in manifest)


def test_few_buckets_lose_no_difference(nights, monkeypatch):
    root, made = nights
    site = Site(root)
    old, new = (site.ask(f"asof={one}").store for one in (made[0], made[-1]))
    monkeypatch.setattr(since, "BUCKETS", 1)

    assert since.differing(old, new, ()) == tuple(sorted({OPEN_AKIMAT, GONE, CAME}))
    assert since.differing(new, new, ()) == ()


@pytest.mark.parametrize(
    ("key", "query", "words"),
    [
        ("overview", "", "1 record came, 1 record changed, 1 record went. The total went from"),
        ("region", "id=abai", "for this view: 1 record went. The total went from "),
        (
            "record",
            f"id={OPEN_AKIMAT}",
            "1 record changed. The total went from 79 million ₸ to 81 million ₸ (+2 million ₸).",
        ),
        ("contractor", "id=nobody", "Nothing has changed in this view since then."),
        ("record", "", "The newest is of 25 November 2026."),
        ("about", "", "The newest is of 25 November 2026."),
        ("records", "level=central", "Nothing has changed in this view since then."),
        (
            "records",
            "level=all",
            "Local level: the total went from 219 348 004 916.44 ₸ to 219 318 504 916.44 ₸ (−29.5 million ₸). Central",
        ),
    ],
)
def test_a_page_of_an_older_edition_says_what_has_changed_and_leads_to_the_newest(key, query, words, nights):
    root, made = nights
    page = page_of(Site(root), key, f"{query}&asof={made[0]}")

    (notice,) = since_notices(page, BODIES[key](page).heading)

    assert notice.text.replace("\u00a0", " ").startswith("This is an older data edition, of 22 November 2026. ")
    assert words in notice.text.replace("\u00a0", " ")
    assert "asof" not in notice.href
    assert Filters.parse(notice.href.partition("?")[2]) == page.filters.with_(asof=None, lang="en")


def test_a_page_without_records_names_the_newest_edition(nights):
    root, made = nights
    page = page_of(Site(root), "about", f"asof={made[0]}")

    (notice,) = since_notices(page, Heading("title", filtered=False))

    assert notice.text.replace("\u00a0", " ") == (
        "This is an older data edition, of 22 November 2026. The newest is of 25 November 2026."
    )


@pytest.mark.parametrize("pinned", [False, True])
def test_a_page_of_the_newest_edition_says_nothing_of_it(pinned, nights):
    root, made = nights
    page = page_of(Site(root), "overview", f"asof={made[-1]}" if pinned else "")

    assert since_notices(page, Heading("title")) == []


@pytest.fixture
def copied(nights, tmp_path: Path) -> tuple[Path, list[str]]:
    """The four editions, to be broken."""
    return shutil.copytree(nights[0], tmp_path / "snapshots"), nights[1]


def _drop(root: Path, snapshot_id: str) -> None:
    """Remove an edition as the retention does."""
    lines = (root / "editions.jsonl").read_text().splitlines()
    (told,) = [one for one in map(json.loads, lines) if one["id"] == snapshot_id]
    with (root / "editions.jsonl").open("a") as file:
        file.write(json.dumps(told | {"dropped_at": "2026-12-01T00:00:00+00:00"}) + "\n")
    shutil.rmtree(root / snapshot_id)


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_of_an_edition_that_was_removed_the_nearest_is_shown_and_named(lang, copied):
    root, made = copied
    _drop(root, made[1])

    page = page_of(Site(root), "records", f"region=zhambyl&asof={made[1]}", lang)

    assert page.asked.snapshot.id in (made[0], made[2])
    assert page.filters.asof == page.asked.snapshot.id
    assert [one.why for one in page.asked.dropped] == ["dropped_snapshot"]
    (notice,) = notices(page)
    assert made[1] in notice.text
    assert page.tr.date(page.asked.snapshot.day) in notice.text


def test_the_nearest_is_nearest_in_time(copied):
    root, made = copied
    _drop(root, made[2])
    assert snapshots.nearest(root, made[2]).id in (made[1], made[3])
    _drop(root, made[1])

    assert snapshots.nearest(root, made[2]).id == made[3]
    assert snapshots.nearest(root, made[1]).id == made[0]
    assert snapshots.nearest(root, "2020-01-01-00000000") is None


def test_of_an_edition_that_never_was_the_newest_is_shown(copied):
    root, made = copied

    page = page_of(Site(root), "records", "asof=2020-01-01-00000000")

    assert (page.asked.snapshot.id, page.filters.asof) == (made[-1], None)
    assert [one.why for one in page.asked.dropped] == ["unknown_snapshot"]


def _other_form(root: Path, snapshot_id: str, version: str) -> None:
    path = root / snapshot_id / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"schema_version": version}), encoding="utf-8")


def _strip(root: Path, snapshot_id: str, version: str) -> None:
    """Make an edition one of an older form: without the tables and columns that the form lacked."""
    versions = list(FORMS)
    for lack in (FORMS[one] for one in versions[versions.index(version) :]):
        for place in ("tables", "history"):
            for path in (root / snapshot_id / place).iterdir():
                if path.stem in lack.tables:
                    path.unlink()
                elif gone := lack.of(path.stem):
                    pl.read_parquet(path).drop(gone).write_parquet(path)
    path = root / snapshot_id / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | {"schema_version": version}
    for place in ("tables", "history"):
        there = {one.stem for one in (root / snapshot_id / place).iterdir()}
        manifest[place] = {name: told for name, told in manifest[place].items() if name in there}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    (root / snapshot_id / "serve.duckdb").unlink(missing_ok=True)


@pytest.mark.parametrize("version", [one for one in FORMS if one != CONTENT_VERSION])
@pytest.mark.parametrize("key", VIEWS)
def test_an_edition_of_an_older_form_opens_with_its_own_numbers(key, version, copied, kept_from_the_first_night):
    root, made = copied
    _strip(root, made[0], version)

    then, now = kept_from_the_first_night[2][key], view_of(Site(root), key, VIEWS[key][0], made[0])

    assert made[0] == kept_from_the_first_night[1]
    assert _told_then(now) == _told_then(then)


LATER: Final = frozenset({column for _, column in FORMS["1.2"].columns} | {"reply"})
"""What an edition of an older form can't tell, so that defaults stand for it: columns, and what views make of them."""


def _told_then(view: Any) -> Any:
    """Return a view as plain values, less what came with the columns `LATER`."""
    if is_dataclass(view):
        return [(one.name, _told_then(getattr(view, one.name))) for one in fields(view)]
    if isinstance(view, Mapping):
        return {key: _told_then(value) for key, value in view.items() if key not in LATER}
    return [_told_then(one) for one in view] if isinstance(view, list | tuple) else view


@pytest.mark.parametrize("version", [one for one in FORMS if one != CONTENT_VERSION])
def test_columns_that_an_older_form_lacks_are_no_change_since(version, copied):
    root, made = copied
    _strip(root, made[0], version)
    told = {"signed_kzt": "1", "category_evidence": "['word']", "disputed": "TRUE", "reply_id": "'st-open-akimat-1'"}
    if lacking := FORMS[version].of("records"):
        now = ", ".join(f"{name} = {value}" for name, value in told.items() if name in lacking)
        with duckdb.connect(root / made[-1] / "serve.duckdb") as connection:
            connection.execute(f"UPDATE records SET {now}")
    site = Site(root)
    asked = site.ask(f"asof={made[0]}")

    found = site.since(asked, asked.filters)

    assert (found.came, found.changed, found.went) == (1, 1, 1)


def test_an_edition_newer_than_the_code_is_answered_in_words(copied):
    root, made = copied
    _other_form(root, made[0], "99.0")

    page = page_of(Site(root), "records", f"asof={made[0]}")

    assert page.asked.snapshot.id == made[-1]
    assert [one.why for one in page.asked.dropped] == ["unreadable_snapshot"]


def _damage(folder: Path) -> None:
    (folder / "tables" / "spend.parquet").write_bytes(b"not a table")


def _lacks_a_column(folder: Path) -> None:
    path = folder / "tables" / "spend.parquet"
    pl.read_parquet(path).drop("year").write_parquet(path)


def _damaged_serving_file(folder: Path) -> None:
    (folder / "serve.duckdb").write_bytes(b"not a database" * 1000)


@pytest.mark.parametrize("spoil", [_damage, _lacks_a_column, _damaged_serving_file], ids=lambda one: one.__name__)
def test_an_edition_that_cannot_be_opened_is_answered_in_words(spoil, copied):
    root, made = copied
    spoil(root / made[0])

    page = page_of(Site(root), "records", f"asof={made[0]}")

    assert page.asked.snapshot.id == made[-1]
    assert [one.why for one in page.asked.dropped] == ["unreadable_snapshot"]


def test_a_serving_file_is_made_again_once_and_only_the_last_are_kept(copied, tmp_path, monkeypatch):
    root, made = copied
    monkeypatch.setattr(opening, "MADE_AGAIN_KEPT", 2)
    cache = tmp_path / "cache" / opening.FOLDER
    Site(root).ask(f"asof={made[0]}")
    (first,) = cache.iterdir()
    number = first.stat().st_ino
    Site(root).ask(f"asof={made[0]}")
    assert first.stat().st_ino == number, "it was made a second time"

    for one in made[1:3]:
        Site(root).ask(f"asof={one}")

    assert sorted(path.name[:19] for path in cache.iterdir()) == sorted(made[1:3])


@pytest.mark.parametrize("damage", ["{", "[]", "{}"])
def test_a_damaged_manifest_of_an_older_edition_stops_no_link(damage, copied):
    root, made = copied
    (root / made[0] / "manifest.json").write_text(damage)

    page = page_of(Site(root), "records", f"asof={made[0]}")

    assert page.asked.snapshot.id == made[1]
    assert [one.key for one in page.asked.dropped] == ["asof"]
    assert snapshots.kept(root) == sorted(made[1:], reverse=True)


def test_a_damaged_copy_in_the_cache_is_made_once_more(copied, tmp_path):
    root, made = copied
    Site(root).ask(f"asof={made[0]}")
    (copy,) = (tmp_path / "cache" / opening.FOLDER).iterdir()
    copy.write_bytes(b"")

    page = page_of(Site(root), "records", f"asof={made[0]}")

    assert (page.asked.snapshot.id, page.asked.dropped) == (made[0], ())


def test_a_copy_that_another_process_removes_meanwhile_leaves_no_empty_file(copied, tmp_path, monkeypatch):
    root, made = copied
    cache = tmp_path / "cache" / opening.FOLDER
    monkeypatch.setattr(opening, "build_again", lambda _folder, path: path.parent.mkdir(parents=True, exist_ok=True))

    path = opening.made_again(snapshots.find(root, made[0]), cache)

    assert not path.exists()
