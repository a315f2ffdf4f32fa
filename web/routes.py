"""The list of plain HTTP routes, and of the layers every request passes on its way to a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from dashboard.answers import site, site_of
from dashboard.settings import Settings
from web.api.app import api_routes
from web.borders import border_routes
from web.brief import brief_routes
from web.documents import Describe, DescribeMissing, Documents, document_template, missing_page
from web.feed import feed_routes
from web.files import file_routes
from web.headers import SecurityHeaders, content_policy
from web.health import health_routes
from web.icon import icon_routes
from web.light.routes import light_routes
from web.oembed import oembed_routes
from web.open_reading import OpenReading
from web.origin import OwnOrigin
from web.pictures import picture_routes
from web.screen import Screens
from web.scripts import script_routes
from web.standards import standards_routes
from web.static import BrotliCopies, BrotliStatic
from web.surface import ClosedSurface, Surface
from web.topology import topology_routes


@dataclass(frozen=True)
class Shell:
    """What the layers are made of: Streamlit's static folder, the pages, and what the dashboard says of them."""

    assets: Path
    pages: tuple[str, ...]
    copies: BrotliCopies
    describe: Describe
    describe_missing: DescribeMissing
    base_url: str


def plain_routes(snapshot_is_open: Callable[[], bool], settings: Settings | None = None) -> list[BaseRoute]:
    """List the routes beside the pages. None may begin with a page's path: that page would never load."""
    chosen = settings or Settings()
    files, health = file_routes(chosen), health_routes(snapshot_is_open, chosen)
    kept = partial(site_of, chosen.snapshots.resolve())
    small = [*script_routes(), *light_routes(kept, chosen.base_url), *oembed_routes(kept, chosen.base_url)]
    small += feed_routes(kept, chosen.base_url)
    data = [*standards_routes(chosen), *files, *api_routes(chosen)]
    return [
        *health,
        *topology_routes(),
        *border_routes(),
        *icon_routes(),
        *data,
        *small,
        *picture_routes(chosen),
        *brief_routes(chosen),
    ]


def layers(shell: Shell, routes: Sequence[BaseRoute]) -> list[Middleware]:
    """List the layers, the outermost first.

    Raises:
        ValueError: Streamlit's index.html is not the one we know.
        FileNotFoundError: The static folder holds no index.html.
    """
    index_html = (shell.assets / "index.html").read_text(encoding="utf-8")
    template = document_template(index_html)
    surface = Surface(shell.pages, routes, shell.assets)
    return [
        Middleware(SecurityHeaders, policy=content_policy(template)),
        Middleware(OpenReading),
        Middleware(ClosedSurface, surface=surface, missing=missing_page(shell.describe_missing)),
        Middleware(Screens, site=site, base_url=shell.base_url),
        Middleware(
            Documents,
            template=template,
            surface=surface,
            describe=shell.describe,
            base_url=shell.base_url,
        ),
        Middleware(BrotliStatic, copies=shell.copies),
        Middleware(OwnOrigin, base_url=shell.base_url),
    ]
