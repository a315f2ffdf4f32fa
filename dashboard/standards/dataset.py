"""The data page for search engines: schema.org Dataset, in the page's language and in its words."""

from collections.abc import Iterator
from typing import Any

import orjson

from dashboard.page import Page
from dashboard.snapshots import Snapshot
from dashboard.standards.about import LICENCE, PUBLISHER, Publication, description, title
from dashboard.table_files import every_table
from dashboard.words import LANGUAGES, words

MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def dataset_jsonld(page: Page, base_url: str) -> str:
    """Return what stands inside `<script type="application/ld+json">` in the head of the data page.

    Args:
        page: The data page as asked for.
        base_url: Scheme and host of the site; without it search engines can't follow the addresses.

    Returns:
        JSON in which no text can end the script element. It is data, no script: a content policy does not hold it back.
    """
    told = dataset(page, Publication(page.asked.snapshot, base_url))
    return orjson.dumps(told).decode().replace("<", "\\u003c")


def dataset(page: Page, published: Publication) -> dict[str, Any]:
    """Return the description of an edition as one dataset, never one for a filter."""
    home, snapshot = published.address("/data"), published.snapshot
    others = [name for name in dict.fromkeys(title(words(code)) for code in LANGUAGES) if name != title(page.tr)]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": home,
        "name": title(page.tr),
        "alternateName": others,
        "description": description(page.tr),
        "url": home,
        "identifier": snapshot.id,
        "version": snapshot.id,
        "inLanguage": list(LANGUAGES),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "dateModified": snapshot.made_at.isoformat(),
        "spatialCoverage": {"@type": "Place", "name": "Kazakhstan"},
        "creator": {"@type": "Organization", "name": PUBLISHER, "url": published.address("/")},
        "measurementTechnique": published.address("/method"),
        "distribution": list(_downloads(published, snapshot)),
    }


def _downloads(published: Publication, snapshot: Snapshot) -> Iterator[dict[str, str]]:
    for table in every_table(snapshot):
        for form, media_type in MEDIA_TYPES.items():
            address = published.file_address(f"tables/{table.name}.{form}")
            yield {"@type": "DataDownload", "name": table.name, "encodingFormat": media_type, "contentUrl": address}
