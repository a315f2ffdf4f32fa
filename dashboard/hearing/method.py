"""The method box: what counts, found so far, levels, prices, sources and dates, edition, licence, how to correct."""

from dashboard import labels
from dashboard.hearing.pack import Chapter, Told
from dashboard.page import Page
from dashboard.stories.corrections import DECISION_DAYS, RECEIPT_DAYS
from dashboard.views import hearing, overview
from dashboard.views.hearing import Chosen
from dashboard.words import Words


def chapter(page: Page) -> Chapter:
    """Return the method in short, with the numbers of the records of a link."""
    tr, view = page.tr, page.view(hearing.build)
    paragraphs = (
        _counts(tr, view),
        tr(
            "Contracts, payments and yearly costs are told apart from plans, budgets and estimates of lots. A total is "
            "the sum of what was found so far, not of all that was spent."
        ),
        _level(page),
        _measure(page),
        _sources(tr, view),
        tr(
            "Data edition %(id)s (%(date)s). An edition never changes: the link and the square code of this pack "
            "always show these same numbers. Facts: CC BY 4.0. Code: MIT.",
            id=page.asked.snapshot.id,
            date=tr.date(page.asked.snapshot.day),
        ),
        _correct(page),
    )
    return Chapter("method", tr("How this was counted"), "", (Told(tuple(filter(None, paragraphs))),))


def _counts(tr: Words, view: Chosen) -> str:
    return tr.plural(
        "%(count)s record was found, %(counted)s of them in the totals. Each sum counts once: what repeats the same "
        "money, adds up many things or was cancelled or refused is shown but not counted.",
        "%(count)s records were found, %(counted)s of them in the totals. Each sum counts once: what repeats the same "
        "money, adds up many things or was cancelled or refused is shown but not counted.",
        view.records,
        counted=tr.number(view.counted),
    )


def _level(page: Page) -> str:
    tr, level = page.tr, page.filters.level
    told = {
        "local": tr("This is money of akimats, their departments, schools and enterprises; central money is left out."),
        "central": tr("This is money of ministries, national companies and police; money of akimats is left out."),
        "all": tr("Money of akimats and of central bodies stands apart; the two are never added up."),
    }
    return told[level]


def _measure(page: Page) -> str:
    tr, view = page.tr, page.view(overview.build)
    told = {
        "nominal": tr("Sums are in prices of their own years; inflation is not taken out."),
        "real": tr(
            "Totals and bars by year have inflation taken out: prices of %(year)s. Single records, promises and "
            "questions keep the sums that their sources print.",
            year=str(view.price_year),
        ),
        "per_resident": tr(
            "Totals and bars by year are divided by residents of the region that pays, where their number is known. "
            "Single records, promises and questions keep the sums that their sources print."
        ),
    }
    return told[view.measure]


def _sources(tr: Words, view: Chosen) -> str:
    if not view.records:
        return ""
    kinds = "; ".join(
        tr("%(kind)s: %(sum)s", kind=labels.tier(tr, tier), sum=tr.number(count)) for tier, count in view.tiers.items()
    )
    if view.first is None or view.last is None:
        return tr("Records by kind of source: %(kinds)s. The sources print no dates.", kinds=kinds)
    return tr(
        "Records by kind of source: %(kinds)s (dates of the sources, where printed: %(dates)s). Titles and summaries "
        "are in our words; the source beside them decides.",
        kinds=kinds,
        dates=" – ".join(dict.fromkeys((tr.date(view.first), tr.date(view.last)))),
    )


def _correct(page: Page) -> str:
    tr = page.tr
    told = tr(
        "Is something wrong? Anyone may say so on the page «Corrections and replies», and a buyer or supplier may "
        "answer there: within %(receipt)s working days it stands in the log, within %(decision)s it is decided.",
        receipt=tr.number(RECEIPT_DAYS),
        decision=tr.number(DECISION_DAYS),
    )
    return f"{told} {page.origin}/corrections" if page.origin else told
