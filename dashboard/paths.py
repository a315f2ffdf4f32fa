"""Which pages the site has: the path of each, its file and its short name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PagePath:
    """One page: its path without slashes ("" is the home page), its file, and the key its texts go by."""

    path: str
    file: str
    key: str


def _page(key: str, path: str | None = None) -> PagePath:
    return PagePath(path=key if path is None else path, file=f"pages/{key}.py", key=key)


PAGES: tuple[PagePath, ...] = (
    _page("overview", path=""),
    _page("regions"),
    _page("region"),
    _page("customers"),
    _page("customer"),
    _page("contractors"),
    _page("contractor"),
    _page("systems"),
    _page("system"),
    _page("promises"),
    _page("years"),
    _page("records"),
    _page("record"),
    _page("open"),
    _page("needs"),
    _page("akims"),
    _page("compare"),
    _page("question"),
    _page("hearing"),
    _page("changes"),
    _page("corrections"),
    _page("data"),
    _page("method"),
    _page("about"),
)

# Where Plotly finds its empty base map: `config={"topojsonURL": TOPOLOGY_URL}` on every chart that holds a map.
TOPOLOGY_URL = "/topo/"

# Where the map finds the borders of regions; a figure that carried them would send 200 KB on every run.
BORDERS_URL = "/geo/regions_2022.geojson"

# Pages whose `part` names what the reader chose; elsewhere it only tells what of a page is shown.
OF_CHAPTERS: frozenset[str] = frozenset({"hearing"})

PAGE_PATHS: tuple[str, ...] = tuple(page.path for page in PAGES)
