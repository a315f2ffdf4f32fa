"""Remakes the committed list of regions that share a border, from the map of today's borders.

    python scripts/neighbours.py [--out data/geo]

Neighbours on the map keep one shared line, point for point (scripts/boundaries.py simplifies all units together), so
two regions are neighbours when a stretch between two points belongs to both; a corner alone is no border.
"""

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

GEO = Path(__file__).resolve().parent.parent / "data" / "geo"
MAP = "regions_2022.geojson"
LIST = "neighbours.csv"

Json = Mapping[str, Any]
Stretch = frozenset[tuple[float, ...]]


def neighbours(collection: Json) -> dict[str, list[str]]:
    """Return the neighbours of each region of a map, by slug."""
    holders: defaultdict[Stretch, set[str]] = defaultdict(set)
    for feature in collection["features"]:
        for stretch in _stretches(feature["geometry"]):
            holders[stretch].add(str(feature["properties"]["slug"]))
    found: dict[str, set[str]] = {str(one["properties"]["slug"]): set() for one in collection["features"]}
    for several in holders.values():
        for slug in several:
            found[slug] |= several - {slug}
    return {slug: sorted(found[slug]) for slug in sorted(found)}


def _stretches(geometry: Json) -> Iterator[Stretch]:
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for ring in (ring for part in parts for ring in part):
        yield from (frozenset((tuple(one), tuple(other))) for one, other in pairwise(ring))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=GEO, help="folder of the list")
    arguments = parser.parse_args()
    found = neighbours(json.loads((GEO / MAP).read_text(encoding="utf-8")))
    with (arguments.out / LIST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("slug", "neighbours"))
        writer.writerows((slug, "|".join(slugs)) for slug, slugs in found.items())


if __name__ == "__main__":
    main()
