"""Describes the parameters of the API for OpenAPI: keys of a link from their grammar, and those of the API alone."""

from collections.abc import Mapping
from typing import Any, Final

from dashboard.filters import CATEGORIES, KEYS, VALUES_LIMIT
from dashboard.link_values import (
    BRANCHES,
    KINDS,
    LANGUAGES,
    LEVELS,
    MEASURES,
    METHODS,
    PAGE_LIMIT,
    SLUG_LENGTH,
    TIERS,
    WORDS_LENGTH,
    YEAR_RANGE,
)
from web.api.asking import CURSOR_LENGTH, DEFAULT_ROWS, MOST_ROWS

Schema = dict[str, Any]

CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "level": LEVELS,
    "category": (*BRANCHES, *CATEGORIES),
    "kind": KINDS,
    "tier": TIERS,
    "method": METHODS,
    "counted": ("all",),
    "measure": MEASURES,
    "lang": LANGUAGES,
}
"""Key → the codes it may have, as the grammar reads them."""
_SLUG: Final[Schema] = {"type": "string", "pattern": "^[a-z0-9]+([-_.][a-z0-9]+)*$", "maxLength": SLUG_LENGTH}
_YEAR: Final[Schema] = {"type": "integer", "minimum": YEAR_RANGE[0], "maximum": YEAR_RANGE[1]}
_TENGE: Final[Schema] = {"type": "string", "pattern": r"^[0-9]{1,16}(\.[0-9]{1,2})?$"}
_OTHERS: Final[Mapping[str, Schema]] = {
    "from": _YEAR,
    "to": _YEAR,
    "min": _TENGE,
    "max": _TENGE,
    "q": {"type": "string", "maxLength": WORDS_LENGTH},
    "asof": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{8}$"},
    "sort": {"type": "string", "pattern": "^-?[a-z][a-z0-9]*(_[a-z0-9]+)*$", "maxLength": SLUG_LENGTH},
    "page": {"type": "integer", "minimum": 1, "maximum": PAGE_LIMIT},
}
ABOUT: Final[Mapping[str, tuple[str, Any]]] = {
    "id": ("The subject of region, contractor and record.", "zhambyl"),
    "region": ("Region slugs; national is money that no source divides by region.", ["zhambyl"]),
    "place": ("Town or district slugs.", ["taraz"]),
    "level": ("Whose money: local (akimats and their bodies, the default), central, or all.", "all"),
    "from": ("First budget year. Records whose span reaches further are left out.", 2019),
    "to": ("Last budget year.", 2024),
    "category": ("Categories, or the branches media and it.", ["media"]),
    "customer": ("Party ids of buyers.", []),
    "contractor": ("Party ids of suppliers.", []),
    "record": ("Record ids: a hand-picked set.", []),
    "system": ("Ids of named things bought.", ["open-akimat"]),
    "need": ("Ids of needs.", []),
    "flag": ("Ids of flags; none are published yet.", []),
    "kind": ("What the amount is.", ["contract"]),
    "tier": ("How well it is evidenced.", ["press"]),
    "method": ("Way of buying.", ["open_tender"]),
    "min": ("Least amount, tenge.", "1000000"),
    "max": ("Greatest amount, tenge.", "50000000"),
    "q": ("Words in title, party, place or system; Kazakh, Russian and Latin spellings find each other.", "sergek"),
    "counted": ("all: with records that totals leave out.", "all"),
    "measure": ("What sums are told in; real is prices of the last year with known inflation.", "real"),
    "asof": ("Id of a data edition: the answer will never change. Without it the newest answers.", None),
    "lang": ("Language of descriptions and problems; rows have all three.", "kk"),
    "sort": (
        "Order of records (amount, year, counted) and suppliers (amount, records, year); - for the least first.",
        "-year",
    ),
    "page": ("Page of the site's own list. Plays no part here: see cursor.", None),
    "part": ("Sections of a page. Plays no part here.", None),
    "mode": ("How a page is drawn. Plays no part here.", None),
}
"""Key of a link → what it means, and an example where one says more."""
OURS: Final[Mapping[str, tuple[Schema, str]]] = {
    "strict": (
        {"type": "string", "enum": ["0", "1"]},
        "1: what can't be applied is a problem, not left out and named.",
    ),
    "limit": (
        {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": DEFAULT_ROWS},
        "Rows of one answer.",
    ),
    "cursor": (
        {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": CURSOR_LENGTH},
        "Where to go on: the one in next of the answer before. It holds for one data edition and link.",
    ),
    "excel": (
        {"type": "string", "enum": ["0", "1"]},
        "1: begin with a byte-order mark, which Excel needs for Cyrillic.",
    ),
}


def parameters() -> dict[str, Schema]:
    """Return every parameter by the name of its component: keys of the link, then those of the API alone."""
    described = {f"link_{key.name}": _key(key.name, many=key.many) for key in KEYS}
    return described | {
        f"api_{name}": {"name": name, "in": "query", "description": about, "schema": schema}
        for name, (schema, about) in OURS.items()
    }


def _key(name: str, *, many: bool) -> Schema:
    about, example = ABOUT[name]
    one: Schema = {"type": "string", "enum": list(CODES[name])} if name in CODES else _OTHERS.get(name, _SLUG)
    schema: Schema = {"type": "array", "items": one, "maxItems": VALUES_LIMIT} if many else one
    told: Schema = {"name": name, "in": "query", "description": about, "schema": schema}
    if many:
        told |= {"style": "form", "explode": True}
    return told | ({"example": example} if example else {})
