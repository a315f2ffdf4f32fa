"""How far the numbers reach, in words: what was found, measures, needs, people, flags, and known limits."""

from dashboard.html.inputs import Cell
from dashboard.html.reading import Chapter
from dashboard.page import Page
from dashboard.stories.method_measured import measured_chapter
from dashboard.views.method import MethodView


def limit_chapters(page: Page, view: MethodView) -> list[Chapter]:
    """Return the chapters on what the numbers can and can't say."""
    return [
        _found(page, view),
        _measures(page, view),
        _needs(page, view),
        _people(page, view),
        _flags(page),
        *measured_chapter(page, view),
        _limits(page, view),
    ]


def _found(page: Page, view: MethodView) -> Chapter:
    tr = page.tr
    told = {code: tr.number(view.coverage.get(code, 0)) for code in ("loaded", "found", "nothing")}
    return Chapter(
        anchor="found",
        title=tr("«Found so far» is not all that was spent"),
        paragraphs=[
            tr(
                "A total is the sum of what we have found, not of what was spent. Of all pairs of a region and a year, "
                "the procurement register was read for %(loaded)s; single records were found for %(found)s; about "
                "%(nothing)s we know nothing.",
                **told,
            ),
            tr(
                "Regions are put in order by money only where the register was read for every year asked for. "
                "Elsewhere they are not: a larger sum may only mean that more was written about a region. "
                "Where nothing is known we show it hatched and never as zero."
            ),
        ],
        links=[Cell(tr("What is known, region by region"), href=f"{page.plain_link('/data')}#coverage")],
    )


def _measures(page: Page, view: MethodView) -> Chapter:
    tr, moved, people = page.tr, view.not_moved, view.not_per_resident
    paragraphs = [tr("Sums are shown in prices of their own year unless you choose another measure.")]
    if view.base_year is not None:
        paragraphs.append(
            tr(
                "Inflation taken out: sums of %(first)s to %(base)s are moved to prices of %(base)s by the yearly "
                "average of consumer prices. %(base)s is the last year whose rate we trust. Later sums, sums of "
                "several years and of an unknown year cannot be moved: among akimats these are %(records)s records "
                "with %(tenge)s. They are left out of this measure, and each view says so.",
                first=str(view.first_price_year),
                base=str(view.base_year),
                records=tr.number(moved.records),
                tenge=tr.money(moved.counted_kzt),
            )
        )
    paragraphs.append(
        tr(
            "Per resident: a sum is divided by the residents of the buyer's own territory, counted at the date nearest "
            "to 1 January of the budget year and at most 12 months away. Where there is no such count, and for records "
            "of a town or district, of several years or of an unknown year, the figure is not known: among akimats "
            "for %(records)s records with %(tenge)s.",
            records=tr.number(people.records),
            tenge=tr.money(people.counted_kzt),
        )
    )
    return Chapter(anchor="measures", title=tr("Measures: prices, inflation, residents"), paragraphs=paragraphs)


def _needs(page: Page, view: MethodView) -> Chapter:
    tr, needs = page.tr, view.needs
    return Chapter(
        anchor="needs",
        title=tr("What else the money would buy"),
        paragraphs=[
            tr(
                "To set a sum beside needs we divide it by the cost of one unit, such as one street lamp. Each cost "
                "comes from a named source. A range from least to greatest is shown only where at least three "
                "comparable costs from at least two sources are known; else single costs are shown, each with its "
                "source, and no average is made."
            ),
            tr(
                "In this edition there are %(needs)s needs with %(costs)s costs, of which %(usable)s can be used. "
                "%(ranged)s needs have a range.",
                needs=tr.number(needs["needs"]),
                costs=tr.number(needs["costs"]),
                usable=tr.number(needs["usable_costs"]),
                ranged=tr.number(needs["with_range"]),
            ),
            tr(
                "A comparison is no claim that the money could lawfully have been spent otherwise: budgets have "
                "purposes set by law."
            ),
        ],
        links=[Cell(tr("Needs and their costs"), href=page.plain_link("/needs"))],
    )


def _people(page: Page, view: MethodView) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="people",
        title=tr("People and companies"),
        paragraphs=[
            tr(
                "Private people are never named, also where a source names them: a record paid to a person shows no "
                "supplier. Officials are spoken of by office."
            ),
            tr(
                "There are %(parties)s buyers and suppliers in this edition. Names that only look alike are never put "
                "together. Taxes, debts and court cases are shown with a company only where its business ID number or "
                "the same source ties them to it.",
                parties=tr.number(view.parties),
            ),
        ],
    )


def _flags(page: Page) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="flags",
        title=tr("Questions to ask"),
        paragraphs=[
            tr(
                "No automatic signs are published yet. When they are, each will be a question with its rule, its "
                "threshold and its lawful reasons, and never a verdict."
            )
        ],
    )


def _limits(page: Page, view: MethodView) -> Chapter:
    tr = page.tr
    inexact = tr.plural("%(count)s record", "%(count)s records", view.inexact)
    return Chapter(
        anchor="limits",
        title=tr("Known limits"),
        points=[
            tr("Most records come from the press. What nobody wrote about is missing."),
            tr("A plan or budget without a known later stage counts as a plan, though it may never have come true."),
            tr("Not every source says whether a contract was paid, in full or at all."),
            tr(
                "In the total of akimats %(records)s have a sum that is not exact: «about», «more than», «almost» or a "
                "range.",
                records=inexact,
            ),
            tr("What a whole leaves after its parts is a lower bound where the whole is «more than» a sum."),
            tr("Titles and summaries are in our words; the source beside them decides."),
        ],
        links=[Cell(tr("Tell us what is wrong"), href=page.plain_link("/corrections"))],
    )
