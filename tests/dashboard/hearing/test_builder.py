"""The page that makes a pack: chapters move, the link keeps their order, forms lead to the edition shown."""

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.bodies.every import BODIES
from dashboard.body import Facts, Figure, FilterBar, Rows
from dashboard.filters import Filters
from dashboard.hearing.contents import CHAPTERS, DEFAULT, chosen, parts_of
from dashboard.hearing.moving import left_out, moved, taken_in
from dashboard.html import pieces
from dashboard.stories import hearing as story
from dashboard.views import overview
from dashboard.words import LANGUAGES, words
from web.light.page import LIMIT, light_page

TARAZ = "system=open-akimat&system=taraz-media-centre"
NOTHING = "region=zhambyl&from=1999&to=1999"


@pytest.fixture
def ask(ask_page):
    return lambda query="", lang="en", key="hearing": ask_page(key, query, lang)


def body_of(page):
    return BODIES[page.key](page)


def table_of(page, caption):
    (found,) = [one.table for one in body_of(page).every() if isinstance(one, Rows) and one.table.caption == caption]
    return found


def chapters(page):
    return table_of(page, page.tr("Chapters of the pack, in order; those left out stand last")).rows


def forms(page):
    return table_of(page, page.tr("Forms of the pack")).rows


def links_of(cell):
    return {one.text: one.href for one in (cell, *cell.lines) if one.href}


def followed(ask, page, chapter, way):
    """Follow one link of a chapter's row, by its text in English."""
    (row,) = [one for one in chapters(page) if one["chapter"].text == page.tr(story.NAMES[chapter])]
    parts = urlsplit(links_of(row["change"])[way])
    assert parts.path == "/hearing"
    return ask(parts.query)


def foot_of(light_html):
    return str(light_html).rpartition("aq-ways")[2].replace("&amp;", "&")


def shown(page):
    still = [one for one in body_of(page).every() if not isinstance(one, Figure | FilterBar)]
    return "".join(str(pieces.still(page.tr, one)) for one in still)


# ── orders ────────────────────────────────────────────────────────────────────────────────────────────────────────

STEPS = st.lists(st.tuples(st.sampled_from(("out", "in", "up", "down")), st.sampled_from(sorted(CHAPTERS))))


def walked(steps):
    order = DEFAULT
    for step, key in steps:
        if step in ("up", "down") and key not in order:
            continue
        order = {
            "out": lambda order, key: left_out(order, key),
            "in": lambda order, key: taken_in(order, key),
            "up": lambda order, key: moved(order, key, -1),
            "down": lambda order, key: moved(order, key, 1),
        }[step](order, key)
    return order


@given(STEPS)
def test_any_order_survives_its_link(steps):
    order = walked(steps)

    asked = Filters.parse(Filters(part=parts_of(order), system=("open-akimat",)).to_query())

    assert chosen(asked.part) == (order, ())
    assert order
    assert len(set(order)) == len(order)


@given(STEPS, st.sampled_from(sorted(CHAPTERS)))
def test_what_was_moved_away_and_back_stands_where_it_stood(steps, key):
    order = walked(steps)
    if key not in order:
        assert left_out(taken_in(order, key), key) == order
    elif order.index(key):
        assert moved(moved(order, key, -1), key, 1) == order


@pytest.mark.parametrize("key", DEFAULT)
def test_chapter_left_out_and_taken_in_gives_the_usual_pack(key):
    assert taken_in(left_out(DEFAULT, key), key) == DEFAULT
    assert parts_of(taken_in(left_out(DEFAULT, key), key)) == ()


def test_minutes_are_taken_in_at_the_end():
    assert taken_in(DEFAULT, "minutes") == (*DEFAULT, "minutes")


@pytest.mark.parametrize(("key", "by"), [("finding", -1), ("glossary", 1), ("glossary", 99)])
def test_ends_stop_a_chapter(key, by):
    assert moved(DEFAULT, key, by) == DEFAULT


# ── the list of chapters ──────────────────────────────────────────────────────────────────────────────────────────


def test_links_of_a_chapter_leave_out_take_in_and_move(ask):
    page = ask(TARAZ)

    page = followed(ask, page, "records", "Move up")
    assert story.order_of(page)[:3] == ("finding", "records", "figures")
    page = followed(ask, page, "finding", "Move down")
    assert story.order_of(page)[:3] == ("records", "finding", "figures")
    page = followed(ask, page, "figures", "Leave out")
    assert "figures" not in story.order_of(page)
    page = followed(ask, page, "minutes", "Take in")
    assert story.order_of(page)[-1] == "minutes"
    assert page.filters.system == ("open-akimat", "taraz-media-centre")


def test_first_chapter_cannot_move_up_nor_the_last_down(ask):
    rows = chapters(ask(TARAZ))

    assert set(links_of(rows[0]["change"])) == {"Leave out", "Move down"}
    assert set(links_of(rows[1]["change"])) == {"Leave out", "Move up", "Move down"}
    assert set(links_of(rows[len(DEFAULT) - 1]["change"])) == {"Leave out", "Move up"}
    assert set(links_of(rows[-1]["change"])) == {"Take in"}


def test_only_chapter_stays_and_the_page_says_why(ask):
    row = chapters(ask(f"{TARAZ}&part=a-questions"))[0]

    assert row["chapter"].text == "Three questions"
    assert not links_of(row["change"])
    assert "at least one" in row["change"].note


def test_usual_chapters_are_marked_and_there_is_a_way_back_to_them(ask):
    usual, own = ask(TARAZ), ask(f"{TARAZ}&part=a-minutes&part=b-finding")

    marks = {row["chapter"].text: row["chapter"].note for row in chapters(usual)}
    assert marks.pop("Minutes of the hearing") == "only where it is taken in"
    assert set(marks.values()) == {"usual chapter"}
    assert story.usual(usual) == []
    (back,) = story.usual(own)
    assert story.order_of(ask(urlsplit(back.href).query)) == DEFAULT


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", CHAPTERS)
def test_chapter_is_called_in_the_list_as_in_the_pack(ask, key, lang):
    assert CHAPTERS[key](ask(TARAZ, lang)).title == words(lang)(story.NAMES[key])


@pytest.mark.parametrize(
    ("query", "named"),
    [
        pytest.param("part=a-finding&part=b-nonsense", "b-nonsense", id="no chapter"),
        pytest.param("part=s3", "s3", id="a sheet of a light page"),
        pytest.param("mode=paper", "mode", id="no mode"),
        pytest.param("id=zhambyl", "id", id="a subject"),
        pytest.param("sort=year&page=3", "page", id="order of a list"),
    ],
)
def test_what_plays_no_part_is_named_and_taken_off_the_links(ask, query, named):
    body = body_of(ask(f"{TARAZ}&{query}"))

    assert named in {one.value for one in body.page.asked.dropped} | {one.key for one in body.page.asked.dropped}
    assert named in str(pieces.heading(body.page, body.heading))
    assert not re.search(r"[?&](mode|id|sort|page)=", body.page.link())
    assert "nonsense" not in body.page.link()
    assert "s3" not in body.page.link()


def test_screen_mode_is_no_fault_and_not_carried_on(ask):
    body = body_of(ask(f"{TARAZ}&mode=screen"))

    assert body.page.asked.dropped == ()
    assert "mode" not in body.page.link()


# ── forms ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("root", ["", "/light"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_form_is_of_the_edition_shown_with_filters_and_order(ask, lang, root):
    page = replace(ask(f"{TARAZ}&from=2019&part=a-records&part=b-finding", lang), root=root)
    edition = page.asked.snapshot.id

    rows = forms(page)

    asked = {}
    for row in rows:
        for column in ("both", *LANGUAGES):
            if row[column].href:
                parts = urlsplit(row[column].href)
                query = parse_qs(parts.query)
                assert query["asof"] == [edition]
                assert query["system"] == ["open-akimat", "taraz-media-centre"]
                assert query["from"] == ["2019"]
                assert query.get("lang") == (None if column == "both" else [column])
                asked.setdefault((parts.path, *query["part"], *query.get("mode", ())), set()).add(column)
    every = {"both", *LANGUAGES}
    own = ("a-records", "b-finding")
    assert asked == {
        ("/brief.pdf", *own): every,
        ("/brief.xlsx", *own): every,
        ("/brief.html", *own): every,
        ("/brief.pdf", "a-minutes"): every,
        ("/hearing", *own, "screen"): set(LANGUAGES),
    }


# ── the page ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", [TARAZ, NOTHING, "", "level=all&region=astana"])
def test_page_previews_its_chapters_in_order(ask, query, lang):
    page = ask(f"{query}&part=a-minutes&part=b-finding&part=c-needs&part=d-peers", lang)

    (facts,) = [one for one in body_of(page).every() if isinstance(one, Facts)]

    assert [one.label for one in facts.items] == [page.tr(story.NAMES[key]) for key in story.order_of(page)]
    assert all(str(one.value) for one in facts.items)


def test_preview_begins_with_the_packs_own_lines(ask):
    told = shown(ask(f"{TARAZ}&part=a-records&part=b-questions"))

    assert "79\u00a0000\u00a0000\u00a0₸" in told
    assert told.count("<li>") >= 5


def test_link_without_records_says_so_and_offers_ways_on(ask):
    told = shown(ask(NOTHING))

    assert "the pack will say so" in told
    assert 'href="/records?lang=en"' in told
    assert 'href="/hearing?level=all&amp;lang=en"' in told
    assert "/brief.pdf?" in told


def test_link_with_records_says_nothing_of_the_kind(ask):
    assert "the pack will say so" not in shown(ask(TARAZ))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", ["", TARAZ, NOTHING, "level=all&counted=all"])
def test_light_page_is_whole_on_one_sheet_and_keeps_the_choice(ask, query, lang):
    own = f"{query}&part=a-questions&part=b-records&part=c-minutes"
    page = replace(ask(own, lang), root="/light")

    usual, html = (str(light_page(body_of(one), "")) for one in (replace(ask(query, lang), root="/light"), page))

    assert len(usual.encode()) < LIMIT
    assert not re.search(r"part=s\d", usual), "a second sheet would take the place of the choice"
    full = foot_of(html).split('href="')[1].split('"')[0]
    assert Filters.parse(full.partition("?")[2]).part == ("a-questions", "b-records", "c-minutes")
    assert re.findall(r'name="part" value="([^"]*)"', html) == ["a-questions", "b-records", "c-minutes"]


def test_taking_other_chapters_or_another_face_works_no_answer_out_again(ask):
    first = ask("region=zhambyl").view(overview.build)
    others = ("region=zhambyl&part=a-records&part=b-finding", "region=zhambyl&part=a-sides&mode=screen")

    assert all(ask(query).view(overview.build) is first for query in others)
    assert ask("region=abai&part=a-sides&mode=screen").view(overview.build) is not first
