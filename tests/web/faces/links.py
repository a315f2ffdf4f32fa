"""Links to ask all faces for: filters drawn from what an edition knows, near a record of it, so that most find some."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from dashboard.filters import CATEGORIES, Filters
from dashboard.store import Row, Store
from dashboard.words import LANGUAGES
from pipelines.schemas import KINDS, TIERS

ON_ALL = (
    "overview",
    "years",
    "regions",
    "region",
    "customers",
    "customer",
    "contractors",
    "contractor",
    "records",
    "record",
    "open",
    "needs",
    "systems",
    "system",
    "promises",
    "akims",
    "compare",
)
"""The views that a link's filters or its subject decide, beside the page of changes."""
ALONE = ("data", "method", "about", "corrections")
"""The views that are the same for all links of an edition."""
LINKS = int(os.environ.get("AQSHA_FACES_LINKS", "8"))
"""How many links are drawn over the real facts; `make prove` draws 60."""
EXAMPLES = {"facts": LINKS, "register": max(LINKS // 5, 4)}
_COLUMNS = (
    "record_id, region, place, category, year_from, year_to, kind, tier, method, amount_kzt, customer_id, "
    "contractor_id, system_id, title_ru"
)


@dataclass(frozen=True)
class Asked:
    """One link: its filters without a subject, the subjects of the views that need one, and a number to choose by."""

    filters: Filters
    subjects: Mapping[str, str]
    turn: int
    compared: Mapping[str, Any] = field(default_factory=dict)

    def query(self, key: str) -> str:
        """Return the query of the link for a view; that of a comparison names what is compared."""
        more = self.compared if key == "compare" else {}
        return self.filters.with_(id=self.subjects.get(key), **more).to_query()


def links(store: Store) -> st.SearchStrategy[Asked]:
    """Draw links from the values that an edition knows."""
    records = store.rows(f"SELECT {_COLUMNS} FROM records ORDER BY record_id")
    regions = [row["region"] for row in store.rows("SELECT region FROM regions WHERE valid_to IS NULL ORDER BY 1")]
    profiles = [one for one in regions if one != "national"]
    places = sorted({row["place"] for row in records if row["place"]})
    suppliers = sorted({row["contractor_id"] for row in records if row["contractor_id"]})
    known = {column: sorted({row[column] for row in records if row[column]}) for column in ("customer_id", "system_id")}

    def link(random: Random) -> Asked:
        near = random.choice(records)
        fields = {
            "region": _some(random, near["region"], regions),
            "place": _some(random, near["place"], places),
            "category": _some(random, near["category"], ("media", "it", *CATEGORIES)),
            "kind": _some(random, near["kind"], KINDS),
            "tier": _some(random, near["tier"], TIERS),
            "method": _some(random, near["method"], ("single_source", "open_tender")),
            "customer": _some(random, near["customer_id"], known["customer_id"]),
            "contractor": _some(random, near["contractor_id"], suppliers),
            "system": _some(random, near["system_id"], known["system_id"]),
            "record": _some(random, near["record_id"], [one["record_id"] for one in records]),
            "year_from": near["year_from"] and near["year_from"] - random.randint(0, 4),
            "year_to": near["year_to"] and near["year_to"] + random.randint(0, 4),
            "minimum": near["amount_kzt"] and Decimal(random.randint(0, int(near["amount_kzt"]))),
            "maximum": near["amount_kzt"] and near["amount_kzt"] + random.randint(0, 10**9),
            "q": random.choice(_long_words(near) or [""]),
        }
        chosen = random.sample(sorted(fields), random.randint(0, 3))
        filters = Filters(
            **{name: fields[name] for name in chosen if fields[name]},
            level=random.choice(["local", "local", "central", "all"]),
            counted=random.choice(["", "", "all"]),
            measure=random.choice(["nominal", "nominal", "real", "per_resident"]),
            lang=random.choice(LANGUAGES),
        )
        own = [near["region"]] * 10 if near["region"] in profiles else []
        subjects = {
            "region": random.choice([*own, *profiles]),
            "customer": near["customer_id"],
            "contractor": near["contractor_id"] or random.choice(suppliers),
            "record": near["record_id"],
            "system": near["system_id"] or random.choice(known["system_id"]),
        }
        return Asked(filters, subjects, random.randrange(12), _compared(random, near, profiles, suppliers, known))

    # A number alone is drawn, for links made piece by piece would mostly ask for the first few values of each key.
    return st.integers(0, 2**32).map(lambda number: link(Random(number)))


def _compared(
    random: Random, near: Row, profiles: Sequence[str], suppliers: Sequence[str], known: Mapping[str, Sequence[str]]
) -> Mapping[str, Any]:
    """Choose what stands side by side: mostly the record's own region, supplier or system beside others, or years."""
    own = near["region"] if near["region"] in profiles else random.choice(profiles)
    several = {
        "region": {own, *random.sample(profiles, random.randint(1, 4))},
        "contractor": {near["contractor_id"] or suppliers[0], *random.sample(suppliers, 2)},
        "system": {near["system_id"] or known["system_id"][0], *random.sample(known["system_id"], 2)},
    }
    empty = dict.fromkeys(("region", "place", "customer", "contractor", "system"), ())
    last = near["year_to"] or 2021
    choices = [
        *(empty | {key: tuple(sorted(values))} for key, values in several.items()),
        empty | {"region": tuple(sorted(several["region"]))},
        empty | {"region": (own,), "mode": random.choice(["similar", "neighbours", "kind"])},
        empty | {"year_from": last - random.randint(1, 5), "year_to": last},
    ]
    return random.choice(choices)


def _some(random: Random, own: str | None, values: Sequence[str]) -> tuple[str, ...]:
    """Choose values of one key: that of the record, another one, or both."""
    other = random.choice(values)
    return tuple(one for one in random.choice([(own,), (own,), (own, other), (other,)]) if one)


def _long_words(row: Row) -> list[str]:
    return [word for word in (row["title_ru"] or "").split() if len(word) > 4 and word.isalpha()]
