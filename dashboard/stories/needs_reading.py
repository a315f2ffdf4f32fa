"""Says how to read the page of needs: its rules, and what of the link is done otherwise or plays no part."""

from dashboard.page import Page
from dashboard.views.needs import NeedsView
from dashboard.words import Words


def notices(page: Page, view: NeedsView) -> list[str]:
    """Return what of the link is done otherwise than asked: money is only of the totals, in prices as printed."""
    tr, said = page.tr, []
    if page.filters.counted == "all":
        said.append(tr("Only money that is in the totals is converted here, whatever the link asks for."))
    if page.filters.measure == "per_resident":
        said.append(
            tr(
                "The measure “per resident” plays no part here: whole sums, in the prices of their own years, are set "
                "against prices."
            )
        )
    if page.filters.measure == "real":
        said.append(_real(tr, view))
    return said


def _real(tr: Words, view: NeedsView) -> str:
    if view.year is None:
        return tr(
            "Sums on this page are in the prices of their own years. Inflation is not taken out: this money is not all "
            "of one year."
        )
    return tr(
        "The sum stays in the prices of its own year, %(year)s. What it would have bought is told first at prices "
        "moved to tenge of that year, where they can be moved.",
        year=str(view.year),
    )


def rules(page: Page, view: NeedsView) -> list[str]:
    """Return how to read the page: what is put together, what is rounded, what is moved by inflation."""
    tr = page.tr
    return [
        tr(
            "Money and a price are put together only where at most five years lie between them. Money of several "
            "years meets a price only when both its first and its last year do. Money of an unknown year is not "
            "converted. Where only a part of the sum lies near a price, that part is converted and named."
        ),
        tr(
            "The numbers are whole things: the sum divided by the price, rounded down. Lowest, median and highest are "
            "shown only for at least three prices of one kind and size from at least two publishers. Other prices "
            "stand one by one."
        ),
        _inflation_rule(tr, view),
        tr(
            "Each bar runs from zero to the greatest number in its own row; the tick is the number at the median price."
        ),
    ]


def _inflation_rule(tr: Words, view: NeedsView) -> str:
    if view.year is None:
        return tr(
            "Inflation is not taken out here: this money is not all of one year, so there is no one year to move "
            "prices to. Choose one year to see prices moved."
        )
    return tr(
        "Prices are shown as printed and, beside it, in tenge of %(year)s, moved by the average yearly inflation. The "
        "last year whose inflation is known is %(last)s: later prices cannot be moved.",
        year=str(view.year),
        last=str(view.last_inflation_year),
    )
