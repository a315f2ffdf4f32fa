"""The method box: what counts, found so far, levels, prices, sources and dates, edition, licence, how to correct."""

from dashboard import labels
from dashboard.hearing import chosen
from dashboard.hearing.chosen import Chosen
from dashboard.hearing.pack import Chapter, Told
from dashboard.page import Page
from dashboard.stories.corrections import DECISION_DAYS, RECEIPT_DAYS
from dashboard.words import Words


def chapter(page: Page) -> Chapter:
    """Return the method in short, with the numbers of the records of a link."""
    tr, view = page.tr, page.view(chosen.build)
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
    tr, measure = page.tr, page.filters.measure
    told = {
        "nominal": tr("Sums are in prices of their own years; inflation is not taken out."),
        "real": tr("Inflation is taken out where the year allows it; records that cannot be moved say so."),
        "per_resident": tr("Sums are divided by residents of the buyer's own territory, where their number is known."),
    }
    return told[measure]


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
