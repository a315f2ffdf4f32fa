"""Own the template engine of the HTML parts: escaping, the links that may be drawn, the style sheet."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_HERE: Final = Path(__file__).parent
# One slash only: browsers read "//host" and "/\host" as another site. Blanks and control signs they silently drop.
_SAFE_HREF: Final = re.compile(r"(?:https?://|/(?![/\\])|[?#])[^\s\x00-\x1f\x7f]*", re.IGNORECASE)


def safe_href(href: str | None) -> str:
    """Return a link that leads to a page, here or elsewhere; "" for anything else."""
    return href if href and _SAFE_HREF.fullmatch(href) else ""


def fraction(share: float) -> str:
    """Write a share of 1 as a CSS number that never runs over: 0.5 is "0.5"."""
    return f"{min(share, 1):.4f}"


def draw(template: str, /, **values: object) -> Markup:
    """Draw one template; every value that is not `Markup` is escaped."""
    return Markup(_ENVIRONMENT.get_template(template).render(values))  # noqa: S704 - autoescaped by the environment


@cache
def style_sheet() -> str:
    """Return the style sheet of all parts as CSS text, to be put into one style element a page."""
    return (_HERE / "style.css").read_text(encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["href"] = safe_href
    environment.filters["fraction"] = fraction
    return environment


_ENVIRONMENT: Final = _environment()
