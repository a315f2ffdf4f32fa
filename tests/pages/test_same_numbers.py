"""What Streamlit draws is the page's body: the same title sentence, key numbers and tables as on all other faces."""

from urllib.parse import urlencode

import pytest

from dashboard.bodies.every import BODIES
from dashboard.body import Rows
from tests.pages.conftest import heading, texts
from tests.web.faces import comparing
from tests.web.faces.reading import Outline, one_line

LINKS = {
    "overview": {"lang": "ru", "category": "it", "level": "all"},
    "years": {"lang": "kk", "measure": "real", "from": "2019"},
    "regions": {"lang": "en", "tier": "press"},
    "region": {"lang": "ru", "id": "zhambyl", "to": "2023"},
    "contractors": {"lang": "kk", "region": ["astana", "zhambyl"]},
    "contractor": {"lang": "en", "id": "benedixsimus"},
    "records": {"lang": "ru", "q": "sergek", "counted": "all", "level": "all"},
    "record": {"lang": "kk", "id": "it-taraz-open-akimat-2020"},
    "customers": {"lang": "ru", "level": "all"},
    "customer": {"lang": "kk", "id": "akimat-taraz"},
    "systems": {"lang": "kk", "level": "all"},
    "system": {"lang": "en", "id": "astana-smart-city-video"},
    "promises": {"lang": "ru", "level": "all"},
    "akims": {"lang": "kk", "from": "2017", "to": "2019"},
    "needs": {"lang": "en", "region": "zhambyl"},
    "compare": {"lang": "kk", "region": ["astana", "zhambyl"]},
    "question": {"lang": "en", "record": "it-taraz-open-akimat-2020"},
    "hearing": {"lang": "kk", "region": "zhambyl", "part": ["a-questions", "b-finding"]},
    "corrections": {"lang": "ru", "system": "open-akimat"},
    "changes": {"lang": "ru"},
    "open": {"lang": "kk"},
    "data": {"lang": "en"},
    "method": {"lang": "ru"},
    "about": {"lang": "kk"},
}


@pytest.mark.parametrize("key", BODIES)
def test_what_streamlit_draws_has_the_numbers_of_all_faces(run_page, ask_page, key):
    asked = dict(LINKS[key])
    language = asked.pop("lang")
    body = BODIES[key](ask_page(key, urlencode(asked, doseq=True), language))

    app = run_page(key, **LINKS[key])

    outline = Outline(texts(app))
    assert one_line(heading(app)) == one_line(body.heading.title)
    comparing.demand_heading(outline, body)
    comparing.demand_tables(outline, body)
    comparing.demand_bars(outline, body)
    assert {one_line(one.table.caption) for one in body.every() if isinstance(one, Rows)} <= {
        caption for caption, _ in outline.tables
    }
