"""What each page is called in menus and tabs."""

from typing import Final

from dashboard.words import Words

IN_MENU: Final = (
    "overview",
    "regions",
    "years",
    "customers",
    "contractors",
    "systems",
    "promises",
    "records",
    "open",
    "needs",
    "akims",
    "compare",
    "data",
    "method",
)


def page_name(tr: Words, key: str) -> str:
    """Return a page's name by its key in `dashboard.paths`."""
    names = {
        "overview": tr("Overview"),
        "regions": tr("Regions"),
        "region": tr("Region"),
        "customers": tr("Customers"),
        "customer": tr("Customer"),
        "contractors": tr("Contractors"),
        "contractor": tr("Contractor"),
        "systems": tr("Systems"),
        "system": tr("System"),
        "promises": tr("Promises"),
        "years": tr("Years"),
        "records": tr("Records"),
        "record": tr("Record"),
        "open": tr("Before it is bought"),
        "needs": tr("Needs"),
        "akims": tr("Akims"),
        "compare": tr("Compare"),
        "question": tr("Ask in writing"),
        "hearing": tr("Hearing"),
        "changes": tr("Changes"),
        "corrections": tr("Corrections and replies"),
        "data": tr("Data"),
        "method": tr("How we count"),
        "about": tr("About the site"),
    }
    return names[key]
