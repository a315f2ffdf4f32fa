"""One link, one number on all faces that people read: the page, its head, light page, frame, card, pictures.

What "agrees" means here, for a link drawn at random and each of the views:
- The Streamlit page is its body, `BODIES[key](page)`; that Streamlit draws it so is held by
  tests/pages/test_same_numbers.py.
- Head of the page's HTML: title, Open Graph and Twitter titles are the title sentence, letter for letter; the
  description is the lead and then the first key numbers; the addresses of the other faces ask for this very view.
- First paint (always), light page, frame: the same title sentence and the same key numbers, all of them, in order; each
  table is one of the page's with its first rows, each cell in the same words; each bar has its number.
- oEmbed: the title sentence; the frame is asked for at the address that its code names.
- Card: the title sentence in full, the first key number at least, bars with their numbers. Pictures: the title
  sentence, and the figure's words, which tell its data. Both are read from the drawing that is made into dots.
Light page, frame and drawings take turns from view to view, so that each link meets all of them.
"""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings

from dashboard.body import Body, Figure
from dashboard.paths import PAGES
from dashboard.pictures.card import SHAPES
from dashboard.words import LANGUAGES
from tests.web.faces import comparing
from tests.web.faces.asking import ORIGIN, Faces
from tests.web.faces.links import ALONE, EXAMPLES, ON_ALL, Asked, links
from tests.web.faces.reading import Outline

PATHS = {page.key: f"/{page.path}" for page in PAGES}
VIEWS = (*ON_ALL, "question", "hearing", "changes")
# A failing link is told as it is: to look for a shorter one would ask for all faces hundreds of times more.
TOLD_AT_ONCE = settings(
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards are answered as the drawing from which dots are made."""
    monkeypatch.setattr("web.pictures.raster.png", lambda drawing, *_: drawing.svg.encode())


def test_faces_that_people_read_show_the_same_numbers(faces: Faces, drawings: None) -> None:
    numbers_told = set()

    @settings(TOLD_AT_ONCE, max_examples=EXAMPLES[faces.name])
    @given(asked=links(faces.store))
    def demand(asked: Asked) -> None:
        note(str(asked))
        for place, key in enumerate(VIEWS):
            body = demand_page(faces, key, asked.query(key))
            numbers_told.add(body.heading.title)
            MORE[(asked.turn + place) % len(MORE)](faces, body)

    demand()
    assert len(numbers_told) > EXAMPLES[faces.name] * 4, "most links found nothing to compare"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ALONE)
def test_pages_without_filters_show_the_same_numbers(faces: Faces, drawings: None, key: str, language: str) -> None:
    body = demand_page(faces, key, f"lang={language}&region=abai&level=all")

    assert body.page.tr.language == language
    for demand in MORE:
        demand(faces, body)


def demand_page(faces: Faces, key: str, query: str) -> Body:
    """Compare the HTML of a page's address: its head and its first paint."""
    body = faces.body(key, query)
    (answer,) = faces.get(f"{PATHS[key]}?{query}")
    outline = Outline(answer.text)
    comparing.demand_head(outline, body)
    comparing.demand_heading(outline, body)
    comparing.demand_tables(outline, body)
    comparing.demand_bars(outline, body)
    comparing.demand_links(outline, body, ORIGIN)
    return body


def own_query(body: Body) -> str:
    page = body.page
    return page.filters.with_(lang=page.tr.language).to_query()


def demand_light(faces: Faces, body: Body) -> None:
    (answer,) = faces.get(f"/light/{body.page.key}?{own_query(body)}")
    outline = Outline(answer.text)
    comparing.demand_heading(outline, body)
    comparing.demand_tables(outline, body)
    comparing.demand_bars(outline, body)


def demand_frame(faces: Faces, body: Body) -> None:
    address = f"{ORIGIN}{body.page.path}?{own_query(body)}"
    (told,) = faces.get(f"/oembed?url={quote(address, safe='')}")
    (answer,) = faces.get(comparing.demand_oembed(told.json(), body))
    outline = Outline(answer.text)
    comparing.demand_heading(outline, body)
    comparing.demand_tables(outline, body)
    comparing.demand_bars(outline, body)


def demand_drawings(faces: Faces, body: Body) -> None:
    key, query = body.page.key, own_query(body)
    # Any size will do, but all of them must come: each has room for other parts of the page.
    (answer,) = faces.get(f"/card.png?view={key}&size={list(SHAPES)[len(query) % len(SHAPES)]}&{query}")
    comparing.demand_card(answer.text, body)
    for figure in (one for one in body.every() if isinstance(one, Figure) and one.vector):
        (answer,) = faces.get(f"/picture/{key}/{figure.key}.svg?{query}")
        comparing.demand_picture(answer.text, body, figure)


MORE = (demand_light, demand_frame, demand_drawings)
