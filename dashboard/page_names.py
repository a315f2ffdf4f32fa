"""What each page is called in menus and tabs."""

from typing import Final

from dashboard.words import Words

IN_MENU: Final = (
    "overview",
    "regions",
    "years",
    "contractors",
    "records",
    "open",
    "needs",
    "data",
    "method",
    "about",
)


def page_name(tr: Words, key: str) -> str:
    """Return a page's name by its key in `dashboard.paths`."""
    names = {
        "overview": tr("Overview"),
        "regions": tr("Regions"),
        "region": tr("Region"),
        "contractors": tr("Contractors"),
        "contractor": tr("Contractor"),
        "years": tr("Years"),
        "records": tr("Records"),
        "record": tr("Record"),
        "open": tr("Before it is bought"),
        "needs": tr("Needs"),
        "changes": tr("Changes"),
        "data": tr("Data"),
        "method": tr("How we count"),
        "about": tr("About the site"),
    }
    return names[key]
