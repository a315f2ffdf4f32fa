"""A link pinned to an edition shows on all faces what the live link showed while that edition was the newest.

What "the same" means here: title sentence, lead, key numbers, tables and bars of the page's HTML, of the light page and
of the frame; the words of card and pictures; totals and rows of JSON, CSV, XLSX and Parquet; entries of the feed. What
may differ is what tells that time has passed: addresses, the notice of what changed since; and how many rows of a table
a light page has room for.
"""

import shutil
from pathlib import Path
from typing import Any

import pytest

from dashboard.body import Figure
from dashboard.exports.every import EXPORTS
from dashboard.paths import PAGES
from tests.nights import GONE
from tests.pipelines.running import OPEN_AKIMAT
from tests.web.faces.asking import Faces
from tests.web.faces.reading import Outline, entries_of, parquet, rows_as_read

QUERIES = {
    "overview": "lang=en",
    "years": "lang=ru&category=it&level=all",
    "regions": "lang=kk&measure=real",
    "region": "lang=ru&id=abai",
    "contractors": "lang=en&counted=all",
    "contractor": "lang=kk&id=benedixsimus",
    "records": f"lang=en&record={OPEN_AKIMAT}&record={GONE}",
    "record": f"lang=kk&id={OPEN_AKIMAT}",
    "systems": "lang=ru",
    "system": "lang=en&id=open-akimat",
    "open": "lang=en",
    "needs": "lang=ru&region=zhambyl&region=abai",
    "changes": "lang=en&level=all",
    "data": "lang=ru",
    "method": "lang=kk",
}
PATHS = {page.key: f"/{page.path}" for page in PAGES}
Tables = dict[str, list[list[str]]]
FORMS = ("csv", "xlsx", "parquet")


@pytest.fixture(scope="module")
def then_and_now(nights: tuple[Path, list[str]], tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any, Any]:
    """Return how to ask for the second of four editions: as the newest, by a pinned link; and for the last."""
    root, made = nights
    home = tmp_path_factory.mktemp("then")
    shutil.copytree(root, home / "snapshots", symlinks=True)
    (home / "snapshots" / "latest").write_text(made[1])

    def asking(folder: Path, suffix: str) -> Any:
        def told(key: str) -> dict[str, Any]:
            with pytest.MonkeyPatch.context() as changed:
                changed.setenv("AQSHA_SNAPSHOTS", str(folder))
                changed.setenv("AQSHA_CACHE_DIR", str(home / "cache"))
                changed.setattr("web.pictures.raster.png", lambda drawing, *_: drawing.svg.encode())
                return all_told(Faces("nights", folder, home / "cache"), key, QUERIES[key] + suffix)

        return told

    return asking(home / "snapshots", ""), asking(root, f"&asof={made[1]}"), asking(root, "")


def demand_same_rows(left: Tables, right: Tables) -> None:
    """A light page with a longer link has less room for rows; those that both show are the same."""
    shared = left.keys() & right.keys()
    assert shared or not (left and right)
    for caption in shared:
        most = min(len(left[caption]), len(right[caption]))
        assert left[caption][:most] == right[caption][:most], caption


@pytest.mark.parametrize("key", QUERIES)
def test_a_pinned_link_shows_on_all_faces_what_the_live_one_showed(then_and_now: Any, key: str) -> None:
    live_then, pinned, live_now = then_and_now
    was, today = live_then(key), live_now(key)

    opened = pinned(key)
    assert opened.keys() == was.keys()
    for face in was:
        if face == "light rows":
            demand_same_rows(opened[face], was[face])
        else:
            assert opened[face] == was[face], face
    assert today != was, "the nights after it changed nothing that is compared"


def all_told(faces: Faces, key: str, query: str) -> dict[str, Any]:
    """Return what all faces of a link say, by face."""
    told: dict[str, Any] = {}
    addresses = {"page": f"{PATHS[key]}?{query}", "light": f"/light/{key}?{query}", "frame": f"/embed/{key}?{query}"}
    for face, answer in zip(addresses, faces.get(*addresses.values()), strict=True):
        outline = Outline(answer.text)
        told[face] = (outline.title, outline.texts["aq-lead"], outline.keys)
        told[f"{face} rows"] = dict(reversed(outline.tables))
        if face != "light":
            told[f"{face} bars"] = outline.texts["aq-bar-value"]
        if face == "page":
            told["head"] = {name: text for name, text in outline.metas.items() if "/" not in text}
    told |= drawings(faces, key, query)
    told |= files(faces, key, query) if key in EXPORTS else {}
    told["feed"] = entries_of(faces.get(f"/feed.atom?{query}")[0].content) if key == "changes" else []
    return told


def drawings(faces: Faces, key: str, query: str) -> dict[str, Any]:
    """Return what is written on card and pictures, without the link at their foot."""
    found = {"card": faces.get(f"/card.png?view={key}&{query}")[0].text}
    for figure in (one for one in faces.body(key, query).every() if isinstance(one, Figure) and one.vector):
        found[figure.key] = faces.get(f"/picture/{key}/{figure.key}.svg?{query}")[0].text
    return found


def files(faces: Faces, key: str, query: str) -> dict[str, Any]:
    """Return totals and rows of a view's files."""
    (answer,) = faces.get(f"/api/v1/{key}.json?{query}&limit=1000")
    told = {"json": (answer.json()["totals"], answer.json()["rows"], answer.json()["meta"]["filters"])}
    for form in FORMS:
        (file,) = faces.get(f"/api/v1/{key}.{form}?{query}")
        told[form] = parquet(file.content).to_pylist() if form == "parquet" else rows_as_read(file.content, form)
    return told
