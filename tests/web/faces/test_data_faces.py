"""One link, one number on all faces that programs read: JSON, CSV, XLSX, Parquet and the feed, and on the page.

What "agrees" means here, for a link drawn at random and each of the views:
- JSON beside the page: its totals and rows, written in the page's language, are the numbers of the title sentence and
  of the key numbers (money_told.py says which stands where); its filter sentence is the page's; `meta.rows` counts its
  rows.
- Totals beside rows: where rows are additive their tenge by level are the totals, exactly, committed and planned too.
- CSV, XLSX and Parquet, in turn: the same rows as JSON, cell for cell (so the same sums and counts), of the main table
  or of another one of the view; the first sheet of XLSX tells the totals, the metadata of Parquet the frozen link.
- Feed beside the page of changes: as many entries, and tenge that add up to the move that the page tells; exactly to
  what the totals of one edition are above those of another.
"""

import re
from collections import defaultdict
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, note, settings

from dashboard.body import Body
from dashboard.exports.every import EXPORTS
from dashboard.sentences import filter_sentence
from dashboard.since import signed
from dashboard.words import LANGUAGES
from tests.web.faces.asking import Faces
from tests.web.faces.links import ALONE, EXAMPLES, ON_ALL, Asked, links
from tests.web.faces.money_told import SUMMED, TELLERS, Json, Told
from tests.web.faces.reading import (
    cells_of,
    columns_of,
    entries_of,
    one_line,
    parquet,
    rows_of,
    tenge,
    told_on_sheet,
)

FEEDS = {"facts": 60, "register": 12}
FORMS = ("csv", "xlsx", "parquet")
MOST = 1000
# A failing link is told as it is: to look for a shorter one would ask for all faces hundreds of times more.
TOLD_AT_ONCE = settings(
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
_LEVELS = ("local", "central")


def test_files_hold_the_numbers_of_the_page(faces: Faces) -> None:
    rows_seen: defaultdict[str, int] = defaultdict(int)

    @settings(TOLD_AT_ONCE, max_examples=EXAMPLES[faces.name])
    @given(asked=links(faces.store))
    def demand(asked: Asked) -> None:
        note(str(asked))
        for place, key in enumerate(ON_ALL):
            rows_seen[key] += demand_files(faces, key, asked.query(key), asked.turn + place)

    demand()
    # The real facts hold no purchase to come.
    expected = [key for key in ON_ALL if (faces.name, key) != ("facts", "open")]
    assert all(rows_seen[key] >= EXAMPLES[faces.name] // 4 for key in expected), rows_seen


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [key for key in ALONE if key in EXPORTS])
def test_files_of_pages_without_filters_hold_their_numbers(faces: Faces, key: str, language: str) -> None:
    for turn in range(4):
        # The log of corrections begins without any.
        assert demand_files(faces, key, f"lang={language}", turn) or key == "corrections"


def test_feeds_tell_what_the_page_of_changes_tells(faces: Faces) -> None:
    entries = []

    @settings(TOLD_AT_ONCE, max_examples=FEEDS[faces.name])
    @given(asked=links(faces.store))
    def demand(asked: Asked) -> None:
        note(str(asked))
        entries.append(demand_feed(faces, asked.filters.to_query()))

    demand()
    demand_feed(faces, "lang=en&level=all&counted=all")
    for query in ("lang=en", "lang=kk&level=all&counted=all", "lang=ru&region=abai", "lang=en&category=it"):
        if faces.name == "facts":
            demand_move_between_editions(faces, query)
    assert sum(entries) > 3, "hardly a feed told of a change"


def demand_files(faces: Faces, key: str, query: str, turn: int) -> int:
    """Compare one view as JSON with its page, and one of its tables in another form with that table as JSON.

    Returns:
        How many rows the main table has.
    """
    body = faces.body(key, query)
    answer, rows = whole(faces, f"/api/v1/{key}.json?{query}")
    demand_page(Told(body, answer, rows))
    demand_sums(answer, rows)
    found = len(rows)
    tables = EXPORTS[key].tables
    name = tables[turn % len(tables)].name
    if name != answer["meta"]["table"]:
        answer, rows = whole(faces, f"/api/v1/{key}.json?{query}&table={name}")
    demand_sums(answer, rows)
    demand_forms(faces, f"{query}&table={name}", answer, rows, FORMS[turn // len(tables) % len(FORMS)])
    return found


def whole(faces: Faces, address: str) -> tuple[Json, list[Json]]:
    """Return an answer in JSON and the rows of all its pages."""
    (first,) = faces.get(f"{address}&limit={MOST}")
    answer = first.json()
    rows, following = list(answer["rows"]), answer["next"]
    while following:
        (more,) = faces.get(following)
        rows += more.json()["rows"]
        following = more.json()["next"]
    assert len(rows) == answer["meta"]["rows"]
    return answer, rows


def demand_page(told: Told) -> None:
    """The page says the numbers of the file, each where it belongs."""
    body = told.body
    values = {key.label: key.value for key in body.keys}
    shown = {"title": body.heading.title, "lead": body.heading.lead, "keys": " | ".join(values.values())}
    for place, text in TELLERS[body.page.key](told):
        if place in shown:
            assert re.search(rf"(?<![\d.,])(?<!\d\u00a0){re.escape(text)}(?![\d]|[.,]\d)", shown[place]), (
                place,
                text,
                shown,
            )
        else:
            assert values[place] == text, (place, text, values)
    if body.heading.filtered:
        parts = filter_sentence(body.page, spending=body.heading.spending).split(" · ")
        # A file stands alone: that of a region names it, where the page has it in its title.
        named = one_line(told.answer["meta"]["filters"][told.tr.language])
        assert set(map(one_line, parts)) <= set(named.split(" · "))
        assert len(named.split(" · ")) == len(parts) + (body.page.key == "region")


def demand_sums(answer: Json, rows: list[Json]) -> None:
    """Additive rows bring the totals, committed and planned apart, level by level."""
    meta, totals = answer["meta"], answer["totals"]
    column = SUMMED.get((meta["view"], meta["table"]))
    if column is None:
        return
    pairs = {column: "planned_kzt" if column == "amount_kzt" else "counted_kzt"}
    if column == "counted_kzt" and meta["view"] != "record":
        pairs |= {"committed_kzt": "committed_kzt", "planned_kzt": "planned_kzt"}
    for level in _LEVELS:
        if level in totals:
            for one, total in pairs.items():
                summed = sum((Decimal(row[one] or 0) for row in rows if row["level"] == level), Decimal(0))
                assert summed == Decimal(totals[level][total]), (meta["link"], meta["table"], level, one)


def demand_forms(faces: Faces, query: str, answer: Json, rows: list[Json], form: str) -> None:
    """CSV, XLSX or Parquet: the cells of JSON, and what each can say of itself."""
    (file,) = faces.get(f"/api/v1/{answer['meta']['view']}.{form}?{query}")
    columns = columns_of(answer)
    assert rows_of(file.content, form, columns) == cells_of(rows, columns), form
    if form == "parquet":
        told = {name.decode(): value.decode() for name, value in parquet(file.content).schema.metadata.items()}
        assert told["frozen_link"] == answer["meta"]["frozen_link"]
        assert orjson.loads(told["filters"]) == answer["meta"]["filters"]
    if form == "xlsx":
        demand_first_sheet(told_on_sheet(file.content), answer)


def demand_first_sheet(told: dict[str, str], answer: Json) -> None:
    """The first sheet says the totals as JSON does."""
    for level, sums in answer["totals"].items():
        for name, value in sums.items():
            assert told[f"{level}.{name}"] == str(value), (level, name)


def demand_feed(faces: Faces, query: str) -> int:
    """Compare a feed with the page of changes of the same link; return how many changes it tells."""
    body = faces.body("changes", query)
    (answer,) = faces.get(f"/feed.atom?{query}")
    changes = [summary for term, summary in entries_of(answer.content) if term != "night"]
    moves = [moved(summary) for summary in changes]
    if not changes:
        assert not body.keys
        return 0
    counts = [Decimal(one.value) for one in body.keys[-2:]]
    assert sum(counts) == len(changes)
    assert f"{len(changes)} " in one_line(body.heading.title)
    demand_moved(body, sum(moves, Decimal(0)))
    return len(changes)


def demand_move_between_editions(faces: Faces, query: str) -> None:
    """The exact moves of a feed add up to what the totals of the newest edition are above those of the first."""
    (answer,) = faces.get(f"/feed.atom?{query}")
    moves = sum((moved(summary) for term, summary in entries_of(answer.content) if term != "night"), Decimal(0))
    now, then = faces.get(*(f"/api/v1/records.json?{query}&limit=1{asof}" for asof in ("", f"&asof={faces.first}")))
    assert moves == all_counted(now.json()) - all_counted(then.json()), query


def all_counted(answer: Json) -> Decimal:
    return sum((Decimal(one["counted_kzt"]) for one in answer["totals"].values()), Decimal(0))


def moved(summary: str) -> Decimal:
    """Read by how much a change moved the total: it tells both sums exactly."""
    was, now = re.findall(r"\d[\d\u00a0]*(?:[.,]\d+)?\u00a0₸", summary)[-2:]
    return tenge(now) - tenge(was)


def demand_moved(body: Body, total: Decimal) -> None:
    """The page tells the sum of all moves; of two levels it tells them apart, so here they are one."""
    sums: list[Any] = body.keys[:-2]
    if len(sums) == 1:
        assert sums[0].value == signed(body.page.tr, total)
        assert not total or signed(body.page.tr, total) in body.heading.title
