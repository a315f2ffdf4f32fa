"""The answer, in words, for a link that names no present region: what the name may mean, and the list of regions."""

from collections.abc import Mapping

from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.store import Row
from dashboard.views.region import NoRegion


def answer(page: Page, view: NoRegion) -> tuple[str, str, list[Cell]]:
    """Return title, sentence and ways on: the town of that name first, then the 20 regions and cities by name."""
    tr = page.tr
    rows = {row["region"]: row for row in view.regions}
    present = [row for row in view.regions if row["valid_to"] is None and row["region_type"] != "country"]
    title = tr("There is no region «%(name)s»", name=view.asked) if view.asked else tr("Choose a region or city")
    links = [
        Cell(tr.pick(row, "name"), href=page.plain_link("/region", id=row["region"]))
        for row in sorted(present, key=lambda row: tr.sort_key(tr.pick(row, "name")))
    ]
    return title, _sentence(page, view), [*_town(page, view, rows), *links]


def _sentence(page: Page, view: NoRegion) -> str:
    tr = page.tr
    gone = next((row for row in view.regions if row["region"] == view.asked and row["valid_to"]), None)
    heirs = [row for row in view.regions if row["split_from"] == view.asked and view.asked]
    if gone is None or not heirs:
        return tr("These are the 20 regions and cities of today.")
    return tr(
        "%(name)s was divided on %(date)s; today its territory is: %(heirs)s.",
        name=tr.pick(gone, "name"),
        date=tr.date(heirs[0]["valid_from"]),
        heirs=", ".join(tr.pick(row, "name") for row in heirs),
    )


def _town(page: Page, view: NoRegion, rows: Mapping[str, Row]) -> list[Cell]:
    tr, place = page.tr, view.place
    if place is None:
        return []
    name = tr("%(place)s, %(region)s", place=tr.pick(place, "name"), region=tr.pick(rows[place["region"]], "name"))
    return [Cell(name, href=page.plain_link("/region", id=place["region"], place=(place["place"],)))]
