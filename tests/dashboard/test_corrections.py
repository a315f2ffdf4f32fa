"""The page of corrections: its log and numbers, forms that reach someone, and the ways to it from every subject."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.answers import site_of
from dashboard.bodies.every import BODIES
from dashboard.body import Body
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.html import pieces
from dashboard.page import Page, open_page
from dashboard.stories import corrections as story
from dashboard.stories.asking import correction_links, question_link
from dashboard.stories.correction_form import MODES, blanks, mail_link
from dashboard.tables import said_disputed
from dashboard.views import corrections
from dashboard.words import LANGUAGES, words
from tests.asked_for import CORRECTIONS, DISPUTED, asked_for, publish_requests
from tests.pipelines.running import dumps, own_facts, rewrite, run

MAIL = "fix@site.test"


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Page]:
    """Ask for a page of an edition with three requests."""
    site = site_of(publish_requests(tmp_path_factory.mktemp("asked")))

    def page(query: str = "", key: str = "corrections", lang: str = "en") -> Page:
        found = open_page(site, key, f"lang={lang}&{query}", "")
        assert found is not None
        return replace(found, origin="https://site.test")

    return page


def drawn(body: Body) -> str:
    told = [str(pieces.still(body.page.tr, one)) for one in body.every() if not hasattr(one, "fields")]
    return unescape(f"{body.heading.title} {body.heading.lead} {' '.join(told)}")


def shown(page: Page) -> str:
    return drawn(BODIES[page.key](page))


def test_the_numbers_of_the_log_are_counted_from_it(ask):
    view = corrections.build(ask().asked.store, ask().filters)

    assert len(view.log) == 3
    assert (view.open, view.count("changed"), view.count("kept")) == (1, 1, 1)
    assert view.effect == Decimal(250_000)
    assert view.days == Decimal("6.5")  # 11 days and 2 days


def test_the_log_says_what_was_asked_what_was_decided_and_what_it_moved(ask):
    html = shown(ask())

    for told in (
        "3 requests received: 1 led to a change, 1 being checked",
        "the totals moved by +250 thousand ₸",
        "was 14 000 000 ₸, is 14 250 000 ₸",
        "after 11 days",
        "The sum was mended.",
        "Akimat of Taraz",
        "6.5",
        "within 3 working days",
    ):
        assert told.replace(" ", "") in "".join(html.replace("\u00a0", "").split()), told


def test_without_any_request_the_page_says_so_and_states_its_times(ask_page):
    page = ask_page("corrections")
    view = page.view(corrections.build)

    assert not view.log
    assert view.effect is None
    html = shown(page)
    assert "No request to correct anything has been received yet" in html
    assert "no request received yet" in html
    assert story.nothing_asked(page.tr) in html


@given(st.lists(st.integers(0, 400)))
def test_the_median_is_between_the_shortest_and_the_longest(days):
    log = [{"asked_on": "2020-01-01", "decided_on": None}]
    for number in days:
        after = f"{2020 + number // 365}-01-01" if number % 365 == 0 else "2020-03-01"
        log.append({"asked_on": "2020-01-01", "decided_on": after})
    taken = [one for row in log if (one := corrections.days_taken(row)) is not None]

    found = corrections.median_days(log)

    assert (found is None) == (not taken)
    assert found is None or min(taken) <= found <= max(taken)


@pytest.mark.parametrize(
    ("query", "own"),
    [
        pytest.param(f"record={DISPUTED}", ["cor-1", "cor-3"], id="a record with its supplier's"),
        pytest.param("system=taraz-media-centre", ["cor-2"], id="a system"),
        pytest.param("contractor=benedixsimus", ["cor-3"], id="a supplier"),
        pytest.param("customer=akimat-aktau", [], id="nothing asked"),
        pytest.param("", [], id="no subject"),
    ],
)
def test_requests_about_the_subject_stand_apart(ask, query, own):
    view = ask(query).view(corrections.build)

    assert [row["correction_id"] for row in view.own] == own
    assert len(view.log) == 3


def test_the_mail_carries_subject_id_link_and_edition(ask):
    page = ask(f"record={DISPUTED}")
    view = page.view(corrections.build)

    parts = urlsplit(mail_link(page, view.subjects, "form", MAIL))
    told = {name: values[0] for name, values in parse_qs(parts.query).items()}

    assert (parts.scheme, unquote(parts.path)) == ("mailto", MAIL)
    assert told["subject"].endswith(DISPUTED)
    edition = page.asked.snapshot.id
    for line in (f"Id: {DISPUTED}", f"https://site.test/record?id={DISPUTED}&asof={edition}&lang=en", edition):
        assert line in told["body"]
    assert "\r\n" in told["body"]
    assert all(blank.label in told["body"] for blank in blanks(page.tr, "form"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_mail_survives_any_signs_of_a_title(ask, lang):
    page = ask(f"record={DISPUTED}", lang=lang)
    (subject,) = page.view(corrections.build).subjects
    strange = replace(subject, row=subject.row | {f"title_{lang}": 'A & B? «ә» "x" #1\n<b>'})

    link = mail_link(page, [strange], "reply", MAIL)

    assert 'A & B? «ә» "x" #1\n<b>' in parse_qs(urlsplit(link).query)["body"][0]
    assert " " not in link
    assert not urlsplit(link).fragment


@pytest.mark.parametrize(
    ("contact", "there", "not_there"),
    [
        pytest.param(MAIL, "mailto:fix@site.test?subject=", "names no address", id="mail address"),
        pytest.param("https://site.test/form", 'href="https://site.test/form"', "mailto:", id="form of the site"),
        pytest.param("", "names no address of its own", "mailto:", id="none set"),
    ],
)
def test_the_form_names_a_way_that_exists(ask, monkeypatch, contact, there, not_there):
    monkeypatch.setenv("AQSHA_CONTACT", contact)

    html = shown(ask("system=open-akimat"))

    assert html.count(there) == 2  # a correction and a reply
    assert not_there not in html


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("mode", MODES)
def test_the_printable_form_carries_the_id_and_blanks_for_the_rest(ask, mode, lang):
    page = ask(f"record={DISPUTED}&mode={mode}", lang=lang)
    html = shown(page)

    assert DISPUTED in html
    assert f"https://site.test/record?id={DISPUTED}&asof={page.asked.snapshot.id}&lang={lang}" in html
    assert html.count("aq-rule") == sum(blank.lines for blank in blanks(words(lang), mode)) > 10
    assert "cor-1" not in html
    assert story.nothing_asked(page.tr) not in html


@pytest.mark.parametrize("root", ["", "/light"])
def test_the_way_to_the_printable_form_keeps_the_subject(ask, root):
    html = shown(replace(ask(f"record={DISPUTED}"), root=root))

    for mode in MODES:
        assert f'"/light/corrections?record={DISPUTED}&lang=en&mode={mode}"' in html


@pytest.mark.parametrize(
    ("key", "kind", "subject"),
    [
        ("record", "record", DISPUTED),
        ("system", "system", "open-akimat"),
        ("contractor", "contractor", "benedixsimus"),
        ("customer", "customer", "akimat-taraz"),
    ],
)
@pytest.mark.parametrize("root", ["", "/light"])
def test_every_subject_leads_to_the_forms_about_it(ask, key, kind, subject, root):
    page = replace(ask(f"id={subject}", key=key), root=root)
    html = shown(page)

    for link in correction_links(page, kind, subject):
        assert f'href="{link.href}"' in html
        assert f"{root}/corrections?{kind}={subject}" in (link.href or "")


@pytest.mark.parametrize(
    ("key", "subject"), [("record", DISPUTED), ("system", "open-akimat"), ("customer", "akimat-taraz")]
)
def test_what_can_be_asked_about_leads_to_a_letter(ask, key, subject):
    page = ask(f"id={subject}", key=key)

    assert f'href="{question_link(page, key, subject).href}"' in shown(page)


@pytest.mark.parametrize(
    ("key", "about"),
    [
        ("system", {"system": "open-akimat"}),
        ("contractor", {"party": "benedixsimus"}),
        ("customer", {"party": "akimat-taraz"}),
    ],
)
def test_a_disputed_system_supplier_or_buyer_says_so_on_its_page_and_on_its_records(tmp_path, key, about):
    settings = own_facts(tmp_path)
    rewrite(settings, CORRECTIONS, lambda _: [dumps(asked_for(about=about))])
    run(settings)
    (subject,) = about.values()

    page = open_page(site_of(settings.snapshots), key, f"id={subject}&lang=en", "")
    record = open_page(site_of(settings.snapshots), "record", f"id={DISPUTED}&lang=en", "")
    assert page is not None
    assert record is not None

    for one in (page, record):
        assert BODIES[one.key](one).heading.title.endswith(said_disputed(one.tr))
        assert "3 November 2026, Akimat of Taraz: The contract was signed for another sum." in shown(one)


def test_a_decided_request_and_a_reply_dispute_nothing(ask):
    for key, subject in (("system", "taraz-media-centre"), ("contractor", "benedixsimus")):
        assert said_disputed(words("en")) not in BODIES[key](ask(f"id={subject}", key=key)).heading.title


@pytest.mark.parametrize("query", ["region=zhambyl", "from=2020", "mode=nonsense", "level=all"])
def test_filters_that_play_no_part_are_named(ask, query):
    assert story.unused(ask(query), ask(query).view(corrections.build))
    assert not story.unused(ask("system=open-akimat"), ask("system=open-akimat").view(corrections.build))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_export_has_the_whole_log(ask, lang):
    page = ask("contractor=benedixsimus", lang=lang)
    export = EXPORTS["corrections"]

    found = dataset(export, page, export.tables[0])
    rows = found.read(None, 10).frame.to_dicts()

    assert found.rows == len(rows) == 3
    assert found.totals["requests"]["effect_kzt"] == Decimal(250_000)
    assert {row["correction_id"]: row["about_link"] for row in rows} == {"cor-1": False, "cor-2": False, "cor-3": True}
    assert {row["correction_id"]: row["days"] for row in rows} == {"cor-1": None, "cor-2": 11, "cor-3": 2}
    assert {row["source_url"] for row in rows} == {"https://example.org/act"}
