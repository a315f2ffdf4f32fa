"""What crawlers are asked: to read every page, and to leave the big files that are made on demand to people."""

from typing import Final

HEAVY: Final = ("/files/", "/api/v1/")
"""Exports of any size, for every filter there is; a crawler that followed them would fetch the data many times over."""
SMALL: Final = ("/files/*/datapackage.json$", "/files/*/catalog.jsonld$")


def robots(origin: str) -> str:
    """Return robots.txt.

    Args:
        origin: Scheme and host of the site; "" leaves the sitemap out, which must be named in full.
    """
    lines = ["User-agent: *", *(f"Allow: {one}" for one in SMALL), *(f"Disallow: {one}" for one in HEAVY)]
    if origin:
        lines += ["", f"Sitemap: {origin}/sitemap.xml"]
    return "\n".join(lines) + "\n"
